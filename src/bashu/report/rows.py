"""A table as the XML of a sheet, worked out column by column: what a cell holds, how it looks, text that stays text.

ECMA-376, part 1, 18.3: a sheet is its panes, its columns, its rows of cells and its filter, in this order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import polars as pl

from bashu.report.labels import label
from bashu.tables.column import LIST_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bashu.errors import Language
    from bashu.report.workbook import Sheet

#: places in the list of looks of ``workbook.STYLES``
PLAIN, WHOLE, HUNDREDTHS, TENTHS, HEAD, BOLD, DATE, MOMENT = range(8)
#: widths of columns in characters
NARROWEST, WIDEST = 8, 60
#: rows that are made ready at a time
ROWS_AT_ONCE = 5_000
#: characters that a spreadsheet keeps in one cell
LONGEST_TEXT = 32_767
#: characters that XML, and so a workbook, may not hold
_FORBIDDEN = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{FFFE}\x{FFFF}]"
#: the day that spreadsheets count from
_FIRST_DAY = pl.date(1899, 12, 30)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet_xml(sheet: Sheet, language: Language, *, shown: bool) -> Iterator[str]:
    """The XML of a sheet in pieces: notes, an empty line, the headers, the rows.

    Parameters
    ----------
    shown
        Whether a reader who opens the workbook sees this sheet.
    """
    frame, head = sheet.frame, header_row(sheet)
    yield f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}"><sheetViews>'
    yield f'<sheetView{" tabSelected=" + chr(34) + "1" + chr(34) if shown else ""} workbookViewId="0">'
    yield f'<pane xSplit="1" ySplit="{head}" topLeftCell="B{head + 1}" activePane="bottomRight" state="frozen"/>'
    yield "</sheetView></sheetViews>"
    headers = [label(name, language) for name in frame.columns]
    if headers:
        yield "<cols>"
        for number, (column, header) in enumerate(zip(frame, headers, strict=True), start=1):
            yield f'<col min="{number}" max="{number}" width="{_width(column, header)}" customWidth="1"/>'
        yield "</cols>"
    yield "<sheetData>"
    for number, note in enumerate(sheet.notes, start=1):
        yield f'<row r="{number}">{_text("A", number, note, BOLD if number == 1 else PLAIN)}</row>'
    cells = (_text(letters(place), head, header, HEAD) for place, header in enumerate(headers))
    yield f'<row r="{head}">{"".join(cells)}</row>'
    yield from _rows(frame, head + 1)
    yield f'</sheetData><autoFilter ref="{filtered(sheet)}"/></worksheet>'


def header_row(sheet: Sheet) -> int:
    """The number of the row with the headers: below the notes and an empty line, or the first."""
    return len(sheet.notes) + (2 if sheet.notes else 1)


def filtered(sheet: Sheet) -> str:
    """The cells that the filter of a sheet covers."""
    head = header_row(sheet)
    return f"A{head}:{letters(max(0, sheet.frame.width - 1))}{head + sheet.frame.height}"


def letters(place: int) -> str:
    """The letters of a column by its place from 0.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    first, last = divmod(place, 26)
    return (letters(first - 1) if first else "") + chr(ord("A") + last)


def _text(column: str, row: int, text: str, look: int) -> str:
    kept = escape(pl.select(_storable(pl.lit(text))).item())
    return f'<c r="{column}{row}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{kept}</t></is></c>'


def _rows(frame: pl.DataFrame, first: int) -> Iterator[str]:
    """Rows of cells, some thousands at a time; each cell is written by an expression over its whole column."""
    if not frame.width:
        return
    for start in range(0, frame.height, ROWS_AT_ONCE):
        part = frame.slice(start, ROWS_AT_ONCE)
        number = pl.int_range(first + start, first + start + part.height).cast(pl.String)
        cells = [
            _cell(name, kind, letters(place), number)
            for place, (name, kind) in enumerate(part.schema.items())
        ]
        row = pl.concat_str(pl.lit('<row r="'), number, pl.lit('">'), *cells, pl.lit("</row>"))
        yield part.select(row.str.join("")).item() or ""


def _cell(name: str, kind: pl.DataType, column: str, number: pl.Expr) -> pl.Expr:
    """The XML of the cells of one column; a missing value has no cell."""
    value = pl.col(name)
    begin = [pl.lit(f'<c r="{column}'), number]
    if kind.is_numeric():
        value = value.cast(pl.Float64) if kind.is_decimal() else value
        shown = pl.when(value.is_finite()).then(value)
        parts = [
            *begin,
            pl.lit('" s="'),
            _look(value, kind),
            pl.lit('"><v>'),
            shown.cast(pl.String),
            pl.lit("</v></c>"),
        ]
    elif kind == pl.Boolean:
        parts = [*begin, pl.lit('" t="b"><v>'), value.cast(pl.Int8).cast(pl.String), pl.lit("</v></c>")]
    elif kind == pl.Date or isinstance(kind, pl.Datetime):
        look = DATE if kind == pl.Date else MOMENT
        parts = [*begin, pl.lit(f'" s="{look}"><v>'), _days(value, kind).cast(pl.String), pl.lit("</v></c>")]
    else:
        if isinstance(kind, pl.List):
            value = value.cast(pl.List(pl.String)).list.join(LIST_SEPARATOR)
        kept = _storable(value.cast(pl.String))
        opened, closed = '" t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"
        parts = [*begin, pl.lit(opened), _escaped(pl.when(kept != "").then(kept)), pl.lit(closed)]
    return pl.concat_str(parts).fill_null("")


def _look(value: pl.Expr, kind: pl.DataType) -> pl.Expr:
    """Whole numbers as they are, small ones with two decimals, others with one."""
    if kind.is_integer():
        return pl.lit(str(WHOLE))
    small = pl.when(value.abs() < 100).then(pl.lit(str(HUNDREDTHS))).otherwise(pl.lit(str(TENTHS)))
    return pl.when(value == value.floor()).then(pl.lit(str(WHOLE))).otherwise(small)


def _days(value: pl.Expr, kind: pl.DataType) -> pl.Expr:
    """Days since the day that spreadsheets count from, as fractions where there is a time."""
    if kind == pl.Date:
        return (value - _FIRST_DAY).dt.total_days()
    moment = value.dt.replace_time_zone(None).cast(pl.Datetime("ms"))
    return (moment - _FIRST_DAY.cast(pl.Datetime("ms"))).dt.total_milliseconds() / 86_400_000


def _storable(text: pl.Expr) -> pl.Expr:
    """Text without the characters that no workbook may hold, as long as a cell may be."""
    return text.str.replace_all(_FORBIDDEN, "").str.slice(0, LONGEST_TEXT)


def _escaped(text: pl.Expr) -> pl.Expr:
    for character, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;")):
        text = text.str.replace_all(character, written, literal=True)
    return text


def _width(column: pl.Series, header: str) -> int:
    shown = [header, *(str(value) for value in column.head(200).to_list() if value is not None)]
    # a Han character is as wide as two letters
    longest = max(sum(2 if ord(character) > 0x2E7F else 1 for character in text) for text in shown)
    return max(NARROWEST, min(WIDEST, longest + 2))
