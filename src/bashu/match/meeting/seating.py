"""Which table each meeting gets among those that are alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.match.meeting.board import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.match.meeting.board import Board
    from bashu.match.meeting.event import Event


def seat(event: Event, board: Board, before: Mapping[tuple[int, int], int] | None = None) -> dict[int, int]:
    """A table for every meeting: the pinned one, the one it had before, else where one of the two sat last.

    Parameters
    ----------
    before
        (pair, slot) -> table of an earlier schedule.

    Returns
    -------
    tables
        Pair -> number of its table; no table twice in a slot.
    """
    pinned = {pin.pair: pin.table for pin in event.pins if pin.table is not None}
    wished = {pair: table for (pair, slot), table in (before or {}).items() if board.slot[pair] == slot}
    tables: dict[int, int] = {}
    last: dict[int, int] = {}
    for slot in range(event.slots.height):
        by_group: dict[int, list[int]] = {}
        for pair in sorted(board.held[slot]):
            by_group.setdefault(board.group[pair], []).append(pair)
        for group, pairs in by_group.items():
            left = dict.fromkeys(event.groups[group].tables)
            _take(pairs, pinned, left, tables)
            _take(pairs, wished, left, tables)
            for person in (0, 1):
                sat = {
                    pair: last.get((event.one if person == 0 else event.other)[pair], NOWHERE)
                    for pair in pairs
                }
                _take(pairs, sat, left, tables)
            free = iter(left)
            for pair in pairs:
                if pair not in tables:
                    tables[pair] = next(free)
        for pair in sorted(board.held[slot]):
            last[event.one[pair]] = last[event.other[pair]] = tables[pair]
    return tables


def _take(pairs: list[int], wished: Mapping[int, int], left: dict[int, None], tables: dict[int, int]) -> None:
    for pair in pairs:
        table = wished.get(pair, NOWHERE)
        if pair not in tables and table in left:
            tables[pair] = table
            del left[table]
