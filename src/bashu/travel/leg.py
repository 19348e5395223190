"""The way between two places, or many of them, taken out of the matrices and put into words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.travel.ways import MODES, NOTHING, RAIL, ROAD, STANDINGS

if TYPE_CHECKING:
    from bashu.travel.network import Rows
    from bashu.travel.ways import Carries, WayTable

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


def leg_between(table: WayTable, start: int, end: int, carries: Carries, year: int | None) -> Leg:
    """The way between two places by their numbers.

    Raises
    ------
    UnknownName
        When there is no timetable of that year.
    """
    ways = table.all_pairs(carries, year)
    mode = int(ways.mode[start, end])
    via, rows = _rows_used(table, mode, start, end, year)
    sources = dict.fromkeys(table.rows["source"][row] for row in rows)
    found = mode != NOTHING
    ids = table.places.ids
    return Leg(
        origin=ids[start],
        destination=ids[end],
        minutes=float(ways.minutes[start, end]) if found else None,
        mode=MODES[mode],
        year=int(ways.year[start, end]) or None,
        standing=STANDINGS[ways.standing[start, end]] if found else None,
        transfers=int(ways.transfers[start, end]),
        via=tuple(ids[place] for place in via),
        estimate=bool(ways.estimate[start, end]),
        inherited=bool(ways.inherited[start, end]),
        source="; ".join(sources) or None,
    )


def _rows_used(
    table: WayTable, mode: int, start: int, end: int, year: int | None
) -> tuple[list[int], list[int]]:
    """The places on the way between the ends, and the travel rows that were used."""
    if mode == ROAD:
        a, b = (int(table.stand_in["road"][place]) for place in (start, end))
        row = int(table.road_rows(year)[a, b]) if a >= 0 and b >= 0 else -1
        return [], [row] if row >= 0 else []
    if mode == RAIL:
        a, b = (int(table.stand_in["rail"][place]) for place in (start, end))
        pairs, journeys = table.train_rows(year)
        way = journeys.path(a, b)
        return way[1:-1], [int(pairs[one, other]) for one, other in pairwise(way)]
    return [], []


def ways_frame(
    table: WayTable, origins: Rows, destinations: Rows, carries: Carries, year: int | None
) -> pl.DataFrame:
    """The ways from every origin to every destination, by their numbers, one row each.

    Returns
    -------
    frame
        origin, destination, then the columns of ``WAY``; minutes are null where no way is known.
    """
    ways = table.all_pairs(carries, year)
    at = np.ix_(origins, destinations)
    ids = pl.Series(table.places.ids, dtype=pl.String)
    standing = np.where(ways.mode[at] == NOTHING, len(STANDINGS), ways.standing[at])
    return pl.DataFrame(
        {
            "origin": ids.gather(np.repeat(origins, destinations.size)),
            "destination": ids.gather(np.tile(destinations, origins.size)),
            "minutes": pl.Series(ways.minutes[at].ravel()).fill_nan(None),
            "mode": pl.Series(MODES, dtype=pl.String).gather(ways.mode[at].ravel()),
            "year": pl.Series(ways.year[at].ravel().astype(np.int64)).replace(0, None),
            "standing": pl.Series((*STANDINGS, None), dtype=pl.String).gather(standing.ravel()),
            "transfers": ways.transfers[at].ravel().astype(np.int64),
            "estimate": ways.estimate[at].ravel(),
            "inherited": ways.inherited[at].ravel(),
        }
    )
