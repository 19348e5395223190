"""Minimum lots, all or nothing and limits of firms: kept, near the optimum, and honest about the distance."""

from __future__ import annotations

from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_markets import Drawn, draw_market, rules_broken

from bashu.errors import NotOptimal, TableError
from bashu.match.market import plan


def with_rules(seed: int, **drawn: int) -> tuple[Drawn, pl.DataFrame]:
    market, draw = draw_market(seed, **drawn), np.random.default_rng(seed)
    makers = market.capabilities.height
    able = market.capabilities.with_columns(
        minimum_lot=pl.Series(draw.integers(0, 5, makers)),
        organisation=pl.Series([f"firm {number}" for number in draw.integers(0, 3, makers)]),
        value=pl.Series(draw.integers(0, 4, makers)),
    )
    needs = market.needs.with_columns(all_or_nothing=pl.Series(draw.random(market.needs.height) < 0.3))
    limits = pl.DataFrame({"organisation": ["firm 0", "firm 1"], "limit": draw.integers(0, 40, 2)})
    return Drawn(needs, able, market.offers), limits


def special_rules_broken(market: Drawn, limits: pl.DataFrame, rows: list[tuple[str, str, int]]) -> bool:
    """Whether deliveries (need, capability, quantity) break a lot, all or nothing, or a limit of money."""
    able = {row["capability"]: row for row in market.capabilities.iter_rows(named=True)}
    most = dict(limits.iter_rows())
    received: dict[str, int] = {}
    earned: dict[str, int] = {}
    for need, maker, quantity in rows:
        if quantity < (able[maker]["minimum_lot"] or 0):
            return True
        received[need] = received.get(need, 0) + quantity
        owner = able[maker]["organisation"]
        earned[owner] = earned.get(owner, 0) + quantity * able[maker]["value"]
    for row in market.needs.iter_rows(named=True):
        if row["all_or_nothing"] and 0 < received.get(row["need"], 0) < row["quantity"]:
            return True
    return any(earned.get(firm, 0) > money for firm, money in most.items())


def cheapest_by_trying(market: Drawn, limits: pl.DataFrame) -> int:
    offers = list(market.offers.iter_rows())
    quantity = dict(market.needs.select("need", "quantity").iter_rows())
    penalty = dict(market.needs.select("need", "penalty").iter_rows())
    best = sum(quantity[need] * penalty[need] for need in quantity)
    for amounts in product(*(range(quantity[need] + 1) for need, _, _ in offers)):
        rows = [(need, maker, x) for (need, maker, _), x in zip(offers, amounts, strict=True) if x]
        received = dict.fromkeys(quantity, 0)
        for need, _, x in rows:
            received[need] += x
        if any(received[need] > quantity[need] for need in quantity):
            continue
        frame = pl.DataFrame(rows, ["need", "capability", "quantity"], orient="row")
        short = pl.DataFrame(
            [(need, quantity[need] - got) for need, got in received.items() if got < quantity[need]],
            ["need", "quantity"],
            orient="row",
        )
        if rows and rules_broken(market, frame, short):
            continue
        if special_rules_broken(market, limits, rows):
            continue
        cost = sum(x * price for x, (_, _, price) in zip(amounts, offers, strict=True))
        best = min(best, cost + sum((quantity[need] - received[need]) * penalty[need] for need in quantity))
    return best


@given(st.integers(0, 10**6))
@settings(max_examples=50, deadline=None)
def test_every_rule_is_kept_and_the_bound_is_proved(seed: int) -> None:
    market, limits = with_rules(seed)
    made = plan(*market.frames(), limits)
    made.certify()
    assert rules_broken(market, made.assignments, made.unmet) == []
    rows = list(made.assignments.select("need", "capability", "quantity").iter_rows())
    assert not special_rules_broken(market, limits, rows)
    assert plan(*(frame for frame in draw_market(seed).frames())).total_cost <= made.bound
    assert 0 <= made.gap <= 1
    assert made.gap == pytest.approx((made.total_cost - made.bound) / max(made.total_cost, 1))


def test_tiny_markets_reach_the_cheapest_plan_found_by_trying_everything() -> None:
    tried = held_back = 0
    for seed in range(120):
        market, limits = with_rules(seed, most=3, suppliers=1)
        market = Drawn(
            market.needs.with_columns(pl.col("quantity") % 5), market.capabilities, market.offers.head(4)
        )
        made = plan(*market.frames(), limits)
        assert made.total_cost == cheapest_by_trying(market, limits)
        tried += market.offers.height > 2
        held_back += (
            made.total_cost
            > plan(
                market.needs.drop("all_or_nothing"), market.capabilities.drop("minimum_lot"), market.offers
            ).total_cost
        )
    assert tried > 20
    assert held_back > 20


