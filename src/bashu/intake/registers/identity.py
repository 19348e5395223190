"""Which record a row is: by its id, its credit code, its name, or what makes it this record and no other."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from bashu.intake.registers.firms import RegisteredFirms, identify_organisations
from bashu.intake.registers.names import TakenIds, name_keys, new_ids
from bashu.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.intake.registers.known import Known
    from bashu.intake.registers.trace import Trace
    from bashu.tables import Table

#: tables whose rows get an id when the register has none -> the columns that make a row this one and no other
NATURAL_KEYS: Mapping[str, tuple[str, ...]] = {
    "organisations": ("name",),
    "places": ("name_zh", "parent"),
    "products": ("name_zh",),
    "sites": ("organisation", "place", "park", "role"),
    "capabilities": ("organisation", "site", "product", "text"),
    "needs": ("organisation", "site", "product", "text"),
    "projects": ("organisation", "product", "place"),
    "agreements": ("title", "subject", "signed_on"),
    "regional": ("region", "industry", "year"),
}
_PREFIX = {"sites": "site", "capabilities": "cap", "needs": "need", "projects": "project", "agreements": "ag"}
_SEPARATOR = "\x1f"


def key_of(table: str) -> tuple[str, ...]:
    """The columns by which rows of a table are compared."""
    return TABLES[table].key or NATURAL_KEYS[table]


class Identifier:
    """Gives rows their ids, part after part of a register; what is already there is prepared once.

    Parameters
    ----------
    table
        The table that the register is about.
    existing
        The table as the workspace has it.
    known
        The names of the workspace.
    """

    def __init__(self, table: Table, existing: pl.DataFrame, known: Known) -> None:
        self._table, self._existing, self._known = table, existing, known
        self._by_id = len(table.key) == 1 and table.name in NATURAL_KEYS
        self._taken = TakenIds(existing[table.key[0]] if self._by_id else ())
        self._alike: dict[tuple[str, ...], pl.DataFrame] = {}

    @cached_property
    def _registered(self) -> RegisteredFirms:
        return RegisteredFirms(self._existing)

    def identify(self, frame: pl.DataFrame, trace: Trace) -> tuple[pl.DataFrame, pl.Series]:
        """Give every row the id of the record it is, or of a new one; tables whose key is no id stay as they are.

        Parameters
        ----------
        frame
            Records with resolved references.
        trace
            Findings are added where a code and a name, or several records, contradict each other.

        Returns
        -------
        frame
            The records with their ids.
        made
            Whether an id was made from what the record says.
        """
        if not self._by_id:
            return frame, pl.repeat(False, frame.height, dtype=pl.Boolean, eager=True)
        key = self._table.key[0]
        if key not in frame.columns:
            frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias(key))
        if self._table.name == "organisations":
            return identify_organisations(frame, trace, self._registered, self._known, self._taken)
        natural = [name for name in NATURAL_KEYS[self._table.name] if name in frame.columns]
        marks = natural_marks(frame, natural)
        found = pl.DataFrame({"mark": marks}).join(
            self._known_marks(tuple(natural)), on="mark", how="left", maintain_order="left"
        )
        several = (frame[key].is_null() & (found["n"] > 1)).fill_null(value=False)
        for place in several.arg_true().to_list():
            trace.add(
                "several_records", key, int(frame["row"][place]), details={"count": int(found["n"][place])}
            )
        ids = frame[key].fill_null(found["id"].set(several, None))
        prefix = _PREFIX.get(self._table.name, "")
        given = new_ids(ids, frame.select(natural), marks, prefix, self._taken)
        return frame.with_columns(given.alias(key)), ids.is_null() & given.is_not_null()

    def _known_marks(self, natural: tuple[str, ...]) -> pl.DataFrame:
        """mark, id and n: what makes the records of the workspace these, and how many are alike."""
        if natural not in self._alike:
            marks = natural_marks(self._existing, list(natural))
            alike = pl.DataFrame({"mark": marks, "id": self._existing[self._table.key[0]]}).drop_nulls()
            self._alike[natural] = alike.group_by("mark").agg(pl.col("id").first(), pl.len().alias("n"))
        return self._alike[natural]


def natural_marks(frame: pl.DataFrame, natural: list[str]) -> pl.Series:
    """What makes each row this one, as one text; null where nothing does."""
    if not natural or frame.is_empty():
        return pl.Series([None] * frame.height, dtype=pl.String)
    keys = [name_keys(frame[name].cast(pl.String)).fill_null("") for name in natural]
    joined = pl.DataFrame(keys).select(pl.concat_str(pl.all(), separator=_SEPARATOR)).to_series()
    return joined.set(joined.str.replace_all(_SEPARATOR, "", literal=True) == "", None)
