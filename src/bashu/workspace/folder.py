"""A folder of CSV and Parquet files named after the tables, or one such file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, TableError, UnreadableFile
from bashu.tables import TABLES, Origin, find_table
from bashu.workspace.files import Limits, fingerprint, kind_of, opened, read_text_file, refusals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bashu.tables import Table

SUFFIXES = (".csv", ".parquet")


class FolderSource:
    """Tables in files ``needs.csv``, ``需求.parquet`` …; other files of the folder are left alone.

    Parameters
    ----------
    path
        The folder, or one CSV or Parquet file named after a table.
    limits
        Sizes above which a file is refused.
    tables
        The tables that are looked for.

    Raises
    ------
    TableError
        When no file is named after a table, or two files hold the same one.
    """

    checked = False

    def __init__(
        self, path: Path, limits: Limits | None = None, tables: Mapping[str, Table] = TABLES
    ) -> None:
        self._limits = limits or Limits()
        self._files = _find_files(path, tables)

    @cached_property
    def version(self) -> str:
        """A digest of the content of all table files."""
        return fingerprint(list(self._files.values()))

    def names(self) -> frozenset[str]:
        """The tables that are there."""
        return frozenset(self._files)

    def scan(
        self, table: Table, columns: Sequence[str] | None = None, where: pl.Expr | None = None
    ) -> tuple[pl.LazyFrame, Origin]:
        """The cells of one file; Parquet reads only the columns and rows that are asked for."""
        path = self._files[table.name]
        if path.suffix.lower() == ".parquet":
            return _scan_parquet(path, table, columns, where), Origin(file=path.name)
        frame, origin = read_csv(path, self._limits.text)
        return frame.lazy(), origin


def _find_files(path: Path, tables: Mapping[str, Table]) -> dict[str, Path]:
    with refusals(path):
        candidates = sorted(path.iterdir()) if path.is_dir() else [path]
    found: dict[str, Path] = {}
    for file in candidates:
        table = find_table(file.stem, tables) if file.suffix.lower() in SUFFIXES else None
        if table is None:
            continue
        if table.name in found:
            details = {"files": f"{found[table.name].name}, {file.name}"}
            raise TableError(Finding("repeated_table", file=str(path), details=details))
        found[table.name] = file
    if not found:
        accepted = ", ".join(f"{name}.csv" for name in tables)
        raise TableError(Finding("no_tables", file=str(path), details={"accepted": accepted}))
    return found


def read_csv(path: Path, limit: int) -> tuple[pl.DataFrame, Origin]:
    """All cells of a CSV file as text, under its own headers, and where they stand.

    The first line that is not blank holds the headers; a repeated header gets a mark.

    Raises
    ------
    UnreadableFile
        When the file is no UTF-8 CSV; the finding names the row where it stops being one.
    """
    data = read_text_file(path, limit)
    if b"\n" not in data:
        # some spreadsheets end lines with a carriage return alone
        data = data.replace(b"\r", b"\n")
    table = data.lstrip(b" \t\r\n")
    above = data[: len(data) - len(table)].count(b"\n")
    _refuse_other_separator(path, table)
    try:
        cells = pl.read_csv(
            io.BytesIO(table), has_header=False, infer_schema=False, truncate_ragged_lines=False
        )
    except (pl.exceptions.PolarsError, OverflowError) as error:
        origin = Origin(file=path.name, first_row=above + 2)
        reason = str(error).splitlines()[0][:200]
        finding = _longest_row(table, origin) or origin.finding("not_a_table", reason=reason)
        raise UnreadableFile(finding) from error
    return under_headers(cells, Origin(file=path.name, first_row=above + 2))


def _refuse_other_separator(path: Path, data: bytes) -> None:
    headers = data.split(b"\n", 1)[0].decode()
    for separator, shown in ((";", ";"), ("\t", "Tab"), ("；", "；"), ("，", "，")):
        if separator in headers and "," not in headers:
            details = {"separator": shown}
            raise UnreadableFile(Finding("wrong_separator", file=path.name, row=1, details=details))


def _longest_row(data: bytes, origin: Origin) -> Finding | None:
    """The first row that has more cells than there are headers, or None where no single row is at fault."""
    rows = csv.reader(io.StringIO(data.decode(), newline=""))
    try:
        width = len(next(rows))
        for index, row in enumerate(rows):
            if len(row) > width:
                return origin.finding("too_many_cells", index, cells=len(row), headers=width)
    except csv.Error:
        return None
    return None


def under_headers(cells: pl.DataFrame, origin: Origin) -> tuple[pl.DataFrame, Origin]:
    """Take the first row with a value as headers; empty headers and repetitions get a name of their own.

    Rows without any value at the end are no records. ``origin`` says where the cells stand, its first row
    that of the second row of cells; the origin that comes back says where the records stand.

    Raises
    ------
    UnreadableFile
        When no cell has a value.

    >>> cells = pl.DataFrame({"a": [None, "need", "n1", None], "b": [None, "need", "n2", None]})
    >>> frame, origin = under_headers(cells, Origin("needs.csv"))
    >>> frame.rows(named=True), origin.first_row
    ([{'need': 'n1', 'need#2': 'n2'}], 3)
    """
    filled = cells.select(pl.any_horizontal(pl.all().is_not_null())).to_series().arg_true()
    if not len(filled):
        raise UnreadableFile(Finding("empty_file", file=origin.file, sheet=origin.sheet))
    first, last = filled[0], filled[-1]
    headers: list[str] = []
    for position, header in enumerate(cells.row(first)):
        name = (header or "").strip() or f"#{position + 1}"
        headers.append(name if name not in headers else f"{name}#{position + 1}")
    records = cells.slice(first + 1, last - first).rename(dict(zip(cells.columns, headers, strict=True)))
    return records, replace(origin, first_row=origin.first_row + first)


def _scan_parquet(
    path: Path, table: Table, columns: Sequence[str] | None, where: pl.Expr | None
) -> pl.LazyFrame:
    with opened(path) as file:
        start = file.read(4096)
    if not start:
        raise UnreadableFile(Finding("empty_file", file=path.name))
    if not start.startswith(b"PAR1"):
        details = {"kind": kind_of(start) or "text", "expected": "Parquet"}
        raise UnreadableFile(Finding("wrong_kind", file=path.name, details=details))
    try:
        scan = pl.scan_parquet(path)
        headers = set(scan.collect_schema().names())
    except (pl.exceptions.PolarsError, OSError) as error:
        details = {"expected": "Parquet", "reason": str(error).splitlines()[0][:200]}
        raise UnreadableFile(Finding("damaged_file", file=path.name, details=details)) from error
    # only plain vocabulary headers can be pushed down; others are matched after reading
    if headers <= set(table.schema):
        if where is not None:
            scan = scan.filter(where)
        if columns is not None:
            scan = scan.select(name for name in columns if name in headers)
    return scan
