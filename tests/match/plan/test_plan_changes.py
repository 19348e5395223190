"""Planning again after changes: the same optimum as from scratch, and the old plan untouched."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_markets import draw_market

from bashu.errors import TableError
from bashu.match.market import adjustment, plan, standing


@given(st.integers(0, 10**6), st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_planning_again_equals_planning_anew(seed: int, change: int) -> None:
    market = draw_market(seed)
    draw = np.random.default_rng(change)
    made = plan(*market.frames())
    before = made.assignments.clone()
    needs, capabilities = market.needs, market.capabilities
    current = made
    for _ in range(3):
        quantity = draw.integers(0, 15, needs.height) * draw.integers(0, 2, needs.height)
        needs = needs.with_columns(quantity=pl.Series(quantity))
        capabilities = capabilities.with_columns(
            capacity=pl.Series(draw.integers(0, 15, capabilities.height))
        )
        current = current.replan(needs.select("need", "quantity"), capacities=capabilities)
        current.certify()
        assert current.total_cost == plan(needs, capabilities, market.offers).total_cost
    made.certify()
    assert made.assignments.equals(before)
    assert made.replan().total_cost == made.total_cost


@pytest.mark.parametrize(("near", "places"), [(1, 10**6), (3, 10**6), (8, 40), (8, 0)])
def test_a_change_that_reaches_too_far_for_the_local_search_is_solved_all_the_same(
    monkeypatch: pytest.MonkeyPatch, near: int, places: int
) -> None:
    monkeypatch.setattr(standing, "NEAR_OFFERS", near)
    monkeypatch.setattr(adjustment.adjust, "__defaults__", (places,))
    local = 0
    for seed in range(12):
        market, draw = draw_market(seed, most=30, costs=200), np.random.default_rng(seed)
        current, needs = plan(*market.frames()), market.needs
        for _ in range(3):
            needs = needs.with_columns(quantity=pl.Series(draw.integers(0, 15, needs.height)))
            current = current.replan(needs.select("need", "quantity"))
            current.certify()
            local += "_standing" in current.__dict__
    assert (local > 0) == (places > 0)


def test_the_local_search_alone_finds_the_optimum_and_leaves_the_old_standing_as_it_is() -> None:
    market = draw_market(1001, most=60, costs=100)
    made = plan(*market.frames())
    now = standing.Standing.of(made.market, made.allocation)
    before = [column[:] for column in (now.delivered, now.unmet, now.used, now.price)]
    quantity = made.market.quantity.copy()
    quantity[::7] += 5
    after = made.market.with_amounts(quantity, made.market.capacity)
    found = adjustment.adjust(made.market, now, made.allocation, after)
    assert found is not None
    fresh = plan(
        market.needs.with_columns(quantity=pl.Series(quantity[np.argsort(np.argsort(market.needs["need"]))])),
        *market.frames()[1:],
    )
    short = found[0].unmet
    cost = int(after.cost[found[0].offers] @ found[0].delivered + after.penalty @ short)
    assert cost == fresh.total_cost
    assert before == [now.delivered, now.unmet, now.used, now.price]


def test_a_lost_supplier_and_its_return() -> None:
    market = draw_market(3, suppliers=1)
    made = plan(*market.frames())
    lost = market.capabilities.head(1).with_columns(capacity=pl.lit(0))
    without = made.replan(capacities=lost)
    without.certify()
    assert lost["capability"][0] not in without.assignments["capability"].to_list()
    back = without.replan(capacities=market.capabilities.head(1))
    assert back.total_cost == made.total_cost <= without.total_cost


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"need": ["stranger"], "quantity": [1]}, "changes, row 2, column need, value “stranger”: not found"),
        ({"need": ["need 0", "need 0"], "quantity": [1, 2]}, "changes, row 3, column need"),
        ({"need": ["need 0"], "quantity": [-1]}, "changes, row 2, column quantity, value “-1”"),
        ({"need": ["need 0"], "quantity": [1.5]}, "changes, row 2, column quantity, value “1.5”"),
        ({"need": ["need 0"]}, "the column “quantity” is missing"),
    ],
)
def test_faulty_changes_are_named_and_change_nothing(changes: dict[str, list[object]], expected: str) -> None:
    made = plan(*draw_market(3).frames())
    with pytest.raises(TableError) as caught:
        made.replan(pl.DataFrame(changes))
    assert expected in caught.value.sentence("en")
    assert made.replan().total_cost == made.total_cost


def test_a_plan_travels_to_another_process_and_plans_again_there() -> None:
    market = draw_market(11)
    made = plan(*market.frames())
    copy = pickle.loads(pickle.dumps(made))
    copy.certify()
    changes = market.needs.select("need", quantity=pl.col("quantity") + 2)
    assert copy.replan(changes).total_cost == made.replan(changes).total_cost


def test_one_plan_may_be_asked_from_several_threads() -> None:
    market = draw_market(1001, most=60, costs=100)
    made = plan(*market.frames())
    changes = [market.needs.select("need", quantity=(pl.col("quantity") + shift) % 13) for shift in range(8)]
    alone = [
        plan(market.needs.update(change, on="need"), *market.frames()[1:]).total_cost for change in changes
    ]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda change: made.replan(change).total_cost, changes))
    assert together == alone
