"""Periods: capacity and time are kept, stock adds up and keeps its limits, and the proof holds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_markets import draw_market
from scipy.optimize import linprog

from bashu.errors import NotOptimal, TableError
from bashu.match.market import Flow, plan, plan_periods


def periods_market(seed: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    market, draw = draw_market(seed, suppliers=0), np.random.default_rng(seed)
    needs = market.needs.with_columns(period=pl.Series(draw.choice(["Q1", "Q2", "Q3"], market.needs.height)))
    able = market.capabilities.drop("capacity").join(
        pl.DataFrame({"period": ["Q1", "Q2", "Q3"]}), how="cross"
    )
    able = able.with_columns(capacity=pl.Series(draw.integers(0, 6, able.height)))
    return needs, able, market.offers


@given(st.integers(0, 10**6), st.integers(0, 9))
@settings(max_examples=15, deadline=None)
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
    for seed in range(10):
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


def linear_programme(
    needs: pl.DataFrame, able: pl.DataFrame, offers: pl.DataFrame, holding: int, late: int | None
) -> float:
    """The same plan as a linear programme over (need, capability, made, delivered); nothing of it is shared."""
    periods = ["Q1", "Q2", "Q3"]
    columns, cost = [], []
    due = {row["need"]: periods.index(row["period"]) for row in needs.iter_rows(named=True)}
    for need, maker, price in offers.select("need", "capability", "cost").iter_rows():
        for made in range(3):
            for sent in range(made, 3):
                after = max(sent - due[need], 0)
                if after and late is None:
                    continue
                columns.append((need, maker, made, sent))
                cost.append(price + holding * (sent - made + max(due[need] - sent, 0)) + after * (late or 0))
    rows, most = [], []
    for row in able.iter_rows(named=True):
        now = periods.index(row["period"])
        rows.append([c[1] == row["capability"] and c[2] == now for c in columns])
        most.append(row["capacity"])
        if row["most_stock"] is not None:
            rows.append([c[1] == row["capability"] and c[2] <= now < c[3] for c in columns])
            most.append(row["most_stock"])
    for row in needs.iter_rows(named=True):
        rows.extend(
            [c[0] == row["need"] and c[3] <= now < due[row["need"]] for c in columns] for now in range(2)
        )
        most.extend([row["most_stock"]] * 2)
        rows.append([c[0] == row["need"] for c in columns])
        most.append(row["quantity"])
    if not columns:
        return float((needs["quantity"] * needs["penalty"]).sum())
    saved = np.array(cost, float) - [dict(needs.select("need", "penalty").rows())[c[0]] for c in columns]
    found = linprog(saved, np.array(rows, float), most)
    return float(found.fun + (needs["quantity"] * needs["penalty"]).sum())


@given(st.integers(0, 10**6), st.integers(0, 9), st.sampled_from([None, 0, 4]))
@settings(max_examples=20, deadline=None)
def test_limited_stock_is_kept_and_as_cheap_as_a_linear_programme(
    seed: int, holding: int, late: int | None
) -> None:
    needs, able, offers = periods_market(seed)
    draw = np.random.default_rng(seed)
    able = able.with_columns(
        most_stock=pl.Series(draw.choice([0, 1, 3, None], able.height).tolist(), dtype=pl.Int64)
    )
    needs = needs.with_columns(most_stock=pl.Series(draw.integers(0, 3, needs.height)))
    made = plan_periods(needs, able, offers, holding=holding, late=late)
    made.certify()
    assert made.total_cost == pytest.approx(linear_programme(needs, able, offers, holding, late))
    paid = (made.assignments["quantity"] * made.assignments["cost"]).sum()
    assert made.total_cost == paid + (made.unmet["quantity"] * made.unmet["penalty"]).sum()
    room = {(row["capability"], row["period"]): row["most_stock"] for row in able.iter_rows(named=True)}
    for maker, period, stock in made.stock.iter_rows():
        assert room[maker, period] is None or stock <= room[maker, period]
    beside = made.stock_at_needs.join(needs.select("need", "most_stock"), on="need")
    assert (beside["stock"] <= beside["most_stock"]).all()
    produced = made.assignments.group_by("capability", "made").agg(pl.col("quantity").sum())
    within = produced.join(able, left_on=["capability", "made"], right_on=["capability", "period"])
    assert within.height == produced.height
    assert (within["quantity"] <= within["capacity"]).all()


def test_no_limit_is_the_plan_without_limits_and_no_room_makes_only_what_is_due() -> None:
    needs, able, offers = periods_market(8)
    free = plan_periods(needs, able, offers, holding=2)
    null = able.with_columns(most_stock=pl.lit(None, pl.Int64))
    assert plan_periods(needs, null, offers, holding=2).total_cost == free.total_cost
    none = plan_periods(needs, able.with_columns(most_stock=pl.lit(0)), offers, holding=2)
    assert none.stock.is_empty()
    assert none.total_cost > free.total_cost
    assert free.worth_of_stock.is_empty()
    # one more unit of room saves what its price says, at most
    row = none.worth_of_stock.row(0, named=True)
    here = (pl.col("capability") == row["capability"]) & (pl.col("period") == row["period"])
    more = plan_periods(needs, able.with_columns(most_stock=here.cast(pl.Int64)), offers, holding=2)
    assert 0 <= none.total_cost - more.total_cost <= row["worth"]


def test_a_proof_of_limited_stock_is_no_formality() -> None:
    needs, able, offers = periods_market(8)
    made = plan_periods(needs, able.with_columns(most_stock=pl.lit(1)), offers)
    assert made.stocked is not None
    flow = made.stocked.flow
    wrong = replace(made.stocked, flow=Flow(flow.amounts, np.zeros_like(flow.potentials)))
    with pytest.raises(NotOptimal, match="prove only"):
        wrong.certify()
    more = replace(made.stocked, flow=Flow(flow.amounts + 1, flow.potentials))
    with pytest.raises(NotOptimal):
        more.certify()


def test_what_limited_stock_cannot_keep_is_named() -> None:
    needs, able, offers = periods_market(4)
    limited = able.with_columns(most_stock=pl.lit(1))
    with pytest.raises(TableError, match="capabilities, row 2, column minimum_lot"):
        plan_periods(needs, limited.with_columns(minimum_lot=pl.lit(3)), offers)
    with pytest.raises(TableError, match="column most_stock"):
        plan_periods(needs, able.with_columns(most_stock=pl.lit(-1)), offers)
    with pytest.raises(TableError, match=f"capabilities, row {limited.height + 2}, column capability"):
        plan_periods(needs, pl.concat([limited, limited.head(1)]), offers)
