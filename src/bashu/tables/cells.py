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

_DAY = r"[1-9]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
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
    raw, strange = _as_text(series)
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
    if kind in {"number", "whole"}:
        clean = clean.set(clean.is_infinite().fill_null(value=False), None)
    if kind == "whole":
        clean = clean.set((clean % 1 != 0).fill_null(value=False), None).cast(pl.Int64, strict=False)
    bad = (text.is_not_null() & clean.is_null()) | strange
    return raw, clean.cast(POLARS_TYPES[kind]), bad


def _as_text(series: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The cells as text, and where they hold what is no text at all: binary, nested or foreign data."""
    kind = series.dtype
    fine = pl.repeat(False, len(series), dtype=pl.Boolean, eager=True)
    if isinstance(kind, pl.List | pl.Array) and not kind.inner.is_nested():
        return series.cast(pl.List(pl.String)).list.join(LIST_SEPARATOR), fine
    if not is_plain(kind):
        return pl.Series(series.name, [None] * len(series), dtype=pl.String), series.is_not_null()
    return id_text(series), fine


def is_plain(kind: pl.DataType) -> bool:
    """Whether cells of a type can be written as text: not binary, nested or foreign data."""
    return not (kind.is_nested() or kind in (pl.Binary, pl.Object))


def id_text(series: pl.Series) -> pl.Series:
    """Ids as text; a number without decimals has none, however its library stored it.

    >>> id_text(pl.Series([1.0, None, 2.5])).to_list(), id_text(pl.Series([7, 8])).to_list()
    (['1', None, '2.5'], ['7', '8'])
    """
    text = series.cast(pl.String, strict=False)
    if not series.dtype.is_float():
        return text
    # a library without missing whole numbers keeps ids with gaps as floats, and NaN for the gaps
    return text.str.strip_suffix(".0").set(series.is_nan().fill_null(value=False), None)


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
    day = day.set(~day.str.contains(DATE_PATTERN).fill_null(value=False), None)
    # 2021-02-30 looks like a day and is none
    whole = (day.str.len_chars() == len("2021-02-28")).fill_null(value=False)
    return day.set(whole & day.str.to_date("%Y-%m-%d", strict=False).is_null(), None)


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
