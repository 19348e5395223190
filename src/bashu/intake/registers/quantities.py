"""Numbers of a register with their units: thousands separators, 万 and 亿, a unit in the cell or the header."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import InputError
from bashu.tables.cells import EMPTY
from bashu.text import convert
from bashu.text.units import MULTIPLIERS, plain_decimal

if TYPE_CHECKING:
    from bashu.tables import Column

#: a number as a spreadsheet or a person writes it, then whatever stands behind it
_NUMBER = r"^([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d{1,3})?)\s*([^\d.,+\s][^,]*)?$"
_CURRENCY = r"^(?:人民币|RMB|CNY|¥|￥)\s*"
#: the unit of the vocabulary -> the same in words that convert
_FIXED = {"d": "天", "min": "分钟"}
_MONEY = "元"
#: columns whose bare 万 and 亿 are money
_MONEY_COLUMNS = frozenset({"amount"})


def split_numbers(cells: pl.Series) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Cells as plain digits, the unit behind each, and where a cell is neither empty nor a number.

    >>> digits, units, bad = split_numbers(pl.Series(["１,２００", "3.5亿元", "1,2", "多", None]))
    >>> digits.to_list(), units.to_list(), bad.to_list()
    (['1200', '3.5', None, None, None], [None, '亿元', None, None, None], [False, False, True, True, False])
    """
    text = cells.str.normalize("NFKC").str.replace(_CURRENCY, "").str.strip_chars()
    text = text.set(text.str.to_lowercase().is_in(EMPTY).fill_null(value=False), None)
    digits = text.str.extract(_NUMBER, 1).str.replace_all(",", "")
    digits = digits.set(~digits.str.contains(r"\d").fill_null(value=False), None)
    units = text.str.extract(_NUMBER, 2).str.strip_chars().set(digits.is_null(), None)
    return digits, units, text.is_not_null() & digits.is_null()


def scaled(digits: pl.Series, factor: Decimal) -> pl.Series:
    """Digits times an exact factor, as digits again."""
    if factor == 1:
        return digits
    return digits.map_elements(
        lambda text: str(plain_decimal(Decimal(text) * factor)), return_dtype=pl.String, skip_nulls=True
    )


class UnitsDisagree(Exception):
    """The header states one unit and the row another."""


def agreed_unit(
    column: Column, cell: str | None, header: str | None, row: str | None
) -> tuple[Decimal, str | None]:
    """What to multiply a number with, and the unit it then has.

    Parameters
    ----------
    column
        The column of the number.
    cell, header, row
        The unit behind the number, in the header, and in the unit column of the same row.

    Raises
    ------
    InputError
        With ``unknown_unit`` when two of them do not convert.
    UnitsDisagree
        When the header and the row state different units and the cell none.

    >>> from bashu.tables import TABLES
    >>> amount, capacity = TABLES["agreements"]["amount"], TABLES["capabilities"]["capacity"]
    >>> agreed_unit(amount, "亿", None, None), agreed_unit(capacity, "万", None, "片")
    ((Decimal('1'), '亿元'), (Decimal('10000'), '片'))
    """
    target = _FIXED.get(column.unit or "", column.unit) if column.unit else row
    if cell is None and header and row and not column.unit and header != row:
        bare = header in MULTIPLIERS and column.name not in _MONEY_COLUMNS
        if not bare:
            raise UnitsDisagree
    stated = cell or header
    if stated is None or stated == target:
        return Decimal(1), target
    if column.maximum == 1 and stated == "%":
        return Decimal("0.01"), target
    if stated in MULTIPLIERS:
        if column.name not in _MONEY_COLUMNS and not (target and target.endswith(_MONEY)):
            return MULTIPLIERS[stated], target
        stated += _MONEY
    if target is None:
        return Decimal(1), stated
    return convert(1, stated, target), target


__all__ = ["InputError", "UnitsDisagree", "agreed_unit", "scaled", "split_numbers"]
