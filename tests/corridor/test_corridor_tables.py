"""The bundled data set as a whole: contracts, references, sources, counts, trees."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

import bashu
from bashu.tables import AREAS, FAMILIES, FIELDS, LINES, NOT_STATED, STAGES, TABLES, check_table
from bashu.travel import TravelSettings, calibrate_road

CORRIDOR = Path(bashu.__file__).parent / "corridor"
NAMES = sorted(path.stem for path in CORRIDOR.glob("*.csv"))
FRAMES = {
    name: check_table(pl.read_csv(CORRIDOR / f"{name}.csv", infer_schema=False), TABLES[name])[0]
    for name in NAMES
}


def values(name: str, column: str) -> set[str]:
    return set(FRAMES[name][column].drop_nulls())


def test_every_table_that_the_corridor_needs_is_there() -> None:
    assert set(TABLES) - {"regional"} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_table_passes_the_check_at_the_door(name: str) -> None:
    raw = pl.read_csv(CORRIDOR / f"{name}.csv", infer_schema=False)
    _, findings = check_table(raw, TABLES[name])
    assert [finding.sentence("en") for finding in findings] == []
    assert raw.height > 0


@pytest.mark.parametrize("name", NAMES)
def test_references_hold(name: str) -> None:
    for column in TABLES[name]:
        if column.references:
            target = TABLES[column.references]
            assert values(name, column.name) <= values(target.name, target.key[0]), column.name


@pytest.mark.parametrize(
    "name", [name for name in NAMES if "source" in {column.name for column in TABLES[name]}]
)
def test_every_row_has_a_source(name: str) -> None:
    sources = FRAMES[name]["source"]
    assert sources.null_count() == 0
    traceable = "http|general knowledge|illustrative|timetable|estimate|中新网|国家统计局|网站"
    assert sources.filter(~sources.str.contains(traceable)).to_list() == []


def test_counts_are_those_of_the_gathered_data() -> None:
    organisations = FRAMES["organisations"]
    assert FRAMES["products"].height == 134
    assert FRAMES["inputs"].height == 274
    assert FRAMES["statistics"].height == 118 + 3 + 7
    assert organisations.filter(pl.col("standing") == "illustrative").height == 72
    assert organisations.filter(pl.col("standing") == "reported").height == 155 + 25
    # a firm of the gathered list has a site of its own; groups and signing parties have none
    own = FRAMES["sites"].filter(pl.col("site") == "site-" + pl.col("organisation"))
    assert own.filter(~pl.col("organisation").str.starts_with("example-")).height == 155


def test_places_form_one_tree_and_children_stay_in_the_region_of_their_parent() -> None:
    places = {row["place"]: row for row in FRAMES["places"].iter_rows(named=True)}
    assert [place for place, row in places.items() if row["parent"] is None] == ["china"]
    for place, row in places.items():
        above = row["parent"]
        while above is not None:
            stated = places[above]["region"]
            assert stated in (None, row["region"]), place
            above = places[above]["parent"]
    assert places["sichuan"]["region"] == "sichuan"
    assert places["chongqing"]["region"] == "chongqing"
    assert places["cq-liangjiang"]["parent"] == places["cq-gaoxin"]["parent"] == "chongqing"


def test_the_divisions_of_both_regions_are_complete() -> None:
    places = FRAMES["places"]
    cities = places.filter((pl.col("region") == "sichuan") & (pl.col("level") == "city"))
    districts = places.filter((pl.col("region") == "chongqing") & (pl.col("level") == "district"))
    assert (cities.height, districts.height) == (21, 38)
    assert districts["place"].str.starts_with("cq-").all()


def test_points_lie_in_or_around_the_two_regions() -> None:
    located = FRAMES["places"].filter(pl.col("region").is_not_null() & pl.col("lon").is_not_null())
    assert located["lon"].is_between(97, 111).all()
    assert located["lat"].is_between(26, 34.5).all()


def test_the_product_graph_has_no_circle() -> None:
    into: dict[str, set[str]] = {}
    for row in FRAMES["inputs"].iter_rows(named=True):
        into.setdefault(row["product"], set()).add(row["input"])
    done: set[str] = set()
    waiting = values("products", "product")
    while ready := {product for product in waiting if into.get(product, set()) <= done}:
        done |= ready
        waiting -= ready
    assert waiting == set()


def test_products_use_the_words_of_the_report() -> None:
    products = FRAMES["products"]
    assert set(products["stage"]) == set(STAGES)
    assert set(products["family"]) == set(FAMILIES)
    assert set(products["fields"].explode().drop_nulls()) == set(FIELDS)
    assert set(products["areas"].explode().drop_nulls()) == set(AREAS)


def test_road_stands_once_per_pair_as_an_estimate_or_a_report() -> None:
    road = FRAMES["travel"].filter(pl.col("mode") == "road")
    assert set(road["standing"]) == {"estimate", "reported"}
    assert road.filter(standing="estimate")["year"].null_count() == road.filter(standing="estimate").height
    assert road.filter(standing="reported").height == 18
    pairs = {frozenset(pair) for pair in road.select("origin", "destination").iter_rows()}
    located = FRAMES["places"].filter(pl.col("lon").is_not_null()).height
    assert len(pairs) == road.height == located * (located - 1) // 2


def test_rail_holds_published_times() -> None:
    rail = FRAMES["travel"].filter(pl.col("mode") == "rail")
    timetables = rail.filter(standing="timetable")
    assert set(timetables["year"]) == {2014, 2016, 2021}
    assert timetables["minutes"].null_count() == 0
    newer = rail.filter(standing="reported")
    assert newer.height == rail.height - timetables.height == 18
    assert (newer["source"].str.contains("http")).all()
    assert newer["minutes"].null_count() == 6
    minutes = {row[:3]: row[3] for row in rail.select("origin", "destination", "year", "minutes").iter_rows()}
    assert minutes["chengdu", "chongqing", 2021] == 62
    assert minutes["chengdu", "chongqing", 2016] == 89 or minutes["chongqing", "chengdu", 2016] == 89
    assert minutes["chengdu", "yibin", 2021] == 80
    assert minutes["chengdu", "leshan", 2021] == 46
    assert minutes["chongqing", "cq-wanzhou", 2021] == 84


def test_road_minutes_follow_the_stated_formula() -> None:
    # 217.5 km great circle between Chengdu and Yibin, fitted to the drives that reports speak of
    road = FRAMES["travel"].filter(mode="road")
    estimate = road.filter(pl.col("origin") == "chengdu", pl.col("destination") == "yibin")
    assert estimate["minutes"].to_list() == [round(0.5725 * 217.5)]
    fit = calibrate_road(FRAMES["places"], road.filter(standing="reported"))
    assert fit.minutes_per_km == pytest.approx(TravelSettings().road_minutes_per_km, abs=5e-5)
    assert fit.start_minutes == TravelSettings().road_start_minutes
    assert fit.pairs.height == 18
    assert fit.relative_error < 0.17


def test_the_figures_of_the_report_are_there() -> None:
    statistics = FRAMES["statistics"].filter(pl.col("source").str.contains("hrnewspaper"))
    figures = statistics.select("region", "period", "value", "unit").rows()
    assert sorted(figures) == [
        ("chongqing", "2019", 7000.0, "亿元"),
        ("sichuan", "2019", 10000.0, "亿元"),
    ]
    assert statistics["measure"].str.contains("突破").all()


def test_a_target_is_never_a_result() -> None:
    targets = FRAMES["statistics"].filter(pl.col("target"))
    assert sorted(targets.select("region", "value").rows()) == [
        ("chengdu", 50.0),
        ("chongqing", 500.0),
        ("sichuan", 20000.0),
        ("yibin", 2000.0),
    ]
    assert FRAMES["statistics"]["target"].null_count() == 0


def test_measures_keep_only_words_of_comparison_in_brackets() -> None:
    brackets = FRAMES["statistics"]["measure"].str.extract(r"[（(](.*)[）)]").drop_nulls()
    assert set(brackets) <= {
        "近",
        "超",
        "约",
        "突破",
        "首破",
        "余",
        "多",
        "以上",
        "下限",
        "接近一半",
        "约2/3",
    }
    scopes = FRAMES["statistics"]["scope"]
    assert {NOT_STATED, "规上", "C39", "国家集群", "成渝两市", "四大行业"} <= set(scopes)


def test_the_three_levels_of_agreement_are_there() -> None:
    agreements = FRAMES["agreements"].filter(pl.col("signed_on") == "2020-10-29")
    assert agreements.group_by("level", "status").len().sort("level", "status").rows() == [
        ("association", "signed", 1),
        ("enterprise", "intention", 1),
        ("enterprise", "signed", 2),
        ("government", "signed", 1),
    ]
    joint = agreements.filter(pl.col("level") == "government")
    assert joint["areas"].to_list() == [list(AREAS)]
    assert set(joint["lines"].explode()) == set(LINES) - {"general"}
    with_others = agreements.filter(pl.col("parties_at_least"))
    assert set(with_others["agreement"]) == {"ag-2020-10-29-associations", "ag-2020-10-29-intention"}


def test_ids_are_short_slugs_in_latin_letters() -> None:
    for name in ("places", "organisations", "products"):
        for identifier in FRAMES[name][TABLES[name].key[0]]:
            assert re.fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", identifier), identifier
            assert len(identifier) <= 32
