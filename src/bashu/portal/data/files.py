"""The public tables as files: made once for a version, kept on disk, and sent in pieces."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bashu.portal.data.snapshots import forget_old, public_folder
from bashu.report import write_frame

if TYPE_CHECKING:
    import polars as pl

    from bashu.portal.data.engines import Engines

#: ending -> media type
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: rows that a workbook can hold
MOST_WORKBOOK_ROWS = 1_000_000


def public_file(engines: Engines, name: str, frame: pl.DataFrame, suffix: str) -> Path:
    """The file of a public frame; the first who asks has it written, whole or not at all.

    Parameters
    ----------
    name
        Of the table or result.
    frame
        As the public sees it.
    suffix
        An ending of ``MEDIA_TYPES``.
    """
    folder = public_folder() / engines.version
    path = folder / f"{name}.{suffix}"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        forget_old(folder)
        handle, unfinished = tempfile.mkstemp(suffix=f".{suffix}", dir=folder)
        os.close(handle)
        try:
            write_frame(frame, Path(unfinished), name)
            Path(unfinished).replace(path)
        finally:
            Path(unfinished).unlink(missing_ok=True)
    return path
