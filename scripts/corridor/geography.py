"""Places of the corridor as a tree, and the minutes between them."""

from __future__ import annotations

from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from raw import read_gathered, read_mapping

if TYPE_CHECKING:
    from raw import Row

SICHUAN, CHONGQING = "510000", "500000"
EARTH_RADIUS_KM = 6371.0
#: road length over great circle, and average speed of a lorry: assumptions of the gathered matrix
DETOUR, ROAD_SPEED_KMH = 1.35, 75.0
ESTIMATE = "estimate: 1.35 x great circle at 75 km/h, not calibrated"
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
    """Fastest direct trains by timetable year, then one road estimate per unordered pair of places."""
    ids = {
        row["name_zh"]: row["place"]
        for row in places
        if row["adcode"] and row["lon"] and row["level"] in {"province", "city", "district"}
    }
    return _rail(ids) + _road(places)


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


def _road(places: list[Row]) -> list[dict[str, object]]:
    gathered = {
        (row["from_city"], row["to_city"]): int(row["road_min_est"])
        for row in read_gathered("geo/travel_matrix.csv")
        if row["road_min_est"]
    }
    located = sorted((row for row in places if row["lon"]), key=lambda row: row["place"])
    rows: list[dict[str, object]] = []
    for one, other in combinations(located, 2):
        minutes = gathered.get((one["name_zh"], other["name_zh"]))
        if minutes is None:
            minutes = gathered.get((other["name_zh"], one["name_zh"]))
        if minutes is None:
            minutes = road_minutes(one, other)
        rows.append({
            "origin": one["place"], "destination": other["place"], "mode": "road", "minutes": minutes,
            "standing": "estimate", "source": ESTIMATE,
        })  # fmt: skip
    return rows


def road_minutes(one: Row, other: Row) -> int:
    """Minutes by lorry from the great circle between two points."""
    lon, lat, to_lon, to_lat = (radians(float(row[axis])) for row in (one, other) for axis in ("lon", "lat"))
    half = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_lon - lon) / 2) ** 2
    kilometres = 2 * EARTH_RADIUS_KM * asin(sqrt(half))
    return round(DETOUR * kilometres / ROAD_SPEED_KMH * 60)
