"""One graph, five readings: the same products stand under the words of each."""

from __future__ import annotations

import polars as pl
import pytest

from bashu.chain import READINGS, SLOGANS, STATUSES, ProductGraph, Slogan, read_by
from bashu.errors import UnknownName
from bashu.workspace import Workspace


@pytest.fixture(scope="module")
def graph() -> ProductGraph:
    return ProductGraph(Workspace.open())


@pytest.mark.parametrize("region", [None, "四川", "chongqing"])
@pytest.mark.parametrize("reading", READINGS)
def test_every_product_stands_somewhere_and_every_status_is_its_own(
    graph: ProductGraph, reading: str, region: str | None
) -> None:
    frame = read_by(graph, reading, region)
    everything = {product for product in graph.ids if not product.startswith("grp_")}
    assert set(frame["members"].explode()) == everything
    for row in frame.iter_rows(named=True):
        assert row["products"] == len(row["members"]) == len(set(row["members"]))
        counted = dict.fromkeys(STATUSES, 0)
        for product in row["members"]:
            counted[graph.status(product, region)] += 1
        assert counted == {status: row[status] for status in STATUSES}
        assert row["confirmed"] == 0


def test_a_stage_is_read_in_the_order_of_the_report(graph: ProductGraph) -> None:
    assert read_by(graph, "stage")["word"].to_list() == ["研发", "材料", "元器件(芯片)", "整机", "服务"]


def test_codes_carry_their_edition_and_add_up_through_their_levels(graph: ProductGraph) -> None:
    classes, groups = read_by(graph, "code"), read_by(graph, "code", digits=3)
    assert set(classes["edition"]) == {"GB/T 4754-2017"}
    assert set(read_by(graph, "stage")["edition"]) == {None}
    summed = (
        classes.drop_nulls("word")
        .group_by(pl.col("word").str.slice(0, 3))
        .agg(pl.col("products").sum())
        .sort("word")
    )
    assert summed.equals(groups.drop_nulls("word").select("word", "products"))


def test_the_word_of_a_city_means_a_family_a_field_or_nothing(graph: ProductGraph) -> None:
    chongqing = read_by(graph, "family", slogan=SLOGANS["chongqing"])
    assert chongqing.equals(read_by(graph, "family"))
    chengdu = read_by(graph, "family", slogan=SLOGANS["chengdu"])
    assert chengdu["word"].to_list() == ["芯", "屏", "端", "软", "智", "网", None]
    members = dict(chengdu.select("word", "members").iter_rows())
    assert members["端"] == dict(chongqing.select("word", "members").iter_rows())["器"]
    software = graph.products.filter(pl.col("areas").list.contains("软件"))["product"]
    assert set(members["软"]) == set(software)
    # what these tables cannot tell apart is said, and what the slogan leaves out is not lost
    assert members["智"] == []
    assert "cm_pcb" in members[None]


def test_another_city_brings_its_own_words_and_unknown_readings_are_refused(graph: ProductGraph) -> None:
    own = Slogan(
        "mianyang", "显终", {"显": (("family", "屏"),), "终": (("family", "器"), ("stage", "整机"))}, "a page"
    )
    found = dict(read_by(graph, "family", slogan=own).select("word", "products").iter_rows())
    either = (pl.col("family") == "器") | (pl.col("stage") == "整机")
    plain = graph.products.filter(~pl.col("product").str.starts_with("grp_"))
    assert found["终"] == plain.filter(either).height
    with pytest.raises(UnknownName, match="stage, family"):
        read_by(graph, "colour")
