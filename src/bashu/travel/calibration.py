"""Road estimates that agree with published driving times, and how far off they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.errors import Finding, InputError
from bashu.tables.frames import as_frame
from bashu.travel.network import great_circle
from bashu.travel.settings import TravelSettings

if TYPE_CHECKING:
    from bashu.tables.frames import Frame
    from bashu.travel.network import Minutes

#: fewer published times say nothing about the error of an estimate
FEWEST = 10


@dataclass(frozen=True)
class RoadCalibration:
    """An estimate of driving minutes fitted to published times, and its error on times that it has not seen.

    ``minutes = start_minutes + minutes_per_km * great-circle km``. ``relative_error`` and ``error_minutes``
    are means of absolute errors, each published time estimated from all the others (leave one out).
    ``pairs`` holds origin, destination, minutes (published), km, estimate (from the others), error (relative).
    """

    start_minutes: float
    minutes_per_km: float
    relative_error: float
    error_minutes: float
    pairs: pl.DataFrame

    def settings(self, settings: TravelSettings | None = None) -> TravelSettings:
        """Travel settings that estimate in this way; everything else as it was."""
        return replace(
            settings or TravelSettings(),
            road_start_minutes=self.start_minutes,
            road_minutes_per_km=self.minutes_per_km,
        )


def calibrate_road(places: Frame, published: Frame) -> RoadCalibration:
    r"""Fit driving minutes to the great circle by published driving times.

    The fit minimises the sum of squared *relative* errors,

    .. math:: \min_{a, b} \sum_i \left(\frac{a + b\,d_i - m_i}{m_i}\right)^2,

    with a, b ≥ 0: a weighted least squares with weights 1/m² (Wooldridge, Introductory Econometrics, ch. 8), so that an error
    of ten minutes counts more between neighbours than across a province. The error is that of leaving each
    pair out in turn (Stone 1974, Cross-validatory choice, J. R. Stat. Soc. B 36).

    Parameters
    ----------
    places
        place, lon, lat.
    published
        origin, destination, minutes; rows whose places have no coordinates are left out.

    Raises
    ------
    InputError
        With fewer than ten usable times, or when they do not grow with the distance.

    Examples
    --------
    >>> east = {"place": [f"p{n}" for n in range(13)], "lon": [100 + n / 10 for n in range(13)], "lat": [30.0] * 13}
    >>> pairs = {"origin": ["p0"] * 12, "destination": east["place"][1:], "minutes": [10 + 6 * n for n in range(1, 13)]}
    >>> fit = calibrate_road(pl.DataFrame(east), pl.DataFrame(pairs))
    >>> round(fit.start_minutes), round(fit.minutes_per_km, 2), round(fit.relative_error, 3)
    (10, 0.62, 0.0)
    """
    where = as_frame(places, "places", ("place", "lon", "lat")).select("place", "lon", "lat").drop_nulls()
    points = {row[0]: row[1:] for row in where.iter_rows()}
    ends = ("origin", "destination", "minutes")
    rows = as_frame(published, "published", ends).select(ends).drop_nulls()
    rows = rows.filter(
        pl.col("origin").is_in(points), pl.col("destination").is_in(points), pl.col("minutes") > 0
    )
    if rows.height < FEWEST:
        raise InputError(Finding("too_few_times", value=str(rows.height), details={"minimum": FEWEST}))
    kilometres = _distances(rows, points)
    minutes = rows["minutes"].cast(pl.Float64).to_numpy()
    start, slope = _fit(kilometres, minutes)
    if slope <= 0:
        raise InputError(Finding("times_without_distance", value=f"{slope:.3f}"))
    others = np.array([_leave_out(kilometres, minutes, index) for index in range(rows.height)])
    error = (others - minutes) / minutes
    return RoadCalibration(
        start_minutes=start,
        minutes_per_km=slope,
        relative_error=float(np.abs(error).mean()),
        error_minutes=float(np.abs(others - minutes).mean()),
        pairs=rows.with_columns(
            pl.Series("km", kilometres), pl.Series("estimate", others), pl.Series("error", error)
        ),
    )


def _distances(rows: pl.DataFrame, points: dict[str, tuple[float, float]]) -> Minutes:
    found = []
    for origin, destination in rows.select("origin", "destination").iter_rows():
        lon, lat = (np.array(axis) for axis in zip(points[origin], points[destination], strict=True))
        found.append(float(great_circle(lon, lat)[0, 1]))
    return np.array(found)


def _fit(kilometres: Minutes, minutes: Minutes) -> tuple[float, float]:
    from scipy.optimize import nnls

    design = np.column_stack([1 / minutes, kilometres / minutes])
    (start, slope), _ = nnls(design, np.ones_like(minutes))
    return float(start), float(slope)


def _leave_out(kilometres: Minutes, minutes: Minutes, index: int) -> float:
    kept = np.arange(minutes.size) != index
    start, slope = _fit(kilometres[kept], minutes[kept])
    return start + slope * float(kilometres[index])
