"""A table after an import as the CSV file it was, or as a new one: a part at a time, foreign columns kept."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import polars as pl

from bashu.intake.registers.comparison import as_cells
from bashu.tables import TABLES
from bashu.workspace import Limits
from bashu.workspace.folder import read_csv

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bashu.intake.registers.outcome import Outcome

_BOM = b"\xef\xbb\xbf"


def write_csv_table(file: IO[bytes], outcomes: Sequence[Outcome], target: Path | None) -> None:
    """Write a table as text cells; columns the vocabulary does not know and cells of untouched rows stay as they are.

    Parameters
    ----------
    file
        Where the bytes go.
    outcomes
        What the sheets of a register do to the table, the last one upon those before.
    target
        The file as it is, whose headers are kept; None for a new one.
    """
    last = outcomes[-1]
    name = last.table.name
    base = last.updated()
    headers: dict[str, str | None]
    filled = last.filled | {column for column in base.columns if base[column].is_not_null().any()}
    if target is None:
        file.write(_BOM)  # spreadsheets need it for Chinese
        headers = {
            column.name: column.name for column in TABLES[name] if column.required or column.name in filled
        }
        _text(base, headers).write_csv(file)
    else:
        if _begins_with_mark(target):
            file.write(_BOM)
        raw, _ = read_csv(target, Limits().text)
        headers = _headers(raw.columns, name)
        headers |= {
            column: column
            for column in base.columns
            if column in filled - {one for one in headers.values() if one}
        }
        touched = frozenset().union(*(outcome.touched for outcome in outcomes))
        _beside(raw, base.head(raw.height), headers, touched).write_csv(file)
        _text(base.slice(raw.height), headers).write_csv(file, include_header=False)
    for part in last.new():
        _text(part, headers).write_csv(file, include_header=False)


def _begins_with_mark(target: Path) -> bool:
    with target.open("rb") as file:
        return file.read(3) == _BOM


def _beside(
    raw: pl.DataFrame, rows: pl.DataFrame, headers: dict[str, str | None], touched: frozenset[int]
) -> pl.DataFrame:
    """The rows that were there: touched ones as they will be, the others as they were written."""
    mask = pl.Series([place in touched for place in range(raw.height)], dtype=pl.Boolean)
    columns: list[pl.Series] = []
    for header, column in headers.items():
        if header not in raw.columns:
            columns.append(as_cells(rows[str(column)]).alias(header))
        elif column is None:
            columns.append(raw[header])
        else:
            columns.append(raw[header].zip_with(~mask, as_cells(rows[column])).alias(header))
    return pl.DataFrame(columns)


def _text(rows: pl.DataFrame, headers: dict[str, str | None]) -> pl.DataFrame:
    """Rows as text cells under the headers of a file; foreign columns are empty."""
    nothing = pl.Series([None] * rows.height, dtype=pl.String)
    return pl.DataFrame(
        [
            (nothing if column is None else as_cells(rows[column])).alias(header)
            for header, column in headers.items()
        ]
    )


def _headers(present: list[str], table: str) -> dict[str, str | None]:
    """The headers of a file with the vocabulary columns they stand for, None where they stand for none."""
    from bashu.tables.check import plain_header

    known = {
        plain_header(header): column.name for column in TABLES[table] for header in reversed(column.headers)
    }
    return {header: known.get(plain_header(header)) for header in present}
