"""The market report agrees with the plan it shows, and never hides that it is illustrative."""

import polars as pl
import pytest

from bashu.report.market import ILLUSTRATIVE, MarketReport
from bashu.workspace import Workspace


@pytest.fixture(scope="module")
def report() -> MarketReport:
    return MarketReport.of(Workspace.open())


def test_the_shown_orders_are_those_of_the_plan(report: MarketReport) -> None:
    shown = report.assignments("zh")
    assert shown.height == report.plan.assignments.height
    assert shown["quantity"].sum() == report.plan.assignments["quantity"].sum()
    assert shown.null_count().select("supplier", "buyer", "product_name", "unit").sum_horizontal().item() == 0


def test_every_planned_firm_is_an_example_firm(report: MarketReport) -> None:
    shown = report.assignments("zh")
    assert shown["supplier"].str.starts_with("示例企业").all()
    assert shown["buyer"].str.starts_with("示例企业").all()
    assert shown["illustrative"].all()


@pytest.mark.parametrize(("language", "at"), [("zh", 0), ("en", 1)])
def test_every_sheet_of_planned_numbers_says_illustrative(
    report: MarketReport, language: str, at: int
) -> None:
    sheets = report.sheets(language)  # type: ignore[arg-type]
    assert [sheet.title for sheet in sheets if ILLUSTRATIVE[at] not in sheet.notes] == [sheets[-1].title]
    assert ILLUSTRATIVE[at] in report.sentences(language)  # type: ignore[arg-type]


def test_gains_count_the_same_orders_from_both_sides(report: MarketReport) -> None:
    gains = report.gains
    assert gains["orders_bought_elsewhere"].sum() == gains["orders_sold_elsewhere"].sum()
    crossing = report.orders.filter(pl.col("buyer_region") != pl.col("supplier_region")).height
    assert gains["orders_bought_elsewhere"].sum() == crossing
    assert gains["needs"].sum() == report.market.needs.height


def test_planning_together_is_never_dearer(report: MarketReport) -> None:
    assert (report.ways["dearer_than_plan"] >= 0).all()
    assert report.ways["way"].to_list() == ["plan", "greedy", "each buyer alone", "each region alone"]
