"""Who may meet whom, and at which tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.match.meeting.event import TableGroup
from bashu.match.meeting.wishes import VETO

if TYPE_CHECKING:
    from bashu.match.meeting.reading import EventTables

    Tongues = frozenset[str] | None


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs that may meet, as columns of the same length, and the groups of tables they need."""

    one: list[int]
    other: list[int]
    worth: list[int]
    seats: list[int]
    common: list[int]
    seatings: list[tuple[int, ...]]
    groups: list[TableGroup]
    halls: list[str]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What makes a table different from another for two people."""

    place: int
    kind: str | None
    tongues: Tongues
    slots: int
    owned: int | None


def pair_up(given: EventTables, wishes: pl.DataFrame, available: list[int], table_slots: list[int]) -> Pairs:
    """Join the wishes of both sides; leave out whom one side refused or who share no slot and no table.

    Two people who share no language meet only at a table whose interpreter speaks one of each. Where one
    has an own table they meet there. A kind of table that either asks for is kept to; others take plain
    tables first, so that special ones stay for those who need them.
    """
    halls = sorted(given.tables["place"].drop_nulls().unique())
    owners = _own_tables(given)
    kinds = _kinds(given.tables, table_slots, halls, set(owners.values()))
    members: dict[_Kind, list[int]] = {}
    for table, kind in enumerate(kinds):
        members.setdefault(kind, []).append(table)
    known = list(members)
    groups = [TableGroup(tuple(members[kind]), kind.place, kind.slots) for kind in known]
    tongues = [_tongues(entry) for entry in given.people["languages"].to_list()]
    found = Pairs([], [], [], [], [], [], groups, halls)
    numbers: dict[tuple[int, ...], int] = {}
    suits: dict[object, tuple[int, ...]] = {}
    for one, other, worth, wanted in _joined(wishes):
        shared = available[one] & available[other]
        if not shared:
            continue
        own = frozenset(owners[person] for person in (one, other) if person in owners)
        need = (*_barrier(tongues[one], tongues[other]), tuple(wanted), own)
        if need not in suits:
            suits[need] = _suitable(known, need[0], need[1], frozenset(wanted), own)
        seating = suits[need]
        common = shared & _ever(groups, seating)
        if common:
            found.one.append(one)
            found.other.append(other)
            found.worth.append(worth)
            found.seats.append(numbers.setdefault(seating, len(numbers)))
            found.common.append(common)
    found.seatings.extend(numbers)
    return found


def _joined(wishes: pl.DataFrame) -> list[tuple[int, int, int, list[str]]]:
    """Both directions of every pair that nobody refused: lower number, higher number, worth, kinds of table."""
    pairs = wishes.group_by(
        one=pl.min_horizontal("asker", "asked"), other=pl.max_horizontal("asker", "asked")
    ).agg(
        pl.col("score").sum().alias("worth"),
        pl.col("kind").drop_nulls().unique().sort(),
        (pl.col("score") == VETO).any().alias("refused"),
        pl.col("pinned").any(),
    )
    wanted = pairs.filter(~pl.col("refused") & ((pl.col("worth") > 0) | pl.col("pinned"))).sort(
        "one", "other"
    )
    return wanted.select("one", "other", "worth", "kind").rows()


def _kinds(tables: pl.DataFrame, slots: list[int], halls: list[str], owned: set[int]) -> list[_Kind]:
    number = {hall: place for place, hall in enumerate(halls)}
    return [
        _Kind(
            number.get(place, len(halls)),
            kind,
            _tongues(tongues),
            slots[table],
            table if table in owned else None,
        )
        for table, (place, kind, tongues) in enumerate(
            zip(*(tables[column].to_list() for column in ("place", "kind", "languages")), strict=True)
        )
    ]


def _own_tables(given: EventTables) -> dict[int, int]:
    number = {table: place for place, table in enumerate(given.tables["table"])}
    return {person: number[table] for person, table in enumerate(given.people["table"]) if table is not None}


def _tongues(entries: list[str] | None) -> Tongues:
    return frozenset(entry.lower() for entry in entries) if entries else None


def _barrier(one: Tongues, other: Tongues) -> tuple[Tongues, Tongues]:
    """The languages of two people who do not understand each other; (None, None) where they do."""
    return (None, None) if one is None or other is None or one & other else (one, other)


def _suitable(
    known: list[_Kind], one: Tongues, other: Tongues, wanted: frozenset[str], own: frozenset[int]
) -> tuple[int, ...]:
    fits = [
        group
        for group, kind in enumerate(known)
        if (kind.owned in own if own else kind.owned is None)
        and (own or not wanted or kind.kind in wanted)
        and (one is None or other is None or (kind.tongues and kind.tongues & one and kind.tongues & other))
    ]
    # plain tables first, then the larger groups, so that what is scarce stays for those who need it
    return tuple(
        sorted(
            fits, key=lambda group: (known[group].tongues is not None, known[group].kind is not None, group)
        )
    )


def _ever(groups: list[TableGroup], seating: tuple[int, ...]) -> int:
    slots = 0
    for group in seating:
        slots |= groups[group].slots
    return slots
