"""A folder of CSV and Parquet files named after the tables, or one such file."""

from __future__ import annotations

import io
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, TableError, UnreadableFile
from bashu.tables import TABLES, Origin, find_table
from bashu.workspace.files import Limits, fingerprint, kind_of, read_text_file

if TYPE_CHECKING:
    from collections.abc import Sequence
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

    Raises
    ------
    TableError
        When no file is named after a table, or two files hold the same one.
    """

    checked = False

    def __init__(self, path: Path, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._files = _find_files(path)

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
        origin = Origin(file=path.name)
        if path.suffix.lower() == ".parquet":
            return _scan_parquet(path, table, columns, where), origin
        return read_csv(path, self._limits.text).lazy(), origin


def _find_files(path: Path) -> dict[str, Path]:
    candidates = sorted(path.iterdir()) if path.is_dir() else [path]
    found: dict[str, Path] = {}
    for file in candidates:
        table = find_table(file.stem) if file.suffix.lower() in SUFFIXES else None
        if table is None:
            continue
        if table.name in found:
            details = {"files": f"{found[table.name].name}, {file.name}"}
            raise TableError(Finding("repeated_table", file=str(path), details=details))
        found[table.name] = file
    if not found:
        accepted = ", ".join(f"{name}.csv" for name in TABLES)
        raise TableError(Finding("no_tables", file=str(path), details={"accepted": accepted}))
    return found


def read_csv(path: Path, limit: int) -> pl.DataFrame:
    """All cells of a CSV file as text, under its own headers; a repeated header gets a mark.

    Raises
    ------
    UnreadableFile
        When the file is no UTF-8 CSV.
    """
    data = read_text_file(path, limit)
    try:
        cells = pl.read_csv(
            io.BytesIO(data), has_header=False, infer_schema=False, truncate_ragged_lines=False
        )
    except (pl.exceptions.PolarsError, OverflowError) as error:
        reason = str(error).splitlines()[0][:200]
        raise UnreadableFile(Finding("not_a_table", file=path.name, details={"reason": reason})) from error
    return under_headers(cells)


def under_headers(cells: pl.DataFrame) -> pl.DataFrame:
    """Take the first row as headers; empty headers and repetitions get a name of their own.

    >>> under_headers(pl.DataFrame({"a": ["need", "n1"], "b": ["need", "n2"]})).columns
    ['need', 'need#2']
    """
    headers: list[str] = []
    for position, header in enumerate(cells.row(0)):
        name = (header or "").strip() or f"#{position + 1}"
        headers.append(name if name not in headers else f"{name}#{position + 1}")
    return cells.slice(1).rename(dict(zip(cells.columns, headers, strict=True)))


def _scan_parquet(
    path: Path, table: Table, columns: Sequence[str] | None, where: pl.Expr | None
) -> pl.LazyFrame:
    with path.open("rb") as file:
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
        reason = str(error).splitlines()[0][:200]
        raise UnreadableFile(Finding("not_a_table", file=path.name, details={"reason": reason})) from error
    # only plain vocabulary headers can be pushed down; others are matched after reading
    if headers <= set(table.schema):
        if where is not None:
            scan = scan.filter(where)
        if columns is not None:
            scan = scan.select(name for name in columns if name in headers)
    return scan
