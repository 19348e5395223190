"""How long it takes from here to there, for goods and for people, then and now."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

from bashu.errors import Finding, InputError
from bashu.travel.changes import compare, compare_ways
from bashu.travel.holes import holes
from bashu.travel.leg import WAY, Leg, leg_between, ways_frame
from bashu.travel.lines import line_rows, own_rows
from bashu.travel.places import PlaceIndex
from bashu.travel.settings import TravelSettings
from bashu.travel.ways import Carries, WayTable
from bashu.workspace import as_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.tables.frames import Frame
    from bashu.workspace import Workspace


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
        start, end = (self._table.number[self.places.find(place)] for place in (origin, destination))
        return leg_between(self._table, start, end, carries, year)

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
        return ways_frame(self._table, numbers, numbers, carries, year)

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
        ways = ways_frame(self._table, start, np.arange(len(self._ids)), carries, year)
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
