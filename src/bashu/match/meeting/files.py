"""The tables of an event from a folder of CSV files or one workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.tables.meeting import MEETING_TABLES
from bashu.workspace.folder import FolderSource
from bashu.workspace.workbook import SUFFIXES as WORKBOOK_SUFFIXES
from bashu.workspace.workbook import WorkbookSource

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl


def read_event_files(path: Path) -> dict[str, pl.DataFrame]:
    """The tables of an event that stand in a folder (``requests.csv``, ``约见.csv`` …) or in a workbook's sheets.

    The cells are text, as :func:`bashu.match.meet` takes them.

    Raises
    ------
    UnreadableFile
        When a file is damaged or of another kind.
    TableError
        When no file or sheet is named after a table of an event.
    """
    workbook = path.suffix.lower() in WORKBOOK_SUFFIXES
    source = (WorkbookSource if workbook else FolderSource)(path, tables=MEETING_TABLES)
    return {name: source.scan(MEETING_TABLES[name])[0].collect() for name in sorted(source.names())}
