"""How a sheet is written, row after row: its look, its numbers, and text that stays text.

Apart from :mod:`bashu.report.workbook` because openpyxl takes half a second to load, which nobody who writes no
workbook should wait for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bashu.report.labels import label
from bashu.tables.column import LIST_SEPARATOR

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

    from bashu.errors import Language
    from bashu.report.workbook import Sheet

#: widths of columns in characters
NARROWEST, WIDEST = 8, 60
#: rows that are made ready at a time
ROWS_AT_ONCE = 1_000
#: characters that a spreadsheet keeps in one cell
LONGEST_TEXT = 32_767


def write_rows(target: Any, sheet: Sheet, language: Language) -> None:
    """Write a sheet into a sheet of openpyxl that is only written to."""
    header_row = len(sheet.notes) + (2 if sheet.notes else 1)
    target.freeze_panes = f"B{header_row + 1}"
    last = get_column_letter(max(1, sheet.frame.width))
    target.auto_filter.ref = f"A{header_row}:{last}{header_row + sheet.frame.height}"
    for position, name in enumerate(sheet.frame.columns, start=1):
        target.column_dimensions[get_column_letter(position)].width = _width(
            sheet.frame[name], label(name, language)
        )
    for number, note in enumerate(sheet.notes):
        line = _text_cell(target, note)
        line.font = Font(bold=number == 0)
        target.append([line])
    if sheet.notes:
        target.append([])
    headers = [_text_cell(target, label(name, language)) for name in sheet.frame.columns]
    for header in headers:
        header.font = Font(bold=True)
        header.fill = PatternFill("solid", start_color="E8EEF2")
        header.alignment = Alignment(wrap_text=True, vertical="top")
    target.append(headers)
    for part in sheet.frame.iter_slices(ROWS_AT_ONCE):
        for values in zip(*(_cells(target, column) for column in part), strict=True):
            target.append(values)


def _cells(target: Any, column: pl.Series) -> list[Any]:
    """What the cells of a column hold: values as they are, or cells where they need a format or must stay text."""
    values = column.to_list()
    if column.dtype.is_numeric():
        return [None if value is None else _number(target, value) for value in values]
    if isinstance(column.dtype, pl.List):
        values = [
            None if value is None else LIST_SEPARATOR.join(str(entry) for entry in value) for value in values
        ]
    return [_kept_text(target, value) if isinstance(value, str) else value for value in values]


def _number(target: Any, value: float) -> Cell:
    cell: Cell = WriteOnlyCell(target, value)
    if isinstance(value, int) or value.is_integer():
        cell.number_format = "#,##0"
    else:
        cell.number_format = "#,##0.00" if abs(value) < 100 else "#,##0.0"
    return cell


def _kept_text(target: Any, text: str) -> str | Cell:
    text = _storable(text)
    # these would be read as a formula or as an error
    return _text_cell(target, text) if text.startswith(("=", "#")) else text


def _text_cell(target: Any, text: str) -> Cell:
    cell: Cell = WriteOnlyCell(target, _storable(text))
    cell.data_type = "s"
    return cell


def _storable(text: str) -> str:
    """Text without the characters that no workbook may hold, as long as a cell may be."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_TEXT]


def _width(column: pl.Series, header: str) -> int:
    shown = [header, *(str(value) for value in column.head(200).to_list() if value is not None)]
    # a Han character is as wide as two letters
    longest = max(sum(2 if ord(character) > 0x2E7F else 1 for character in text) for text in shown)
    return max(NARROWEST, min(WIDEST, longest + 2))
