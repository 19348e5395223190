"""The ways between all pairs of places, goods by road and people by the fastest mode, as matrices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl

from bashu.errors import Finding, UnknownName
from bashu.travel.network import great_circle, pair_rows, shortest_journeys

if TYPE_CHECKING:
    import numpy.typing as npt

    from bashu.travel.network import Flags, Journeys, Minutes, Rows
    from bashu.travel.places import PlaceIndex
    from bashu.travel.settings import TravelSettings

Carries = Literal["goods", "people"]

#: the standing of rows that the reader brings: a line that is planned, a drive that was timed
OWN = "own"

#: whose minutes hold where several rows stand for one pair: the reader's own before a timetable, a timetable
#: before a report, a report before an estimate
STANDINGS = ("estimate", "reported", "timetable", OWN)
#: a place of this level has no single address; it is never guessed from coordinates
WIDE_LEVELS = ("nation", "province")
NOTHING, INSIDE, ROAD, RAIL = range(4)
MODES = (None, "inside", "road", "rail")


@dataclass(frozen=True)
class Ways:
    """The ways between all pairs of places for one year, as matrices by origin and destination.

    ``minutes`` is NaN where no way is known; ``mode`` is a number of ``MODES``; ``year`` 0 stands for none.
    """

    minutes: Minutes
    mode: npt.NDArray[np.int8]
    year: npt.NDArray[np.int32]
    transfers: npt.NDArray[np.int16]
    estimate: Flags
    inherited: Flags
    #: standing of the weakest row that was used, a number of ``STANDINGS``; -1 where none was
    standing: npt.NDArray[np.int8]


class WayTable:
    """Builds the matrices of a workspace, each once for each year that is asked for.

    Parameters
    ----------
    places
        The places and their tree.
    coordinates
        lon, lat of each place, in the order of the index.
    rows
        The travel table; its standing may be ``own``.
    settings
        What is assumed where no source says it.
    """

    def __init__(
        self, places: PlaceIndex, coordinates: pl.DataFrame, rows: pl.DataFrame, settings: TravelSettings
    ) -> None:
        self.settings = settings
        self.places = places
        number = {place: number for number, place in enumerate(places.ids)}
        self.number = number
        known = pl.col("origin").is_in(places.ids) & pl.col("destination").is_in(places.ids)
        rank = pl.col("standing").replace_strict(
            {name: rank for rank, name in enumerate(STANDINGS)}, default=0
        )
        rows = rows.filter(known).with_columns(rank.cast(pl.Int8).alias("rank"))
        #: connections that are known to exist, without minutes
        self.unknown = rows.filter(pl.col("minutes").is_null())
        #: of several rows for one pair the last one holds: by standing, then the newest
        ordered = (
            rows.drop_nulls("minutes")
            .sort("rank", pl.col("year").fill_null(0), maintain_order=True)
            .with_row_index("row")
        )
        self.rows = ordered.with_columns(
            pl.Series(name, [number[place] for place in ordered[end]], dtype=pl.Int64)
            for name, end in (("from", "origin"), ("to", "destination"))
        )
        degrees = coordinates.select(pl.col("lon", "lat").fill_null(float("nan")))
        self._kilometres = great_circle(degrees["lon"].to_numpy(), degrees["lat"].to_numpy())
        self.stand_in = {mode: self._stand_ins(mode) for mode in ("road", "rail")}
        self._ways: dict[tuple[Carries, int | None], Ways] = {}
        self._trains: dict[int | None, tuple[Rows, Journeys]] = {}
        self._roads: dict[int | None, Rows] = {}

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The timetable years that the workspace has."""
        rail = self.rows.filter(pl.col("mode") == "rail", pl.col("standing") == "timetable")["year"]
        return tuple(rail.drop_nulls().unique().sort())

    def check_year(self, year: int, carries: Carries = "people") -> None:
        """Raise UnknownName when there is no timetable of this year, and for goods no timed road either."""
        known = self.years if carries == "people" else sorted({*self.years, *self._timed_roads})
        if year not in known:
            nearest = ", ".join(str(each) for each in known)
            raise UnknownName(Finding("unknown_timetable", value=str(year), details={"nearest": nearest}))

    @cached_property
    def _timed_roads(self) -> tuple[int, ...]:
        road = self.rows.filter(pl.col("mode") == "road", pl.col("standing") == "timetable")["year"]
        return tuple(road.drop_nulls().unique())

    def _stand_ins(self, mode: str) -> Rows:
        rows = self.rows.filter(pl.col("mode") == mode)
        own = set(rows["from"]) | set(rows["to"])
        result = np.full(len(self.places.ids), -1, dtype=np.int64)
        for number, place in enumerate(self.places.ids):
            for above in self.places.upwards(place):
                other = self.number.get(above, -1)
                # an unknown distance compares as not too far
                if other in own and not self._kilometres[number, other] > self.settings.inherit_within_km:
                    result[number] = other
                    break
        return result

    def road_rows(self, year: int | None) -> Rows:
        """For each ordered pair of stand-ins the number of its road row, or -1."""
        if year not in self._roads:
            rows = self.rows.filter(pl.col("mode") == "road")
            if year is not None:
                told_later = (pl.col("year") > year) & (pl.col("standing") == "timetable")
                rows = rows.filter(~told_later.fill_null(value=False))
            self._roads[year] = pair_rows(rows, len(self.places.ids), mirror=True)
        return self._roads[year]

    def train_rows(self, year: int | None) -> tuple[Rows, Journeys]:
        """For each ordered pair of stand-ins the number of its direct train's row, and all journeys."""
        if year not in self._trains:
            own = pl.col("standing") == OWN
            rows = self.rows.filter(pl.col("mode") == "rail").sort(
                own, pl.col("year").fill_null(0), maintain_order=True
            )
            if year is not None:
                self.check_year(year)
                rows = rows.filter(own | ((pl.col("year") == year) & (pl.col("standing") == "timetable")))
            pairs = pair_rows(rows, len(self.places.ids), mirror=False)
            direct = self._looked_up("minutes", pairs, np.inf)
            years = self._looked_up("year", pairs, 0).astype(np.int32)
            self._trains[year] = (
                pairs,
                shortest_journeys(direct, years, self._standing(pairs), self.settings.transfer_minutes),
            )
        return self._trains[year]

    def _looked_up(self, column: str, pairs: Rows, missing: float) -> Minutes:
        # one more cell at the end, so that row -1 finds the value of a missing row
        values = np.append(self.rows[column].cast(pl.Float64).fill_null(0).to_numpy(), missing)
        found: Minutes = values[pairs]
        return found

    def _standing(self, pairs: Rows) -> npt.NDArray[np.int8]:
        found: npt.NDArray[np.int8] = np.append(self.rows["rank"].to_numpy(), np.int8(-1))[pairs]
        return found

    def all_pairs(self, carries: Carries, year: int | None) -> Ways:
        """The ways of goods or people between all places."""
        key = (carries, year)
        if key not in self._ways:
            # the road of a year without a timetable would be answered as if nothing had been asked
            if year is not None:
                self.check_year(year, carries)
            roads = self._by_road(year)
            self._ways[key] = roads if carries == "goods" else self._by_fastest(roads, year)
        return self._ways[key]

    def _by_road(self, year: int | None) -> Ways:
        size = len(self.places.ids)
        stand_in = self.stand_in["road"]
        pairs = _between(self.road_rows(year), stand_in, -1)
        minutes = self._looked_up("minutes", pairs, np.nan)
        years = self._looked_up("year", pairs, 0).astype(np.int32)
        standing = self._standing(pairs)
        minutes = np.where(standing < STANDINGS.index(OWN), self.settings.road_factor, 1.0) * minutes
        estimate = standing <= 0
        own = stand_in == np.arange(size)
        inherited = ~(own[:, None] & own[None, :])
        guess = self.settings.drive(self._kilometres)
        wide = np.array(
            [self.places.level.get(place) in WIDE_LEVELS for place in self.places.ids], dtype=bool
        )
        guess[wide, :] = guess[:, wide] = np.nan
        unknown = np.isnan(minutes)
        minutes = np.where(unknown, guess, minutes)
        inherited &= ~unknown
        inside = (stand_in[:, None] == stand_in[None, :]) & (stand_in >= 0)[:, None]
        np.fill_diagonal(inside, val=True)
        minutes[inside], estimate[inside], inherited[inside] = self.settings.inner_minutes, True, True
        np.fill_diagonal(inherited, val=False)
        mode = np.where(inside, INSIDE, np.where(np.isnan(minutes), NOTHING, ROAD)).astype(np.int8)
        estimate &= mode != NOTHING
        standing = np.where(mode == NOTHING, -1, np.where(estimate, 0, standing)).astype(np.int8)
        return Ways(minutes, mode, years, np.zeros((size, size), np.int16), estimate, inherited, standing)

    def _by_fastest(self, roads: Ways, year: int | None) -> Ways:
        stand_in = self.stand_in["rail"]
        _, journeys = self.train_rows(year)
        by_train = _between(journeys.minutes, stand_in, np.inf) + self.settings.station_minutes
        same = stand_in[:, None] == stand_in[None, :]
        road_minutes = np.where(np.isnan(roads.minutes), np.inf, roads.minutes)
        rail = ~same & np.isfinite(by_train) & (by_train <= road_minutes) & (roads.mode != INSIDE)
        own = stand_in == np.arange(len(self.places.ids))
        return Ways(
            minutes=np.where(rail, by_train, roads.minutes),
            mode=np.where(rail, RAIL, roads.mode).astype(np.int8),
            year=np.where(rail, _between(journeys.year, stand_in, 0), roads.year),
            transfers=np.where(rail, _between(journeys.transfers, stand_in, 0), 0).astype(np.int16),
            estimate=np.where(rail, False, roads.estimate),
            inherited=np.where(rail, ~(own[:, None] & own[None, :]), roads.inherited),
            standing=np.where(rail, _between(journeys.standing, stand_in, -1), roads.standing).astype(
                np.int8
            ),
        )


def _between(matrix: npt.NDArray[Any], stand_in: Rows, missing: float) -> npt.NDArray[Any]:
    """A matrix by stand-ins spread out to all places; ``missing`` where an end has none."""
    known = stand_in >= 0
    spread = matrix[np.ix_(np.clip(stand_in, 0, None), np.clip(stand_in, 0, None))]
    spread[~known, :] = missing
    spread[:, ~known] = missing
    return spread
