"""All pairs of places at once: road rows, direct trains, and journeys with changes of trains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    import polars as pl

    Minutes = npt.NDArray[np.float64]
    Rows = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

EARTH_RADIUS_KM = 6371.0

#: up to this many stations a dense Floyd-Warshall beats one heap per station
DENSE_STATIONS = 700


def great_circle(lon: Minutes, lat: Minutes) -> Minutes:
    """Kilometres between all pairs of points on the sphere (haversine formula); NaN where one is unknown.

    >>> float(great_circle(np.array([104.07, 106.55]), np.array([30.67, 29.56]))[0, 1].round())
    269.0
    """
    x, y = np.radians(lon), np.radians(lat)
    half = (
        np.sin((y[:, None] - y[None, :]) / 2) ** 2
        + np.cos(y[:, None]) * np.cos(y[None, :]) * np.sin((x[:, None] - x[None, :]) / 2) ** 2
    )
    kilometres: Minutes = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return kilometres


def pair_rows(rows: pl.DataFrame, size: int, *, mirror: bool) -> Rows:
    """For each ordered pair of places the travel row that holds, or -1.

    Parameters
    ----------
    rows
        from (place number), to (place number), row (travel row number); of several rows for one pair the
        last one holds.
    mirror
        Fill a direction that has no row with the row of the opposite direction.
    """
    last = rows.unique(["from", "to"], keep="last", maintain_order=True)
    table = np.full((size, size), -1, dtype=np.int64)
    table[last["from"].to_numpy(), last["to"].to_numpy()] = last["row"].to_numpy()
    if mirror:
        table = np.where(table < 0, table.T, table)
    return table


@dataclass(frozen=True)
class Journeys:
    """The shortest journeys by train between all pairs of places.

    ``minutes`` is infinite where no journey is known; ``before`` holds, for origin and destination, the
    place before the destination on the way (-9999: none); ``transfers`` counts the changes; ``year`` is the
    oldest timetable used on the way (0: none), ``standing`` the weakest standing of its trains (-1: none).
    """

    minutes: Minutes
    before: npt.NDArray[np.int32]
    transfers: npt.NDArray[np.int16]
    year: npt.NDArray[np.int32]
    standing: npt.NDArray[np.int8]

    def path(self, origin: int, destination: int) -> list[int]:
        """The places on the way, origin and destination included."""
        way = [destination]
        while way[-1] != origin:
            way.append(int(self.before[origin, way[-1]]))
        return way[::-1]


def shortest_journeys(
    direct: Minutes, years: npt.NDArray[np.int32], standing: npt.NDArray[np.int8], transfer_minutes: float
) -> Journeys:
    """Shortest sums of direct trains, each change of trains costing ``transfer_minutes``.

    Every train costs its minutes plus one transfer; a journey of k trains has k - 1 transfers, so one is
    taken off at the end.

    Parameters
    ----------
    direct
        Minutes of the fastest direct train for each ordered pair, infinite where there is none.
    years, standing
        Timetable year and standing of that train.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import shortest_path

    size = direct.shape[0]
    stations = np.flatnonzero(np.isfinite(direct).any(axis=0) | np.isfinite(direct).any(axis=1))
    cost = direct[np.ix_(stations, stations)] + transfer_minutes
    np.fill_diagonal(cost, np.inf)
    minutes = np.full((size, size), np.inf)
    before = np.full((size, size), -9999, dtype=np.int32)
    if stations.size:
        origins, destinations = np.nonzero(np.isfinite(cost))
        graph = csr_array((cost[origins, destinations], (origins, destinations)), shape=cost.shape)
        method: Literal["FW", "D"] = "FW" if stations.size <= DENSE_STATIONS else "D"
        found, previous = shortest_path(graph, method=method, return_predecessors=True)
        np.fill_diagonal(found, transfer_minutes)
        at = np.ix_(stations, stations)
        minutes[at] = found - transfer_minutes
        before[at] = np.where(previous >= 0, stations[np.clip(previous, 0, None)], -9999)
    return Journeys(minutes, before, *_along(before, years, standing))


def _along(
    before: npt.NDArray[np.int32], years: npt.NDArray[np.int32], standing: npt.NDArray[np.int8]
) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int32], npt.NDArray[np.int8]]:
    """Changes, oldest timetable and weakest standing of every journey, walking all of them back at once."""
    size = before.shape[0]
    origin = np.broadcast_to(np.arange(size)[:, None], (size, size))
    node = np.broadcast_to(np.arange(size)[None, :], (size, size)).copy()
    trains = np.zeros((size, size), dtype=np.int16)
    oldest = np.full((size, size), np.iinfo(np.int32).max, dtype=np.int32)
    weakest = np.full((size, size), np.iinfo(np.int8).max, dtype=np.int8)
    going = (before >= 0) & (origin != node)
    while going.any():
        start, end = np.nonzero(going)
        here = node[start, end]
        previous = before[start, here]
        oldest[start, end] = np.minimum(oldest[start, end], years[previous, here])
        weakest[start, end] = np.minimum(weakest[start, end], standing[previous, here])
        trains[start, end] += 1
        node[start, end] = previous
        going[start, end] = previous != start
    oldest[trains == 0] = 0
    weakest[trains == 0] = -1
    return np.maximum(trains - 1, 0).astype(np.int16), oldest, weakest
