"""What the minutes between places show: reach from one place, then and now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bashu.portal.core.citymap import Tile, tile_index, tiles
from bashu.portal.naming import foundation, names, read_sources
from bashu.portal.places import place_choices
from bashu.portal.shown import NONE, Choice, Foundation, Source, Thing, Words
from bashu.portal.travel.timetables import Step, steps
from bashu.portal.wording import MODES, STANDINGS, word
from bashu.travel import THRESHOLDS

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines

#: the place the page opens with, if the workspace has it
FIRST = "yibin"


@dataclass(frozen=True)
class Reach:
    """A place and how one gets there; ``ring`` is the smallest threshold it lies within, 0 beyond all.

    ``by_step`` holds the minutes in each timetable of the page, for people.
    """

    place: Thing
    tile: str
    minutes: float
    ring: int
    mode: Words
    year: int | None
    standing: Words
    transfers: int
    estimate: bool
    inherited: bool
    by_step: tuple[float | None, ...]


@dataclass(frozen=True)
class Hole:
    """Something that the minutes of trains do not know of a place."""

    place: Thing
    kind: Words
    other: Thing | None
    year: int | None
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Change:
    """A direct train then and now."""

    origin: Thing
    destination: Thing
    before: float
    after: float
    change: float
    under: tuple[int, ...]
    slower_maybe_source: bool


@dataclass(frozen=True)
class TravelPage:
    """Minutes from one place to all others, and what changed for it between two timetables."""

    place: Thing
    carries: str
    carries_choices: tuple[Choice, ...]
    year: int | None
    years: tuple[Choice, ...]
    steps: tuple[Step, ...]
    places: tuple[Choice, ...]
    rings: tuple[int, ...]
    tiles: tuple[Tile, ...]
    reached: tuple[Reach, ...]
    before: int | None
    after: int | None
    changes: tuple[Change, ...]
    changes_total: int
    holes: tuple[Hole, ...]
    finding: Words
    foundation: Foundation

    @property
    def chosen_step(self) -> Words:
        """What the chosen timetable is called."""
        return next((step.label for step in self.steps if step.chosen), NONE)


def travel_page(
    engines: Engines,
    place: str = "",
    carries: Literal["goods", "people"] = "people",
    year: int | None = None,
    *,
    before: int | None = None,
    after: int | None = None,
) -> TravelPage:
    """Minutes from a place; before and after are the oldest and newest timetable unless others are asked for.

    Raises
    ------
    UnknownName
        When the place or a timetable year is not there.
    """
    travel, named = engines.travel, names(engines)
    ids = travel.places.ids
    start = travel.places.find(place) if place else (FIRST if FIRST in ids else ids[0])
    shown, tile_of = tiles(engines), tile_index(engines)
    rows = travel.reach(start, float("inf"), carries, year)
    timetables = steps(engines, start, year) if carries == "people" else ()
    reached = tuple(
        Reach(
            place=named.place(row["place"]),
            tile=tile_of.get(row["place"], ""),
            minutes=row["minutes"],
            ring=next((limit for limit in THRESHOLDS if row["minutes"] <= limit), 0),
            mode=word(MODES, row["mode"]),
            year=row["year"],
            standing=word(STANDINGS, row["standing"]),
            transfers=row["transfers"],
            estimate=row["estimate"],
            inherited=row["inherited"],
            by_step=tuple(step.minutes.get(row["place"]) for step in timetables),
        )
        for row in rows.iter_rows(named=True)
    )
    years = travel.years
    before = before if before is not None else (years[0] if len(years) > 1 else None)
    after = after if after is not None else (years[-1] if len(years) > 1 else None)
    changes, total = _changes(engines, start, before, after)
    return TravelPage(
        place=named.place(start),
        carries=carries,
        carries_choices=(
            Choice("goods", Words("货物（公路）", "goods, by road"), chosen=carries == "goods"),
            Choice(
                "people", Words("人员（最快方式）", "people, by the fastest mode"), chosen=carries == "people"
            ),
        ),
        year=year,
        years=tuple(Choice(str(each), Words(str(each), str(each)), chosen=each == year) for each in years),
        steps=timetables,
        places=place_choices(engines, start),
        rings=THRESHOLDS,
        tiles=shown,
        reached=reached,
        before=before,
        after=after,
        changes=changes,
        changes_total=total,
        holes=engines.kept("holes of the page", lambda: _holes(engines)),
        finding=_finding(named.place(start).name, reached, carries),
        foundation=foundation(engines, method="travel", downloads=("travel", "places")),
    )


HOLES = {
    "time_unknown": Words("有线路，未见公布时间", "a line without published minutes"),
    "no_trains": Words("各来源均无客运列车", "no passenger train in any source"),
    "old_timetable": Words("只有较早的时刻表", "only an older timetable"),
}


def _holes(engines: Engines) -> tuple[Hole, ...]:
    """What nobody should take for a slow railway, connections without minutes first."""
    named = names(engines)
    rows = engines.kept("holes", engines.travel.holes)
    found = [
        (
            list(HOLES).index(row["kind"]),
            Hole(
                named.place(row["place"]),
                HOLES[row["kind"]],
                named.maybe_place(row["other"]),
                row["year"],
                read_sources(row["source"]),
            ),
        )
        for row in rows.iter_rows(named=True)
    ]
    return tuple(hole for _, hole in sorted(found, key=lambda each: each[0]))


def _finding(name: Words, reached: tuple[Reach, ...], carries: str) -> Words:
    near = sum(1 for each in reached if each.minutes <= 120)
    estimates = sum(1 for each in reached if each.estimate)
    by = Words("货物", "by road for goods") if carries == "goods" else Words("人员", "for people")
    return Words(
        f"从{name.zh}出发，{by.zh} 120 分钟内可到 {near} 处；{estimates} 处的时间为估算。",
        f"From {name.en}, {near} places lie within 120 minutes {by.en}; {estimates} of the times are estimates.",
    )


def _changes(
    engines: Engines, start: str, before: int | None, after: int | None
) -> tuple[tuple[Change, ...], int]:
    """Direct trains from a place in both timetables, and how many pairs both have in all."""
    if before is None or after is None:
        return (), 0
    named = names(engines)
    everything = engines.changes(before, after)
    rows = everything.filter(origin=engines.travel.represented_by(start) or start)
    return tuple(
        Change(
            named.place(row["origin"]),
            named.place(row["destination"]),
            row["before"],
            row["after"],
            row["change"],
            tuple(row["under"]),
            row["slower_maybe_source"],
        )
        for row in rows.iter_rows(named=True)
    ), everything.height
