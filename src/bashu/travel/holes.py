"""What the minutes of trains do not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Collection

    from bashu.travel.places import PlaceIndex

#: places that a railway would serve by name; zones and parks lie inside them
SERVED_LEVELS = ("city", "district")
SCHEMA = {
    "place": pl.String,
    "name_zh": pl.String,
    "name_en": pl.String,
    "kind": pl.String,
    "other": pl.String,
    "year": pl.Int64,
    "source": pl.String,
}


def holes(
    places: PlaceIndex,
    rows: pl.DataFrame,
    unknown: pl.DataFrame,
    years: tuple[int, ...],
    inheriting: Collection[str] = (),
) -> pl.DataFrame:
    """Places without trains, connections without minutes, and places that only an old timetable knows.

    Parameters
    ----------
    places
        The places of a workspace.
    rows
        origin, destination, mode, year of every way with minutes.
    unknown
        The same, with source, for connections whose minutes nobody states.
    years
        The timetable years of the workspace.
    inheriting
        Places that take the trains of the place they lie in: what is unknown there is said once, of that place.
    """
    ends = pl.concat(
        rows.filter(mode="rail").select(pl.col(end).alias("place"), "year")
        for end in ("origin", "destination")
    )
    newest = dict(ends.group_by("place").agg(pl.col("year").max()).iter_rows())
    waiting = {*unknown["origin"], *unknown["destination"]}
    found: list[tuple[str, str, str | None, int | None, str | None]] = []
    for place in places.ids:
        served = places.level.get(place) in SERVED_LEVELS and places.inside(place)
        if not served or place in inheriting:
            continue
        year = newest.get(place)
        if place not in newest and place not in waiting:
            found.append((place, "no_trains", None, None, None))
        elif years and year is not None and year < years[-1]:
            found.append((place, "old_timetable", None, year, None))
    found += [
        (row["origin"], "time_unknown", row["destination"], row["year"], row["source"])
        for row in unknown.iter_rows(named=True)
        if row["origin"] < row["destination"]
    ]
    named = [
        (place, places.name(place, "zh"), places.name(place, "en"), *rest)
        for place, *rest in sorted(found, key=lambda hole: (hole[1], hole[0], hole[2] or ""))
    ]
    return pl.DataFrame(named, SCHEMA, orient="row")
