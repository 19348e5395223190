"""One answer of a search and what speaks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from bashu.match.catalogue.weights import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

_REASONS = tuple(REASONS)


class Reasons(Mapping[str, float]):
    """What speaks for a hit, weighted, without the reasons that say nothing; made out when looked at."""

    __slots__ = ("_place", "_table")

    def __init__(self, table: NDArray[np.float64], place: int) -> None:
        self._table, self._place = table, place

    def _said(self) -> dict[str, float]:
        parts = self._table[self._place].tolist()
        return {reason: part for reason, part in zip(_REASONS, parts, strict=True) if part}

    def __getitem__(self, reason: str) -> float:
        return self._said()[reason]

    def __iter__(self) -> Iterator[str]:
        return iter(self._said())

    def __len__(self) -> int:
        return len(self._said())

    def __repr__(self) -> str:
        return repr(self._said())


class Hit(NamedTuple):
    """A product that a text may mean.

    Attributes
    ----------
    product, name
        Id and Chinese name.
    score
        The sum of the reasons.
    reasons
        What speaks for it, weighted; ``REASONS`` says what each is called.
    """

    product: str
    name: str
    score: float
    reasons: Mapping[str, float]
