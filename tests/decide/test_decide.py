"""Gaps, the light, and what travel changes, on a small corridor that can be recounted by hand."""

from __future__ import annotations

import json
import re
from math import log
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.decide import GapSettings, Weigher, WeighSettings, gaps, travel_effects, weigh
from bashu.decide.gaps import FACTORS
from bashu.decide.light import Numbers, conditions, decide
from bashu.errors import UnknownName
from bashu.workspace import Workspace

METHODS = Path(__file__).parents[2] / "docs" / "methods"
PLACES = pl.DataFrame(
    [
        ("left", "左川省", "Left", "left", None, "province", None, None),
        ("right", "右渝市", "Right", "right", None, "province", None, None),
        ("lake", "湖城市", "Lake", "left", "left", "city", 104.0, 30.0),
        ("hill", "山城区", "Hill", "right", "right", "district", 105.0, 30.0),
        ("hill-park", "山城产业园", "Hill Park", None, "hill", "park", None, None),
        ("away", "外地市", "Away", None, None, "city", 120.0, 30.0),
    ],
    schema=["place", "name_zh", "name_en", "region", "parent", "level", "lon", "lat"],
    orient="row",
)
TRAVEL = pl.DataFrame(
    [
        ("lake", "hill", "rail", 150, 2014, "timetable", "t14"),
        ("lake", "hill", "rail", 55, 2021, "timetable", "t21"),
        ("hill", "lake", "rail", 59, 2014, "timetable", "t14"),
        ("hill", "lake", "rail", 65, 2021, "timetable", "t21"),
        ("lake", "hill", "road", 100, None, "estimate", "e"),
    ],
    schema=["origin", "destination", "mode", "minutes", "year", "standing", "source"],
    orient="row",
)
PRODUCTS = pl.DataFrame(
    {
        "product": ["phone", "screen", "chip", "glass", "film"],
        "name_zh": ["手机", "屏幕", "芯片", "玻璃", "薄膜"],
        "name_en": ["Phone", "Screen", "Chip", "Glass", "Film"],
        "stage": ["整机", "元器件(芯片)", "元器件(芯片)", "材料", "材料"],
        "gbt4754": ["3922", "3974", "3973", "3985", "3985"],
    }
)
INPUTS = pl.DataFrame(
    {
        "input": ["screen", "chip", "glass", "film"],
        "product": ["phone", "phone", "screen", "screen"],
        "essential": [True, True, True, False],
        "source": ["link"] * 4,
    }
)
SEATS = {
    "p1": "hill-park",
    "p2": "lake",
    "s1": "lake",
    "s2": "hill",
    "g1": "lake",
    "far": "away",
    "示例": "lake",
}


def corridor(*made: tuple[str, str], **frames: pl.DataFrame) -> Workspace:
    seats = SEATS | {firm: "lake" for firm, _ in made if firm not in SEATS}
    firms = list(dict.fromkeys([firm for firm, _ in made] + list(seats)))
    organisations = pl.DataFrame(
        {
            "organisation": firms,
            "name": firms,
            "place": [seats[firm] for firm in firms],
            "standing": ["illustrative" if firm == "示例" else "reported" for firm in firms],
        }
    ).with_columns(kind=pl.lit("enterprise"), source=pl.lit("s"))
    capabilities = pl.DataFrame(
        {
            "capability": [f"{firm}-{product}" for firm, product in made],
            "organisation": [firm for firm, _ in made],
            "product": [product for _, product in made],
        },
        schema_overrides=dict.fromkeys(("capability", "organisation", "product"), pl.String),
    ).with_columns(standing=pl.lit("reported"), source=pl.lit("page"))
    tables: dict[str, Any] = {
        "places": PLACES, "travel": TRAVEL, "products": PRODUCTS, "inputs": INPUTS,
        "organisations": organisations, "capabilities": capabilities, **frames,
    }  # fmt: skip
    return Workspace.from_frames(tables)


