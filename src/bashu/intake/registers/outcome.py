"""What a register does to one table, collected part after part; a long one is kept in files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from bashu.intake.registers.comparison import CHANGES, UNTOUCHED, Comparison
from bashu.intake.registers.spill import Spill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bashu.tables import Table


class Outcome:
    """Added, changed and untouched records of one table.

    Parameters
    ----------
    table
        The table of the vocabulary.
    existing
        The table as it was.
    long
        Whether the parts are put aside in files instead of memory.
    """

    def __init__(self, table: Table, existing: pl.DataFrame, *, long: bool = False) -> None:
        self.table = table
        self.existing = existing
        self.long = long
        self.added = self.changed = self.left = 0
        #: rows of ``changes``: one for an added record, one for every field of a changed one
        self.lines = 0
        self._faulty: set[int] = set()
        #: columns in which a new record has a value
        self.filled: set[str] = set()
        make = Spill if long else list[pl.DataFrame]
        self._changes, self._new, self._updated, self._untouched = make(), make(), make(), make()

    def add(self, part: Comparison) -> None:
        """Take what the next records of the register do."""
        self.added += part.new.height
        self.changed += part.updated.height
        self.left += part.untouched.height
        self.lines += part.changes.height
        self.filled |= {name for name in part.new.columns if part.new[name].is_not_null().any()}
        for store, frame in (
            (self._changes, part.changes), (self._new, part.new),
            (self._updated, part.updated), (self._untouched, part.untouched),
        ):  # fmt: skip
            if frame.height:
                store.append(frame)

    def leave_out(self, rows: set[int]) -> None:
        """Take back what records do that proved to be faulty once the whole register was known."""
        if not rows:
            return
        faulty = pl.Series(sorted(rows), dtype=pl.UInt32).implode()
        for frame in self._changes:
            met = frame.filter(pl.col("row").is_in(faulty)).unique("row")
            self.added -= met.filter(action="added").height
            self.changed -= met.filter(action="changed").height
            self.lines -= int(frame["row"].is_in(faulty).sum())
        self.left -= sum(frame.filter(pl.col("row").is_in(faulty)).height for frame in self._untouched)
        self._faulty |= rows

    def changes(self, limit: int | None = None) -> pl.DataFrame:
        """row, action (added, changed), key, field, old, new; the first ``limit`` of them."""
        return _first(self._changes, pl.DataFrame(schema=CHANGES), limit, self._faulty)

    def untouched(self, limit: int | None = None) -> pl.DataFrame:
        """Spreadsheet row and key of the records that stay as they are; the first ``limit`` of them."""
        return _first(self._untouched, pl.DataFrame(schema=UNTOUCHED), limit, self._faulty)

    def keys_of(self, rows: pl.Series) -> dict[int, str]:
        """The shown keys of records by their spreadsheet rows."""
        found: dict[int, str] = {}
        for store in (self._changes, self._untouched):
            for frame in store:
                met = frame.select("row", "key").filter(pl.col("row").is_in(rows.implode()))
                found.update(met.iter_rows())
        return found

    def new(self) -> Iterator[pl.DataFrame]:
        """The new records with every column of the table, a part at a time."""
        yield from self._new

    @cached_property
    def touched(self) -> frozenset[int]:
        """Positions of the changed records in the table as it was."""
        return frozenset(place for frame in self._updated for place in frame["#place"])

    def updated(self) -> pl.DataFrame:
        """The table as it was, with the changed records as they will be."""
        if not self.changed:
            return self.existing
        changed = pl.concat(list(self._updated))
        height = self.existing.height
        order = pl.arange(height, eager=True)
        order = order.scatter(
            changed["#place"].to_list(), pl.arange(height, height + changed.height, eager=True)
        )
        return pl.concat([self.existing, changed.drop("#place")])[order]

    def write_parquet(self, file: Path) -> None:
        """Write the whole table afterwards; the new records of a long register go through memory part by part."""
        if isinstance(self._new, Spill) and len(self._new):
            pl.concat([self.updated().lazy(), self._new.scan()]).sink_parquet(file)
        else:
            self.merged().write_parquet(file)

    def merged(self) -> pl.DataFrame:
        """The whole table afterwards."""
        parts: list[pl.DataFrame] = [self.updated(), *self._new]
        return pl.concat(parts)


def _first(
    store: list[pl.DataFrame] | Spill, empty: pl.DataFrame, limit: int | None, without: set[int]
) -> pl.DataFrame:
    parts = [empty]
    wanted = limit
    for part in store:
        if wanted is not None and wanted <= 0:
            break
        frame = part.filter(~pl.col("row").is_in(list(without))) if without else part
        parts.append(frame if wanted is None else frame.head(wanted))
        wanted = None if wanted is None else wanted - frame.height
    return pl.concat(parts)
