"""A workbook people can read: notes on top, headers in their language, numbers as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.report.labels import label
from bashu.tables.column import LIST_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from bashu.errors import Language

#: widths of columns in characters
NARROWEST, WIDEST = 8, 60
#: characters that a spreadsheet keeps in one cell
LONGEST_TEXT = 32_767
_FORBIDDEN_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, its table, and the sentences that must be read with it."""

    title: str
    frame: pl.DataFrame
    notes: tuple[str, ...] = ()


def write_workbook(path: Path, sheets: Sequence[Sheet], language: Language = "en") -> None:
    """Write sheets with notes above each table, frozen headers, filters and real numbers.

    Text stays text: a cell that starts with ``=`` is never a formula.
    """
    from openpyxl import Workbook

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    for sheet in sheets:
        _write_sheet(book.create_sheet(sheet.title.translate(_FORBIDDEN_IN_TITLES)[:31]), sheet, language)
    with path.open("wb") as file:
        book.save(file)


def _write_sheet(target: Worksheet, sheet: Sheet, language: Language) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for row, note in enumerate(sheet.notes, start=1):
        line = target.cell(row, 1)
        _put(line, note)
        line.font = Font(bold=row == 1)
    header_row = len(sheet.notes) + (2 if sheet.notes else 1)
    for position, name in enumerate(sheet.frame.columns, start=1):
        header = target.cell(header_row, position)
        _put(header, label(name, language))
        header.font = Font(bold=True)
        header.fill = PatternFill("solid", start_color="E8EEF2")
        header.alignment = Alignment(wrap_text=True, vertical="top")
    for row, values in enumerate(sheet.frame.iter_rows(), start=header_row + 1):
        for position, value in enumerate(values, start=1):
            cell = target.cell(row, position)
            _put(cell, value)
            if isinstance(value, float) and not value.is_integer():
                cell.number_format = "#,##0.00" if abs(value) < 100 else "#,##0.0"
            elif isinstance(value, int | float) and not isinstance(value, bool):
                cell.number_format = "#,##0"
    target.freeze_panes = f"B{header_row + 1}"
    last = get_column_letter(max(1, sheet.frame.width))
    target.auto_filter.ref = f"A{header_row}:{last}{header_row + sheet.frame.height}"
    for position, name in enumerate(sheet.frame.columns, start=1):
        target.column_dimensions[get_column_letter(position)].width = _width(
            sheet.frame[name], label(name, language)
        )


def _put(cell: Cell | MergedCell, value: Any) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, list | pl.Series):
        value = LIST_SEPARATOR.join(str(entry) for entry in value)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_TEXT]
        cell.data_type = "s"
    else:
        cell.value = value


def _width(column: pl.Series, header: str) -> int:
    shown = [header, *(str(value) for value in column.head(200).to_list() if value is not None)]
    # a Han character is as wide as two letters
    longest = max(sum(2 if ord(character) > 0x2E7F else 1 for character in text) for text in shown)
    return max(NARROWEST, min(WIDEST, longest + 2))