def needs(*rows: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        [(f"n{i}", *row, "asked here") for i, row in enumerate(rows)],
        schema=["need", "organisation", "product", "standing", "source"],
        orient="row",
    )


def projects(*rows: tuple[str | None, str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        [(f"j{i}", *row, "lake", "news") for i, row in enumerate(rows)],
        schema=["project", "organisation", "product", "status", "place", "source"],
        orient="row",
    )


# -- gaps ------------------------------------------------------------------------------------------------


def test_the_worked_example_of_the_method_page() -> None:
    workspace = corridor(
        ("p1", "phone"), ("p2", "phone"), ("s1", "screen"), ("s2", "screen"), ("g1", "glass"),
        needs=needs(("p1", "chip", "reported")),
    )  # fmt: skip
    frame = gaps(workspace)
    rows = {row["product"]: row for row in frame.to_dicts()}
    assert list(rows) == ["chip", "glass", "film"]
    # chip: 2 of the 4 makers of what has inputs, one step away; all need it; missing; wanted; no table, so
    # makers stand for output and everything missing comes from outside. The screen is nearest: the same use
    # (cosine 1), the same group 397 of which 2 of 5 coded products are (ln 2.5 / ln 5), no common character,
    # the same stage and no family (1/2); makers and inputs cannot speak
    near = (0.05 * 1 + 0.20 * log(2.5) / log(5) + 0.20 * 0 + 0.05 * 0.5) / (0.05 + 0.20 + 0.20 + 0.05)
    chip = rows["chip"]
    assert (chip["basis"], chip["output_at_stake"], chip["outside_share"]) == ("graph", None, None)
    assert (chip["value"], chip["essential"], chip["outside"]) == (0.5, 1, 1)
    assert (chip["near_product"], chip["near_firms"]) == ("screen", ["s1", "s2"])
    assert chip["nearness"] == pytest.approx(near) == pytest.approx(0.3777, abs=1e-4)
    assert chip["priority"] == pytest.approx(0.5 * 1 * 1 * (0.5 + 0.5 * near) * 2 * 1)
    # glass: two of four makers one step away, two of them two steps; one maker only; film is not made and
    # nothing else is near
    glass = rows["glass"]
    assert glass["value"] == pytest.approx((2 / 1 + 2 / 2) / 4)
    assert (glass["essential"], glass["lack"], glass["outside"]) == (1, 0.5, 0.5)
    assert (glass["near_product"], glass["feasibility"]) == (None, 0.5)
    assert glass["priority"] == pytest.approx(0.75 * 1 * 0.5 * 0.5)
    assert rows["film"]["essential"] == 0.25
    assert rows["film"]["action"] == "buy_outside"
    # the page says the same in both languages
    for language in ("zh", "en"):
        page = (METHODS / f"gaps.{language}.md").read_text(encoding="utf-8")
        stated = [float(number) for number in re.findall(r"\*\*([\d.]+)\*\*", page)]
        assert stated == pytest.approx([chip["priority"], glass["priority"]], abs=5e-4)


@settings(max_examples=12, deadline=None)
@given(st.permutations(range(5)), st.permutations(range(5)))
def test_relabelling_and_the_order_of_rows_change_no_gap(ids: list[int], order: list[int]) -> None:
    made = [("p1", "phone"), ("p2", "phone"), ("s1", "screen"), ("s2", "screen"), ("g1", "glass")]
    new = {product: f"n{ids[at]}" for at, product in enumerate(PRODUCTS["product"])}
    one = gaps(corridor(*made, needs=needs(("p1", "chip", "reported"))))
    other = gaps(
        corridor(
            *[(firm, new[product]) for firm, product in (made[at] for at in order)],
            products=PRODUCTS.with_columns(pl.col("product").replace(new))[order],
            inputs=INPUTS.with_columns(pl.col("input", "product").replace(new))[
                [at for at in order if at < 4]
            ],
            needs=needs(("p1", new["chip"], "reported")),
        )
    )
    columns = ["product", "status", "priority", "action", *FACTORS, "dependents", "firms", "nearness"]
    named = one.select(columns).with_columns(pl.col("product").replace(new)).sort("product")
    # sums may be taken in another order
    numbers = [name for name, kind in named.schema.items() if kind == pl.Float64]
    assert other.select(columns).sort("product").drop(numbers).equals(named.drop(numbers))
    for name in numbers:
        assert other.sort("product")[name].to_list() == pytest.approx(named[name].to_list())


def test_the_priority_is_the_product_of_its_columns() -> None:
    frame = gaps(Workspace.open())
    again = frame.select(pl.fold(1.0, lambda a, b: a * b, [pl.col(name) for name in FACTORS]).alias("p"))
    assert (again["p"] - frame["priority"]).abs().max() == pytest.approx(0)
    assert frame["priority"].is_sorted(descending=True)
    assert frame["rank"].to_list() == list(range(1, frame.height + 1))


def test_every_gap_of_the_corridor_has_evidence_and_reasons() -> None:
    frame = gaps(Workspace.open())
    assert frame["sources"].list.len().min() >= 1
    assert frame.filter(
        pl.col("reason_zh").str.contains("示例") | pl.col("reason_en").str.contains("null")
    ).is_empty()
    assert set(frame["status"]) <= {"missing", "single_source", "outside_only"}
    wanted = frame.filter(pl.col("needs") > 0)["product"].to_list()
    # published wants of the Chengdu displays and the Chongqing laptops that nobody here serves
    assert {"mat_target", "ic_ddic", "cm_fpc", "ic_cpu", "ic_mem", "cm_ssd"} <= set(wanted)


def test_example_needs_raise_no_priority() -> None:
    made = [("p1", "phone")]
    plain = gaps(corridor(*made))
    example = gaps(corridor(*made, ("示例", "chip"), needs=needs(("示例", "chip", "illustrative"))))
    assert example.equals(plain)


def test_what_somebody_asked_for_is_a_gap_even_where_nothing_made_here_uses_it() -> None:
    asked = gaps(corridor(("g1", "glass"), needs=needs(("p1", "chip", "reported"))))
    row = asked.row(by_predicate=pl.col("product") == "chip", named=True)
    assert (row["needs"], row["dependents"], row["depth"], row["priority"]) == (1, 0, None, 0)
    assert "已公布需求 1 条" in row["reason_zh"]
    assert "nothing made here uses it" in row["reason_en"]
    assert "chip" not in gaps(corridor(("g1", "glass")))["product"]


def test_a_project_under_way_says_wait_and_halves_the_priority() -> None:
    before = gaps(corridor(("p1", "phone"))).row(by_predicate=pl.col("product") == "chip", named=True)
    workspace = corridor(
        ("p1", "phone"), projects=projects((None, "chip", "building"), (None, "chip", "ended"))
    )
    after = gaps(workspace).row(by_predicate=pl.col("product") == "chip", named=True)
    assert (after["status"], after["announced"], after["action"]) == ("missing", 1, "wait")
    assert after["priority"] == pytest.approx(before["priority"] / 2)


def test_weights_are_settings() -> None:
    workspace = corridor(("p1", "phone"), needs=needs(("p1", "chip", "reported")))
    heavy = gaps(workspace, GapSettings(published_need=4))
    light = gaps(workspace, GapSettings(published_need=1))
    assert heavy.filter(product="chip")["priority"].item() == pytest.approx(
        4 * light.filter(product="chip")["priority"].item()
    )


def test_nothing_missing_gives_an_empty_list() -> None:
    made = [(f"{product}-{i}", product) for product in PRODUCTS["product"] for i in range(2)]
    assert gaps(corridor(*made)).is_empty()


# -- weigh -----------------------------------------------------------------------------------------------


def test_weigh_counts_what_a_reader_can_recount() -> None:
    workspace = corridor(
        ("p1", "phone"), ("p2", "phone"), ("s1", "screen"), ("g1", "glass"), ("far", "screen"), ("示例", "screen"),
        needs=needs(("p1", "screen", "reported"), ("示例", "screen", "illustrative")),
        projects=projects(("s2", "screen", "signed"), ("s1", "screen", "ended")),
    )  # fmt: skip
    verdict = weigh(workspace, "屏幕", "湖城")
    numbers = verdict.numbers
    # far sits outside the corridor, 示例 is an example: neither is a maker; the ended project is not under way
    assert numbers == Numbers(
        makers=1,
        projects=1,
        supply=2,
        needs=1,
        customers=2,
        customers_near=2,
        inputs=1,
        inputs_near=1,
        uses=1,
    )
    assert verdict.by_region == {"left": 1, "right": 0}
    assert verdict.makers["organisation"].to_list() == ["s1"]
    assert dict(zip(verdict.customers["organisation"], verdict.customers["minutes"], strict=True)) == {
        "p2": 30,
        "p1": 100,
    }
    assert verdict.needs.select("need", "counted").rows() == [("n0", True), ("n1", False)]
    assert verdict.basis.illustrative
    assert verdict.light == "amber"
    assert [reason.code for reason in verdict.reasons] == ["under_way"]
    counted = verdict.evidence.filter("counted")
    assert set(counted["kind"]) == {"maker", "project", "need", "customer"}
    assert verdict.evidence.filter(~pl.col("counted"))["id"].to_list() == ["j1", "n1"]
    assert "[x] 已有同类项目宣布、签约或在建（现为 1 个）" in verdict.rule("zh")
    assert verdict.sentence("en").startswith("Screen in Lake: amber.")
    json.dumps(verdict.to_dict(), ensure_ascii=False)


def test_a_project_of_a_maker_is_not_a_second_firm() -> None:
    workspace = corridor(
        ("s1", "screen"), projects=projects(("s1", "screen", "building"), (None, "screen", "signed"))
    )
    numbers = weigh(workspace, "screen", "lake").numbers
    assert (numbers.makers, numbers.projects, numbers.supply) == (1, 2, 2)


def test_a_free_field_near_demand_and_inputs_is_green() -> None:
    verdict = weigh(corridor(("p1", "phone"), ("g1", "glass")), "screen", "lake")
    assert (verdict.light, verdict.reasons) == ("green", ())
    assert "绿灯" in verdict.sentence("zh")


def test_a_crowd_without_customers_is_red() -> None:
    made = [(f"m{i}", "screen") for i in range(5)]
    verdict = weigh(corridor(*made, ("p1", "phone"), ("g1", "glass")), "screen", "lake")
    assert (verdict.light, [reason.code for reason in verdict.reasons]) == ("red", ["oversupply"])
    assert (verdict.numbers.supply, verdict.numbers.demand) == (5, 1)


def test_a_rush_into_an_end_product_is_red() -> None:
    made = [(f"m{i}", "phone") for i in range(3)]
    plans = projects((None, "phone", "announced"), (None, "phone", "signed"), (None, "phone", "building"))
    verdict = weigh(corridor(*made, projects=plans), "phone", "lake")
    assert (verdict.light, verdict.numbers.uses) == ("red", 0)
    assert "终端产品" in verdict.sentence("zh")


@pytest.mark.parametrize(
    ("changed", "code", "holds"),
    [
        ({"inputs": 4, "inputs_near": 2}, "far_inputs", False),  # a half is not less than a half
        ({"inputs": 4, "inputs_near": 1}, "far_inputs", True),
        ({"customers": 0, "customers_near": 0}, "far_customers", False),  # nobody there is another condition
        ({"customers": 1, "customers_near": 0}, "far_customers", True),
        ({"projects": 3, "supply": 4}, "rush", False),  # a rush into a field where few are is none
        ({"projects": 3, "supply": 5}, "rush", True),
        ({"projects": 2, "supply": 9}, "rush", False),
        ({"supply": 5, "customers": 3}, "oversupply", False),
        ({"supply": 6, "customers": 3}, "oversupply", True),
        ({"supply": 6, "customers": 3, "uses": 0}, "oversupply", False),
        ({"customers": 0, "needs": 1}, "no_demand", False),
        ({"customers": 0, "needs": 0}, "no_demand", True),
    ],
)
def test_a_condition_holds_from_its_threshold(changed: dict[str, int], code: str, holds: bool) -> None:
    usual = {
        "makers": 1, "projects": 0, "supply": 1, "needs": 0, "customers": 2, "customers_near": 1,
        "inputs": 2, "inputs_near": 2, "uses": 1,
    }  # fmt: skip
    found = {each.code: each.holds for each in conditions(Numbers(**{**usual, **changed}), WeighSettings())}
    assert found[code] is holds


def test_inputs_out_of_reach_are_amber_and_the_threshold_is_a_setting() -> None:
    workspace = corridor(("p2", "phone"), ("g1", "glass"))
    near = Weigher(workspace).weigh("screen", "hill")
    assert near.light == "green"
    tight = Weigher(workspace, WeighSettings(minutes=60)).weigh("screen", "hill")
    assert (tight.light, {reason.code for reason in tight.reasons}) == (
        "amber",
        {"far_customers", "far_inputs"},
    )
    assert tight.inputs.filter(input="glass").select("makers", "makers_near", "minutes").row(0) == (
        1,
        0,
        100.0,
    )


def test_a_product_the_graph_does_not_know_is_not_green() -> None:
    products = pl.concat(
        [PRODUCTS, PRODUCTS.head(1).with_columns(product=pl.lit("drone"), name_zh=pl.lit("无人机"))]
    )
    verdict = weigh(corridor(products=products), "无人机", "lake")
    assert (verdict.light, [reason.code for reason in verdict.reasons]) == ("amber", ["unlinked"])


def test_unknown_names_are_refused() -> None:
    workspace = corridor()
    with pytest.raises(UnknownName, match="屏幕 = screen"):
        weigh(workspace, "屏幕板", "lake")
    with pytest.raises(UnknownName):
        weigh(workspace, "screen", "无此地")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=8, max_size=8), st.integers(1, 5))
