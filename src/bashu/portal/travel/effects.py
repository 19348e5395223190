"""What a newer timetable or a planned line makes possible: matches of firms, ways to work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bashu.portal.core.lane import lane
from bashu.portal.naming import foundation, names, read_sources
from bashu.portal.places import place_choices
from bashu.portal.shown import NONE, Choice, Foundation, Source, Thing, Words
from bashu.portal.wording import AREA_NAMES, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from bashu.portal.data.engines import Engines
    from bashu.portal.naming import Names
    from bashu.travel import Travel

#: stops of a planned line that the form has room for
STOPS = 5
#: rows of each list on the page; the API gives all
ROWS = 200


@dataclass(frozen=True)
class Match:
    """Who could supply whom between two places that came within a threshold."""

    origin: Thing
    destination: Thing
    before: float
    after: float
    under: int
    input: Thing | None
    product: Thing | None
    essential: bool
    matches: int
    hours_saved: float
    suppliers: tuple[Thing, ...]
    buyers: tuple[Thing, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Commute:
    """A daily way to work that became possible within one area of industry."""

    origin: Thing
    destination: Thing
    before: float
    after: float
    area: Words
    homes: int
    employers: int
    openings: int
    hours_saved: float
    firms_at_home: tuple[Thing, ...]
    firms_there: tuple[Thing, ...]


@dataclass(frozen=True)
class Stop:
    """A stop of the planned line as it was typed."""

    place: str
    at: str


@dataclass(frozen=True)
class EffectsPage:
    """Two timetables, or the newest trains and a planned line, and what lies between them."""

    before: int | None
    after: int | None
    befores: tuple[Choice, ...]
    afters: tuple[Choice, ...]
    line: tuple[Stop, ...]
    planned: bool
    places: tuple[Choice, ...]
    message: Words
    finding: Words
    matches: tuple[Match, ...]
    matches_total: int
    commutes: tuple[Commute, ...]
    commutes_total: int
    pairs_without: int
    foundation: Foundation


def effects_page(
    engines: Engines,
    before: int | None = None,
    after: int | None = None,
    line: Sequence[tuple[str, str]] = (),
    message: Words = NONE,
) -> EffectsPage:
    """What came within 60, 120 or 240 minutes, by the hours that it saves.

    Parameters
    ----------
    before, after
        Two timetable years; the oldest and the newest unless others are asked for.
    line
        Stops of a planned line and their minutes from the first one; it is compared with the newest trains.
    message
        What was wrong with the question; then nothing is computed.

    Raises
    ------
    UnknownName
        When a place or a timetable year is not there.
    InputError
        When the stops are no line.
    Busy
        When too many ask at once.
    """
    years = engines.travel.years
    stops = tuple(Stop(place, at) for place, at in line)
    first = before if before is not None or len(years) < 2 else years[0]
    last = after if after is not None or len(years) < 2 else years[-1]
    planned = tuple((stop.place, _minutes(stop.at)) for stop in stops)
    nothing = bool(message.zh) or (not planned and (first is None or last is None))
    matches, commutes = (None, None) if nothing else _computed(engines, first, last, planned)
    return EffectsPage(
        before=first,
        after=last,
        befores=_choices(years[:-1], first),
        afters=_choices(years[1:], last),
        line=stops + (Stop("", ""),) * max(0, STOPS - len(stops)),
        planned=bool(planned),
        places=place_choices(engines),
        message=message,
        finding=_finding(matches, commutes),
        matches=_matches(matches, names(engines)),
        matches_total=0 if matches is None else matches.drop_nulls("matches").height,
        commutes=_commutes(commutes, names(engines)),
        commutes_total=0 if commutes is None else commutes.height,
        pairs_without=0 if matches is None else matches["matches"].null_count(),
        foundation=foundation(engines, method="travel", downloads=("travel", "capabilities", "inputs")),
    )


def _minutes(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _choices(years: Sequence[int], chosen: int | None) -> tuple[Choice, ...]:
    return tuple(Choice(str(year), Words(str(year), str(year)), chosen=year == chosen) for year in years)


def _computed(
    engines: Engines, before: int | None, after: int | None, line: tuple[tuple[str, float], ...]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    from bashu.decide import commute_effects, travel_effects

    def compute() -> tuple[pl.DataFrame, pl.DataFrame]:
        with lane().turn():
            earlier: int | None = None if line else before
            later: int | Travel | None = engines.travel.with_line(line) if line else after
            asked: dict[str, Any] = {"graph": engines.graph, "travel": engines.travel}
            return (
                travel_effects(engines.workspace, earlier, later, **asked),  # type: ignore[arg-type]
                commute_effects(engines.workspace, earlier, later, **asked),  # type: ignore[arg-type]
            )

    return engines.kept(("effects", None if line else (before, after), line), compute)


def _finding(matches: pl.DataFrame | None, commutes: pl.DataFrame | None) -> Words:
    if matches is None or commutes is None:
        return NONE
    pairs = matches.select("origin", "destination").unique().height
    possible, openings = int(matches["matches"].sum()), int(commutes["openings"].sum())
    return Words(
        f"{pairs} 对地点进入 60、120 或 240 分钟圈，由此可能的供需配对 {possible} 个，新增可每日通勤的同领域组合 {openings} 个。",
        f"{pairs} pairs of places came within 60, 120 or 240 minutes: {possible} supplier–buyer matches and {openings} pairs of employers within a daily way become possible.",
    )


def _matches(frame: pl.DataFrame | None, named: Names) -> tuple[Match, ...]:
    if frame is None:
        return ()
    return tuple(
        Match(
            named.place(row["origin"]),
            named.place(row["destination"]),
            row["before"],
            row["after"],
            row["under"],
            named.maybe_product(row["input"]),
            named.maybe_product(row["product"]),
            row["essential"],
            row["matches"],
            row["hours_saved"],
            tuple(named.organisation(each) for each in row["suppliers"]),
            tuple(named.organisation(each) for each in row["buyers"]),
            tuple(source for each in row["sources"] for source in read_sources(each)),
        )
        for row in frame.drop_nulls("matches").head(ROWS).iter_rows(named=True)
    )


def _commutes(frame: pl.DataFrame | None, named: Names) -> tuple[Commute, ...]:
    if frame is None:
        return ()
    return tuple(
        Commute(
            named.place(row["origin"]),
            named.place(row["destination"]),
            row["before"],
            row["after"],
            word(AREA_NAMES, row["area"]),
            row["homes"],
            row["employers"],
            row["openings"],
            row["hours_saved"],
            tuple(named.organisation(each) for each in row["firms_at_home"]),
            tuple(named.organisation(each) for each in row["firms_there"]),
        )
        for row in frame.head(ROWS).iter_rows(named=True)
    )
