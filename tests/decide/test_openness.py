"""Openness on a corridor small enough to recount by hand: the example of the method page."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from bashu.chain import ProductGraph
from bashu.decide import openness, period_ends
from bashu.report.openness import openness_rows, openness_sentences, openness_sheets
from bashu.workspace import Workspace

#: who makes what, where, since when
MAKERS = [
    ("p1", "phone", "left", "2019"), ("p2", "phone", "left", "2019"), ("l1", "lamp", "left", "2019"),
    ("s1", "screen", "left", "2022"), ("p3", "phone", "right", "2019"), ("c1", "fine-chip", "right", None),
    ("o1", "screen", "away", "2019"),
]  # fmt: skip
SUPPLIES = [("c1", "p1", "fine-chip", "reported 2021-05"), ("o1", "p3", "screen", "not stated")]


def workspace(**more: pl.DataFrame) -> Workspace:
    firms, made, seats, dates = zip(*MAKERS, strict=True)
    supplier, buyer, product, period = zip(*SUPPLIES, strict=True)
    count = len(MAKERS)
    frames: dict[str, Any] = {
        "places": pl.DataFrame(
            {"place": ["left", "right", "away"], "name_zh": ["左川", "右渝", "外地"], "name_en": ["Left", "Right", "Away"],
             "region": ["left", "right", None], "level": ["province", "province", "city"]}
        ),
        "products": pl.DataFrame(
            {"product": ["phone", "lamp", "chip", "fine-chip", "screen", "case"],
             "name_zh": ["手机", "灯", "芯片", "精细芯片", "屏", "壳"], "parent": [None, None, None, "chip", None, None]}
        ),
        "inputs": pl.DataFrame(
            {"input": ["chip", "screen", "case", "chip"], "product": ["phone", "phone", "phone", "lamp"]}
        ),
        "organisations": pl.DataFrame(
            {"organisation": firms, "name": firms, "kind": ["enterprise"] * count, "place": seats,
             "standing": ["reported"] * count, "source": ["s"] * count}
        ),
        "capabilities": pl.DataFrame(
            {"capability": firms, "organisation": firms, "product": made, "standing": ["reported"] * count,
             "updated": dates, "source": ["s"] * count}
        ),
        "supplies": pl.DataFrame(
            {"supplier": supplier, "buyer": buyer, "product": product, "period": period,
             "standing": ["reported", "confirmed"], "source": ["s", "s"]}
        ),
        **more,
    }  # fmt: skip
    return Workspace.from_frames(frames)


def row(frame: pl.DataFrame, region: str, origin: str) -> dict[str, Any]:
    return frame.row(by_predicate=(pl.col("region") == region) & (pl.col("origin") == origin), named=True)


def test_the_worked_example_of_the_method_page() -> None:
    frame = openness(workspace())
    home, other, outside = (row(frame, "left", origin) for origin in ("left", "right", "outside"))
    assert (home["lines"], home["basis"]) == (4, "graph")
    assert [each["could"] for each in (home, other, outside)] == pytest.approx([2 / 9, 5 / 9, 2 / 9])
    assert [each["only"] for each in (home, other, outside)] == pytest.approx([2 / 9, 5 / 9, 2 / 9])
    assert [each["served"] for each in (home, other, outside)] == pytest.approx([0, 5 / 9, 0])
    assert (other["served_lines"], other["records"], other["served_confirmed"]) == (2, 1, 0)
    across = row(frame, "right", "left")
    assert (across["could_lines"], across["could"]) == (1, pytest.approx(1 / 3))
    from_away = row(frame, "right", "outside")
    assert from_away["served"] == from_away["served_confirmed"] == pytest.approx(1 / 3)
    assert (from_away["undated"], from_away["estimated"]) == (1, None)


def test_the_trend_goes_by_what_was_known_at_each_date() -> None:
    frame = openness(workspace(), ["2020", "2021-06", "2023"])
    screens = frame.filter(region="left", origin="left").sort("at")
    assert screens["could"].to_list() == pytest.approx([0, 0, 2 / 9])
    served = frame.filter(region="left", origin="right").sort("at")
    assert served["served"].to_list() == pytest.approx([0, 5 / 9, 5 / 9])
    now = openness(workspace()).drop("at")
    assert frame.filter(at="2023").drop("at").equals(now)


def test_the_dates_of_a_trend_span_the_evidence() -> None:
    graph = ProductGraph(workspace())
    assert period_ends(graph) == ["2019", "2020", "2021", "2022"]
    quarters = period_ends(graph, "quarter")
    assert (quarters[0], quarters[-1], len(quarters)) == ("2019-12", "2022-12", 13)


def test_a_region_that_needs_nothing_has_no_share() -> None:
    nobody = openness(workspace(inputs=pl.DataFrame(schema={"input": pl.String, "product": pl.String})))
    assert nobody["could"].null_count() == nobody.height
    assert nobody["lines"].sum() == 0


def test_examples_neither_need_nor_serve() -> None:
    made_up = pl.DataFrame(
        {"supplier": ["c1"], "buyer": ["p1"], "product": ["chip"], "standing": ["illustrative"], "source": ["s"]}
    )  # fmt: skip
    assert openness(workspace(supplies=made_up))["records"].sum() == 0


def test_every_line_of_the_corridor_can_be_served_or_must_come_from_outside() -> None:
    opened = Workspace.open()
    graph = ProductGraph(opened)
    frame = openness(opened, graph=graph)
    for rows in frame.partition_by("region"):
        home, other, outside = rows["could"][0], rows["could"][1], rows["only"][2]
        # what both could serve is counted by both
        both = home + other + outside - 1
        assert both == pytest.approx(home - rows["only"][0])
        assert both == pytest.approx(other - rows["only"][1])
        assert rows["estimated_low"][2] <= rows["estimated"][2] <= rows["estimated_high"][2]
    assert openness_rows(frame, graph, "en")["origin"].to_list()[2] == "outside"
    for language in ("zh", "en"):
        sentences = openness_sentences(frame, graph, language)
        assert len(sentences) == 2
        assert openness_sheets(frame, graph, language)[0].notes[:2] == tuple(sentences)
    assert "重庆市可供" in openness_sentences(frame, graph, "zh")[0]
