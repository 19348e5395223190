"""Scenarios and periods: each is a plan like any other, set beside the first."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_markets import draw_market

from bashu.errors import TableError, UnknownName
from bashu.match.market import (
    Scenario,
    each_region_alone,
    offers_at_home,
    plan,
    plan_periods,
    scenarios,
    without_firm,
)


@given(st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_a_scenario_is_the_plan_of_its_own_market_and_losing_never_pays(seed: int) -> None:
    market, draw = draw_market(seed), np.random.default_rng(seed)
    able = market.capabilities.with_columns(
        organisation=pl.Series(
            [f"firm {number}" for number in draw.integers(0, 3, market.capabilities.height)]
        ),
        region=pl.Series(draw.choice(["sichuan", "chongqing"], market.capabilities.height)),
    )
    needs = market.needs.with_columns(
        region=pl.Series(draw.choice(["sichuan", "chongqing"], market.needs.height))
    )
    made = plan(needs, able, market.offers)
    lost = able["organisation"][0]
    beside = scenarios(
        made,
        {
            "lost": without_firm(able, lost),
            "apart": each_region_alone(market.offers, needs, able),
            "more": Scenario(quantities=needs.select("need", pl.col("quantity") + 1)),
        },
    )
    costs = dict(beside.summary.select("scenario", "total_cost").iter_rows())
    closed = pl.when(pl.col("organisation") == lost).then(0).otherwise("capacity").alias("capacity")
    assert costs["lost"] == plan(needs, able.with_columns(closed), market.offers).total_cost
    assert costs["apart"] == plan(needs, able, offers_at_home(market.offers, needs, able)).total_cost
    assert costs["plan"] <= min(costs["lost"], costs["apart"])
    for name, other in beside.plans.items():
        other.certify()
        unmet = dict(other.unmet.select("need", "quantity").iter_rows())
        before = dict(made.unmet.select("need", "quantity").iter_rows())
        stated = beside.unmet.filter(pl.col("scenario") == name)
        for need in needs["need"]:
            row = stated.filter(pl.col("need") == need)
            more = unmet.get(need, 0) - before.get(need, 0)
            assert (row["more"].to_list() or [0]) == [more]


def test_a_firm_without_capabilities_is_named() -> None:
    able = pl.DataFrame({"capability": ["c"], "organisation": ["f"]})
    with pytest.raises(UnknownName, match="nobody"):
        without_firm(able, "nobody")


def periods_market(seed: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    market, draw = draw_market(seed, suppliers=0), np.random.default_rng(seed)
    needs = market.needs.with_columns(period=pl.Series(draw.choice(["Q1", "Q2", "Q3"], market.needs.height)))
    able = market.capabilities.drop("capacity").join(
        pl.DataFrame({"period": ["Q1", "Q2", "Q3"]}), how="cross"
    )
    able = able.with_columns(capacity=pl.Series(draw.integers(0, 6, able.height)))
    return needs, able, market.offers


@given(st.integers(0, 10**6), st.integers(0, 9))
@settings(max_examples=25, deadline=None)
def test_periods_keep_capacity_and_time_and_stock_adds_up(seed: int, holding: int) -> None:
    needs, able, offers = periods_market(seed)
    made = plan_periods(needs, able, offers, holding=holding)
    made.plan.certify()
    assert (made.assignments["made"] <= made.assignments["due"]).all()
    produced = made.assignments.group_by("capability", "made").agg(pl.col("quantity").sum())
    room = {(row[0], row[1]): row[2] for row in able.select("capability", "period", "capacity").iter_rows()}
    assert all(quantity <= room[maker, period] for maker, period, quantity in produced.iter_rows())
    # stock at the end of a period: all made until then less all due until then
    for maker, period, stock in made.stock.iter_rows():
        mine = made.assignments.filter(pl.col("capability") == maker)
        in_, out = (mine.filter(pl.col(column) <= period)["quantity"].sum() for column in ("made", "due"))
        assert in_ - out == stock > 0
    base = {(row[0], row[1]): row[2] for row in offers.iter_rows()}
    assert all(
        row["cost"]
        == base[row["need"], row["capability"]] + holding * (int(row["due"][1]) - int(row["made"][1]))
        for row in made.assignments.iter_rows(named=True)
    )


def test_one_period_is_the_plain_plan_and_more_freedom_never_costs_more() -> None:
    for seed in range(25):
        needs, able, offers = periods_market(seed)
        first = able.filter(pl.col("period") == "Q1")
        one = plan_periods(needs.with_columns(period=pl.lit("Q1")), first, offers)
        plain = needs.drop("period"), first.drop("period"), offers
        assert one.plan.total_cost == plan(*plain).total_cost
        assert one.stock.is_empty()
        strict = plan_periods(needs, able, offers, holding=3)
        lenient = plan_periods(needs, able, offers, holding=3, late=1)
        lenient.plan.certify()
        assert lenient.plan.total_cost <= strict.plan.total_cost
        assert strict.plan.total_cost >= plan_periods(needs, able, offers, holding=0).plan.total_cost


def test_a_missing_period_several_suppliers_and_a_stranger_are_named() -> None:
    needs, able, offers = periods_market(4)
    with pytest.raises(TableError, match="needs, row 2, column period"):
        plan_periods(needs.with_columns(period=pl.lit(None, pl.String)), able, offers)
    with pytest.raises(TableError, match="column min_suppliers"):
        plan_periods(needs.with_columns(min_suppliers=pl.lit(2)), able, offers)
    stranger = pl.DataFrame({"need": [needs["need"][0]], "capability": ["nobody"], "cost": [1]})
    with pytest.raises(TableError, match="nobody"):
        plan_periods(needs, able, stranger)
