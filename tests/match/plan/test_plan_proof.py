"""A certificate holds for the plan it belongs to and for nothing else."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from random_markets import draw_market

from bashu.errors import NotOptimal
from bashu.match.market import Plan, greedy, plan


def made_plan() -> Plan:
    return plan(
        pl.DataFrame({"need": ["a", "b"], "quantity": [4, 6], "penalty": [50, 40], "min_suppliers": [1, 2]}),
        pl.DataFrame({"capability": ["x", "y", "z"], "capacity": [5, 3, 9]}),
        pl.DataFrame(
            {"need": ["a", "b", "b", "b"], "capability": ["x", "x", "y", "z"], "cost": [10, 20, 30, 90]}
        ),
    )


def with_quantity(made: Plan, row: int, change: int) -> pl.DataFrame:
    frame = made.assignments.with_row_index("row")
    return frame.with_columns(
        quantity=pl.when(pl.col("row") == row).then(pl.col("quantity") + change).otherwise("quantity")
    ).drop("row")


def test_the_plan_itself_is_proved() -> None:
    made = made_plan()
    made.certify()
    assert made.total_cost == 40 + 20 + 90 + 80


@pytest.mark.parametrize("change", [-1, 1])
def test_a_changed_amount_is_found(change: int) -> None:
    made = made_plan()
    with pytest.raises(NotOptimal, match="add up"):
        replace(made, assignments=with_quantity(made, 0, change)).certify()


def test_more_than_a_capacity_is_found() -> None:
    made = made_plan()
    over = with_quantity(made, 1, 2)
    with pytest.raises(NotOptimal, match="more is delivered than the capacity of x"):
        replace(made, assignments=over, unmet=made.unmet.head(0)).certify()


def test_a_false_total_a_false_price_and_a_lost_price_are_found() -> None:
    made = made_plan()
    with pytest.raises(NotOptimal, match="costs 230, not 229"):
        replace(made, total_cost=229).certify()
    for change in (-1, 1):
        wrong = made.prices.with_columns(price=pl.col("price") + change * (pl.col("id") == "b"))
        with pytest.raises(NotOptimal, match="prove only"):
            replace(made, prices=wrong).certify()
    with pytest.raises(NotOptimal, match="no price"):
        replace(made, prices=made.prices.filter(pl.col("id") != "a")).certify()
    with pytest.raises(NotOptimal, match="two prices"):
        replace(made, prices=pl.concat([made.prices, made.prices])).certify()
    with pytest.raises(NotOptimal, match="too large"):
        replace(made, prices=made.prices.with_columns(price=pl.lit(2**62))).certify()


def test_invented_rows_are_found() -> None:
    made = made_plan()
    for column, stranger in (("need", "nobody"), ("capability", "nobody")):
        rows = made.assignments.with_columns(pl.lit(stranger).alias(column))
        with pytest.raises(NotOptimal, match="nobody"):
            replace(made, assignments=rows).certify()
    swapped = made.assignments.with_columns(capability=pl.lit("z"))
    with pytest.raises(NotOptimal, match="never offered"):
        replace(made, assignments=swapped).certify()
    with pytest.raises(NotOptimal, match="twice"):
        replace(made, assignments=pl.concat([made.assignments, made.assignments])).certify()
    with pytest.raises(NotOptimal, match="above 0"):
        replace(made, unmet=made.unmet.with_columns(quantity=-pl.col("quantity"))).certify()


def test_a_limit_of_one_supplier_that_is_broken_is_found() -> None:
    made = plan(
        pl.DataFrame({"need": ["a"], "quantity": [4], "penalty": [50], "min_suppliers": [2]}),
        pl.DataFrame({"capability": ["x", "y"], "capacity": [9, 9]}),
        pl.DataFrame({"need": ["a", "a"], "capability": ["x", "y"], "cost": [1, 2]}),
    )
    made.certify()
    assert made.assignments["quantity"].to_list() == [3, 1]
    alone = made.assignments.head(1).with_columns(quantity=pl.lit(4, pl.Int64))
    with pytest.raises(NotOptimal, match="more than its limit"):
        replace(made, assignments=alone, total_cost=4).certify()


def test_a_plan_that_keeps_the_rules_but_costs_more_is_not_proved() -> None:
    refused = 0
    for seed in range(40):
        made = plan(*draw_market(seed).frames())
        rival = greedy(made.market)
        other = replace(made, assignments=rival.assignments, unmet=rival.unmet, total_cost=rival.total_cost)
        if rival.total_cost == made.total_cost:
            other.certify()
        else:
            refused += 1
            with pytest.raises(NotOptimal, match="prove only"):
                other.certify()
    assert refused > 5
