"""From a record back to the cell it was read from, in the words of the person whose file it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from bashu.errors import Finding
from bashu.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from bashu.intake.registers.layout import Layout

#: findings of one code in one column before the rest is left out
PER_COLUMN = 5_000
#: the note that counts rows, of which every part of a long register has its own until they are joined
_COUNTED = "filled_in"


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
    """Findings about one sheet; every one names the row, the column letter and the header as written.

    ``layout`` moves on with the parts of a long sheet. Of one code in one column the first 5,000 rows are kept, and
    what concerns no row is said once.
    """

    file: str
    sheet: str | None
    layout: Layout
    left: int = 0
    findings: list[Finding] = field(default_factory=list)
    _counts: Counter[tuple[str, str | None]] = field(default_factory=Counter)

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
        self._counts[code, column] += 1
        if self._counts[code, column] > PER_COLUMN:
            return
        letters = self.letters(column) if column else None
        if row is not None and letters:
            details = {**(details or {}), "cell": f"{letters}{row}"}
        label = self.label(column) if column else None
        shown = None if value is None else str(value)
        finding = Finding(code, self.file, self.sheet, row, label, shown, details or {}, severity)
        if row is None and code != _COUNTED and finding in self.findings:
            return
        self.findings.append(finding)

    def add_where(self, code: str, column: str, mask: pl.Series, rows: pl.Series, values: pl.Series) -> None:
        """Note a finding for every record where a mask holds."""
        for place in mask.fill_null(value=False).arg_true().head(PER_COLUMN).to_list():
            self.add(code, column, int(rows[place]), values[place])

    def join_fillings(self) -> None:
        """One note for what was filled into a column in all parts of a long register."""
        joined: dict[str | None, Finding] = {}
        for found in [found for found in self.findings if found.code == _COUNTED]:
            self.findings.remove(found)
            before = joined.get(found.column)
            if before is not None:
                words = dict.fromkeys(f"{before.details['used']}, {found.details['used']}".split(", "))
                rows = int(before.details["rows"]) + int(found.details["rows"])
                found = replace(found, details={"rows": rows, "used": ", ".join(list(words)[:4])})  # noqa: PLW2901
            joined[found.column] = found
        self.findings += joined.values()

    @property
    def faulty_rows(self) -> set[int]:
        """Rows with an error."""
        return {found.row for found in self.findings if found.severity == "error" and found.row is not None}