def test_more_supply_never_turns_the_light_greener(counts: list[int], more: int) -> None:
    makers, projects_, needs_, customers, near, inputs, inputs_near, uses = counts
    order = ("green", "amber", "red")

    def light(supply: int, wanted: int) -> int:
        numbers = Numbers(
            makers,
            projects_,
            supply,
            wanted,
            customers,
            min(near, customers),
            inputs,
            min(inputs_near, inputs),
            uses,
        )
        return order.index(decide(conditions(numbers, WeighSettings())))

    supply = makers + projects_
    assert light(supply + more, needs_) >= light(supply, needs_)
    # more published needs never make it redder, unless they only show that no customer is near
    if customers:
        assert light(supply, needs_ + more) <= light(supply, needs_)


def test_the_corridor_case_of_the_issue() -> None:
    verdict = weigh(Workspace.open(), "印制电路板", "遂宁")
    assert (verdict.product, verdict.place) == ("cm_pcb", "suining")
    assert verdict.numbers.makers >= 5
    assert min(verdict.by_region.values()) >= 1
    assert {"yingchuangli", "zhichao"} <= set(verdict.makers["organisation"])
    assert not verdict.evidence.filter("counted", pl.col("source").is_null()).height
    assert not verdict.evidence.filter("counted")["name"].drop_nulls().str.contains("示例").any()


