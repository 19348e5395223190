"""What rows of different parts of a long register have in common: keys, names, parents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.intake.registers.identity import NATURAL_KEYS, key_of, natural_marks
from bashu.intake.registers.references import unknown_references
from bashu.intake.registers.trace import PER_COLUMN
from bashu.tables import parent_cycles

if TYPE_CHECKING:
    from bashu.intake.registers.known import Known
    from bashu.intake.registers.outcome import Outcome
    from bashu.intake.registers.trace import Trace
    from bashu.tables import Table

_SEED = 20_201_029


class AcrossParts:
    """Sixteen to forty bytes of every row, by which the parts of a register are held against each other at the end.

    Parameters
    ----------
    table
        The table that the register is about.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._keys: list[pl.DataFrame] = []
        self._marks: list[pl.DataFrame] = []
        self._parents: list[pl.DataFrame] = []
        self._own = [column for column in table if column.references == table.name]
        self._cited: dict[str, list[pl.DataFrame]] = {column.name: [] for column in self._own}

    def note(self, frame: pl.DataFrame, rows: pl.Series, made: pl.Series) -> None:
        """Remember one part: checked records, their rows, and which of them got their id from what they say."""
        key = key_of(self._table.name)
        ids = _digest(frame, key)
        self._keys.append(pl.DataFrame({"id": ids, "row": rows}).filter(frame[key[0]].is_not_null()))
        if len(self._table.key) == 1 and self._table.name in NATURAL_KEYS:
            marks = natural_marks(frame, list(NATURAL_KEYS[self._table.name]))
            marked = pl.DataFrame({"mark": marks.hash(_SEED), "id": ids, "row": rows, "made": made})
            self._marks.append(marked.filter(marks.is_not_null()))
        for column in self._own:
            cells = pl.DataFrame({"cell": frame[column.name], "row": rows}).drop_nulls()
            self._cited[column.name].append(cells)
        if self._table.parent is not None:
            self._parents.append(
                frame.select(key[0], self._table.parent).with_columns(rows.alias("row")).drop_nulls()
            )

    def finish(self, trace: Trace, outcome: Outcome, known: Known) -> None:
        """Say what only the whole register shows; the findings are those of a register read at once."""
        said = {found.row for found in trace.findings if found.code == "repeated_key"}
        self._repeated(trace, outcome, said)
        here = pl.concat([keys["id"] for keys in self._keys]).implode()
        ids = known.ids(self._table.name) if self._own else pl.Series(dtype=pl.String)
        for column in self._own:
            cited = pl.concat(self._cited[column.name])
            unknown = ~cited["cell"].is_in(ids.implode()) & ~_digest(cited, ("cell",)).is_in(here)
            unknown_references(trace, column, cited, unknown, ids)
        if self._parents:
            self._circles(trace, self._table.parent or "")

    def _repeated(self, trace: Trace, outcome: Outcome, said: set[int | None]) -> None:
        keys = pl.concat(self._keys)
        again = _later(keys)
        if self._marks:
            # a name that got an id of its own is the firm that stands elsewhere under that name
            marks = pl.concat(self._marks)
            given = pl.col("row").filter(~pl.col("made")).min().over("mark")
            marks = marks.with_columns(pl.coalesce(given, pl.col("row").min().over("mark")).alias("first"))
            named = marks.filter(pl.col("made") & (pl.col("row") != pl.col("first")))
            pair = (
                pl.max_horizontal("row", "first").alias("row"),
                pl.min_horizontal("row", "first").alias("first"),
            )
            again = pl.concat([again, named.select(pair)])
        again = again.unique("row").sort("row").head(PER_COLUMN)
        shown = outcome.keys_of(again["row"]) if again.height else {}
        for row, first in again.iter_rows():
            if row not in said:
                key = shown.get(row, "")
                details = {"first_row": first, "key": key}
                trace.add("repeated_key", self._table.key[0], row, key, details=details)

    def _circles(self, trace: Trace, parent: str) -> None:
        pairs = pl.concat(self._parents)
        said = {found.row for found in trace.findings if found.code == "cycle"}
        for finding in parent_cycles(pairs.drop("row"), self._table):
            row = None if finding.row is None else int(pairs["row"][finding.row])
            if row not in said:
                trace.add("cycle", parent, row, finding.value, details=finding.details)


def _digest(frame: pl.DataFrame, key: tuple[str, ...]) -> pl.Series:
    """Keys as numbers of 64 bits: a million of them meet by chance once in 37 million registers."""
    cells = [pl.col(name).cast(pl.String).fill_null("") for name in key]
    return frame.select(pl.concat_str(cells, separator="\x1f")).to_series().hash(_SEED)


def _later(keys: pl.DataFrame) -> pl.DataFrame:
    """Row and the first row of the same key, for every row that is not the first."""
    first = keys.with_columns(pl.col("row").min().over("id").alias("first"))
    return first.filter(pl.col("row") != pl.col("first")).select("row", "first")
