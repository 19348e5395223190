"""The tables of an event become one checked event in numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, TableError
from bashu.match.meeting.event import Event, Pin
from bashu.match.meeting.pairing import pair_up
from bashu.match.meeting.times import gaps_between, in_order
from bashu.match.meeting.wishes import read_wishes
from bashu.tables import Origin, as_frame, check_table
from bashu.tables.meeting import MEETING_TABLES
from bashu.workspace.references import check_references

if TYPE_CHECKING:
    from bashu.match.meeting.settings import MeetSettings
    from bashu.tables import Frame


#: tables or slots that a number alone may ask for: a slip of the keyboard must not fill the memory
MOST_COUNTED = 10_000


@dataclass(frozen=True, eq=False)
class EventTables:
    """The checked tables of an event, each with the columns of the vocabulary.

    ``counted`` names the ids (slot, table) that are numbers because only a count was given.
    """

    requests: pl.DataFrame
    people: pl.DataFrame
    tables: pl.DataFrame
    slots: pl.DataFrame
    walking: pl.DataFrame
    pinned: pl.DataFrame
    counted: tuple[str, ...] = ()


def read_tables(
    requests: Frame,
    people: Frame,
    tables: Frame | int,
    slots: Frame | int,
    *,
    walking: Frame | None = None,
    pinned: Frame | None = None,
) -> EventTables:
    """Check the tables of an event one by one and against each other.

    ``tables`` and ``slots`` may be how many there are; their ids then count from 0.

    Raises
    ------
    TableError
        Naming the row of every cell that is absent, of another type, repeated, or refers to nothing.
    """
    given = {
        "people": _checked(people, "people"),
        "tables": _checked(_counted(tables, "tables", "table"), "tables"),
        "slots": _checked(_counted(slots, "slots", "slot"), "slots"),
        "requests": _checked(requests, "requests"),
        "walking": _checked(walking, "walking"),
        "pinned": _checked(pinned, "pinned"),
    }
    findings = [finding for _, wrong in given.values() for finding in wrong]
    frames = {name: frame for name, (frame, _) in given.items()}
    ids = {"people": frames["people"]["person"], "tables": frames["tables"]["table"]}
    ids["slots"] = frames["slots"]["slot"]
    for name, frame in frames.items():
        findings += check_references(frame, MEETING_TABLES[name], Origin(file=name), ids.get)
    for name in ("people", "tables"):
        findings += _unknown_slots(frames[name], name, ids["slots"])
    if findings:
        raise TableError(findings)
    # rows in another order are the same event
    frames["people"] = frames["people"].sort("person")
    frames["requests"] = frames["requests"].sort("asker", "asked")
    frames["slots"] = in_order(frames["slots"], Origin(file="slots"))
    counted = tuple(key for key, count in (("slot", slots), ("table", tables)) if isinstance(count, int))
    return EventTables(**frames, counted=counted)


def event_of(given: EventTables, settings: MeetSettings) -> Event:
    """Number the people, pairs, slots and groups of tables of an event.

    Raises
    ------
    TableError
        Naming the row of a wish that cannot be read, and of a pinned meeting that breaks a rule.
    """
    wishes, findings = read_wishes(given.requests, given.pinned, given.people["person"], settings)
    if findings:
        raise TableError(findings)
    slot_number = {slot: place for place, slot in enumerate(given.slots["slot"])}
    everything = (1 << given.slots.height) - 1
    available = slot_sets(given.people["available"], slot_number, everything)
    pairs = pair_up(given, wishes, available, slot_sets(given.tables["available"], slot_number, everything))
    most = [
        min(slots.bit_count(), slots.bit_count() if stated is None else stated)
        for slots, stated in zip(available, given.people["most"], strict=True)
    ]
    event = Event(
        settings=settings,
        people=given.people,
        slots=given.slots,
        tables=given.tables,
        wishes=wishes,
        available=available,
        most=most,
        one=pairs.one,
        other=pairs.other,
        worth=pairs.worth,
        seats=pairs.seats,
        common=pairs.common,
        seatings=pairs.seatings,
        groups=pairs.groups,
        walks=_walks(given.walking, pairs.halls, settings.walk_minutes),
        gaps=gaps_between(given.slots),
        pins=(),
    )
    return replace(event, pins=_pins(given.pinned, event, slot_number))


def slot_sets(column: pl.Series, slot_number: dict[str, int], everything: int) -> list[int]:
    """A list of slots in each cell as a set with a bit per slot; null means always, an empty list never."""
    return [
        everything
        if entries is None
        else sum(1 << slot_number[slot] for slot in set(entries) if slot in slot_number)
        for entries in column.to_list()
    ]


def _counted(frame: Frame | int, name: str, key: str) -> Frame:
    if not isinstance(frame, int):
        return frame
    if frame < 0:
        raise TableError(Finding("below_zero", file=name, value=str(frame)))
    if frame > MOST_COUNTED:
        raise TableError(
            Finding("above_most", file=name, value=str(frame), details={"most": f"{MOST_COUNTED:,}"})
        )
    return pl.DataFrame({key: pl.Series(range(frame), dtype=pl.Int64)})


def _checked(frame: Frame | None, name: str) -> tuple[pl.DataFrame, list[Finding]]:
    table = MEETING_TABLES[name]
    if frame is None:
        return table.empty(), []
    given = as_frame(frame, name)
    checked, findings = check_table(given, table, Origin(file=name))
    if "available" in given.columns and isinstance(given.schema["available"], pl.List):
        # as text an empty list would be an empty cell, and that means always
        never = (given["available"].list.len() == 0).fill_null(value=False)
        entries = pl.when(pl.Series(never)).then(pl.lit([], pl.List(pl.String))).otherwise("available")
        checked = checked.with_columns(available=entries)
    return checked, [finding for finding in findings if finding.severity == "error"]


def _unknown_slots(frame: pl.DataFrame, name: str, slots: pl.Series) -> list[Finding]:
    named = frame.select("available").with_row_index("row").explode("available").drop_nulls()
    wrong = named.filter(pl.col("available").is_in(slots.implode()).not_()).head(100)
    return [
        Origin(file=name).finding("unknown_reference", row, "available", slot, target="slots", nearest="")
        for row, slot in wrong.iter_rows()
    ]


def _walks(walking: pl.DataFrame, halls: list[str], else_: float) -> list[list[float]]:
    """Minutes between every two halls; the last hall is that of tables whose hall nobody stated."""
    number = {hall: place for place, hall in enumerate(halls)}
    minutes = [
        [0.0 if one == other else else_ for other in range(len(halls) + 1)] for one in range(len(halls) + 1)
    ]
    for one, other, stated in walking.select("place", "other", "minutes").iter_rows():
        if one in number and other in number:
            minutes[number[one]][number[other]] = minutes[number[other]][number[one]] = stated
    return minutes


def _pins(pinned: pl.DataFrame, event: Event, slot_number: dict[str, int]) -> tuple[Pin, ...]:
    person_number = {person: place for place, person in enumerate(event.people["person"])}
    table_number = {table: place for place, table in enumerate(event.tables["table"])}
    pins: list[Pin] = []
    findings: list[Finding] = []
    for row, (asker, asked, slot, table) in enumerate(
        pinned.select("asker", "asked", "slot", "table").iter_rows()
    ):
        people = sorted((person_number[asker], person_number[asked]))
        pair = event.number_of_pair.get((people[0], people[1]))
        at = slot_number.get(slot)
        if pair is None or at is None or not event.common[pair] >> at & 1:
            findings.append(
                Origin(file="pinned").finding("pin_impossible", row, "slot", f"{asker} – {asked}, {slot}")
            )
            continue
        pins.append(Pin(pair, at, None if table is None else table_number[table]))
    if findings:
        raise TableError(findings)
    return tuple(pins)
