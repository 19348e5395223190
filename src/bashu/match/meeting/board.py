"""The board of a schedule in the making: meetings are put up, taken down, and every step can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.match.meeting.event import Event

NOWHERE = -1


class Board:
    """Who meets whom in which slot at which group of tables, never two meetings at once.

    Attributes
    ----------
    slot, group
        For each pair its slot and its group of tables, ``NOWHERE`` while it does not meet.
    at
        For each person and slot the pair that meets, or ``NOWHERE``.
    free
        For each person the slots that are still free, a bit each.
    count
        Meetings of each person.
    open
        For each seating the slots that still have a table for it, a bit each.
    held
        For each slot the pairs that meet in it.
    fixed
        Pairs that must not be moved.
    score
        Summed worth of the pairs that meet.
    """

    def __init__(self, event: Event) -> None:
        self.event = event
        slots = event.slots.height
        self.slot = [NOWHERE] * len(event.one)
        self.group = [NOWHERE] * len(event.one)
        self.at = [[NOWHERE] * slots for _ in event.available]
        self.free = list(event.available)
        self.count = [0] * len(event.available)
        self.room = [
            [len(group.tables) if group.slots >> slot & 1 else 0 for slot in range(slots)]
            for group in event.groups
        ]
        self.open = [0] * len(event.seatings)
        self._seatings_with: list[list[int]] = [[] for _ in event.groups]
        for seating, groups in enumerate(event.seatings):
            for group in groups:
                self._seatings_with[group].append(seating)
                self.open[seating] |= event.groups[group].slots
        self.held: list[set[int]] = [set() for _ in range(slots)]
        self.fixed: set[int] = set()
        self.score = 0
        self._log: list[tuple[int, int, int]] = []
        self._bound_by_ways = event.strolls
        self._most_in_row = event.settings.most_in_row

    def mark(self) -> int:
        """A point to which :meth:`undo` can go back."""
        return len(self._log)

    def undo(self, mark: int) -> None:
        """Take back every step since a mark."""
        log = self._log
        while len(log) > mark:
            pair, slot, group = log.pop()
            if self.slot[pair] != NOWHERE:
                self._clear(pair)
            if slot != NOWHERE:
                self._set(pair, slot, group)

    def place(self, pair: int, slot: int, among: Sequence[int] | None = None) -> bool:
        """Let a pair meet in a slot where both are free; False, and nothing done, where it cannot be.

        ``among`` are groups of tables to choose from instead of all that suit the pair.
        """
        event = self.event
        one, other = event.one[pair], event.other[pair]
        if not (self.free[one] & self.free[other] & event.common[pair]) >> slot & 1:
            return False
        if self.count[one] >= event.most[one] or self.count[other] >= event.most[other]:
            return False
        suiting = event.seatings[event.seats[pair]]
        group = self._group_for(
            pair, slot, suiting if among is None else [known for known in suiting if known in among]
        )
        if group == NOWHERE:
            return False
        self._log.append((pair, NOWHERE, NOWHERE))
        self._set(pair, slot, group)
        return True

    def remove(self, pair: int) -> None:
        """Take a meeting down."""
        self._log.append((pair, self.slot[pair], self.group[pair]))
        self._clear(pair)

    def _group_for(self, pair: int, slot: int, groups: Sequence[int]) -> int:
        """The first group of tables with room that both people can reach in time, or ``NOWHERE``."""
        event = self.event
        one, other = event.one[pair], event.other[pair]
        if self._most_in_row is not None and (self._tires(one, slot) or self._tires(other, slot)):
            return NOWHERE
        for group in groups:
            if self.room[group][slot]:
                place = event.groups[group].place
                if not self._bound_by_ways or (
                    self._reaches(one, slot, place) and self._reaches(other, slot, place)
                ):
                    return group
        return NOWHERE

    def _reaches(self, person: int, slot: int, place: int) -> bool:
        """Whether somebody can be in a hall in a slot, coming from and going to the meetings around it."""
        event, at = self.event, self.at[person]
        for near, gap in event.gaps[slot]:
            pair = at[near]
            if pair != NOWHERE and event.walks[place][event.groups[self.group[pair]].place] > gap:
                return False
        return True

    def _tires(self, person: int, slot: int) -> bool:
        """Whether one more meeting in a slot would make too many in a row."""
        joined, at = self.event.joined, self.at[person]
        first = last = slot
        while first > 0 and joined[first - 1] and at[first - 1] != NOWHERE:
            first -= 1
        while joined[last] and last + 1 < len(at) and at[last + 1] != NOWHERE:
            last += 1
        return self._most_in_row is not None and last - first + 1 > self._most_in_row

    def _set(self, pair: int, slot: int, group: int) -> None:
        event = self.event
        one, other = event.one[pair], event.other[pair]
        self.slot[pair], self.group[pair] = slot, group
        self.at[one][slot] = self.at[other][slot] = pair
        bit = 1 << slot
        self.free[one] ^= bit
        self.free[other] ^= bit
        self.count[one] += 1
        self.count[other] += 1
        self.score += event.worth[pair]
        self.held[slot].add(pair)
        self.room[group][slot] -= 1
        if not self.room[group][slot]:
            for seating in self._seatings_with[group]:
                if not any(self.room[known][slot] for known in event.seatings[seating]):
                    self.open[seating] &= ~bit

    def _clear(self, pair: int) -> None:
        event = self.event
        one, other = event.one[pair], event.other[pair]
        slot, group = self.slot[pair], self.group[pair]
        self.slot[pair] = self.group[pair] = NOWHERE
        self.at[one][slot] = self.at[other][slot] = NOWHERE
        bit = 1 << slot
        self.free[one] ^= bit
        self.free[other] ^= bit
        self.count[one] -= 1
        self.count[other] -= 1
        self.score -= event.worth[pair]
        self.held[slot].discard(pair)
        self.room[group][slot] += 1
        if self.room[group][slot] == 1:
            for seating in self._seatings_with[group]:
                self.open[seating] |= bit
