"""What the build reads, and how it writes: gathered files, hand-made mapping files, checked tables."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from bashu.tables import TABLES, Origin, check_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
CORRIDOR = REPOSITORY / "src" / "bashu" / "corridor"

#: the report of 29 October 2020 that the corridor starts from
REPORT = "http://scjjzx.hrnewspaper.com/jjzx/ec/2020-10-30/53759.html"
GENERAL_KNOWLEDGE = "general knowledge"

Row = dict[str, str]


def shared_folder() -> Path:
    """The folder of gathered data: $BASHU_SHARED, else `../shared` beside the repository."""
    folder = Path(os.environ.get("BASHU_SHARED") or REPOSITORY.parent / "shared")
    if not folder.is_dir():
        raise SystemExit(f"{folder} is absent: set BASHU_SHARED to the folder of gathered data")
    return folder


def read_csv(path: Path) -> list[Row]:
    """Rows of a CSV file as text, with spaces around the cells removed."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return [{name: (cell or "").strip() for name, cell in row.items()} for row in csv.DictReader(handle)]


def read_gathered(name: str) -> list[Row]:
    """A gathered file, such as ``corridor/firms.csv``."""
    return read_csv(shared_folder() / "data" / name)


def read_mapping(name: str) -> list[Row]:
    """A hand-made file beside this script, such as ``evidence.csv``."""
    return read_csv(HERE / "tables" / f"{name}.csv")


def write_table(name: str, rows: Iterable[Mapping[str, object]], folder: Path) -> int:
    """Check rows against the vocabulary and write them; stop the build on any finding.

    Columns that no row fills are left out unless the vocabulary requires them.
    """
    table = TABLES[name]
    records = [{column.name: _cell(row.get(column.name)) for column in table} for row in rows]
    used = [
        column.name for column in table if column.required or any(record[column.name] for record in records)
    ]
    path = folder / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, used, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)
    frame = pl.read_csv(path, infer_schema=False)
    _, findings = check_table(frame, table, Origin(path.name))
    if findings:
        raise SystemExit("\n".join(finding.sentence("en") for finding in findings))
    return len(records)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
