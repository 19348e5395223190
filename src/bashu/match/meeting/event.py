"""An event in numbers: people, pairs who wish to meet, slots, and tables that are alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bashu.match.meeting.sides import two_sides

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from bashu.match.meeting.settings import MeetSettings


@dataclass(frozen=True, slots=True)
class TableGroup:
    """Tables that are alike: the same hall, kind and interpreter, free in the same slots.

    ``tables`` are their numbers, ``place`` the number of the hall, ``slots`` a bit per slot.
    """

    tables: tuple[int, ...]
    place: int
    slots: int


@dataclass(frozen=True, slots=True)
class Pin:
    """A meeting that the organiser has fixed; without a ``table`` any that suits."""

    pair: int
    slot: int
    table: int | None


@dataclass(frozen=True, eq=False)
class Event:
    """Everything that decides who can meet whom, and when; numbers count from 0 in the order of ids.

    Sets of slots are whole numbers with a bit per slot, in the order of time.

    Attributes
    ----------
    available, most
        Slots of each person, and the most meetings each wants.
    one, other, worth
        Both people of each pair that may meet, and the summed interest of their requests.
    seats
        For each pair a number into ``seatings``: the groups of tables that suit it, the best first.
    common
        Slots in which both of a pair are there and a table that suits them exists.
    gaps
        For each slot the slots near it in time, with the minutes between the two.
    walks
        Minutes on foot between halls.
    """

    settings: MeetSettings
    people: pl.DataFrame
    slots: pl.DataFrame
    tables: pl.DataFrame
    wishes: pl.DataFrame
    available: list[int]
    most: list[int]
    one: list[int]
    other: list[int]
    worth: list[int]
    seats: list[int]
    common: list[int]
    seatings: list[tuple[int, ...]]
    groups: list[TableGroup]
    walks: list[list[float]]
    gaps: list[list[tuple[int, float]]]
    pins: tuple[Pin, ...]

    @cached_property
    def pairs_of(self) -> list[list[int]]:
        """The pairs of each person."""
        found: list[list[int]] = [[] for _ in self.available]
        for pair, (one, other) in enumerate(zip(self.one, self.other, strict=True)):
            found[one].append(pair)
            found[other].append(pair)
        return found

    @cached_property
    def number_of_pair(self) -> dict[tuple[int, int], int]:
        """The number of a pair by its two people, the lower first."""
        return {people: pair for pair, people in enumerate(zip(self.one, self.other, strict=True))}

    @cached_property
    def numbers(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """``one``, ``other`` and ``worth`` for sums over all pairs."""
        return np.array(self.one, np.int64), np.array(self.other, np.int64), np.array(self.worth, np.int64)

    @cached_property
    def sides(self) -> NDArray[np.int64] | None:
        """A side (0 or 1) for each person so that every pair joins two; None where there are no sides."""
        one, other, _ = self.numbers
        return two_sides(one, other, len(self.available))

    @cached_property
    def strolls(self) -> bool:
        """Whether anybody could be too late because of a way on foot."""
        longest = max((minutes for row in self.walks for minutes in row), default=0.0)
        return any(gap < longest for near in self.gaps for _, gap in near)

    @cached_property
    def joined(self) -> list[bool]:
        """For each slot whether the next one follows without a rest; without times it does."""
        if self.slots["starts"].is_null().all():
            return [True] * self.slots.height
        rest = self.settings.rest_minutes
        return [
            any(later == slot + 1 and gap < rest for later, gap in near)
            for slot, near in enumerate(self.gaps)
        ]


def bits(mask: int) -> list[int]:
    """The slots of a set, the earliest first.

    >>> bits(0b10110)
    [1, 2, 4]
    """
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found
