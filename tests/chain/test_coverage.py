"""Coverage on graphs small enough to recount by hand, and the invariants that must always hold."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.chain import STATUSES, ProductGraph, find_product, parts, status_name
from bashu.errors import UnknownName
from bashu.workspace import Workspace

PLACES = pl.DataFrame(
    {
        "place": ["left", "right", "left-city", "right-city", "away"],
        "name_zh": ["左川省", "右渝市", "左城市", "右城区", "外地市"],
        "name_en": ["Left", "Right", "Left City", "Right City", "Away"],
        "region": ["left", "right", "left", None, None],
        "parent": [None, None, "left", "right", None],
        "level": ["province", "province", "city", "district", "city"],
    }
)
PRODUCTS = pl.DataFrame(
    {
        "product": ["grp_x", "set", "board", "fine-board", "chip", "case", "foil", "lonely"],
        "name_zh": ["组", "整机甲", "线路板", "精细线路板", "芯片(CPU/GPU)", "机壳", "铜箔", "孤品"],
        "name_en": ["Group", "Set", "Board", "Fine board", "Chip", "Case", "Foil", None],
        "stage": [None, "整机", "元器件(芯片)", "元器件(芯片)", "元器件(芯片)", "元器件(芯片)", "材料", None],
        "parent": [None, "grp_x", "grp_x", "board", "grp_x", "grp_x", "grp_x", None],
    }
)
INPUTS = pl.DataFrame(
    {
        "input": ["board", "chip", "case", "foil"],
        "product": ["set", "set", "set", "board"],
        "essential": [True, True, False, True],
        "source": ["s"] * 4,
    }
)


def maker(
    organisation: str, product: str, place: str, standing: str = "reported", **more: Any
) -> dict[str, Any]:
    return {"organisation": organisation, "product": product, "place": place, "standing": standing, **more}


def workspace_of(*makers: dict[str, Any], **frames: pl.DataFrame) -> Workspace:
    rows = [{"capacity": None, "unit": None, "role": None, "updated": None, **row} for row in makers]
    schema = {
        "organisation": pl.String, "product": pl.String, "place": pl.String, "standing": pl.String,
        "capacity": pl.Float64, "unit": pl.String, "role": pl.String, "updated": pl.String,
    }  # fmt: skip
    table = pl.DataFrame(rows, schema=schema).with_row_index("capability")
    organisations = table.unique("organisation", maintain_order=True).select(
        "organisation", name="organisation", kind=pl.lit("enterprise"), place="place",
        standing=pl.lit("reported"), source=pl.lit("s"),
    )  # fmt: skip
    capabilities = table.drop("place").with_columns(
        pl.col("capability").cast(pl.String), source=pl.lit("page")
    )
    tables: dict[str, pl.DataFrame] = {
        "places": PLACES, "products": PRODUCTS, "inputs": INPUTS,
        "organisations": organisations, "capabilities": capabilities, **frames,
    }  # fmt: skip
    return Workspace.from_frames(tables)


def graph_of(*makers: dict[str, Any], **frames: pl.DataFrame) -> ProductGraph:
    return ProductGraph(workspace_of(*makers, **frames))


def statuses(graph: ProductGraph, region: str | None = None, view: str = "reported") -> dict[str, str]:
    parts = graph.coverage("set", region).parts
    return dict(zip(parts["part"], parts[view], strict=True))


def test_the_worked_example_of_the_method_page() -> None:
    graph = graph_of(
        maker("a", "board", "left-city"),
        maker("b", "fine-board", "right-city"),
        maker("c", "chip", "away"),
    )
    assert statuses(graph) == {"board": "covered", "chip": "outside_only", "case": "missing"}
    assert statuses(graph, "left") == {"board": "single_source", "chip": "outside_only", "case": "missing"}
    coverage = graph.coverage("整机甲")
    assert (coverage.total, coverage.covered, coverage.covered_confirmed) == (3, 1, 0)
    assert (coverage.essential_total, coverage.essential_covered) == (2, 1)
    assert coverage.blanks == ("chip", "case")
    assert coverage.sentence("zh") == (
        "整机甲：3 类零部件中 1 类有公开报道的生产者，空白（未见生产者）2 类：芯片(CPU/GPU)、机壳；"
        "以上均未经确认：目前没有一条确认的供应记录。"
    )
    assert coverage.sentence("en") == (
        "Set: 1 of 3 part categories have makers by public reports; blanks (2): Chip, Case; nothing is confirmed yet."
    )


def test_a_narrow_maker_supplies_the_broad_product_but_not_the_reverse() -> None:
    narrow = graph_of(maker("a", "fine-board", "left-city"))
    assert (narrow.status("board"), narrow.status("fine-board")) == ("single_source", "single_source")
    broad = graph_of(maker("a", "board", "left-city"))
    assert (broad.status("board"), broad.status("fine-board")) == ("single_source", "missing")


def test_one_firm_with_a_narrow_and_a_broad_product_is_one_maker() -> None:
    graph = graph_of(maker("a", "fine-board", "left-city"), maker("a", "board", "left-city"))
    assert graph.status("board") == "single_source"


def test_group_nodes_are_never_parts() -> None:
    links = pl.concat([INPUTS, INPUTS.head(1).with_columns(input=pl.lit("grp_x"))])
    graph = graph_of(inputs=links)
    assert "grp_x" not in graph.coverage("set").parts["part"]
    assert "grp_x" not in graph.coverage_all()["product"]


def test_other_region_only_is_told_from_missing() -> None:
    graph = graph_of(maker("a", "chip", "left-city"))
    assert statuses(graph, "left")["chip"] == "single_source"
    assert statuses(graph, "right")["chip"] == "other_region_only"
    assert "另有 1 类只由对方地区生产：芯片(CPU/GPU)" in graph.coverage("set", "右渝市").sentence("zh")
    row = graph.coverage("set", "right").parts.row(by_predicate=pl.col("part") == "chip", named=True)
    assert (row["makers_here"], row["makers_other"], row["makers"]) == (0, 1, 1)


def part_of(graph: ProductGraph, part: str, region: str | None = None) -> dict[str, Any]:
    return graph.coverage("set", region).parts.row(by_predicate=pl.col("part") == part, named=True)


def test_who_works_in_both_regions_is_not_only_in_the_other() -> None:
    both = [maker("a", "chip", place) for place in ("left-city", "right-city")]
    sites = pl.DataFrame(
        {"site": ["a1"], "organisation": ["a"], "place": ["right-city"], "role": [None], "source": ["s"]}
    )
    rows = pl.DataFrame(
        {
            "capability": ["0", "1", "2"], "organisation": ["a", "a", "b"], "site": [None, "a1", None],
            "product": ["chip"] * 3, "standing": ["reported"] * 3, "source": ["page"] * 3,
        }
    )  # fmt: skip
    graph = graph_of(*both, maker("b", "chip", "right-city"), capabilities=rows, sites=sites)
    seen = [
        (row["makers"], row["makers_here"], row["makers_other"])
        for row in (part_of(graph, "chip", region) for region in ("left", "right"))
    ]
    assert seen == [(2, 1, 1), (2, 2, 0)]


def test_makers_outside_are_those_of_nowhere_in_the_corridor() -> None:
    graph = graph_of(maker("a", "chip", "left-city"), maker("b", "chip", "away"))
    row = part_of(graph, "chip")
    assert (row["makers"], row["makers_outside"]) == (1, 1)


def test_the_date_of_confirmation_is_that_of_a_confirmed_record() -> None:
    graph = graph_of(
        maker("a", "chip", "left-city", "confirmed", updated="2020-05-01"),
        maker("b", "chip", "left-city", updated="2021-01-01"),
    )
    row = part_of(graph, "chip")
    assert (row["confirmed_on"], row["latest"]) == ("2020-05-01", "2021-01-01")
    assert (
        part_of(graph_of(maker("b", "chip", "left-city", updated="2021-01-01")), "chip")["confirmed_on"]
        is None
    )


@pytest.mark.parametrize(
    ("places", "regions"), [(["left-city", "left"], [1, 0]), (["left-city", "right-city"], [0, 0])]
)
def test_an_organisation_without_a_seat_is_where_all_its_sites_are(
    places: list[str], regions: list[int]
) -> None:
    organisations = pl.DataFrame(
        {"organisation": ["a"], "name": ["a"], "kind": ["enterprise"], "place": [None],
         "standing": ["reported"], "source": ["s"]},
        schema_overrides={"place": pl.String},
    )  # fmt: skip
    sites = pl.DataFrame(
        {"site": ["a1", "a2"], "organisation": ["a", "a"], "place": places, "source": ["s", "s"]}
    )
    graph = graph_of(maker("a", "chip", "left-city"), organisations=organisations, sites=sites)
    assert [part_of(graph, "chip", region)["makers_here"] for region in ("left", "right")] == regions


def test_who_is_in_the_corridor_but_in_no_one_region_counts_for_the_corridor_only() -> None:
    over = pl.DataFrame(
        {"place": ["both"], "name_zh": ["左右经济圈"], "name_en": ["Both"], "region": [None], "parent": [None],
         "level": ["zone"]},
        schema=PLACES.schema,
    )  # fmt: skip
    parent = pl.when(pl.col("level") == "province").then(pl.lit("both")).otherwise("parent").alias("parent")
    graph = graph_of(maker("a", "chip", "both"), places=pl.concat([PLACES.with_columns(parent), over]))
    assert [part_of(graph, "chip", region)["makers_here"] for region in (None, "left", "right")] == [1, 0, 0]
    assert statuses(graph)["chip"] == "single_source"


def test_three_makers_are_strong_unless_one_holds_more_than_half() -> None:
    def of(*capacities: float | None) -> str:
        rows = [
            maker(f"m{i}", "chip", "left-city", capacity=capacity, unit="m2")
            for i, capacity in enumerate(capacities)
        ]
        return graph_of(*rows).status("chip")

    assert of(None, None, None) == "strong"
    assert of(40, 30, 30) == "strong"
    assert of(50, 25, 25) == "strong"
    assert of(80, 10, 10) == "covered"
    assert of(80, 10, None) == "strong"
    assert of(10, 10) == "covered"
    assert of(10) == "single_source"
    # three balanced makers are there; the giant beside them takes nothing away
    assert of(80, 10, 10, 10) == "strong"


def test_who_states_a_capacity_of_nothing_makes_nothing() -> None:
    assert graph_of(maker("a", "chip", "left-city", capacity=0, unit="m2")).status("chip") == "missing"


def test_capacities_in_different_units_are_not_compared() -> None:
    rows = [
        maker("a", "chip", "left-city", capacity=80, unit="m2"),
        maker("b", "chip", "left-city", capacity=1, unit="piece"),
        maker("c", "chip", "left-city", capacity=1, unit="m2"),
    ]
    assert graph_of(*rows).status("chip") == "strong"


def test_traders_and_example_firms_make_nothing() -> None:
    graph = graph_of(
        maker("a", "chip", "left-city", role="trader"), maker("b", "case", "left-city", "illustrative")
    )
    assert statuses(graph) == {"board": "missing", "chip": "missing", "case": "missing"}
    parts = graph.coverage("set", illustrative=True).parts
    assert dict(zip(parts["part"], parts["illustrative"], strict=True))["case"] == "single_source"
    assert graph.makers("case").is_empty()
    assert graph.makers("case", illustrative=True)["organisation"].to_list() == ["b"]


def test_whatever_an_example_firm_reports_stays_an_example() -> None:
    organisations = pl.DataFrame(
        {"organisation": ["b"], "name": ["示例企业 01"], "kind": ["enterprise"], "place": ["left-city"],
         "standing": ["illustrative"], "source": ["s"]}
    )  # fmt: skip
    graph = graph_of(maker("b", "case", "left-city", "confirmed"), organisations=organisations)
    assert graph.status("case", view="confirmed") == "missing"


def test_confirmed_and_reported_are_two_columns() -> None:
    graph = graph_of(
        maker("a", "chip", "left-city", "confirmed"),
        maker("b", "chip", "left-city", "claimed"),
        maker("c", "chip", "left-city", "reported"),
    )
    assert statuses(graph, view="confirmed")["chip"] == "single_source"
    assert statuses(graph, view="reported")["chip"] == "strong"
    coverage = graph.coverage("set")
    assert coverage.covered_confirmed == 1
    assert "其中经确认的供应 1 类" in coverage.sentence("zh")


def test_a_supply_record_is_evidence_of_a_maker() -> None:
    supplies = pl.DataFrame(
        {"supplier": ["a"], "buyer": ["b"], "product": ["chip"], "period": ["reported 2020-06-04"],
         "standing": ["confirmed"], "source": ["contract"]}
    )  # fmt: skip
    graph = graph_of(maker("a", "case", "left-city"), maker("b", "set", "left-city"), supplies=supplies)
    assert graph.status("chip", view="confirmed") == "single_source"
    row = graph.coverage("set").parts.row(by_predicate=pl.col("part") == "chip", named=True)
    assert row["latest"] == "2020-06-04"
    assert row["sources"] == ["contract"]


def test_a_site_decides_where_it_is_made() -> None:
    sites = pl.DataFrame({"site": ["plant"], "organisation": ["a"], "place": ["right-city"], "source": ["s"]})
    capabilities = pl.DataFrame(
        {"capability": ["1"], "organisation": ["a"], "site": ["plant"], "product": ["chip"],
         "standing": ["reported"], "source": ["s"]}
    )  # fmt: skip
    graph = graph_of(maker("a", "case", "left-city"), sites=sites, capabilities=capabilities)
    assert (graph.status("chip", "right"), graph.status("chip", "left")) == (
        "single_source",
        "other_region_only",
    )


def test_projects_are_counted_apart() -> None:
    projects = pl.DataFrame(
        {"project": ["p1", "p2", "p3"], "product": ["chip", "fine-board", "chip"], "place": ["left-city"] * 3,
         "status": ["building", "announced", "ended"], "source": ["s"] * 3}
    )  # fmt: skip
    graph = graph_of(projects=projects)
    assert statuses(graph) == {"board": "missing", "chip": "missing", "case": "missing"}
    parts = graph.coverage("set").parts
    assert dict(zip(parts["part"], parts["announced"], strict=True)) == {"board": 1, "chip": 1, "case": 0}
    assert graph.projects("chip")["status"].to_list() == ["building", "ended"]
    assert "空白中已有宣布、签约或在建的项目（不计入）：线路板、芯片(CPU/GPU)" in graph.coverage(
        "set"
    ).sentence("zh")


def test_deeper_levels_carry_their_path_and_whether_they_are_essential() -> None:
    graph = graph_of()
    assert graph.coverage("set").total == 3
    parts = graph.coverage("set", depth=None).parts
    foil = parts.row(by_predicate=pl.col("part") == "foil", named=True)
    assert foil["path"] == ["set", "board", "foil"]
    assert (foil["depth"], foil["under"], foil["essential"]) == (2, "board", True)
    assert not parts.row(by_predicate=pl.col("part") == "case", named=True)["essential"]


def test_coverage_of_everything_agrees_with_one_by_one() -> None:
    graph = graph_of(maker("a", "board", "left-city"), maker("b", "foil", "right-city", "confirmed"))
    for region in (None, "left", "right"):
        for row in graph.coverage_all(region).to_dicts():
            one = graph.coverage(row["product"], region)
            assert (row["parts"], row["covered"]) == (one.total, one.covered)
            assert row["covered_confirmed"] == one.covered_confirmed
            assert (row["essential"], row["essential_covered"]) == (
                one.essential_total,
                one.essential_covered,
            )
            assert row["reported"] == graph.status(row["product"], region)


def test_products_are_found_by_id_name_and_alias_and_never_guessed() -> None:
    graph = graph_of()
    for text in ("chip", "芯片(CPU/GPU)", "芯片（CPU/GPU）", "CPU", "gpu", "Chip"):
        assert graph.find(text) == "chip"
    with pytest.raises(UnknownName, match="线路板 = board"):
        graph.find("电路板子")
    with pytest.raises(UnknownName):
        find_product(workspace_of(), "飞机")
    with pytest.raises(UnknownName, match="左川省 = left"):
        graph.coverage("set", "left-city")


def test_circles_orphans_and_reversed_stages_are_reported_with_a_witness() -> None:
    links = pl.DataFrame(
        {
            "input": ["a", "b", "c", "d", "c", "set", "case"],
            "product": ["b", "c", "d", "a", "a", "foil", "case"],
        }
    )
    names = ["a", "b", "c", "d", "set", "foil", "case", "alone"]
    stages = [None, None, None, None, "整机", "材料", None, None]
    products = pl.DataFrame({"product": names, "name_zh": names, "stage": stages})
    graph = ProductGraph(Workspace.from_frames({"products": products, "inputs": links}))
    found = {
        (finding.code, finding.severity, str(finding.details.get("witness", finding.value)))
        for finding in graph.check()
    }
    assert found == {
        ("input_cycle", "error", "case > case"),
        ("input_cycle", "error", "a > b > c > a"),
        ("orphan_product", "note", "alone"),
        ("orphan_product", "note", "case"),
        ("impossible_stage", "note", "set (整机) > foil (材料)"),
    }
    # a circle must not hang the walk either
    assert graph.coverage("a", depth=None).total == 3


def test_neighbours_ancestors_and_closure() -> None:
    graph = graph_of()
    assert graph.inputs("set")["input"].to_list() == ["board", "chip", "case"]
    assert graph.users("foil")["product"].to_list() == ["board"]
    assert graph.ancestors("fine-board") == ("board",)
    assert graph.closure("set") == {"board": 1, "chip": 1, "case": 1, "foil": 2}
    assert graph.closure("foil", upwards=True) == {"board": 1, "set": 2}


def test_results_are_plain_values_for_json() -> None:
    import json

    coverage = graph_of(maker("a", "chip", "left-city")).coverage("set")
    again = json.loads(json.dumps(coverage.to_dict(), ensure_ascii=False))
    assert (again["total"], again["covered"], again["blanks"]) == (3, 1, ["board", "case"])


def test_every_status_has_a_name_in_both_languages() -> None:
    assert len({status_name(status, "zh") for status in STATUSES}) == len(STATUSES)
    assert len({status_name(status, "en") for status in STATUSES}) == len(STATUSES)


# -- invariants ------------------------------------------------------------------------------------------

MAKERS = st.builds(
    maker,
    st.sampled_from(["a", "b", "c", "d", "e"]),
    st.sampled_from(["board", "fine-board", "chip", "case", "foil", "set"]),
    st.just(""),
    st.sampled_from(["confirmed", "claimed", "reported", "illustrative"]),
    capacity=st.sampled_from([None, 0.0, 1.0, 10.0, 100.0]),
    unit=st.sampled_from(["m2", "m2", "piece"]),
)
#: one seat for each organisation
SEATS = {
    "a": "left-city",
    "b": "right-city",
    "c": "left-city",
    "d": "away",
    "e": "right-city",
    "new": "left-city",
}


def seated(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "place": SEATS[row["organisation"]]} for row in rows]


def ranks(graph: ProductGraph) -> dict[tuple[str, str | None, str], int]:
    return {
        (product, region, view): STATUSES.index(graph.status(product, region, view))
        for product in graph.ids
        for region in (None, "left", "right")
        for view in ("confirmed", "reported")
    }


@settings(max_examples=30, deadline=None)
@given(st.lists(MAKERS, max_size=8), MAKERS)
def test_adding_a_maker_never_worsens_a_status(rows: list[dict[str, Any]], more: dict[str, Any]) -> None:
    before = ranks(graph_of(*seated(rows)))
    after = ranks(graph_of(*seated([*rows, {**more, "organisation": "new"}])))
    assert all(after[key] >= rank for key, rank in before.items())


@settings(max_examples=25, deadline=None)
@given(st.lists(MAKERS, max_size=8))
def test_the_union_covers_at_least_what_each_region_covers(rows: list[dict[str, Any]]) -> None:
    graph = graph_of(*seated(rows))
    found = ranks(graph)
    for (product, region, view), rank in found.items():
        assert found[product, None, view] >= rank or region is None
    for region in ("left", "right"):
        assert graph.coverage("set").covered >= graph.coverage("set", region).covered
    for product in graph.ids:
        assert found[product, None, "reported"] >= found[product, None, "confirmed"]


@settings(max_examples=20, deadline=None)
@given(st.lists(MAKERS, max_size=8), st.integers(0, 3))
def test_removing_an_inessential_input_changes_no_essential_verdict(
    rows: list[dict[str, Any]], at: int
) -> None:
    if INPUTS["essential"][at]:
        at = 2
    with_it, without = (
        graph_of(*seated(rows)),
        graph_of(*seated(rows), inputs=INPUTS[[i for i in range(4) if i != at]]),
    )
    for depth in (1, None):
        for region in (None, "left"):
            essential = [
                graph.coverage("set", region, depth).parts.filter("essential").drop("path", "depth", "under")
                for graph in (with_it, without)
            ]
            assert essential[0].sort("part").equals(essential[1].sort("part"))


@settings(max_examples=15, deadline=None)
@given(st.lists(MAKERS, max_size=8), st.permutations(range(len(PRODUCTS))))
def test_relabelling_changes_nothing(rows: list[dict[str, Any]], order: list[int]) -> None:
    new = {
        product: f"n{order[i]}-{product[::-1]}"
        for i, product in enumerate(PRODUCTS["product"])
        if product != "grp_x"
    }
    new["grp_x"] = "grp_other"
    products = PRODUCTS.with_columns(pl.col("product", "parent").replace(new))[order]
    inputs = INPUTS.with_columns(pl.col("input", "product").replace(new))
    renamed = [{**row, "product": new[row["product"]]} for row in seated(rows)]
    one, other = graph_of(*seated(rows)), graph_of(*renamed, products=products, inputs=inputs)
    for region in (None, "left", "right"):
        before, after = one.coverage("set", region).parts, other.coverage(new["set"], region).parts
        same = before.with_columns(pl.col("part", "under").replace(new)).drop("path")
        assert same.equals(after.drop("path"))


def test_the_same_on_csv_parquet_and_frames(tmp_path: Any) -> None:
    workspace = workspace_of(
        maker("a", "board", "left-city"), maker("b", "chip", "right-city", capacity=5, unit="m2")
    )
    for kind in ("csv", "parquet"):
        folder = tmp_path / kind
        folder.mkdir()
        for name in workspace.names():
            frame = workspace.table(name)
            flat = [column for column, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
            if kind == "csv":
                frame.with_columns(pl.col(flat).list.join(";")).write_csv(folder / f"{name}.csv")
            else:
                frame.write_parquet(folder / f"{name}.parquet")
        stored = ProductGraph(Workspace.open(folder)).coverage("set").parts
        assert stored.equals(ProductGraph(workspace).coverage("set").parts)


# -- the corridor ----------------------------------------------------------------------------------------


def test_the_corridor_says_that_nothing_is_confirmed_yet() -> None:
    graph = ProductGraph(Workspace.open())
    coverage = graph.coverage("笔记本电脑")
    assert coverage.covered_confirmed == 0
    assert "均未经确认" in coverage.sentence("zh")
    # published in 2013: everything but processor, memory and disk is supplied nearby; these three are still blank
    assert {"ic_cpu", "ic_mem", "cm_ssd"} <= set(coverage.blanks)
    assert 0 < coverage.covered < coverage.total
    # every status above missing leads to a source
    made = coverage.parts.filter(pl.col("makers") > 0)
    assert made["sources"].list.len().min() >= 1
    assert not any("示例" in name for name in graph.makers("cm_pcb")["name"])


def test_kinds_are_what_names_the_product_among_its_ancestors() -> None:
    graph = ProductGraph(Workspace.open())
    for product in graph.ids:
        expected = {other for other in graph.ids if product in graph.ancestors(other)}
        assert set(graph.kinds(product)) == expected, product


@pytest.mark.parametrize("region", [None, "sichuan", "chongqing"])
def test_many_makers_are_read_over_columns_with_the_result_of_row_by_row(
    monkeypatch: pytest.MonkeyPatch, region: str | None
) -> None:
    graph = ProductGraph(Workspace.open())
    by_rows = graph.coverage("fg_laptop", region, None).parts
    monkeypatch.setattr(parts, "FEW", 1)
    by_columns = graph.coverage("fg_laptop", region, None).parts
    assert by_columns["organisations"].list.len().max() > 1
    assert by_columns.equals(by_rows)
