"""The plan costs what independent routes say it costs, keeps every rule, and carries its proof."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_markets import Drawn, draw_market, numbered, rules_broken

from bashu.match.market import each_buyer_alone, greedy, plan

SEEDS = range(120)


def ortools_costs(markets: list[Drawn]) -> list[int]:
    """The optimum of every market by OR-Tools, in one process of its own."""
    script = Path(__file__).with_name("solve_with_ortools.py")
    lines = "\n".join(json.dumps(numbered(market)) for market in markets)
    done = subprocess.run(
        [sys.executable, str(script)], input=lines, capture_output=True, text=True, check=True, timeout=120
    )
    return [int(line) for line in done.stdout.split()]


def identity(market: Drawn, prices: pl.DataFrame) -> int:
    """The bound that prices prove, written out offer by offer."""
    price = {(side, name): value for side, name, value in prices.iter_rows()}
    numbers = numbered(market)
    needs, makers = list(market.needs["need"]), list(market.capabilities["capability"])
    bound = 0
    for name, (quantity, penalty, _) in zip(needs, numbers["needs"], strict=True):
        pi = price["need", name]
        bound += quantity * pi + quantity * min(0, penalty - pi)
    for need, maker, cost in numbers["offers"]:
        quantity, _, limit = numbers["needs"][need]
        pi, mu = price["need", needs[need]], price.get(("capability", makers[maker]), 0)
        bound += min(quantity, limit) * min(0, cost - pi + mu)
    for name, (capacity,) in zip(makers, numbers["capabilities"], strict=True):
        bound -= capacity * max(0, price.get(("capability", name), 0))
    return bound


def test_the_optimum_is_that_of_ortools_and_every_rule_is_kept() -> None:
    markets = [draw_market(seed) for seed in SEEDS]
    expected = ortools_costs(markets)
    assert len(expected) == len(markets)
    for market, cost in zip(markets, expected, strict=True):
        made = plan(*market.frames())
        assert made.total_cost == cost
        assert rules_broken(market, made.assignments, made.unmet) == []
        assert identity(market, made.prices) == cost
        made.certify()


def test_markets_of_some_hundred_needs_agree_with_ortools_too() -> None:
    markets = [draw_market(1000 + seed, most=150, costs=400) for seed in range(6)]
    for market, cost in zip(markets, ortools_costs(markets), strict=True):
        made = plan(*market.frames())
        made.certify()
        assert made.total_cost == cost
        assert rules_broken(market, made.assignments, made.unmet) == []


def cheapest_by_trying(market: Drawn) -> int:
    """The lowest cost over all whole amounts on all offers."""
    numbers = numbered(market)
    needs, makers, offers = numbers["needs"], numbers["capabilities"], numbers["offers"]
    ranges = [range(min(needs[n][0], needs[n][2], makers[c][0]) + 1) for n, c, _ in offers]
    best = sum(quantity * penalty for quantity, penalty, _ in needs)
    for amounts in itertools.product(*ranges):
        left, room = [need[0] for need in needs], [maker[0] for maker in makers]
        cost = 0
        for amount, (n, c, price) in zip(amounts, offers, strict=True):
            left[n] -= amount
            room[c] -= amount
            cost += amount * price
        if min(left) >= 0 and min(room) >= 0:
            best = min(best, cost + sum(u * need[1] for u, need in zip(left, needs, strict=True)))
    return best


def test_tiny_markets_agree_with_trying_everything() -> None:
    tried = 0
    for seed in range(200):
        market = draw_market(5000 + seed, most=3, costs=9)
        market = Drawn(
            market.needs.with_columns(pl.col("quantity") % 4),
            market.capabilities.with_columns(pl.col("capacity") % 4),
            market.offers.head(5),
        )
        assert plan(*market.frames()).total_cost == cheapest_by_trying(market)
        tried += market.offers.height > 2
    assert tried > 50


@given(st.integers(0, 10**6), st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_changes_nothing(seed: int, shuffle: int) -> None:
    market = draw_market(seed)
    shuffled = [frame.sample(fraction=1, shuffle=True, seed=shuffle) for frame in market.frames()]
    made, again = plan(*market.frames()), plan(*shuffled)
    assert made.total_cost == again.total_cost
    assert made.assignments.equals(again.assignments)


@given(st.integers(0, 10**6), st.integers(1, 20))
@settings(max_examples=40, deadline=None)
def test_more_capacity_never_costs_more_and_one_unit_saves_what_it_is_worth(seed: int, more: int) -> None:
    market = draw_market(seed)
    made = plan(*market.frames())
    worth = dict(made.worth.select("capability", "worth").iter_rows())
    for maker, capacity in market.capabilities.iter_rows():
        one = made.replan(capacities=pl.DataFrame({"capability": [maker], "capacity": [capacity + 1]}))
        assert made.total_cost - one.total_cost == worth[maker]
        many = made.replan(capacities=pl.DataFrame({"capability": [maker], "capacity": [capacity + more]}))
        assert many.total_cost <= one.total_cost


@given(st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_no_simple_rule_is_cheaper_and_both_keep_the_rules(seed: int) -> None:
    market = draw_market(seed)
    made = plan(*market.frames())
    for rival in (greedy(made.market), each_buyer_alone(made.market)):
        assert rival.total_cost >= made.total_cost
        assert rules_broken(market, rival.assignments, rival.unmet) == []


def test_greedy_is_that_of_going_through_the_offers_one_by_one() -> None:
    for seed in range(60):
        market = draw_market(seed)
        numbers = numbered(market)
        left = [need[0] for need in numbers["needs"]]
        room = [maker[0] for maker in numbers["capabilities"]]
        names = list(market.needs["need"]), list(market.capabilities["capability"])
        in_order = sorted(
            numbers["offers"], key=lambda offer: (offer[2], names[0][offer[0]], names[1][offer[1]])
        )
        cost = 0
        for need, maker, price in in_order:
            amount = min(left[need], room[maker], numbers["needs"][need][2])
            if price <= numbers["needs"][need][1]:
                left[need] -= amount
                room[maker] -= amount
                cost += amount * price
        cost += sum(u * need[1] for u, need in zip(left, numbers["needs"], strict=True))
        assert greedy(plan(*market.frames()).market).total_cost == cost


@pytest.mark.shared
def test_the_small_market_of_the_checks_and_its_changes(shared: Path) -> None:
    folder = shared / "checks" / "match"
    frames = [
        pl.read_csv(folder / f"plan_small_{name}.csv")
        for name in ("needs", "capabilities", "offers", "changes")
    ]
    expected = json.loads((folder / "plan_small_expected.json").read_text())
    made = plan(*frames[:3])
    made.certify()
    assert made.total_cost == expected["total_cost"]
    after = made.replan(frames[3])
    after.certify()
    assert after.total_cost == expected["total_cost_after_changes"]
