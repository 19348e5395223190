"""The chain map: what a node opens into, two dates, marks, words searched for, and the same graph as from files."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import polars as pl
import pytest

from bashu.chain import ProductGraph, as_of
from bashu.decide import gaps, openness
from bashu.portal.chain.pages import MOST_MARKS, Asked, chain_page
from bashu.portal.data.engines import engines
from bashu.report.coverage import end_products
from bashu.workspace import Workspace

if TYPE_CHECKING:
    from django.test import Client


def text(reader: Client, path: str) -> str:
    answer = reader.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture(scope="module")
def corridor() -> ProductGraph:
    return ProductGraph(Workspace.open())


@pytest.mark.usefixtures("reader")
def test_the_database_gives_what_files_give(corridor: ProductGraph) -> None:
    current = engines()
    for region in (None, *corridor.regions):
        assert current.graph.coverage_all(region).equals(corridor.coverage_all(region))
        ours, theirs = (
            graph.coverage("fg_laptop", region, None).parts for graph in (current.graph, corridor)
        )
        assert ours.equals(theirs)
    files = Workspace.open()
    assert gaps(current.workspace).drop("sources").equals(gaps(files).drop("sources"))
    assert openness(current.workspace).equals(openness(files))


def test_a_node_opens_into_its_makers_needs_and_projects(reader: Client, corridor: ProductGraph) -> None:
    page = text(reader, "/chain/?product=cm_pcb")
    assert corridor.makers("cm_pcb")["name"][0] in page
    panel = chain_page(engines(), {}, Asked("cm_pcb")).panel
    assert panel is not None
    assert panel.makers_total == corridor.makers("cm_pcb").height
    assert len(panel.projects) == corridor.projects("cm_pcb").height
    assert "/needs/" in page or panel.needs_total > 0


@pytest.mark.usefixtures("reader")
def test_two_dates_show_what_the_library_says_has_changed(corridor: ProductGraph) -> None:
    for region in (None, "chongqing"):
        page = chain_page(engines(), {"region": region or ""}, Asked(since="2019", until="2024"))
        before = as_of(corridor, "2019").coverage_all(region)["reported"]
        after = as_of(corridor, "2024").coverage_all(region)["reported"]
        changed = int((before != after).sum())
        assert changed > 0
        assert page.comparison is not None
        assert len(page.comparison.rows) == changed == sum(node.then is not None for node in page.nodes)
        assert all(row.better and (row.gained or region) for row in page.comparison.rows)
        shown = {node.product.id: node.state.key for node in page.nodes}
        assert shown == dict(
            as_of(corridor, "2024").coverage_all(region).select("product", "reported").iter_rows()
        )


def test_a_year_without_evidence_is_refused(reader: Client) -> None:
    assert reader.get("/chain/?since=1800").status_code == 404
    assert reader.get("/chain/?until=soon").status_code == 404


def test_words_are_found_on_the_map_and_what_is_not_there_is_said(reader: Client) -> None:
    found = [thing.id for thing in chain_page(engines(), {}, Asked(query="battery")).found]
    assert "cm_batcell" in found or len(found) >= 2
    assert "图上没有找到" in text(reader, "/chain/?q=龘龘龘&stage=服务")


def test_marks_are_numbered_in_the_order_of_the_address(reader: Client) -> None:
    marks = ("fg_laptop", "cm_pcb", "nothing")
    page = chain_page(engines(), {}, Asked(marks=marks))
    assert [thing.id for thing in page.marks] == ["fg_laptop", "cm_pcb"]
    assert {node.product.id: node.mark for node in page.nodes if node.mark} == {"fg_laptop": 1, "cm_pcb": 2}
    many = chain_page(engines(), {}, Asked(marks=tuple(engines().graph.ids)))
    assert len(many.marks) <= MOST_MARKS
    shown = text(reader, "/chain/?product=cm_pcb&mark=cm_pcb&mark=ic_cpu")
    assert "取消标记" in shown
    assert 'href="?product=cm_pcb&amp;mark=ic_cpu"' in shown
    assert 'name="mark" value="ic_cpu"' in shown


def test_every_end_product_has_a_page_of_its_coverage(reader: Client, corridor: ProductGraph) -> None:
    page = text(reader, "/coverage/?since=2019&region=sichuan")
    listed = end_products(corridor, corridor.products)
    assert all(f"/coverage/{product}/" in page for product in listed)
    for product in listed[:3]:
        now = corridor.coverage(product, "sichuan")
        assert f"<b>{now.covered}</b> / {now.total}" in page
        assert f"{now.total}" in text(reader, f"/coverage/{product}/?region=sichuan")


def test_a_coverage_is_taken_along_as_it_is_shown(reader: Client, corridor: ProductGraph) -> None:
    def rows(query: str) -> pl.DataFrame:
        answer = reader.get(f"/coverage/fg_laptop/rows.csv{query}")
        assert answer.status_code == 200
        return pl.read_csv(io.BytesIO(answer.content))

    assert rows("").height == corridor.coverage("fg_laptop").total
    assert rows("?depth=all&region=chongqing").height == corridor.coverage("fg_laptop", None, None).total
    changed = corridor.change("fg_laptop", "2019").changed
    assert rows("?since=2019")["part"].to_list() == changed["part"].to_list()
    assert reader.get("/coverage/fg_laptop/rows.exe").status_code == 404


def test_a_tree_shows_every_part_below_what_it_goes_into(reader: Client, corridor: ProductGraph) -> None:
    page = text(reader, "/coverage/fg_laptop/?depth=all")
    parts = corridor.coverage("fg_laptop", None, None).parts
    table = page[page.index('id="coverage-parts"') :]
    place = {
        part: re.search(rf'class="tree-\d+"><a href="/products/{part}/"', table).start()
        for part in parts["part"]
    }
    assert all(
        place[under] < place[part]
        for part, under, depth in parts.select("part", "under", "depth").iter_rows()
        if depth > 1
    )


@pytest.mark.parametrize("factor", ["value", "essential", "outside", "feasibility", "need_factor"])
def test_gaps_are_put_in_order_by_each_factor(reader: Client, factor: str) -> None:
    answer = reader.get(f"/api/gaps?sort=-{factor}&size=200").json()
    values = [next(bar["value"] for bar in row["reasons"] if bar["key"] == factor) for row in answer["rows"]]
    assert values == sorted(values, reverse=True)
    assert all(row["reasons"][0]["key"] == factor for row in answer["rows"])
    order = next(each for each in answer["filters"] if each["name"] == "sort")
    assert [choice["value"] for choice in order["choices"] if choice["chosen"]] == [f"-{factor}"]


def test_gaps_with_a_published_want_are_those_with_needs(reader: Client) -> None:
    rows = reader.get("/api/gaps?wanted=yes&size=200").json()["rows"]
    assert len(rows) == int((engines().gaps()["needs"] > 0).sum())
    assert all(row["needs"] > 0 for row in rows)


def test_the_page_of_openness_says_what_the_library_measures(reader: Client) -> None:
    page = text(reader, "/openness/")
    frame = openness(Workspace.open())
    for row in frame.iter_rows(named=True):
        assert f"{row['only']:.0%}" in page
    taken = pl.read_csv(io.BytesIO(reader.get("/en/openness/rows.csv").content))
    now = taken.filter(pl.col("at").is_null())
    assert now["could"].to_list() == pytest.approx(frame["could"].to_list())
    assert taken["at"].n_unique() > 5
    assert page.count("<td") > 6 * 5
    assert "2026 年底" not in page


def test_a_family_carries_the_word_of_a_city_that_calls_it_otherwise(reader: Client) -> None:
    assert "成都市称“端”" in text(reader, "/chain/?view=map")
    also = {band.key: [words.zh for words in band.also] for band in chain_page(engines(), {}).families}
    assert [key for key, words in also.items() if words] == ["器"]


def test_a_region_is_told_who_could_make_what_it_lacks(reader: Client, corridor: ProductGraph) -> None:
    block = reader.get("/api/products/fg_laptop/coverage", {"region": "chongqing"}).json()
    rows = {row["product"]["id"]: row for row in block["rows"]}
    states = dict(corridor.coverage("fg_laptop", "chongqing").parts.select("part", "reported").iter_rows())
    for part, state in states.items():
        row, makers = rows[part], corridor.makers(part)["organisation"].to_list()
        assert bool(row["elsewhere"]) == (state == "other_region_only")
        assert {firm["id"] for firm in row["elsewhere"]} <= set(makers)
        assert (row["nearest"] is None) or state == "missing"
        assert row["here"] == dict(row["by_region"])["chongqing"]
    assert any(row["nearest"] for row in rows.values())
    page = text(reader, "/coverage/fg_laptop/?region=chongqing")
    assert "对方地区：" in page
    assert "最接近的是" in page


def test_the_shares_of_a_demand_add_up(reader: Client) -> None:
    page = reader.get("/openness/").content.decode()
    for bar in re.findall(r'<svg class="shares".*?</svg>', page):
        shares = [float(width) for width in re.findall(r'y="0" width="([\d.]+)%"', bar)]
        assert sum(shares) == pytest.approx(100, abs=0.1)
    assert page.count('class="shares"') == 2
