"""How long it takes from here to there, for goods and for people, then and now."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

from bashu.errors import Finding, InputError
from bashu.travel.changes import compare
from bashu.travel.places import PlaceIndex
from bashu.travel.settings import TravelSettings
from bashu.travel.ways import MODES, NOTHING, RAIL, ROAD, Carries, Ways, WayTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.travel.network import Rows
    from bashu.workspace import Workspace


@dataclass(frozen=True)
class Leg:
    """A way from one place to another.

    ``minutes`` is None where no source reaches. ``mode`` is road, rail, or inside (both ends lie in one
    place). ``year`` is the timetable; with changes of trains the oldest one used. ``estimate`` says that
    nobody measured or published these minutes. ``inherited`` says that an end has no row of its own and
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
    People take the fastest of a direct train, trains with changes, and the road. Formulas and worked
    examples: the method page on travel.

    Parameters
    ----------
    workspace
        Its tables ``places`` and ``travel``.
    settings
        What is assumed where no source says it.

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

    def __init__(self, workspace: Workspace, settings: TravelSettings | None = None) -> None:
        self.settings = settings or TravelSettings()
        self.basis = workspace.basis
        self.places = PlaceIndex(workspace)
        self._ids = self.places.ids
        coordinates = workspace.table_or_empty("places").select("lon", "lat")
        self._table = WayTable(self.places, coordinates, workspace.table_or_empty("travel"), self.settings)

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
            standing=("estimate" if ways.estimate[start, end] else "timetable") if found else None,
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
            origin, destination, minutes (null: not known), mode, year, transfers, estimate, inherited.
        """
        chosen = self._ids if places is None else [self.places.find(place) for place in places]
        numbers = np.array([self._table.number[place] for place in chosen], dtype=np.int64)
        return self._frame(numbers, numbers, self._table.all_pairs(carries, year))

    def within(
        self, place: str, minutes: float, carries: Carries = "goods", year: int | None = None
    ) -> pl.DataFrame:
        """The places within so many minutes of a place, nearest first.

        Returns
        -------
        frame
            place, name_zh, name_en, minutes, mode, year, transfers, estimate, inherited.

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
            .select("place", *names, "minutes", "mode", "year", "transfers", "estimate", "inherited")
        )

    reach = within

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
        return compare(self._table.rows.filter(pl.col("mode") == "rail"), before, after)

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
                "transfers": ways.transfers[at].ravel().astype(np.int64),
                "estimate": ways.estimate[at].ravel(),
                "inherited": ways.inherited[at].ravel(),
            }
        )
