"""A frame as a file: CSV, Parquet, JSON or a workbook, by the ending of its name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, InputError
from bashu.report.workbook import Sheet, write_workbook
from bashu.tables.column import LIST_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bashu.errors import Language

FRAME_SUFFIXES = (".csv", ".parquet", ".xlsx", ".json")
#: a cell that starts like this would run as a formula in a spreadsheet
_RUNS = r"^\s*[=+\-@＝＋－＠]"


def write_frame(
    frame: pl.DataFrame,
    path: Path,
    title: str = "bashu",
    notes: Sequence[str] = (),
    language: Language = "en",
) -> None:
    """Write a frame so that a reader opens it with what they have; either the whole file is written or none.

    CSV carries a byte order mark (spreadsheets need it for Chinese) and the column names of the library;
    a workbook carries headers in the reader's language and the notes above the table.

    Parameters
    ----------
    frame
        Any result of the library.
    path
        A name that ends in .csv, .parquet, .xlsx or .json.
    title, notes
        What the table is, and sentences a reader must see (scope, illustrative data).

    Raises
    ------
    InputError
        When the ending is none of these.
    """
    suffix = path.suffix.lower()
    if path.is_dir():
        raise InputError(Finding("not_a_file", file=str(path)))
    if suffix not in FRAME_SUFFIXES:
        details = {"kind": suffix or "?", "expected": ", ".join(FRAME_SUFFIXES)}
        raise InputError(Finding("not_a_kind_to_write", file=str(path), details=details))
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if suffix == ".csv":
            flat_text(frame).write_csv(unfinished, include_bom=True)
        elif suffix == ".parquet":
            frame.write_parquet(unfinished)
        elif suffix == ".json":
            frame.write_json(unfinished)
        else:
            write_workbook(unfinished, [Sheet(title, frame, tuple(notes))], language)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def flat_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists as text, and text that a spreadsheet would run as a formula made harmless.

    >>> flat_text(pl.DataFrame({"name": ["=cmd|' /C calc'!A0", "a"], "tags": [["x", "y"], []]})).rows()
    [("'=cmd|' /C calc'!A0", 'x;y'), ('a', '')]
    """
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    flat = frame.with_columns(
        pl.col(name).cast(pl.List(pl.String)).list.join(LIST_SEPARATOR) for name in lists
    )
    texts = [name for name, kind in flat.schema.items() if kind == pl.String]
    return flat.with_columns(
        pl.when(pl.col(name).str.contains(_RUNS)).then("'" + pl.col(name)).otherwise(pl.col(name)).alias(name)
        for name in texts
    )
