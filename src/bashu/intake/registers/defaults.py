"""What a new record gets where the register says nothing: who stands behind it, and the file as its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.intake.facts.kinds import kind_of
from bashu.tables import NOT_STATED, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bashu.intake.registers.trace import Trace

#: (table, column) -> the careful reading of silence: nobody has confirmed it
CAREFUL: Mapping[tuple[str, str], str] = {
    ("organisations", "standing"): "reported",
    ("capabilities", "standing"): "claimed",
    ("needs", "standing"): "claimed",
    ("supplies", "standing"): "claimed",
    ("travel", "standing"): "reported",
    ("statistics", "scope"): NOT_STATED,
    ("statistics", "publisher"): NOT_STATED,
}


def fill_defaults(
    frame: pl.DataFrame, trace: Trace, existing: pl.DataFrame
) -> tuple[pl.DataFrame, frozenset[str]]:
    """Fill what the register leaves open, and say so; an empty cell of a record that is there stays empty.

    Returns
    -------
    frame
        Records with every required column that can be filled without guessing.
    defaulted
        Columns the file does not have at all; an existing record keeps its own value there.
    """
    table = TABLES[trace.layout.table]
    absent: set[str] = set()
    there = already_there(frame, existing, table.key)
    for column in table:
        if not column.required:
            continue
        missing = column.name not in frame.columns
        cells = pl.repeat(None, frame.height, dtype=pl.String, eager=True) if missing else frame[column.name]
        filling = _filling(frame, table.name, column.name, trace)
        empty = cells.is_null() if missing else cells.is_null() & ~there
        if filling is None or not empty.any():
            continue
        filled = cells.set(empty, None).fill_null(filling).set(~empty & cells.is_null(), None)
        count = int((empty & filled.is_not_null()).sum())
        if not count:
            continue
        used = ", ".join(filled.filter(empty).drop_nulls().unique().sort().head(4).to_list())
        trace.add("filled_in", column.name, severity="note", details={"rows": count, "used": used})
        frame = frame.with_columns(filled.alias(column.name))
        if missing:
            absent.add(column.name)
    return frame, frozenset(absent)


def _filling(frame: pl.DataFrame, table: str, column: str, trace: Trace) -> pl.Series | None:
    if (table, column) == ("organisations", "kind"):
        return frame["name"].map_elements(kind_of, return_dtype=pl.String, skip_nulls=True)
    text = CAREFUL.get((table, column))
    if column == "source":
        text = " · ".join(part for part in (trace.file, trace.sheet) if part)
    return None if text is None else pl.Series([text] * frame.height, dtype=pl.String)


def already_there(frame: pl.DataFrame, existing: pl.DataFrame, key: Sequence[str]) -> pl.Series:
    """Whether the workspace has a record of each row's key."""
    absent = [name for name in key if name not in frame.columns]
    if absent or not key:
        return pl.repeat(False, frame.height, dtype=pl.Boolean, eager=True)
    known = existing.select(pl.col(name).cast(pl.String) for name in key).unique()
    known = known.with_columns(pl.lit(value=True).alias("#there"))
    asked = frame.select(pl.col(name).cast(pl.String) for name in key)
    joined = asked.join(known, on=list(key), how="left", nulls_equal=True, maintain_order="left")
    return joined["#there"].fill_null(value=False)
