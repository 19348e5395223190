"""What the plan accepts, what it refuses, and how it names the place."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from bashu.errors import TableError
from bashu.match.market import plan

NEEDS = pl.DataFrame({"need": ["a", "b"], "quantity": [4, 6], "penalty": [50, 40]})
CAPABILITIES = pl.DataFrame({"capability": ["x", "y"], "capacity": [5, 3]})
OFFERS = pl.DataFrame({"need": ["a", "b", "b"], "capability": ["x", "x", "y"], "cost": [10, 20, 30]})
#: a gets 4 of x, b the last of x and 3 of y; 2 of b stay unmet
COST = 4 * 10 + 1 * 20 + 3 * 30 + 2 * 40


def sentence(needs: object = NEEDS, capabilities: object = CAPABILITIES, offers: object = OFFERS) -> str:
    with pytest.raises(TableError) as caught:
        plan(needs, capabilities, offers)  # type: ignore[arg-type]
    assert isinstance(caught.value, ValueError)
    assert caught.value.sentence("zh")
    return caught.value.sentence("en")


@pytest.mark.parametrize("library", [pd, pa, pl])
def test_frames_of_any_library_give_the_same_plan(library: object) -> None:
    def of(frame: pl.DataFrame) -> object:
        if library is pd:
            return pd.DataFrame(frame.to_dict(as_series=False))
        return frame.to_arrow() if library is pa else frame

    made = plan(of(NEEDS), of(CAPABILITIES), of(OFFERS))  # type: ignore[arg-type]
    assert made.total_cost == COST
    assert type(made.total_cost) is int
    made.certify()


def test_whole_numbers_are_whole_in_any_dress() -> None:
    needs = NEEDS.with_columns(pl.col("quantity").cast(pl.Float64), pl.col("penalty").cast(pl.UInt8))
    capabilities = CAPABILITIES.with_columns(pl.col("capacity").cast(pl.Decimal(10, 2)))
    assert plan(needs, capabilities, OFFERS.with_columns(pl.col("cost").cast(pl.Int16))).total_cost == COST


@pytest.mark.parametrize(
    ("column", "values", "expected"),
    [
        ("quantity", [4, -6], "needs, row 3, column quantity, value “-6”: a number below zero"),
        ("quantity", [4.5, 6.0], "needs, row 2, column quantity, value “4.5”: a whole number"),
        ("quantity", [4, None], "needs, row 3, column quantity: a required value is empty"),
        ("quantity", [float("nan"), 6.0], "needs, row 2, column quantity: a required value is empty"),
        (
            "quantity",
            [4.0, float("inf")],
            "needs, row 3, column quantity, value “inf”: the number is too large",
        ),
        ("quantity", ["4", "6"], "needs, row 2, column quantity, value “4”: a number is expected"),
        ("quantity", [None, None], "needs, row 2, column quantity: a required value is empty"),
        ("penalty", [True, False], "needs, row 2, column penalty, value “True”: a number is expected"),
        (
            "penalty",
            [50, 2**64 - 1],
            "needs, row 3, column penalty, value “18446744073709551615”: the number is",
        ),
        (
            "penalty",
            [Decimal("1.5"), Decimal(2)],
            "needs, row 2, column penalty, value “1.50”: a whole number",
        ),
        ("need", ["a", "a"], "needs, row 3, column need, value “a”: the same key as row 2"),
        ("need", ["a", None], "needs, row 3, column need: a required value is empty"),
        ("min_suppliers", [1, -1], "needs, row 3, column min_suppliers, value “-1”: a number below zero"),
        ("min_suppliers", [1.5, None], "needs, row 2, column min_suppliers, value “1.5”: a whole number"),
    ],
)
def test_a_faulty_need_is_named_with_its_row(column: str, values: list[object], expected: str) -> None:
    kind = pl.UInt64 if 2**64 - 1 in values else pl.Decimal(10, 2) if Decimal(2) in values else None
    faulty = pl.Series(column, values, dtype=kind)
    assert expected in sentence(needs=NEEDS.with_columns(faulty))


def test_faulty_capabilities_and_offers_are_named_with_their_row() -> None:
    twice = pl.concat([CAPABILITIES, CAPABILITIES.head(1)])
    assert "capabilities, row 4, column capability, value “x”" in sentence(capabilities=twice)
    stranger = OFFERS.with_columns(capability=pl.Series(["x", "z", "y"]))
    assert "offers, row 3, column capability, value “z”: not found" in sentence(offers=stranger)
    stranger = OFFERS.with_columns(need=pl.Series(["a", "b", "c"]))
    assert "offers, row 4, column need, value “c”: not found" in sentence(offers=stranger)
    nobody = OFFERS.with_columns(need=pl.Series(["a", None, "b"]))
    assert "offers, row 3, column need: a required value is empty" in sentence(offers=nobody)
    assert "offers, row 2, column cost" in sentence(offers=OFFERS.with_columns(cost=pl.lit(-1)))


@pytest.mark.parametrize("column", ["need", "quantity", "penalty"])
def test_an_absent_column_is_named(column: str) -> None:
    assert f"column {column}: the column “{column}” is missing" in sentence(needs=NEEDS.drop(column))


def test_a_thousand_faults_are_not_a_thousand_lines() -> None:
    needs = pl.DataFrame({"need": [str(row) for row in range(1000)], "quantity": [-1] * 1000, "penalty": 1})
    assert len(sentence(needs=needs, offers=OFFERS.head(0)).splitlines()) < 10


def test_of_the_same_offer_twice_the_cheaper_counts() -> None:
    dearer = OFFERS.with_columns(pl.col("cost") + 7)
    made = plan(NEEDS, CAPABILITIES, pl.concat([dearer, OFFERS, dearer]))
    made.certify()
    assert made.total_cost == COST
    assert made.assignments.height == 3


def test_ids_may_be_numbers() -> None:
    made = plan(
        pl.DataFrame({"need": [7], "quantity": [2], "penalty": [9]}),
        pl.DataFrame({"capability": [3], "capacity": [2]}),
        pl.DataFrame({"need": [7], "capability": [3], "cost": [4]}),
    )
    assert made.assignments.rows() == [("7", "3", 2, 4)]


@pytest.mark.parametrize("needs", [NEEDS, NEEDS.head(0)])
@pytest.mark.parametrize("capabilities", [CAPABILITIES, CAPABILITIES.head(0)])
def test_a_market_without_offers_is_ordinary(needs: pl.DataFrame, capabilities: pl.DataFrame) -> None:
    made = plan(needs, capabilities, OFFERS.head(0))
    made.certify()
    assert made.total_cost == sum(q * p for _, q, p in needs.iter_rows())
    assert made.unmet["reason"].to_list() == ["no_offer"] * needs.height
    assert made.worth["worth"].to_list() == [0] * capabilities.height
    assert made.prices.height == needs.height + capabilities.height
    assert made.replan(NEEDS.head(0).select("need", "quantity")).total_cost == made.total_cost


def test_empty_frames_without_types_are_ordinary() -> None:
    made = plan(
        pl.DataFrame({"need": [], "quantity": [], "penalty": []}),
        pl.DataFrame({"capability": [], "capacity": []}),
        pl.DataFrame({"need": [], "capability": [], "cost": []}),
    )
    made.certify()
    assert made.total_cost == 0
    assert made.assignments.schema == {
        "need": pl.String,
        "capability": pl.String,
        "quantity": pl.Int64,
        "cost": pl.Int64,
    }


def test_zero_quantities_and_capacities_are_ordinary() -> None:
    made = plan(
        NEEDS.with_columns(quantity=pl.Series([0, 6])),
        CAPABILITIES.with_columns(capacity=pl.Series([5, 0])),
        OFFERS,
    )
    made.certify()
    assert made.total_cost == 5 * 20 + 1 * 40
    assert made.prices["price"].abs().max() <= 50
    nothing = plan(NEEDS.with_columns(quantity=0), CAPABILITIES.with_columns(capacity=0), OFFERS)
    nothing.certify()
    assert nothing.total_cost == 0


def test_totals_beyond_32_and_64_bits_are_exact() -> None:
    quantity, penalty = 10**12, 10**9
    made = plan(
        pl.DataFrame({"need": ["a"], "quantity": [quantity], "penalty": [penalty]}),
        pl.DataFrame({"capability": ["x"], "capacity": [10**11]}),
        pl.DataFrame({"need": ["a"], "capability": ["x"], "cost": [3]}),
    )
    made.certify()
    assert made.total_cost == (10**12 - 10**11) * 10**9 + 3 * 10**11 > 2**63


def test_a_capacity_of_any_size_is_accepted() -> None:
    made = plan(NEEDS, CAPABILITIES.with_columns(capacity=np.iinfo(np.int64).max), OFFERS)
    made.certify()
    assert made.total_cost == 4 * 10 + 6 * 20


def test_numbers_that_could_overflow_are_refused_by_name() -> None:
    huge = 2**62
    assert "b: 4611686018427387904" in sentence(needs=NEEDS.with_columns(penalty=pl.Series([50, huge])))
    assert "a – x: 4611686018427387904" in sentence(
        offers=OFFERS.with_columns(cost=pl.Series([huge, 20, 30]))
    )
    assert "column quantity" in sentence(needs=NEEDS.with_columns(quantity=pl.Series([huge, huge])))
    made = plan(NEEDS, CAPABILITIES, OFFERS)
    with pytest.raises(TableError, match="too large"):
        made.replan(pl.DataFrame({"need": ["a"], "quantity": [huge]}))