# -- what travel changes ---------------------------------------------------------------------------------


def test_only_faster_pairs_of_both_timetables_bring_matches() -> None:
    workspace = corridor(
        ("s1", "screen"), ("g1", "glass"), ("p1", "phone"), ("s2", "screen"), ("示例", "chip")
    )
    frame = travel_effects(workspace, 2014, 2021)
    # lake -> hill fell from 150 to 55: it came under 120 and under 60; hill -> lake became slower
    assert set(frame["origin"]) == {"lake"}
    assert set(frame["under"]) == {60}
    found = {(row["input"], row["product"]): (row["suppliers"], row["buyers"]) for row in frame.to_dicts()}
    # p1 sits in a park inside the hill district, which has the trains
    assert found == {("screen", "phone"): (["s1"], ["p1"]), ("glass", "screen"): (["g1"], ["s2"])}
    assert frame["matches"].to_list() == [1, 1]


def test_a_firm_with_works_at_both_ends_is_no_match_for_itself() -> None:
    rows = [("1", "p2", "screen", "x1"), ("2", "p2", "phone", "x2"), ("3", "s1", "screen", None)]
    capabilities = pl.DataFrame(
        rows, schema=["capability", "organisation", "product", "site"], orient="row"
    ).with_columns(standing=pl.lit("reported"), source=pl.lit("page"))
    sites = pl.DataFrame(
        {"site": ["x1", "x2"], "organisation": ["p2", "p2"], "place": ["lake", "hill"], "source": ["s", "s"]}
    )
    effects = travel_effects(corridor(capabilities=capabilities, sites=sites), 2014, 2021)
    row = effects.row(by_predicate=pl.col("input") == "screen", named=True)
    assert (row["matches"], row["suppliers"], row["buyers"]) == (1, ["s1"], ["p2"])


