"""What counts as existing, what is only planned, and what is invented."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import bashu
from bashu.text import convert, same_dimension
from bashu.workspace import Workspace

PLANNED_WORDS = "签约|在建|规划|拟建|后续"
#: an expansion that is planned or being built beside a line that runs
EXPANSIONS = {("boe-chengdu", "dp_oled"), ("guangyi", "ic_fab"), ("transsion-cq", "fg_phone")}


@pytest.fixture(scope="module")
def corridor() -> Workspace:
    return Workspace.open(Path(bashu.__file__).parent / "corridor")


@pytest.fixture(scope="module")
def reported(corridor: Workspace) -> pl.DataFrame:
    return corridor.table("capabilities").filter(pl.col("standing") == "reported")


def test_nothing_is_shown_as_confirmed_or_registered(corridor: Workspace) -> None:
    for name in ("capabilities", "needs", "supplies", "organisations"):
        assert set(corridor.table(name)["standing"]) <= {"reported", "illustrative"}


@pytest.mark.parametrize("name", ["capabilities", "needs"])
def test_illustrative_rows_and_example_firms_are_the_same_rows(corridor: Workspace, name: str) -> None:
    names = corridor.table("organisations").select("organisation", "name")
    rows = corridor.table(name).join(names, on="organisation", how="left")
    example = rows["name"].str.starts_with("示例企业 ").fill_null(value=False)
    assert (example == (rows["standing"] == "illustrative")).all()
    assert (example == rows["source"].str.starts_with("illustrative")).all()


def test_no_real_firm_has_a_quantity_that_no_report_states(
    corridor: Workspace, reported: pl.DataFrame
) -> None:
    stated = reported.filter(pl.col("capacity").is_not_null())
    found = sorted(stated.select("organisation", "capacity", "unit").rows())
    assert found == [
        ("agree", 30.0, "吨/年"),
        ("agree", 200.0, "吨/年"),
        ("boe-cq-lcd", 9.0, "万片/月"),
        ("boe-cq-oled", 4.8, "万片/月"),
        ("crmicro-cq", 6.0, "万片/月"),
        ("jiangtian", 1200.0, "万片/年"),
        ("mingtai", 2000.0, "万只/日"),
    ]
    for column in ("lead_days", "minimum_lot", "certificates"):
        assert reported[column].null_count() == reported.height
    needs = corridor.table("needs").filter(pl.col("standing") == "reported")
    assert needs["quantity"].null_count() == needs.height


def test_what_is_only_planned_is_no_capability(corridor: Workspace, reported: pl.DataFrame) -> None:
    assert reported.filter(pl.col("text").str.contains(PLANNED_WORDS))["text"].to_list() == []
    pairs = set(reported.select("organisation", "product").drop_nulls().iter_rows())
    planned = set(corridor.table("projects").select("organisation", "product").drop_nulls().iter_rows())
    assert pairs & planned == EXPANSIONS


def test_the_projects_are_those_that_the_sources_call_so(corridor: Workspace) -> None:
    projects = corridor.table("projects")
    assert set(projects["status"]) == {"announced", "signed", "building"}
    expected = {
        "huada-hengxin", "hyc-west", "cnbm-touch", "guangrui", "yota-tongnan", "hkc-institute", "crmicro-12inch",
        "konka-suining", "lingge", "yingteli-neijiang", "shuncai", "youdi", "jiatai", "hkc-mianyang",
    }  # fmt: skip
    assert expected <= set(projects["organisation"])
    hdi = projects.filter(pl.col("place") == "pingchang")
    assert hdi.select("product", "status", "capacity").rows() == [("cm_hdi", "building", 360.0)]


def test_every_real_firm_makes_something_or_plans_to(corridor: Workspace, reported: pl.DataFrame) -> None:
    firms = {
        row["organisation"]
        for row in corridor.table("sites").iter_rows(named=True)
        if row["site"] == f"site-{row['organisation']}" and not row["organisation"].startswith("example-")
    }
    assert firms - set(reported["organisation"]) - set(corridor.table("projects")["organisation"]) == set()


def test_packaging_or_design_does_not_count_as_making_the_chip(reported: pl.DataFrame) -> None:
    assert reported.filter(pl.col("product").is_in(["ic_cpu", "ic_mem", "cm_ssd"])).height == 0
    designers = set(reported.filter(pl.col("product") == "rd_ic_design")["organisation"])
    assert {"sunway", "hygon", "unisoc-chengdu", "cetc-chips"} <= designers
    packagers = set(reported.filter(pl.col("product") == "ic_pt")["organisation"])
    assert {"intel-chengdu", "skhynix-cq"} <= packagers


def test_the_published_wants_are_complete(corridor: Workspace) -> None:
    needs = corridor.table("needs").filter(pl.col("standing") == "reported")
    organisations = corridor.table("organisations").select("organisation", "place")
    by_place = needs.join(organisations, on="organisation").group_by("place").agg("product")
    wants = {place: set(products) for place, products in by_place.iter_rows()}
    assert wants["chengdu"] == {
        "mat_target", "ic_ddic", "mat_fmm", "mat_dpmask", "cm_fpc", "eq_display", "eq_aoi",
    }  # fmt: skip
    assert wants["chongqing"] == {"ic_cpu", "ic_mem", "cm_ssd", "rd_ic_design"}


def test_a_reported_supply_names_both_sides(corridor: Workspace) -> None:
    supplies = corridor.table("supplies")
    assert {row[:2] for row in supplies.select("supplier", "buyer").iter_rows()} >= {
        ("agree", "boe-chengdu"), ("agree", "boe-cq-oled"), ("agree", "truly"),
    }  # fmt: skip
    assert supplies["value"].null_count() == supplies.height


def in_small_unit(frame: pl.DataFrame, amount: str, unit_of: dict[str, str]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for row in frame.iter_rows(named=True):
        quantity = float(convert(row[amount], row["unit"], unit_of[row["product"]]))
        totals[row["product"]] = totals.get(row["product"], 0.0) + quantity
    return totals


def test_the_illustrative_market_is_worth_a_plan(corridor: Workspace) -> None:
    needs = corridor.table("needs").filter(pl.col("standing") == "illustrative")
    capabilities = corridor.table("capabilities").filter(pl.col("standing") == "illustrative")
    unit_of = dict(needs.select("product", "unit").iter_rows())
    wanted = in_small_unit(needs, "quantity", unit_of)
    offered = in_small_unit(capabilities, "capacity", unit_of)
    scarce = {product for product in wanted if offered.get(product, 0.0) < wanted[product]}
    assert 55 <= needs.height <= 75
    assert 100 <= capabilities.height <= 130
    assert len(wanted) >= 25
    assert {"ic_ddic", "cm_ssd"} == set(wanted) - set(offered)
    assert 5 <= len(scarce) <= len(wanted) // 2
    assert needs["min_suppliers"].drop_nulls().len() >= 5
    assert needs["max_minutes"].drop_nulls().len() >= 10
    assert set(capabilities["role"]) == {"maker", "trader"}


def test_units_of_the_market_differ_and_convert(corridor: Workspace) -> None:
    both = corridor.table("needs").join(
        corridor.table("capabilities").filter(pl.col("standing") == "illustrative"), on="product"
    ).filter(pl.col("standing") == "illustrative")  # fmt: skip
    pairs = set(both.select("unit", "unit_right").iter_rows())
    assert all(same_dimension(one, other) for one, other in pairs)
    assert sum(one != other for one, other in pairs) >= 8


def test_some_needs_are_nearest_to_a_supplier_in_the_other_region(corridor: Workspace) -> None:
    place = dict(corridor.table("organisations").select("organisation", "place").iter_rows())
    region = dict(corridor.table("places").select("place", "region").iter_rows())
    minutes = {
        frozenset(pair): value
        for *pair, value in corridor.table("travel")
        .filter(pl.col("mode") == "road")
        .select("origin", "destination", "minutes")
        .iter_rows()
    }
    sellers = corridor.table("capabilities").filter(pl.col("standing") == "illustrative")
    across = 0
    for need in corridor.table("needs").filter(pl.col("standing") == "illustrative").iter_rows(named=True):
        here = place[need["organisation"]]
        distances = [
            (minutes.get(frozenset((here, place[firm])), 0.0), region[place[firm]])
            for firm in sellers.filter(pl.col("product") == need["product"])["organisation"]
        ]
        across += bool(distances) and min(distances)[1] != region[here]
    assert across >= 8
