"""Pairs of places that come within reach of each other, and what happens at both ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.travel import THRESHOLDS, Travel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bashu.chain import ProductGraph

#: a visit goes there and back
VISIT_LEGS = 2
MINUTES_PER_HOUR = 60


def come_under(
    travel: Travel, before: int | None, after: int | Travel, limits: Iterable[float] = THRESHOLDS
) -> pl.DataFrame:
    """Ordered pairs of places that come within a limit for people.

    Parameters
    ----------
    travel
        The minutes between places.
    before, after
        Two timetable years (direct trains of pairs that both timetables have), or a timetable year (None: the
        newest trains) and the same places with a planned line (:meth:`bashu.travel.Travel.with_line`; the
        fastest way of pairs that both know). Without a first year two timetables start from the oldest.
    limits
        Minutes; a pair counts that took longer before and takes at most so long after.

    Returns
    -------
    frame
        origin, destination, before, after (minutes), under (the smallest limit that was crossed).

    Raises
    ------
    UnknownName
        When the workspace has no timetable of a year.
    """
    if isinstance(after, Travel):
        changed = travel.changes_to(after, before)
    else:
        changed = travel.changes(travel.years[0] if before is None else before, after)
    crossed = [
        pl.when((pl.col("before") > limit) & (pl.col("after") <= limit)).then(pl.lit(limit))
        for limit in limits
    ]
    under = pl.min_horizontal(crossed).alias("under")
    return changed.select("origin", "destination", "before", "after", under).drop_nulls("under")


def hours_saved(pairs: str) -> pl.Expr:
    """Hours that one visit there and back saves, over all pairs that visit: pairs x 2 x (before - after) / 60.

    >>> frame = pl.DataFrame({"before": [150.0], "after": [60.0], "matches": [4]})
    >>> frame.select(hours_saved("matches")).item()
    12.0
    """
    minutes = VISIT_LEGS * (pl.col("before") - pl.col("after"))
    return (pl.col(pairs) * minutes / MINUTES_PER_HOUR).alias("hours_saved")


def located_makers(graph: ProductGraph, travel: Travel) -> pl.DataFrame:
    """Who makes what where, by the place whose trains count there; example firms left out.

    Returns
    -------
    frame
        organisation, product, city, source.
    """
    evidence = graph.makers_of.evidence.filter(
        pl.col("standing") != "illustrative", pl.col("place").is_not_null()
    )
    city = {place: travel.represented_by(place) or place for place in evidence["place"].unique()}
    return evidence.select(
        "organisation",
        "product",
        pl.col("place").replace_strict(city, return_dtype=pl.String).alias("city"),
        "source",
    )


def with_names(frame: pl.DataFrame, travel: Travel) -> pl.DataFrame:
    """The names of both ends of every pair in Chinese and English."""

    def names(places: Iterable[str], language: str) -> list[str]:
        return [travel.places.name(place, language) for place in places]

    return frame.with_columns(
        pl.Series(f"{end}_{language}", names(frame[end], language), pl.String)
        for end in ("origin", "destination")
        for language in ("zh", "en")
    )
