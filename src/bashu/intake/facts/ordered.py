"""Spans in reading order, with those inside a piece of text found by halving."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class Spanned(Protocol):
    """Anything with a first and a last character."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """One behind its last character."""


Item = TypeVar("Item", bound=Spanned)


class Ordered(Generic[Item]):
    """Items sorted by where they start; asking for a piece of text costs the items in it, not all of them."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = sorted(items, key=lambda item: item.start)
        self._starts = [item.start for item in self._items]
        self._spans = {(item.start, item.end): item for item in reversed(self._items)}

    def within(self, start: int, end: int) -> list[Item]:
        """The items that begin inside the piece."""
        return self._items[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)]

    def last_before(self, position: int) -> Item | None:
        """The last item that begins before a position."""
        index = bisect.bisect_left(self._starts, position)
        return self._items[index - 1] if index else None

    def at(self, start: int, end: int) -> Item | None:
        """The item of exactly this span."""
        return self._spans.get((start, end))
