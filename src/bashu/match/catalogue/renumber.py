"""Sorted lists that lose and gain entries: which number an entry had and has."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A sorted list after a change.

    Attributes
    ----------
    entries
        The list as it is now.
    now
        For each old number the new one, or -1 where the entry is gone; the order of those that stay is kept.
    added
        Numbers of the entries that are new, ascending.
    """

    entries: list[str]
    now: NDArray[np.int64]
    added: NDArray[np.int64]

    @property
    def stayed(self) -> NDArray[np.int64]:
        """Old numbers of the entries that stayed."""
        return np.flatnonzero(self.now >= 0)

    def carried(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Values by old number as values by new number; 0 where an entry is new."""
        result = np.zeros(len(self.entries), np.int64)
        stayed = self.stayed
        result[self.now[stayed]] = values[stayed]
        return result

    def then(self, later: Renumbered) -> Renumbered:
        """Both changes, this one and a later one, as one.

        >>> both = renumber(["a", "c"], {"a"}, {"b"}).then(renumber(["b", "c"], {"c"}, {"d"}))
        >>> both.entries, both.now.tolist(), both.added.tolist()
        (['b', 'd'], [-1, -1], [0, 1])
        """
        now = self.now.copy()
        stayed = self.stayed
        now[stayed] = later.now[now[stayed]]
        new = np.ones(len(later.entries), np.bool_)
        new[now[now >= 0]] = False
        return Renumbered(later.entries, now, np.flatnonzero(new))


def renumber(entries: Sequence[str], gone: Collection[str], new: Collection[str]) -> Renumbered:
    """Take entries out of a sorted list and put others in.

    Parameters
    ----------
    entries
        Distinct texts, sorted.
    gone
        Those to take out.
    new
        Those to put in; none of them may be in the list.

    Examples
    --------
    >>> changed = renumber(["a", "c", "d"], {"c"}, {"b", "e"})
    >>> changed.entries, changed.now.tolist(), changed.added.tolist()
    (['a', 'b', 'd', 'e'], [0, -1, 2], [1, 3])
    """
    leaving = sorted(number for entry in gone if (number := place_of(entries, entry)) is not None)
    stays = np.ones(len(entries), np.bool_)
    stays[leaving] = False
    left = list(entries)
    for number in reversed(leaving):
        del left[number]
    ordered = sorted(new)
    before = np.array([bisect_left(left, entry) for entry in ordered], np.int64)
    places = np.arange(len(left), dtype=np.int64)
    now = np.full(len(entries), -1, np.int64)
    now[stays] = places + np.searchsorted(before, places, side="right")
    # two runs in order: sorting them merges them
    left.extend(ordered)
    left.sort()
    return Renumbered(left, now, before + np.arange(len(ordered)))


def place_of(entries: Sequence[str], text: str) -> int | None:
    """Where a text stands in a sorted list, or None.

    >>> place_of(["a", "c"], "c"), place_of(["a", "c"], "b")
    (1, None)
    """
    place = bisect_left(entries, text)
    return place if place < len(entries) and entries[place] == text else None
