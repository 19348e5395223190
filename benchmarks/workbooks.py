"""Writing a workbook: our own stream against openpyxl, in one run: ``python benchmarks/workbooks.py [--rows 20000]``.

openpyxl writes rows as they come (``write_only``), its quickest way, with plain values and no looks at all.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from openpyxl import Workbook

from bashu import Workspace
from bashu.report import Sheet, write_workbook

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    """Print the processor time and the size of the file of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    rows = parser.parse_args().rows
    table = Workspace.open().table("capabilities")
    frame = pl.concat([table] * (rows // table.height + 1)).head(rows)
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("ours", _ours), ("openpyxl, write_only", _openpyxl)):
            path = Path(folder, "a.xlsx")
            seconds = min(_timed(write, frame, path) for _ in range(3))
            print(
                f"{name}: {frame.height:,} rows × {frame.width}: {seconds:.2f} s, {path.stat().st_size / 1e6:.2f} MB"
            )


def _timed(write: Callable[[pl.DataFrame, Path], None], frame: pl.DataFrame, path: Path) -> float:
    start = time.process_time()
    write(frame, path)
    return time.process_time() - start


def _ours(frame: pl.DataFrame, path: Path) -> None:
    write_workbook(path, [Sheet("capabilities", frame, ("a note",))], "zh")


def _openpyxl(frame: pl.DataFrame, path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("capabilities")
    sheet.append(frame.columns)
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    for row in frame.with_columns(pl.col(name).list.join(";") for name in lists).iter_rows():
        sheet.append(row)
    book.save(path)


if __name__ == "__main__":
    main()
