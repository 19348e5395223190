"""Rows of a text file: UTF-8, UTF-16 with its mark or GB 18030, separated by commas, tabs or semicolons."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, UnreadableFile
from bashu.intake.registers.spill import RowParts
from bashu.workspace.files import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bashu.intake.registers.limits import RegisterLimits
    from bashu.intake.registers.spill import Spill

_BLOCK = 1024 * 1024
#: rows and cells that are taken from a text at a time
_ROWS = 20_000
_CELLS = 500_000
_SEPARATORS = (",", "\t", ";", "；", "，", "|")


def encoding_of_file(path: Path) -> str:
    """The encoding of a text file, proved on all of it: UTF-8 where valid, else GB 18030.

    Raises
    ------
    UnreadableFile
        When it is neither; the finding says from which byte on it is not UTF-8.
    """
    with opened(path) as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
    broken_at = _first_fault(path, "utf-8")
    if broken_at is None:
        return "utf-8-sig"
    if _first_fault(path, "gb18030") is None:
        return "gb18030"
    raise UnreadableFile(
        Finding("wrong_encoding", file=path.name, details={"byte": broken_at + 1, "guess": ""})
    )


def _first_fault(path: Path, encoding: str) -> int | None:
    """The byte where an encoding stops to hold, None if it never does."""
    decoder = codecs.getincrementaldecoder(encoding)()
    read = 0
    with opened(path) as file:
        while True:
            block = file.read(_BLOCK)
            try:
                decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                return max(0, read + error.start)
            if not block:
                return None
            read += len(block)


def read_text_rows(path: Path, limits: RegisterLimits) -> tuple[pl.DataFrame, Spill | None]:
    """The first rows as text, padded to the widest, and where all of them lie when there are more.

    Raises
    ------
    UnreadableFile
        For another encoding, an unclosed quote, binary content, or more rows and columns than the limits.
    """
    from bashu.intake.registers.cells import too_many_rows

    encoding = encoding_of_file(path)
    parts = RowParts(limits)
    rows = widest = 0
    try:
        for part in _parts(path, encoding):
            rows += len(part)
            widest = max(widest, *(len(row) for row in part))
            if rows > limits.rows or widest > limits.columns:
                raise UnreadableFile(too_many_rows(path, None, rows, widest, limits))
            parts.add(_frame(part))
    except csv.Error as error:
        finding = Finding("not_a_table", file=path.name, row=rows + 1, details={"reason": str(error)})
        raise UnreadableFile(finding) from error
    except UnicodeError as error:
        raise UnreadableFile(
            Finding("wrong_encoding", file=path.name, details={"byte": 1, "guess": ""})
        ) from error
    return parts.finish()


def _parts(path: Path, encoding: str) -> Iterator[list[list[str]]]:
    with opened(path) as file, io.TextIOWrapper(file, encoding=encoding, newline="") as text:
        head = text.read(20_000)
        if "\x00" in head:
            raise csv.Error("it holds binary data")
        text.seek(0)
        part: list[list[str]] = []
        cells = 0
        for row in csv.reader(text, delimiter=_separator(head)):
            part.append(row)
            cells += len(row)
            if len(part) == _ROWS or cells >= _CELLS:
                yield part
                part, cells = [], 0
        if part:
            yield part


def _separator(head: str) -> str:
    r"""The mark that most of the first lines share, a comma where none does.

    >>> _separator("企业名录\n序号\t企业名称\n1\t某公司\n") == "\t"
    True
    """
    lines = [line for line in head.splitlines() if line.strip()][:20]
    counts = {mark: sum(line.count(mark) > 0 for line in lines) for mark in _SEPARATORS}
    return max(_SEPARATORS, key=lambda mark: (counts[mark], -_SEPARATORS.index(mark)))


def _frame(rows: list[list[str]]) -> pl.DataFrame:
    width = max(len(row) for row in rows)
    if any(len(row) < width for row in rows):
        rows = [row + [""] * (width - len(row)) for row in rows]
    columns = zip(*rows, strict=True)
    return pl.DataFrame(
        {str(position): pl.Series(cells, dtype=pl.String) for position, cells in enumerate(columns)}
    )
