"""A workbook people can read: notes on top, headers in their language, numbers as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import polars as pl

    from bashu.errors import Language

_FORBIDDEN_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, its table, and the sentences that must be read with it."""

    title: str
    frame: pl.DataFrame
    notes: tuple[str, ...] = ()


def write_workbook(path: Path, sheets: Sequence[Sheet], language: Language = "en") -> None:
    """Write sheets with notes above each table, frozen headers, filters and real numbers.

    Text stays text: a cell that starts with ``=`` is never a formula. Rows are written as they come, so that
    a large table needs no more memory than a small one.
    """
    from openpyxl import Workbook

    from bashu.report.rows import write_rows

    book = Workbook(write_only=True)
    for sheet in sheets:
        title = sheet.title.translate(_FORBIDDEN_IN_TITLES)[:31]
        write_rows(book.create_sheet(title), sheet, language)
    with path.open("wb") as file:
        book.save(file)
