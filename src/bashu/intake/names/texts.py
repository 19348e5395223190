"""Millions of short texts in little memory: one string, the place where each begins, and where to find each again."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: texts that are joined in one go
_TOGETHER = 50_000


class Texts:
    """Texts numbered in the order given.

    A text costs its characters and 8 bytes more with ``findable``, a list of them some 60 bytes each.

    >>> texts = Texts(["华微", "天马", "华微"], findable=True)
    >>> len(texts), texts[1], texts.find("华微"), texts.find("京东方")
    (3, '天马', [0, 2], [])
    """

    def __init__(self, texts: Iterable[str], *, findable: bool = False) -> None:
        pieces: list[str] = []
        batch: list[str] = []
        lengths, sums = array("I"), array("I")
        for text in texts:
            batch.append(text)
            lengths.append(len(text))
            if findable:
                sums.append(_sum(text))
            if len(batch) == _TOGETHER:
                pieces.append("".join(batch))
                batch = []
        pieces.append("".join(batch))
        self._text = "".join(pieces)
        ends = np.cumsum(np.frombuffer(lengths, np.uint32), dtype=np.uint64) if lengths else np.zeros(0)
        self._starts = array("Q", [0])
        self._starts.frombytes(ends.astype(np.uint64).tobytes())
        order = np.argsort(np.frombuffer(sums, np.uint32), kind="stable") if sums else np.zeros(0, np.int64)
        self._order = array("I", order.astype(np.uint32).tobytes())
        self._sums = array("I", np.frombuffer(sums, np.uint32)[order].tobytes() if sums else b"")

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self)))

    def __getitem__(self, number: int) -> str:
        return self._text[self._starts[number] : self._starts[number + 1]]

    def find(self, text: str) -> list[int]:
        """The numbers of all texts that are exactly this, in order; only where made ``findable``."""
        wanted = _sum(text)
        found = []
        for at in range(bisect_left(self._sums, wanted), len(self._sums)):
            if self._sums[at] != wanted:
                break
            if self[self._order[at]] == text:
                found.append(self._order[at])
        return found


def _sum(text: str) -> int:
    """A checksum; texts that share it are compared, so that it need only be short."""
    return crc32(text.encode("utf-8", "surrogatepass"))
