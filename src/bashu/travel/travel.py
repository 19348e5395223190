"""How long it takes from here to there, for goods and for people, then and now."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import isnan
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

from bashu.errors import Finding, InputError
from bashu.travel.changes import compare, compare_ways
from bashu.travel.holes import holes
from bashu.travel.lines import line_rows, own_rows
from bashu.travel.places import PlaceIndex
from bashu.travel.settings import TravelSettings
from bashu.travel.ways import MODES, NOTHING, RAIL, ROAD, STANDINGS, Carries, Ways, WayTable
from bashu.workspace import as_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.tables.frames import Frame
    from bashu.travel.network import Rows
    from bashu.workspace import Workspace

#: what a frame says of a way
WAY = ("minutes", "mode", "year", "standing", "transfers", "estimate", "inherited")


@dataclass(frozen=True)
class Leg:
    """A way from one place to another.

    ``minutes`` is None where no source reaches. ``mode`` is road, rail, or inside (both ends lie in one
    place). ``year`` is the timetable; with changes of trains the oldest one used. ``standing`` is that of
    the weakest row used: own, timetable, reported or estimate. ``estimate`` says that nobody measured or
    published these minutes. ``inherited`` says that an end has no row of its own and
    took those of the place it lies in.
    """

    origin: str
    destination: str
    minutes: float | None
    mode: str | None
    year: int | None
    standing: str | None
    transfers: int
    via: tuple[str, ...]
    estimate: bool
    inherited: bool
    source: str | None


class Travel:
    """Minutes between the places of a workspace, prepared once and asked often.

    Goods go by road: the row of the travel table, in either direction, else an estimate from coordinates.
    People take the fastest of a direct train, trains with changes, and the road. Where several rows stand
    for one pair, the reader's own hold before a timetable, a timetable before a report, a report before an
    estimate. Formulas and worked examples: the method page on travel.

    Parameters
    ----------
    workspace
        Its tables ``places`` and ``travel``.
    settings
        What is assumed where no source says it.
    own
        Minutes of the reader's own, which hold before every other: origin, destination (ids or names), mode,
        minutes. A row holds in both directions unless the other direction has one of its own.

    Raises
    ------
    UnknownName
        When a row of one's own names a place that is not there.
    InputError
        When it names no mode, or minutes that are no number of 0 or more.

    Examples
    --------
    >>> places = pl.DataFrame({"place": ["a", "b", "c", "b-zone"], "name_zh": ["甲山市", "乙山市", "丙山市", "乙新区"],
    ...     "parent": [None, None, None, "b"], "level": ["city", "city", "city", "zone"]})
    >>> rows = pl.DataFrame({"origin": ["a", "b", "a"], "destination": ["b", "c", "c"],
    ...     "mode": ["rail", "rail", "road"], "minutes": [60, 30, 200], "year": [2021, 2021, None],
    ...     "standing": ["timetable", "timetable", "estimate"], "source": ["t", "t", "e"]})
    >>> from bashu.workspace import Workspace
    >>> travel = Travel(Workspace.from_frames({"places": places, "travel": rows}))
    >>> leg = travel.minutes("甲山", "丙山", "people")
    >>> leg.minutes, leg.mode, leg.via, leg.transfers
    (135.0, 'rail', ('b',), 1)
    >>> travel.minutes("丙山", "甲山", "goods").estimate, travel.minutes("甲山", "乙新区", "people").inherited
    (True, True)
    """

    def __init__(
        self, workspace: Workspace, settings: TravelSettings | None = None, own: Frame | None = None
    ) -> None:
        self.settings = settings or TravelSettings()
        self._workspace = as_workspace(workspace)
        self.basis = workspace.basis
        self.places = PlaceIndex(workspace)
        self._ids = self.places.ids
        coordinates = workspace.table_or_empty("places").select("lon", "lat")
        rows = workspace.table_or_empty("travel")
        if own is not None:
            rows = pl.concat([rows, own_rows(own, self.places, rows.schema)])
        self._table = WayTable(self.places, coordinates, rows, self.settings)

    @property
    def years(self) -> tuple[int, ...]:
        """The timetable years that the workspace has."""
        return self._table.years

    def minutes(
        self, origin: str, destination: str, carries: Carries = "goods", year: int | None = None
    ) -> Leg:
        """The way between two places.

        Parameters
        ----------
        origin, destination
            Ids or names of places.
        carries
            ``goods`` (by road) or ``people`` (by the fastest mode).
        year
            The timetable year for people; None takes the newest train known for each pair.

        Raises
        ------
        UnknownName
            When a place or a timetable year is not in the workspace.
        """
        start, end = (
            self._table.number[self.places.find(origin)],
            self._table.number[self.places.find(destination)],
        )
        ways = self._table.all_pairs(carries, year)
        mode = int(ways.mode[start, end])
        via, rows = self._rows_of(mode, start, end, year)
        sources = dict.fromkeys(self._table.rows["source"][row] for row in rows)
        found = mode != NOTHING
        return Leg(
            origin=self._ids[start],
            destination=self._ids[end],
            minutes=float(ways.minutes[start, end]) if found else None,
            mode=MODES[mode],
            year=int(ways.year[start, end]) or None,
            standing=STANDINGS[ways.standing[start, end]] if found else None,
            transfers=int(ways.transfers[start, end]),
            via=tuple(self._ids[place] for place in via),
            estimate=bool(ways.estimate[start, end]),
            inherited=bool(ways.inherited[start, end]),
            source="; ".join(sources) or None,
        )

    def matrix(
        self, places: Sequence[str] | None = None, carries: Carries = "goods", year: int | None = None
    ) -> pl.DataFrame:
        """The ways between all ordered pairs of some places (None: all places).

        Returns
        -------
        frame
            origin, destination, minutes (null: not known), mode, year, standing, transfers, estimate, inherited.
        """
        chosen = self._ids if places is None else [self.places.find(place) for place in places]
        numbers = np.array([self._table.number[place] for place in chosen], dtype=np.int64)
        return self._frame(numbers, numbers, self._table.all_pairs(carries, year))

    def with_line(self, stops: Sequence[tuple[str, float]], mode: Literal["road", "rail"] = "rail") -> Travel:
        """The same places with one more line, to see what a plan would change.

        Parameters
        ----------
        stops
            Places along the line, each with its minutes from the first one; every two are connected.

        Raises
        ------
        UnknownName
            When a place is not there.
        InputError
            When there are fewer than two stops or the minutes do not grow along the line.

        Examples
        --------
        >>> from bashu.workspace import Workspace
        >>> now = Travel(Workspace.open())
        >>> planned = now.with_line([("成都", 0), ("资阳", 25), ("重庆", 50)])
        >>> planned.minutes("成都", "重庆", "people").minutes, planned.minutes("资阳", "重庆", "people").standing
        (50.0, 'own')
        """
        return Travel(self._workspace, self.settings, line_rows(stops, mode))

    def reach(
        self, place: str, minutes: float, carries: Carries = "goods", year: int | None = None
    ) -> pl.DataFrame:
        """The places within reach of a place, nearest first.

        Returns
        -------
        frame
            place, name_zh, name_en, minutes, mode, year, standing, transfers, estimate, inherited.

        Raises
        ------
        UnknownName
            When the place or the timetable year is not in the workspace.
        InputError
            When the minutes are no number of 0 or more.
        """
        if not minutes >= 0:
            raise InputError(
                Finding(
                    "out_of_range",
                    column="minutes",
                    value=str(minutes),
                    details={"minimum": 0, "maximum": "∞"},
                )
            )
        start = np.array([self._table.number[self.places.find(place)]], dtype=np.int64)
        ways = self._frame(start, np.arange(len(self._ids)), self._table.all_pairs(carries, year))
        names = {
            f"name_{language}": [self.places.name(other, language) for other in ways["destination"]]
            for language in ("zh", "en")
        }
        return (
            ways.with_columns(pl.Series(name, values, dtype=pl.String) for name, values in names.items())
            .filter((pl.col("destination") != pl.col("origin")) & (pl.col("minutes") <= minutes))
            .sort("minutes", "destination")
            .rename({"destination": "place"})
            .select("place", *names, *WAY)
        )

    def minutes_from(
        self, place: str, carries: Carries = "goods", year: int | None = None
    ) -> dict[str, float]:
        """The minutes from a place to every other that can be reached, by its id: :meth:`reach` in brief.

        Raises
        ------
        UnknownName
            When the place or the timetable year is not in the workspace.
        """
        start = self._table.number[self.places.find(place)]
        row = self._table.all_pairs(carries, year).minutes[start].tolist()
        return {
            other: minutes
            for number, (other, minutes) in enumerate(zip(self._ids, row, strict=True))
            if number != start and not isnan(minutes)
        }

    def changes(self, before: int, after: int) -> pl.DataFrame:
        """Direct trains of two timetable years, for the ordered pairs that both of them have.

        Returns
        -------
        frame
            origin, destination, before, after, change, under, slower_maybe_source; the largest gain first.

        Raises
        ------
        UnknownName
            When the workspace has no timetable of that year.
        """
        for year in (before, after):
            self._table.check_year(year)
        timetable = (pl.col("mode") == "rail") & (pl.col("standing") == "timetable")
        return compare(self._table.rows.filter(timetable), before, after)

    def changes_to(self, planned: Travel, year: int | None = None) -> pl.DataFrame:
        """What a plan changes for people between any two places that both know a way for.

        Places that take their minutes from the place they lie in are left out: they change as it does.

        Parameters
        ----------
        planned
            The same places with a line that is planned (:meth:`with_line`).
        year
            The timetable that the rest of the way uses; None takes the newest train of each pair.

        Returns
        -------
        frame
            As :meth:`changes`, and ``mode_before``, ``mode_after``, ``estimate`` (the minutes before, after or
            both are a road estimate); only pairs that change, the largest gain first.

        Raises
        ------
        UnknownName
            When the workspace has no timetable of that year.
        """
        own = [place for place in self._ids if self.represented_by(place) in {place, None}]
        now, then = (each.matrix(own, "people", year) for each in (self, planned))
        return compare_ways(now, then)

    def holes(self) -> pl.DataFrame:
        """What the minutes of trains do not know, so that nobody takes a gap in the data for one in the railway.

        Returns
        -------
        frame
            place, name_zh, name_en, kind (``no_trains``: a city without a passenger train in any source;
            ``time_unknown``: a connection is known to exist, its minutes are not; ``old_timetable``: the newest
            source of a city is older than the newest timetable), other (the place at the other end), year,
            source.
        """
        inheriting = {place for place in self._ids if self.represented_by(place) not in {place, None}}
        return holes(self.places, self._table.rows, self._table.unknown, self.years, inheriting)

    def represented_by(self, place: str, mode: Literal["road", "rail"] = "rail") -> str | None:
        """The place whose rows stand for a place: itself, the one it lies in, or None."""
        stand_in = int(self._table.stand_in[mode][self._table.number[self.places.find(place)]])
        return self._ids[stand_in] if stand_in >= 0 else None

    def _rows_of(self, mode: int, start: int, end: int, year: int | None) -> tuple[list[int], list[int]]:
        """The places on the way between the ends, and the travel rows that were used."""
        if mode == ROAD:
            stand_in = self._table.stand_in["road"]
            a, b = int(stand_in[start]), int(stand_in[end])
            row = int(self._table.road_rows(year)[a, b]) if a >= 0 and b >= 0 else -1
            return [], [row] if row >= 0 else []
        if mode == RAIL:
            stand_in = self._table.stand_in["rail"]
            pairs, journeys = self._table.train_rows(year)
            way = journeys.path(int(stand_in[start]), int(stand_in[end]))
            return way[1:-1], [int(pairs[a, b]) for a, b in pairwise(way)]
        return [], []

    def _frame(self, origins: Rows, destinations: Rows, ways: Ways) -> pl.DataFrame:
        at = np.ix_(origins, destinations)
        ids = pl.Series(self._ids, dtype=pl.String)
        minutes, year = ways.minutes[at].ravel(), ways.year[at].ravel()
        return pl.DataFrame(
            {
                "origin": ids.gather(np.repeat(origins, destinations.size)),
                "destination": ids.gather(np.tile(destinations, origins.size)),
                "minutes": pl.Series(minutes).fill_nan(None),
                "mode": pl.Series(MODES, dtype=pl.String).gather(ways.mode[at].ravel()),
                "year": pl.Series(year.astype(np.int64)).replace(0, None),
                "standing": pl.Series((*STANDINGS, None), dtype=pl.String).gather(
                    np.where(ways.mode[at] == NOTHING, len(STANDINGS), ways.standing[at]).ravel()
                ),
                "transfers": ways.transfers[at].ravel().astype(np.int64),
                "estimate": ways.estimate[at].ravel(),
                "inherited": ways.inherited[at].ravel(),
            }
        )