def test_a_pair_without_any_match_is_kept() -> None:
    frame = travel_effects(corridor(), 2014, 2021)
    assert frame.select("origin", "destination", "before", "after", "under", "matches").rows() == [
        ("lake", "hill", 150.0, 55.0, 60, None)
    ]


def test_travel_of_the_corridor_brings_chengdu_and_yibin_together() -> None:
    frame = travel_effects(Workspace.open(), 2014, 2021)
    pair = frame.filter(pl.col("origin") == "chengdu", pl.col("destination") == "yibin")
    assert (pair["before"][0], pair["after"][0]) == (375, 80)
    assert ("dp_module", "fg_phone") in pair.select("input", "product").rows()
    assert (frame["after"] < frame["before"]).all()


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_decides_nothing(seed: int) -> None:
    corridor = Workspace.open()
    shuffled = Workspace.from_frames(
        {name: corridor.table(name).sample(fraction=1, shuffle=True, seed=seed) for name in corridor.names()}
    )
    one, other = (gaps(workspace).drop("sources") for workspace in (corridor, shuffled))
    assert one.equals(other.select(one.columns))
    lists = ("suppliers", "buyers", "sources")
    one, other = (travel_effects(workspace, 2014, 2021).drop(lists) for workspace in (corridor, shuffled))
    assert one.equals(other)


