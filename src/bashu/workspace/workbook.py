"""One workbook whose sheets are named after the tables."""

from __future__ import annotations

import datetime
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, TableError, UnreadableFile
from bashu.tables import TABLES, Origin, find_table
from bashu.tables.check import FINDINGS_PER_COLUMN
from bashu.workspace.files import Limits, fingerprint, refuse_zip_bomb
from bashu.workspace.folder import under_headers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from python_calamine import CalamineSheet, CalamineWorkbook

    from bashu.tables import Table

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")


class WorkbookSource:
    """Tables in the sheets of an .xlsx or .xls file; formulas are read as their last values, never run.

    The first row of a sheet that is not empty holds the headers. Merged cells among the records are
    refused, because only the first of them has a value.

    Raises
    ------
    UnreadableFile
        When the file is no workbook, is too large, or would unpack to too much.
    TableError
        When no sheet is named after a table, or two sheets hold the same one.
    """

    checked = False

    def __init__(
        self, path: Path, limits: Limits | None = None, tables: Mapping[str, Table] = TABLES
    ) -> None:
        refuse_zip_bomb(path, limits or Limits())
        self._tables = tables
        self._path = path
        self._sheets = self._find_sheets()

    @cached_property
    def version(self) -> str:
        """A digest of the content of the file."""
        return fingerprint([self._path])

    def names(self) -> frozenset[str]:
        """The tables that are there."""
        return frozenset(self._sheets)

    def _find_sheets(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for sheet in self._open().sheet_names:
            table = find_table(sheet, self._tables)
            if table is None:
                continue
            if table.name in found:
                details = {"files": f"{found[table.name]}, {sheet}"}
                raise TableError(Finding("repeated_table", file=self._path.name, details=details))
            found[table.name] = sheet
        if not found:
            raise TableError(
                Finding("no_tables", file=self._path.name, details={"accepted": ", ".join(self._tables)})
            )
        return found

    def _open(self) -> CalamineWorkbook:
        import python_calamine

        with self._damage():
            return python_calamine.CalamineWorkbook.from_path(self._path)

    @contextmanager
    def _damage(self) -> Iterator[None]:
        import python_calamine

        try:
            yield
        except (python_calamine.CalamineError, OSError, ValueError) as error:
            details = {"expected": "XLSX", "reason": str(error)}
            raise UnreadableFile(Finding("damaged_file", file=self._path.name, details=details)) from error

    def scan(
        self,
        table: Table,
        columns: Sequence[str] | None = None,
        where: pl.Expr | None = None,
    ) -> tuple[pl.LazyFrame, Origin]:
        """The cells of one sheet as text, and the row where its first record stands."""
        sheet = self._sheets[table.name]
        with self._damage():
            opened = self._open().get_sheet_by_name(sheet)
            rows = opened.to_python(skip_empty_area=False)
        cells = [[_as_text(cell) for cell in row] for row in rows]
        names = [f"c{position}" for position in range(len(cells[0]) if cells else 0)]
        frame, origin = under_headers(
            pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String), orient="row"),
            Origin(file=self._path.name, sheet=sheet),
        )
        self._refuse_merged(opened, origin, frame.height)
        unnamed = [name for name in frame.columns if name.startswith("#") and frame[name].is_null().all()]
        return frame.drop(unnamed).lazy(), origin

    def _refuse_merged(self, sheet: CalamineSheet, origin: Origin, records: int) -> None:
        """Raise where records share a cell: only the first of them would keep its value."""
        first = origin.first_row - 1
        merged = [
            origin.finding(
                "merged_cells", top - first, cells=f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}"
            )
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            if first <= bottom and top < first + records
        ]
        if merged:
            raise UnreadableFile(merged[:FINDINGS_PER_COLUMN])


def _letters(column: int) -> str:
    """What a spreadsheet calls a column counted from 0: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _as_text(cell: object) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell)
