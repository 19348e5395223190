"""Cells of one column, from text or from typed data, as the vocabulary wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.tables.column import LIST_SEPARATOR, POLARS_TYPES

if TYPE_CHECKING:
    from bashu.tables.column import Kind

TRUE = ("yes", "y", "true", "1", "是", "有", "√")
FALSE = ("no", "n", "false", "0", "否", "无", "×")
#: what people write into a cell that has no value
EMPTY = ("", "-", "—", "——", "/", "n/a", "na", "null", "none", "无数据")

_DAY = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
DATE_PATTERN = rf"^{_DAY}$"
PERIOD_PATTERN = rf"^({_DAY}(/{_DAY})?|reported {_DAY}|not stated)$"


def read_cells(series: pl.Series, kind: Kind) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Read the cells of a column.

    Returns
    -------
    raw
        The cells as text, for findings.
    clean
        The cells in the type of ``kind``; null where empty or unreadable.
    bad
        True where a cell is neither empty nor readable.

    Examples
    --------
    >>> raw, clean, bad = read_cells(pl.Series(["1,200", "many", ""]), "number")
    >>> clean.to_list(), bad.to_list()
    ([1200.0, None, None], [False, True, False])
    """
    if isinstance(series.dtype, pl.List | pl.Array):
        raw = series.cast(pl.List(pl.String)).list.join(LIST_SEPARATOR)
    else:
        raw = series.cast(pl.String, strict=False)
    text = raw.str.strip_chars()
    # a full-width dash or digit is the same cell; ordinary text is left as it was written
    text = text.set(text.str.to_lowercase().is_in(EMPTY).fill_null(value=False), None)
    if kind in {"number", "whole"} and series.dtype.is_numeric():
        clean = series.cast(pl.Float64)
        # NaN is how other libraries write a missing number
        clean = clean.set(clean.is_nan().fill_null(value=False), None)
        text = text.set(clean.is_null(), None)
    else:
        clean = _READERS[kind](text)
    bad = text.is_not_null() & clean.is_null()
    if kind == "whole":
        fractional = ((clean % 1 != 0) | clean.is_infinite()).fill_null(value=False)
        clean, bad = clean.set(fractional, None).cast(pl.Int64, strict=False), bad | fractional
    return raw, clean.cast(POLARS_TYPES[kind]), bad


def _number(text: pl.Series) -> pl.Series:
    normal = text.str.normalize("NFKC").str.replace_all(r"[,\s]", "")
    plain = normal.set(
        ~normal.str.contains(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$").fill_null(value=False), None
    )
    return plain.cast(pl.Float64, strict=False)


def _flag(text: pl.Series) -> pl.Series:
    lower = text.str.to_lowercase()
    clean = pl.Series(text.name, [None] * len(text), dtype=pl.Boolean)
    clean = clean.set(lower.is_in(TRUE).fill_null(value=False), value=True)
    return clean.set(lower.is_in(FALSE).fill_null(value=False), value=False)


def _date(text: pl.Series) -> pl.Series:
    # a spreadsheet hands over days with a time of midnight
    day = text.str.replace(r"[ T]00:00:00(\.0+)?$", "")
    return day.set(~day.str.contains(DATE_PATTERN).fill_null(value=False), None)


def _period(text: pl.Series) -> pl.Series:
    period = text.str.replace(r"\.0$", "")
    return period.set(~period.str.contains(PERIOD_PATTERN).fill_null(value=False), None)


def _list(text: pl.Series) -> pl.Series:
    entries = text.str.replace_all("；", LIST_SEPARATOR).str.split(LIST_SEPARATOR)
    return entries.list.eval(pl.element().str.strip_chars().filter(pl.element().str.strip_chars() != ""))


_READERS = {
    "text": lambda text: text,
    "number": _number,
    "whole": _number,
    "flag": _flag,
    "date": _date,
    "period": _period,
    "list": _list,
}
