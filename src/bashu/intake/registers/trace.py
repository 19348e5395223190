"""From a record back to the cell it was read from, in the words of the person whose file it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bashu.errors import Finding
from bashu.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from bashu.intake.registers.layout import Layout

#: findings of one code in one column before the rest is left out
PER_COLUMN = 5_000


def column_letters(column: int) -> str:
    """What a spreadsheet calls a column counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(16_383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass
class Trace:
    """Findings about one sheet; every one names the row, the column letter and the header as written."""

    file: str
    sheet: str | None
    layout: Layout
    left: int = 0
    findings: list[Finding] = field(default_factory=list)

    def letters(self, column: str) -> str | None:
        """The letter of the column that a vocabulary column was read from, None where the file has none."""
        for found in self.layout.fields:
            if found.meaning.column == column:
                return column_letters(found.position + self.left)
        return None

    def label(self, column: str) -> str:
        """A column as its reader knows it: letter and header, or the Chinese and English name."""
        for found in self.layout.fields:
            if found.meaning.column == column:
                return f"{column_letters(found.position + self.left)} {found.header}"
        table = TABLES[self.layout.table]
        return f"{table[column].zh} {column}" if column in table.schema else column

    def add(
        self,
        code: str,
        column: str | None = None,
        row: int | None = None,
        value: object = None,
        *,
        details: Mapping[str, str | float] | None = None,
        severity: Literal["error", "note"] = "error",
    ) -> None:
        """Note one finding; where row and column are known the cell is kept for the marked workbook."""
        letters = self.letters(column) if column else None
        if row is not None and letters:
            details = {**(details or {}), "cell": f"{letters}{row}"}
        label = self.label(column) if column else None
        shown = None if value is None else str(value)
        self.findings.append(Finding(code, self.file, self.sheet, row, label, shown, details or {}, severity))

    def add_where(self, code: str, column: str, mask: pl.Series, rows: pl.Series, values: pl.Series) -> None:
        """Note a finding for every record where a mask holds."""
        for place in mask.fill_null(value=False).arg_true().head(PER_COLUMN).to_list():
            self.add(code, column, int(rows[place]), values[place])

    @property
    def faulty_rows(self) -> set[int]:
        """Rows with an error."""
        return {found.row for found in self.findings if found.severity == "error" and found.row is not None}
