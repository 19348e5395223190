"""Which record a row is: by its id, its credit code, its name, or what makes it this record and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.intake.registers.firms import identify_organisations
from bashu.intake.registers.names import name_keys, new_ids
from bashu.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.intake.registers.known import Known
    from bashu.intake.registers.trace import Trace

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


def identify(frame: pl.DataFrame, trace: Trace, existing: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Give every row the id of the record it is, or of a new one; tables whose key is no id stay as they are.

    Parameters
    ----------
    frame
        Records with resolved references.
    trace
        Findings are added where a code and a name, or several records, contradict each other.
    existing
        The table as the workspace has it.
    known
        The names of the workspace.
    """
    table = TABLES[trace.layout.table]
    if len(table.key) != 1 or table.name not in NATURAL_KEYS:
        return frame
    key = table.key[0]
    if key not in frame.columns:
        frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias(key))
    if table.name == "organisations":
        return identify_organisations(frame, trace, existing, known)
    natural = [name for name in NATURAL_KEYS[table.name] if name in frame.columns]
    marks = _marks(frame, natural)
    alike = pl.DataFrame({"mark": _marks(existing, natural), "id": existing[key]}).drop_nulls()
    alike = alike.group_by("mark").agg(pl.col("id").first(), pl.len().alias("n"))
    found = pl.DataFrame({"mark": marks}).join(alike, on="mark", how="left", maintain_order="left")
    several = (frame[key].is_null() & (found["n"] > 1)).fill_null(value=False)
    for place in several.arg_true().to_list():
        trace.add("several_records", key, int(frame["row"][place]), details={"count": int(found["n"][place])})
    ids = frame[key].fill_null(found["id"].set(several, None))
    return frame.with_columns(
        new_ids(ids, frame.select(natural), marks, _PREFIX.get(table.name, ""), set(existing[key])).alias(key)
    )


def _marks(frame: pl.DataFrame, natural: list[str]) -> pl.Series:
    """What makes each row this one, as one text; null where nothing does."""
    if not natural or frame.is_empty():
        return pl.Series([None] * frame.height, dtype=pl.String)
    keys = [name_keys(frame[name].cast(pl.String)).fill_null("") for name in natural]
    joined = pl.DataFrame(keys).select(pl.concat_str(pl.all(), separator=_SEPARATOR)).to_series()
    return joined.set(joined.str.replace_all(_SEPARATOR, "", literal=True) == "", None)
