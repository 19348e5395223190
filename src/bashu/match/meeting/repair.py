"""The day itself: who does not come, who comes after all, and as little as possible changes for the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, UnknownName
from bashu.match.meeting.fairness import as_it_is
from bashu.match.meeting.planning import pin_down, relax_around
from bashu.match.meeting.reading import EventTables, event_of, read_tables
from bashu.match.meeting.scheduling import Schedule, schedule_of
from bashu.match.meeting.seating import seat
from bashu.match.meeting.settings import MeetSettings
from bashu.match.meeting.standing import (
    Standing,
    changes_since,
    let_in,
    put_back,
    read_standing,
    seats_before,
)
from bashu.workspace import nearest_spelling

if TYPE_CHECKING:
    from collections.abc import Collection

    from bashu.match.meeting.board import Board
    from bashu.match.meeting.event import Event
    from bashu.tables import Frame


@dataclass(frozen=True, eq=False)
class Repair:
    """A schedule after changes on the day.

    Attributes
    ----------
    schedule
        The meetings that now stand, with those that already took place.
    changes
        asker, asked, change (kept, new_table, moved, cancelled, added), slot_before, table_before, slot,
        table: every meeting of before and after.
    """

    schedule: Schedule
    changes: pl.DataFrame


def repair(
    standing: Frame,
    requests: Frame,
    people: Frame,
    tables: Frame | int,
    slots: Frame | int,
    *,
    now: str | int | None = None,
    absent: Collection[str | int] = (),
    closed: Collection[str | int] = (),
    pinned: Frame | None = None,
    walking: Frame | None = None,
    settings: MeetSettings | None = None,
) -> Repair:
    """Repair a schedule: drop what cannot be any more, fill what became free, and leave the rest alone.

    Meetings before ``now`` and pinned ones never move. Other standing meetings keep their slot and table
    unless one of the two or the table is gone; so that one more finds room, at most
    ``settings.most_moved`` of them move, and none is cancelled for the sake of another.

    Parameters
    ----------
    standing
        asker, asked, slot, table: the meetings as they were told to everybody.
    requests, people, tables, slots, pinned, walking
        The tables of the event as they are now, with late additions; see :func:`bashu.match.meet`.
    now
        The first slot that can still be changed; without it, all can.
    absent, closed
        People and tables that are gone from then on. Their rows stay in the tables.

    Raises
    ------
    TableError
        As :func:`bashu.match.meet`.
    UnknownName
        When there is no such slot, person or table.

    Examples
    --------
    >>> requests = pl.DataFrame(
    ...     {"asker": ["a", "c", "d"], "asked": ["b", "b", "b"], "interest": ["must", "want", "want"]}
    ... )
    >>> people = pl.DataFrame({"person": ["a", "b", "c", "d"], "available": [None, ["0"], None, None]})
    >>> from bashu.match import meet
    >>> standing = meet(requests, people, 1, 1).meetings
    >>> mended = repair(standing, requests, people, 1, 1, absent=["a"])
    >>> mended.changes.select("asker", "asked", "change").rows()
    [('a', 'b', 'cancelled'), ('c', 'b', 'added')]
    """
    chosen = settings or MeetSettings()
    given = read_tables(requests, people, tables, slots, walking=walking, pinned=pinned)
    order = {slot: place for place, slot in enumerate(given.slots["slot"])}
    start = 0 if now is None else order[_known(str(now), list(order), "slot")]
    later = {slot for slot, place in order.items() if place >= start}
    gone = {_known(str(person), given.people["person"].to_list(), "person") for person in absent}
    shut = {_known(str(table), given.tables["table"].to_list(), "table") for table in closed}
    before = read_standing(standing)
    event, changed = _event_now(given, chosen, before, later=later, gone=gone, shut=shut)
    board = pin_down(event)
    organisers = _organisers_pins(given, event)
    _hide_the_past(event, board, order, start)
    put_back(event, board, before, order)
    let_in(event, board, before)
    bound = relax_around(event, board).bound
    schedule = schedule_of(
        changed,
        event,
        board,
        bound=bound,
        fairness=as_it_is(event, board),
        seats=seat(event, board, seats_before(event, before, order)),
        pinned=organisers,
    )
    return Repair(schedule, changes_since(before, schedule.meetings, given))


def _known(name: str, known: list[str], what: str) -> str:
    if name not in known:
        details = {"what": what, "nearest": nearest_spelling(name, known)}
        raise UnknownName(Finding("unknown_name", value=name, details=details))
    return name


def _event_now(
    given: EventTables,
    settings: MeetSettings,
    before: Standing,
    *,
    later: set[str],
    gone: set[str],
    shut: set[str],
) -> tuple[Event, EventTables]:
    """The event without who and what is gone; meetings that took place are pinned where they were."""
    past = [
        {"asker": asker, "asked": asked, "slot": slot, "table": table}
        for (asker, asked), (slot, table) in before.items()
        if slot not in later
    ]
    fixed = given.pinned.filter(
        pl.col("slot").is_in(list(later)) & ~pl.any_horizontal(pl.col("asker", "asked").is_in(list(gone)))
    ).with_columns(table=pl.when(~pl.col("table").is_in(list(shut))).then("table"))
    happened = pl.DataFrame(past, schema=given.pinned.schema)
    changed = replace(
        given,
        people=_leaving(given.people, "person", gone, given.slots["slot"], later),
        tables=_leaving(given.tables, "table", shut, given.slots["slot"], later),
        pinned=pl.concat([happened, fixed]),
    )
    return event_of(changed, settings), changed


def _leaving(
    frame: pl.DataFrame, key: str, gone: set[str], slots: pl.Series, later: set[str]
) -> pl.DataFrame:
    everything = slots.to_list()
    left = [
        entries if name not in gone else [slot for slot in entries or everything if slot not in later]
        for name, entries in zip(frame[key], frame["available"].to_list(), strict=True)
    ]
    return frame.with_columns(pl.Series("available", left, dtype=pl.List(pl.String)))


def _organisers_pins(given: EventTables, event: Event) -> set[int]:
    number = {person: place for place, person in enumerate(event.people["person"])}
    pairs = (
        sorted((number[asker], number[asked]))
        for asker, asked in given.pinned.select("asker", "asked").iter_rows()
    )
    found = (event.number_of_pair.get((one, other)) for one, other in pairs)
    return {pair for pair in found if pair is not None}


def _hide_the_past(event: Event, board: Board, order: dict[str, int], start: int) -> None:
    """No meeting that is not fixed can be in a slot that has gone by."""
    ahead = ((1 << len(order)) - 1) >> start << start
    for pair in range(len(event.common)):
        if pair not in board.fixed:
            event.common[pair] &= ahead
