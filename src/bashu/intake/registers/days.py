"""Days and periods of a register in the styles that people and spreadsheets write."""

from __future__ import annotations

import polars as pl

from bashu.tables.cells import EMPTY

#: serial numbers taken for days: 1954 to 2119
_SERIAL = (20_000, 80_000)
#: days between the two calendars that spreadsheets count from
_FROM_1904 = 1_462
_CLOCK = r"[ T]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?$"
_DAY = r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?号?$"
_MONTH = r"^(\d{4})[-/.年](\d{1,2})月?$"
_YEAR = r"^((?:19|20)\d{2})年?度?$"
_COMPACT_DAY = r"^((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$"
_COMPACT_MONTH = r"^((?:19|20)\d{2})(0[1-9]|1[0-2])$"
_RANGE = r"^(.{4,12}?)\s*(?:至|到|~|—+|–|--|/)\s*(.{4,12})$"


def plain_days(cells: pl.Series, *, from_1904: bool = False) -> pl.Series:
    """Days as 2020, 2020-10 or 2020-10-29; a cell that is no day stays as it was.

    Read are 2020-10-29, 2020/10/29, 2020.10.29, 2020年10月29日, 20201029, the serial number of a spreadsheet
    (44133), each with a clock time behind it or not, and months and years alike.

    Parameters
    ----------
    from_1904
        Whether serial numbers count from 1904, as workbooks of old Macintosh programs do.

    >>> plain_days(pl.Series(["2020/10/9", "2020年10月29日", "44133", "20201029", "2020年10月", "soon"])).to_list()
    ['2020-10-09', '2020-10-29', '2020-10-29', '2020-10-29', '2020-10', 'soon']
    """
    name = cells.name or "cells"
    raw = pl.col(name)
    text = (
        raw.str.normalize("NFKC")
        .str.replace_all(r"\s*([-/.年月])\s*", "${1}")
        .str.replace_all(r"\s+日", "日")
        .str.strip_chars()
    )
    text = text.str.replace(_CLOCK, "")
    serial = text.str.extract(r"^(\d{5})(?:\.\d+)?$", 1).cast(pl.Int64, strict=False)
    counted = serial + (_FROM_1904 if from_1904 else 0)
    as_day = (pl.lit("1899-12-30").str.to_date() + pl.duration(days=counted)).cast(pl.String)
    joined = pl.coalesce(
        _joined(text, _DAY, 3), _joined(text, _COMPACT_DAY, 3), _joined(text, _MONTH, 2),
        _joined(text, _COMPACT_MONTH, 2), text.str.extract(_YEAR, 1),
        pl.when(serial.is_between(*_SERIAL)).then(as_day), raw,
    )  # fmt: skip
    empty = text.str.to_lowercase().is_in(EMPTY)
    return cells.to_frame(name).select(pl.when(~empty).then(joined).alias(name)).to_series()


def _joined(text: pl.Expr, pattern: str, parts: int) -> pl.Expr:
    """Year, month and day of a pattern with two digits each; null where it does not fit."""
    groups = [text.str.extract(pattern, place + 1).str.zfill(2) for place in range(parts)]
    return pl.concat_str(groups, separator="-")


def plain_periods(cells: pl.Series) -> pl.Series:
    """Periods as a day, month or year, or two of them with ``/`` between; other cells stay.

    >>> plain_periods(pl.Series(["2022年", "2022年1月至2022年8月", "not stated", "2022-01/2022-08"])).to_list()
    ['2022', '2022-01/2022-08', 'not stated', '2022-01/2022-08']
    """
    single = plain_days(cells)
    # 2022/8 is a month of the slash style, two whole days with a slash between are a range
    parts = [plain_days(cells.str.extract(_RANGE, place)) for place in (1, 2)]
    whole = [part.str.contains(r"^\d{4}(-\d\d){0,2}$").fill_null(value=False) for part in parts]
    ranged = parts[0] + "/" + parts[1]
    is_range = whole[0] & whole[1] & (single == cells).fill_null(value=False)
    return single.set(is_range, None).fill_null(ranged.set(~is_range, None))
