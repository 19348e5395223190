"""Places of the corridor as a tree, and the minutes between them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from raw import read_gathered, read_mapping

from bashu.travel import calibrate_road
from bashu.travel.network import great_circle

if TYPE_CHECKING:
    from raw import Row

SICHUAN, CHONGQING = "510000", "500000"
ESTIMATE = (
    "estimate: {start:.1f} + {slope:.4f} min a great-circle km; {pairs} published drives, error {error:.0%}"
)
TIMETABLES = {
    "2014": "timetable 2014 (trainTripOpt)",
    "2016": "timetable 2016 (Parse12306)",
    "2021": "timetable 2021 (RailwayVIS)",
}
#: the four cities stand under their joint area, so that its figure is never added to theirs
JOINT_AREA = {"chengdu", "deyang", "meishan", "ziyang"}


def slug(name_en: str) -> str:
    """A short readable id from a name in Latin letters."""
    return "".join(letter for letter in name_en.lower() if letter.isalnum())


def places() -> list[Row]:
    """Regions, prefectures of Sichuan, districts of Chongqing, and the zones that the sources refer to."""
    units = read_gathered("geo/admin_units.csv")
    point = {unit["adcode"]: (unit["lon"], unit["lat"]) for unit in units}
    rows = read_mapping("places")
    for row in rows:
        # the centre given for a province is its capital's: no point for Sichuan as a whole
        if not row["lon"] and row["adcode"] in point and row["place"] not in {"sichuan", "china"}:
            row["lon"], row["lat"] = point[row["adcode"]]
    for unit in units:
        if unit["province_adcode"] == SICHUAN:
            place, region = slug(unit["name_en"]), "sichuan"
            parent, level = ("chengdemeizi" if place in JOINT_AREA else "sichuan"), "city"
        elif unit["province_adcode"] == CHONGQING and unit["level"] == "district":
            place, region = f"cq-{slug(unit['name_en'])}", "chongqing"
            parent, level = "chongqing", "district"
        else:
            continue
        named = {"place": place, "name_zh": unit["name_zh"], "name_en": unit["name_en"]}
        where = {"adcode": unit["adcode"], "lon": unit["lon"], "lat": unit["lat"]}
        rows.append({**named, "region": region, "parent": parent, "level": level, **where})
    return rows


def travel(places: list[Row]) -> list[dict[str, object]]:
    """Fastest direct trains by timetable year, what reports say of newer lines and drives, then road estimates.

    There is one estimate for each unordered pair of places that no report speaks of.
    """
    ids = {
        row["name_zh"]: row["place"]
        for row in places
        if row["adcode"] and row["lon"] and row["level"] in {"province", "city", "district"}
    }
    reported = _reported()
    return _rail(ids) + reported + _road(places, [row for row in reported if row["mode"] == "road"])


def _reported() -> list[dict[str, object]]:
    """Driving times and openings of lines as reports state them; a line's time holds in both directions."""
    rows: list[dict[str, object]] = [
        {**row, "standing": "reported"} for row in read_mapping("reported_travel")
    ]
    back = [
        {**row, "origin": row["destination"], "destination": row["origin"]}
        for row in rows
        if row["mode"] == "rail"
    ]
    return sorted(
        rows + back, key=lambda row: (str(row["mode"]), str(row["origin"]), str(row["destination"]))
    )


def _rail(ids: dict[str, str]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for train in read_gathered("geo/rail_times.csv"):
        origin, destination = ids.get(train["from_city"]), ids.get(train["to_city"])
        if origin and destination:
            rows.append({
                "origin": origin, "destination": destination, "mode": "rail", "minutes": train["minutes"],
                "year": train["year"], "standing": "timetable",
                "source": f"{TIMETABLES[train['year']]}: {train['train']}",
            })  # fmt: skip
    return sorted(rows, key=lambda row: (str(row["origin"]), str(row["destination"]), str(row["year"])))


def _road(places: list[Row], reported: list[dict[str, object]]) -> list[dict[str, object]]:
    located = sorted((row for row in places if row["lon"]), key=lambda row: row["place"])
    points = pl.DataFrame(located).select("place", pl.col("lon", "lat").cast(pl.Float64))
    known = pl.DataFrame(reported).with_columns(pl.col("minutes").cast(pl.Float64))
    fit = calibrate_road(points, known)
    source = ESTIMATE.format(
        start=fit.start_minutes,
        slope=fit.minutes_per_km,
        pairs=fit.pairs.height,
        error=fit.relative_error,
    )
    kilometres = great_circle(points["lon"].to_numpy(), points["lat"].to_numpy())
    minutes = np.round(fit.settings().drive(kilometres)).astype(int)
    told = {frozenset((row["origin"], row["destination"])) for row in reported}
    return [
        {
            "origin": origin, "destination": destination, "mode": "road", "minutes": int(minutes[one, other]),
            "standing": "estimate", "source": source,
        }
        for (one, origin), (other, destination) in combinations(enumerate(points["place"]), 2)
        if frozenset((origin, destination)) not in told
    ]  # fmt: skip