def test_one_value_makes_the_limit_of_a_firm_a_flow_with_its_proof() -> None:
    for seed in range(40):
        market, limits = with_rules(seed)
        able = market.capabilities.drop("minimum_lot").with_columns(value=pl.lit(3))
        made = plan(market.needs.drop("all_or_nothing"), able, market.offers, limits)
        made.certify()
        assert made.gap == 0


def test_a_rule_that_costs_nothing_leaves_the_plan_proved_cheapest() -> None:
    market = draw_market(5)
    able = market.capabilities.with_columns(minimum_lot=pl.lit(1))
    needs = market.needs.with_columns(all_or_nothing=pl.lit(value=False))
    made, plain = plan(needs, able, market.offers), plan(*market.frames())
    assert (made.total_cost, made.gap, made.repair) == (plain.total_cost, 0, None)


def test_by_hand() -> None:
    """Two firms, eleven units wanted of twelve; each rule moves the plan in a way that can be counted."""
    needs = pl.DataFrame({"need": ["a", "b"], "quantity": [5, 6], "penalty": [30, 20]})
    able = pl.DataFrame(
        {"capability": ["x", "y"], "capacity": [8, 4], "organisation": ["X", "Y"], "value": [10, 7]}
    )
    offers = pl.DataFrame({"need": ["a", "b", "b"], "capability": ["x", "x", "y"], "cost": [1, 1, 9]})
    free = plan(needs, able, offers)
    assert free.total_cost == 5 + 3 + 3 * 9
    whole = plan(
        needs.with_columns(all_or_nothing=pl.Series([False, True])), able.with_columns(capacity=4), offers
    )
    assert whole.total_cost == 2 * 1 + 3 * 30 + 2 * 1 + 4 * 9
    lots = plan(needs, able.with_columns(minimum_lot=pl.Series([6, 1])), offers)
    assert lots.assignments.rows() == [("b", "x", 6, 1)]
    assert lots.unmet.rows() == [("a", 5, 30, "rule")]
    assert lots.why("a").sentence("en").endswith("or the limit of a firm stands against it")
    limit = plan(needs, able, offers, pl.DataFrame({"organisation": ["X"], "limit": [59]}))
    assert limit.total_cost == 5 + 4 * 9 + 2 * 20
    assert limit.gap == 0
    assert limit.prices.filter(side="firm")["price"].to_list() == [19]


def test_planning_again_keeps_the_rules() -> None:
    market, limits = with_rules(7)
    made = plan(*market.frames(), limits)
    needs = market.needs.with_columns(quantity=(pl.col("quantity") * 7 + 3) % 11)
    again = made.replan(needs.select("need", "quantity"))
    again.certify()
    rows = list(again.assignments.select("need", "capability", "quantity").iter_rows())
    assert not special_rules_broken(Drawn(needs, *market.frames()[1:]), limits, rows)
    assert again.bound == plan(needs, *market.frames()[1:], limits).bound


def test_a_plan_that_breaks_a_rule_or_claims_too_high_a_bound_is_not_proved() -> None:
    from dataclasses import replace

    market, limits = with_rules(7)
    made = plan(*market.frames(), limits)
    free = plan(market.needs.drop("all_or_nothing"), market.capabilities.drop("minimum_lot"), market.offers)
    with pytest.raises(NotOptimal):
        replace(made, bound=made.bound + 1).certify()
    with pytest.raises(NotOptimal):
        replace(free, market=made.market, prices=made.prices, bound=0).certify()


@pytest.mark.parametrize(
    ("needs", "able", "limits", "expected"),
    [
        ({"all_or_nothing": ["yes"]}, {}, None, "needs, column all_or_nothing"),
        ({}, {"minimum_lot": [-1]}, None, "capabilities, row 2, column minimum_lot"),
        ({}, {"minimum_lot": [1.5]}, None, "capabilities, row 2, column minimum_lot"),
        ({}, {}, {"organisation": ["f"], "limit": [1]}, "column “organisation” is missing"),
        (
            {},
            {"organisation": ["f"], "value": [-1]},
            {"organisation": ["f"], "limit": [1]},
            "row 2, column value",
        ),
        (
            {},
            {"organisation": ["f"], "value": [1]},
            {"organisation": ["f", "f"], "limit": [1, 2]},
            "firms, row 3, column organisation",
        ),
        (
            {},
            {"organisation": ["f"], "value": [1]},
            {"organisation": ["f"], "limit": [-1]},
            "firms, row 2, column limit",
        ),
    ],
)
def test_faulty_rules_are_named(
    needs: dict[str, list[object]],
    able: dict[str, list[object]],
    limits: dict[str, list[object]] | None,
    expected: str,
) -> None:
    with pytest.raises(TableError) as caught:
        plan(
            pl.DataFrame({"need": ["a"], "quantity": [1], "penalty": [1], **needs}),
            pl.DataFrame({"capability": ["x"], "capacity": [1], **able}),
            pl.DataFrame({"need": ["a"], "capability": ["x"], "cost": [1]}),
            None if limits is None else pl.DataFrame(limits),
        )
    assert expected in caught.value.sentence("en")
