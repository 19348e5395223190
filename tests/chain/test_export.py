"""The graph for other programs: everything that went in comes out again, whatever its names hold."""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.chain import ProductGraph
from bashu.chain.export import export_tables, to_dot, to_graphml, to_json
from bashu.tables.cells import EMPTY
from bashu.workspace import Workspace

G = "{http://graphml.graphdrawing.org/xmlns}"


def graph_of(names: list[str]) -> ProductGraph:
    ids = [f'id {at}<&"\\' for at in range(len(names))]
    products = pl.DataFrame(
        {"product": ["grp_all", *ids], "name_zh": ["组", *names],
         "parent": [None, *(["grp_all"] * len(ids))], "fields": [None, *([["甲", "乙"]] * len(ids))],
         "gbt4754": [None, *(["3982"] * len(ids))]},
        schema_overrides={"parent": pl.String, "fields": pl.List(pl.String)},
    )  # fmt: skip
    inputs = pl.DataFrame(
        {"input": ids[1:], "product": ids[:-1], "essential": [True] * (len(ids) - 1), "source": ["页"] * (len(ids) - 1)},
        schema_overrides={"input": pl.String, "product": pl.String, "source": pl.String, "essential": pl.Boolean},
    )  # fmt: skip
    return ProductGraph(Workspace.from_frames({"products": products, "inputs": inputs}))


def read_graphml(text: str) -> tuple[list[dict[str, str]], list[tuple[str, str, dict[str, str]]]]:
    root = ElementTree.fromstring(text)
    keys = {key.get("id"): key.get("attr.name") for key in root.iter(f"{G}key")}

    def data(element: ElementTree.Element) -> dict[str, str]:
        return {str(keys[cell.get("key")]): cell.text or "" for cell in element.iter(f"{G}data")}

    nodes = {str(node.get("id")): data(node) for node in root.iter(f"{G}node")}
    ends = [
        (nodes[str(edge.get("source"))]["product"], nodes[str(edge.get("target"))]["product"], data(edge))
        for edge in root.iter(f"{G}edge")
    ]
    return list(nodes.values()), ends


# carriage returns become spaces or line feeds in any XML reader; control characters cannot be held at all
NAMES = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1).filter(
        lambda name: name.strip().lower() not in EMPTY  # which stands for no name at all
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(NAMES)
def test_whatever_the_names_hold_the_files_can_be_read(names: list[str]) -> None:
    graph = graph_of(names)
    nodes, links = export_tables(graph)
    read, ends = read_graphml(to_graphml(nodes, links))
    assert [node["product"] for node in read] == nodes["product"].to_list()
    assert [(a, b) for a, b, _ in ends] == links.select("input", "product").rows()
    assert all(node["fields"] == "甲;乙" and node["edition"] == "GB/T 4754-2017" for node in read[1:])
    document = json.loads(to_json(nodes, links))
    assert [node["name_zh"] for node in document["nodes"]] == nodes["name_zh"].to_list()
    assert {edge["source"] for edge in document["edges"]} <= {node["id"] for node in document["nodes"]}
    # every statement of the drawing stands on one line, and its strings are closed
    for line in to_dot(nodes, links).splitlines()[2:-1]:
        bare = re.sub(r'"(?:[^"\\]|\\.)*"', "S", line)
        assert re.fullmatch(r"S (-> S )?\[[^\"]*\];", bare), line


def test_the_corridor_goes_out_with_its_coverage() -> None:
    graph = ProductGraph(Workspace.open())
    nodes, links = export_tables(graph)
    assert nodes.height == len(graph.ids)
    assert links.filter(relation="input").height == graph.links.source.size
    assert nodes.filter("group")["reported"].is_null().all()
    for row in nodes.filter(~pl.col("group")).iter_rows(named=True):
        assert row["reported"] == graph.status(row["product"])
    read, _ = read_graphml(to_graphml(nodes, links))
    assert {node["product"]: node.get("reported") for node in read} == dict(
        nodes.select("product", "reported").iter_rows()
    )


def test_one_product_is_cut_out_with_its_inputs_and_seen_from_one_region() -> None:
    graph = ProductGraph(Workspace.open())
    nodes, links = export_tables(graph, "笔记本电脑", 1, "四川")
    assert set(nodes["product"]) == {"fg_laptop", *graph.coverage("fg_laptop").parts["part"]}
    assert set(links["product"]) <= set(nodes["product"])
    statuses = dict(nodes.select("product", "reported").iter_rows())
    assert statuses == {product: graph.status(product, "sichuan") for product in statuses}


def test_a_drawing_names_products_in_the_language_of_the_reader() -> None:
    nodes, links = export_tables(ProductGraph(Workspace.open()), "fg_laptop", 1)
    assert 'label="笔记本电脑"' in to_dot(nodes, links)
    assert 'label="Laptop' in to_dot(nodes, links, "en")


@pytest.mark.parametrize("kind", ["graphml", "dot", "json", "xlsx"])
def test_the_command_writes_every_kind(tmp_path: Any, kind: str, monkeypatch: Any) -> None:
    from typer.testing import CliRunner

    from bashu.cli.app import app

    monkeypatch.setenv("BASHU_LANG", "en")
    path = tmp_path / "new" / f"graph.{kind}"
    done = CliRunner().invoke(app, ["chain", "export", "-o", str(path), "--product", "fg_laptop"])
    assert done.exit_code == 0, done.output
    assert path.stat().st_size > 1000
    refused = CliRunner().invoke(app, ["chain", "export", "-o", str(tmp_path / "graph.pdf")])
    assert refused.exit_code != 0
    assert not (tmp_path / "graph.pdf").exists()
