"""Whole numbers that come in: checked cell by cell, and summed without overflow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.errors import Finding

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: findings of one kind in one column that are written out; a file of a million faults needs no million lines
MOST_FINDINGS = 100


def whole_numbers(column: pl.Series, table: str) -> tuple[pl.Series, list[Finding]]:
    """Read a column as int64 numbers of 0 or more, and name every row that is none.

    Whole numbers stored as floats or decimals are accepted, fractions are not, and text is not guessed at.

    >>> whole_numbers(pl.Series("cost", [1.0, 2.5, None]), "offers")[1][0].sentence("en")
    'offers, row 4, column cost: a required value is empty; fill in “cost”'
    """
    kind = column.dtype
    if kind == pl.Null:
        return column.cast(pl.Int64), _findings(
            column, table, "missing_value", pl.repeat(True, len(column), eager=True)
        )
    if not kind.is_numeric():
        every = column.is_not_null()
        nothing = pl.Series(column.name, [None] * len(column), dtype=pl.Int64)
        return nothing, _findings(column, table, "not_a_number", every)
    missing = column.is_null()
    if kind.is_float():
        missing |= column.is_nan().fill_null(value=False)
    present = column.set(missing, None) if kind.is_float() else column
    fractional = (
        (present != present.floor()).fill_null(value=False) if not kind.is_integer() else ~missing & False
    )
    negative = (present < 0).fill_null(value=False)
    numbers = present.cast(pl.Int64, strict=False)
    too_large = numbers.is_null() & ~missing & ~fractional & ~negative
    findings = [
        *_findings(column, table, "missing_value", missing),
        *_findings(column, table, "not_whole", fractional),
        *_findings(column, table, "below_zero", negative & ~fractional),
        *_findings(column, table, "too_large_number", too_large),
    ]
    return numbers, findings


def _findings(column: pl.Series, table: str, code: str, faulty: pl.Series) -> list[Finding]:
    rows = faulty.arg_true().head(MOST_FINDINGS).to_list()
    return [
        Finding(
            code,
            file=table,
            row=row + 2,
            column=column.name,
            value=None if code == "missing_value" else str(column[row]),
        )
        for row in rows
    ]


def exact_sum_of_products(left: NDArray[np.int64], right: NDArray[np.int64]) -> int:
    """The sum of left times right as a Python number, whatever its size.

    >>> exact_sum_of_products(np.array([2**62, 1]), np.array([4, 3])) == 2**64 + 3
    True
    """
    if not len(left):
        return 0
    largest = float(np.abs(left.astype(np.float64)).max()) * float(np.abs(right.astype(np.float64)).sum())
    if largest < 2.0**62:
        return int(np.dot(left, right))
    both = (left != 0) & (right != 0)
    return sum(int(a) * int(b) for a, b in zip(left[both].tolist(), right[both].tolist(), strict=True))
