"""The cells of a register file as text, sheet by sheet, with the rows and columns they stand in."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.errors import Finding, UnreadableFile
from bashu.intake.registers import sheet_process
from bashu.intake.registers.archive import ArchiveReport, inspect_archive
from bashu.intake.registers.limits import RegisterLimits, megabytes
from bashu.intake.registers.plain_text import read_text_rows
from bashu.intake.registers.spill import RowParts
from bashu.workspace.files import kind_of, opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bashu.intake.registers.spill import Spill

#: seconds on the clock for each second of processor time that the reading process may take
_PATIENCE = 5


@dataclass(frozen=True)
class SheetCells:
    """One sheet: ``frame`` has a text column per column of the sheet; its first row is row 1, its first column ``left``.

    ``merged`` are ranges ((top, left), (bottom, right)) counted from 0 in the sheet. Of a long sheet ``frame`` holds
    the first part, and ``spill`` all of them.
    """

    name: str | None
    frame: pl.DataFrame
    left: int = 0
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    hidden: bool = False
    spill: Spill | None = None

    def parts(self) -> Iterator[pl.DataFrame]:
        """The rows of the sheet, a part at a time, from the first on."""
        yield from [self.frame] if self.spill is None else self.spill


@dataclass(frozen=True)
class Book:
    """A register file: its visible and hidden sheets, and what was met in its archive."""

    path: Path
    kind: str
    sheets: tuple[SheetCells, ...]
    report: ArchiveReport = field(default_factory=ArchiveReport)


def read_book(path: Path, limits: RegisterLimits | None = None) -> Book:
    """Read an .xlsx, .xls or CSV file by what it really is, whatever its name says.

    A workbook is read in a process of its own that is held to the memory and time of ``limits``; formulas give
    their last saved values and links are not followed.

    Raises
    ------
    UnreadableFile
        When the file is of another kind, damaged, hostile, protected or too large; the finding says which
        and what to do.
    """
    limits = limits or RegisterLimits()
    with opened(path) as file:
        start = file.read(4096)
        size = path.stat().st_size
    if not start:
        raise UnreadableFile(Finding("empty_file", file=path.name))
    kind = kind_of(start)
    is_text = kind is None or kind == "UTF-16"
    _refuse_size(path, size, limits.text if is_text else limits.workbook)
    if is_text:
        first, spill = read_text_rows(path, limits)
        return Book(path, "CSV", (SheetCells(None, first, spill=spill),))
    if kind == "ZIP / XLSX":
        report = inspect_archive(path, limits)
        return Book(
            path, "XLSX", _sheets(path, "book.xlsx", limits, long=report.unpacked > limits.at_once), report
        )
    if kind == "XLS / DOC":
        return Book(path, "XLS", _sheets(path, "book.xls", limits))
    details = {"kind": kind or "?", "expected": "XLSX / CSV"}
    raise UnreadableFile(Finding("wrong_kind", file=path.name, details=details))


def _refuse_size(path: Path, size: int, limit: int) -> None:
    if size > limit:
        details = {"size": megabytes(size), "limit": megabytes(limit)}
        raise UnreadableFile(Finding("register_too_large", file=path.name, details=details))


def _sheets(path: Path, name: str, limits: RegisterLimits, *, long: bool = False) -> tuple[SheetCells, ...]:
    """The sheets of a workbook, read by the process of its own; a long one in pieces."""
    with tempfile.TemporaryDirectory(prefix="bashu-register-") as folder:
        # the reader goes by the ending of a name, which the content has to say
        book = Path(folder) / name
        try:
            book.symlink_to(path.resolve())
        except OSError:  # not every system lets everybody make links
            shutil.copyfile(path, book)
        found = _run(path, book, Path(folder), limits, long=long)
        sheets = []
        for number, about in enumerate(found):
            _refuse_shape(path, about, limits)
            rows = RowParts(limits)
            for piece, width in enumerate(about["widths"]):
                file = Path(folder) / f"{number}-{piece}.csv"
                rows.add(_read_cells(file, width))
                file.unlink()
            frame, spill = rows.finish()
            merged = tuple(((top, left), (bottom, right)) for (top, left), (bottom, right) in about["merged"])
            sheets.append(SheetCells(about["name"], frame, about["left"], merged, about["hidden"], spill))
    return tuple(sheets)


def _refuse_shape(path: Path, about: dict[str, Any], limits: RegisterLimits) -> None:
    if about["hidden"]:
        return
    if about["rows"] > limits.rows or about["columns"] > limits.columns:
        raise UnreadableFile(too_many_rows(path, about["name"], about["rows"], about["columns"], limits))


def too_many_rows(path: Path, sheet: str | None, rows: int, columns: int, limits: RegisterLimits) -> Finding:
    """What is said about a sheet beyond the limits."""
    details: dict[str, str | int] = {
        "rows": rows,
        "columns": columns,
        "limit": limits.rows,
        "widest": limits.columns,
    }
    return Finding("sheet_too_large", file=path.name, sheet=sheet, details=details)


def _run(path: Path, book: Path, folder: Path, limits: RegisterLimits, *, long: bool) -> list[dict[str, Any]]:
    seconds = limits.seconds_long if long else limits.seconds
    command: Sequence[str] = (
        sys.executable, str(sheet_process.__file__), str(book), str(folder),
        str(limits.memory // (1024 * 1024)), str(seconds), *(["long"] if long else []),
    )  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - our own script under our own interpreter
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds * _PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(_too_much(path, limits, seconds)) from error
    answer = folder / "book.json"
    found: dict[str, Any] = (
        json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else {"error": "memory"}
    )
    if done.returncode == 0:
        sheets: list[dict[str, Any]] = found["sheets"]
        return sheets
    if found.get("error") == "password":
        raise UnreadableFile(Finding("password", file=path.name))
    if found.get("error") == "damaged":
        details = {"expected": "XLSX / XLS", "reason": found["reason"]}
        raise UnreadableFile(Finding("damaged_file", file=path.name, details=details))
    raise UnreadableFile(_too_much(path, limits, seconds))


def _too_much(path: Path, limits: RegisterLimits, seconds: int) -> Finding:
    details: dict[str, str | int] = {"limit": megabytes(limits.memory), "seconds": seconds}
    return Finding("too_much_to_read", file=path.name, details=details)


def _read_cells(file: Path, columns: int) -> pl.DataFrame:
    schema = {str(position): pl.String() for position in range(columns)}
    if not file.stat().st_size:
        return pl.DataFrame(schema=schema)
    return pl.read_csv(file, has_header=False, schema=schema, infer_schema=False)
