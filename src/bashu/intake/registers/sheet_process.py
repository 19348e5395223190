"""A process of its own that reads one workbook, so that no file can take the memory or time of the program.

It imports nothing of Bashu but its neighbour: ``python sheet_process.py BOOK FOLDER MEGABYTES SECONDS [long]``. A
long book is read in pieces. The cells of sheet *n* go
to ``FOLDER/n-0.csv``, ``FOLDER/n-1.csv`` … as text, what the workbook is to ``FOLDER/book.json``. Beyond the memory the allocator
ends the process, beyond the seconds the system does; either way only this process is lost.
"""

from __future__ import annotations

import csv
import datetime
import importlib
import io
import itertools
import json
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: what the process ends with when the file itself is at fault; ``book.json`` says why
REFUSED = 3
_MIDNIGHT = datetime.time()
#: merged ranges beyond this many are not reported
_MERGED = 20_000
#: rows in one file
_PIECE = 20_000


def as_text(cell: object) -> str:
    """A cell as the text a person would type: whole numbers without decimals, days without midnight.

    >>> as_text(7.0), as_text(True), as_text(datetime.datetime(2020, 10, 29)), as_text(0.1)
    ('7', 'yes', '2020-10-29', '0.1')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e18:
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == _MIDNIGHT:
        return cell.date().isoformat()
    return str(cell)


def limit_resources(megabytes: int, seconds: int) -> None:
    """Hold this process to so much memory, processor time and file size, where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the check of the archive stands alone there
        return
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (4 * size, 4 * size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_book(path: str, folder: Path) -> list[dict[str, Any]]:
    """Write the cells of every visible sheet and say what there is; values of formulas are those last saved."""
    import python_calamine as calamine

    book = calamine.CalamineWorkbook.from_path(path)
    sheets = []
    for number, about in enumerate(book.sheets_metadata):
        found: dict[str, Any] = {
            "name": about.name,
            "merged": [],
            "rows": 0,
            "columns": 0,
            "left": 0,
            "pieces": 0,
            "widths": [],
        }
        found["hidden"] = about.visible != calamine.SheetVisibleEnum.Visible
        sheets.append(found)
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            found["hidden"] = True
            continue
        sheet = book.get_sheet_by_index(number)
        found["merged"] = (sheet.merged_cell_ranges or [])[:_MERGED]
        if sheet.start is None:
            continue
        # rows are handed over from the first of the sheet on, columns from the first that has a value
        found["columns"], found["left"] = sheet.width, sheet.start[1]
        found["rows"] = (sheet.end or sheet.start)[0] + 1
        found["pieces"] = write_rows(sheet.iter_rows(), folder, number)
        found["widths"] = [sheet.width] * found["pieces"]
    return sheets


def read_long_book(path: str, folder: Path) -> list[dict[str, Any]]:
    """What ``read_book`` does, for a workbook whose cells are too many to stand in memory at once."""
    # as a script it stands beside its neighbour, not in a package
    neighbour = importlib.import_module(f"{__package__}.long_sheet" if __package__ else "long_sheet")
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryFile() as aside:
        book = neighbour.LongWorkbook(archive, _PIECE, aside)
        return [write_pieces(book.pieces, about, folder, number) for number, about in enumerate(book.sheets)]


def write_pieces(
    pieces: Callable[[Any], Iterator[bytes]], about: Any, folder: Path, number: int
) -> dict[str, Any]:
    """Write the rows of a sheet, piece after piece, and say what there is."""
    import python_calamine as calamine

    rows = 0
    widths: list[int] = []
    for content in () if about.hidden else pieces(about):
        # all pieces but the last are full, also where the sheet has no rows
        complete(folder, number, len(widths), rows)
        sheet = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        write_rows(itertools.islice(sheet.iter_rows(), 1, None), folder, number, len(widths))
        rows = (sheet.end or (0,))[0]
        widths.append(sheet.width)
    return {
        "name": about.name,
        "hidden": about.hidden,
        "left": 0,
        "merged": about.merged[:_MERGED],
        "rows": max(len(widths) - 1, 0) * _PIECE + rows,
        "columns": max(widths, default=0),
        "pieces": len(widths),
        "widths": widths,
    }


def complete(folder: Path, sheet: int, pieces: int, rows: int) -> None:
    """Fill the last piece that was written with blank rows."""
    if pieces and rows < _PIECE:
        with (folder / f"{sheet}-{pieces - 1}.csv").open("a", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([""] for _ in range(_PIECE - rows))


def write_rows(rows: Iterator[list[Any]], folder: Path, sheet: int, pieces: int = 0) -> int:
    """Write the rows of a sheet into files of at most ``_PIECE`` rows and say how many files there are then."""
    while taken := list(itertools.islice(rows, _PIECE)):
        with (folder / f"{sheet}-{pieces}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([as_text(cell) for cell in row] for row in taken)
        pieces += 1
    return pieces


def main(arguments: list[str]) -> int:
    """Read one book into a folder; 0 when it was read, 3 when the file is at fault."""
    book, folder, megabytes, seconds, *long = arguments
    answer = Path(folder) / "book.json"
    limit_resources(int(megabytes), int(seconds))
    try:
        read = read_long_book if long else read_book
        found: dict[str, Any] = {"sheets": read(book, Path(folder))}
    except MemoryError:
        found = {"error": "memory"}
    except BaseException as error:
        kind = {"PasswordError": "password", "UnusualWorkbook": "memory"}.get(type(error).__name__, "damaged")
        found = {"error": kind, "reason": (str(error) or type(error).__name__).splitlines()[0][:200]}
    answer.write_text(json.dumps(found), encoding="utf-8")
    return REFUSED if "error" in found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