def test_of_equally_near_products_the_one_with_more_makers_is_named() -> None:
    products = pl.DataFrame({"product": ["end", "gap", "a", "z"], "name_zh": ["整机", "缺", "甲件", "乙件"]})
    inputs = pl.DataFrame({"input": ["gap", "a", "z"], "product": ["end"] * 3})
    made = pl.DataFrame(
        {
            "capability": ["1", "2", "3", "4"],
            "organisation": ["f", "g", "h", "i"],
            "product": ["end", "a", "z", "z"],
            "standing": ["reported"] * 4,
            "source": ["x"] * 4,
        }
    )
    frames = {"products": products, "inputs": inputs, "capabilities": made}
    assert gaps(Workspace.from_frames(frames)).filter(product="gap")["near_product"].item() == "z"


def test_an_empty_list_of_gaps_has_every_column() -> None:
    full = gaps(Workspace.open())
    empty = gaps(Workspace.from_frames({"products": PRODUCTS, "inputs": INPUTS, "places": PLACES}))
    regions = {"makers_left", "makers_right", "makers_sichuan", "makers_chongqing"}
    assert empty.is_empty()
    assert [name for name in empty.columns if name not in regions] == [
        name for name in full.columns if name not in regions
    ]
    assert {name: kind for name, kind in full.schema.items() if name not in regions} == {
        name: kind for name, kind in empty.schema.items() if name not in regions
    }
