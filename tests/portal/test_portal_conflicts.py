"""Figures on one thing that differ stand side by side; parts of one source and targets are no rivals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.portal.figures.conflicts import conflicting
from bashu.tables import NOT_STATED

if TYPE_CHECKING:
    from django.test import Client

ROW = {
    "region": "sichuan",
    "period": "2020",
    "measure": "电子信息产业营业收入",
    "value": 100.0,
    "unit": "亿元",
    "scope": NOT_STATED,
    "target": False,
    "source": "https://a.example/1",
}
OTHER = {"source": "https://b.example/2"}


def groups(*changes: dict[str, object]) -> list[list[float]]:
    frame = pl.DataFrame([{**ROW, **change} for change in changes])
    return [rows["value"].to_list() for rows in conflicting(frame)]


def test_two_sources_that_differ_are_a_conflict_the_largest_first() -> None:
    assert groups({}, {**OTHER, "value": 120.0}) == [[120.0, 100.0]]
    assert groups({}, {**OTHER, "value": 120.0, "measure": "电子信息制造业产值（超）"}) == [[120.0, 100.0]]


def test_the_same_number_in_another_unit_is_none() -> None:
    assert groups({}, {**OTHER, "value": 1_000_000.0, "unit": "万元"}) == []


def test_another_year_region_or_a_target_is_none() -> None:
    for change in (
        {"period": "2021"},
        {"region": "chongqing"},
        {"target": True},
        {"period": "2020-01/2020-06"},
    ):
        assert groups({}, {**OTHER, "value": 120.0, **change}) == [], change


def test_parts_of_one_source_are_none() -> None:
    assert groups({"scope": "部门 090"}, {"scope": "部门 091", "value": 120.0}) == []


def test_the_page_shows_scope_year_and_publisher_of_each(reader: Client) -> None:
    answer = reader.get("/api/statistics").json()
    assert len(answer["conflicts"]) >= 3
    page = reader.get("/statistics/").content.decode()
    shown = page[page.index('id="conflicts"') : page.index("全部数字")]
    for conflict in answer["conflicts"]:
        assert len({row["value"] for row in conflict["rows"]}) > 1
        for row in conflict["rows"]:
            for words in (row["measure"], row["scope"]["zh"], row["publisher"]["zh"]):
                assert words in shown
    assert "投入产出部门" not in shown
