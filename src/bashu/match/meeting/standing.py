"""The schedule that people have been told: put back on a board, added to, and compared with the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.match.meeting.board import NOWHERE
from bashu.match.meeting.chains import insert
from bashu.tables import as_frame, as_text

if TYPE_CHECKING:
    from bashu.match.meeting.board import Board
    from bashu.match.meeting.event import Event
    from bashu.match.meeting.reading import EventTables
    from bashu.tables import Frame

#: asker, asked -> slot, table
Standing = dict[tuple[str, str], tuple[str, str]]


def read_standing(standing: Frame) -> Standing:
    """The meetings of a schedule that people have been told: asker, asked, slot, table."""
    columns = ["asker", "asked", "slot", "table"]
    frame = as_text(as_frame(standing, "standing", columns), *columns)
    return {(asker, asked): (slot, table) for asker, asked, slot, table in frame.select(columns).iter_rows()}


def pair_of(event: Event, number: dict[str, int], people: tuple[str, str]) -> int | None:
    """The number of a pair by the ids of its people; None where it is no pair of the event any more."""
    if not all(person in number for person in people):
        return None
    one, other = sorted(number[person] for person in people)
    return event.number_of_pair.get((one, other))


def put_back(event: Event, board: Board, before: Standing, order: dict[str, int]) -> None:
    """Put every standing meeting back where it was: at its table, else at another in the same slot."""
    number = {person: place for place, person in enumerate(event.people["person"])}
    table_number = {table: place for place, table in enumerate(event.tables["table"])}
    group_of = {table: place for place, group in enumerate(event.groups) for table in group.tables}
    moved: list[tuple[int, int]] = []
    for people, (slot, table) in before.items():
        pair = pair_of(event, number, people)
        if pair is None or slot not in order or pair in board.fixed:
            continue
        groups = [group_of[table_number[table]]] if table in table_number else []
        if not board.place(pair, order[slot], groups):
            moved.append((pair, order[slot]))
    for pair, at in moved:
        board.place(pair, at)


def let_in(event: Event, board: Board, before: Standing) -> None:
    """Let in what has no slot: first what stood before, then whoever has nothing, then the dearest."""
    number = {person: place for place, person in enumerate(event.people["person"])}
    stood = {pair_of(event, number, people) for people in before}
    waiting = [pair for pair, slot in enumerate(board.slot) if slot == NOWHERE and event.worth[pair]]

    def urgency(pair: int) -> tuple[bool, bool, int, int]:
        least = min(board.count[event.one[pair]], board.count[event.other[pair]])
        return (pair not in stood, least > 0, -event.worth[pair], pair)

    for pair in sorted(waiting, key=urgency):
        insert(board, pair, event.settings.reach, event.settings.most_moved)


def seats_before(event: Event, before: Standing, order: dict[str, int]) -> dict[tuple[int, int], int]:
    """(pair, slot) -> table of the standing meetings."""
    number = {person: place for place, person in enumerate(event.people["person"])}
    tables = {table: place for place, table in enumerate(event.tables["table"])}
    seats: dict[tuple[int, int], int] = {}
    for people, (slot, table) in before.items():
        pair = pair_of(event, number, people)
        if pair is not None and slot in order and table in tables:
            seats[pair, order[slot]] = tables[table]
    return seats


def changes_since(before: Standing, meetings: pl.DataFrame, given: EventTables) -> pl.DataFrame:
    """Every meeting before or after, with what became of it: kept, new_table, moved, added or cancelled."""
    after = {
        (asker, asked): (slot, table)
        for asker, asked, slot, table in as_text(meetings, "slot", "table")
        .select("asker", "asked", "slot", "table")
        .iter_rows()
    }
    known = {frozenset(people): people for people in before}
    rows = []
    for people, now in after.items():
        told = known.get(frozenset(people))
        was = before[told] if told is not None else (None, None)
        change = (
            "added"
            if told is None
            else "moved"
            if was[0] != now[0]
            else "kept"
            if was == now
            else "new_table"
        )
        rows.append((*people, change, *was, *now))
    still = {frozenset(people) for people in after}
    rows += [
        (*people, "cancelled", *was, None, None)
        for people, was in before.items()
        if frozenset(people) not in still
    ]
    columns = ("asker", "asked", "change", "slot_before", "table_before", "slot", "table")
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    whole = [f"{key}{when}" for key in given.counted for when in ("", "_before")]
    return frame.with_columns(pl.col(name).cast(pl.Int64) for name in whole).sort("asker", "asked")
