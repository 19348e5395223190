"""Ids of a market: those that are missing, repeated or unknown, each with its row."""

from __future__ import annotations

import numpy as np
import polars as pl

from bashu.errors import Finding
from bashu.match.market.whole_numbers import MOST_FINDINGS


def id_findings(frame: pl.DataFrame, table: str, key: str) -> list[Finding]:
    """Name the rows whose id is missing, or that of a row before."""
    ids = frame[key]
    findings = [
        Finding("missing_value", file=table, row=row + 2, column=key)
        for row in ids.is_null().arg_true().head(MOST_FINDINGS).to_list()
    ]
    if ids.n_unique() == len(ids):
        return findings
    numbered = pl.DataFrame({"id": ids}).with_row_index("row").filter(pl.col("id").is_not_null())
    repeated = numbered.with_columns(first=pl.col("row").min().over("id")).filter(
        pl.col("row") > pl.col("first")
    )
    findings += [
        Finding(
            "repeated_key",
            file=table,
            row=row["row"] + 2,
            column=key,
            value=row["id"],
            details={"key": row["id"], "first_row": row["first"] + 2},
        )
        for row in repeated.head(MOST_FINDINGS).iter_rows(named=True)
    ]
    return findings


def places_among(ids: pl.Series, wanted: pl.Series) -> pl.Series:
    """The place of each wanted id among the sorted ids, null where it is not there."""
    if not len(ids):
        return pl.Series([None] * len(wanted), dtype=pl.Int64)
    place = pl.Series(
        np.minimum(ids.search_sorted(wanted.fill_null("")).to_numpy(), len(ids) - 1), dtype=pl.Int64
    )
    found = ids.gather(place) == wanted
    return place.set(~found.fill_null(value=False), None)


def unknown_findings(ids: pl.Series, places: pl.Series, table: str, target: str) -> list[Finding]:
    """Name the rows whose id is missing or not found."""
    rows = places.is_null().arg_true().head(MOST_FINDINGS).to_list()
    return [
        Finding("missing_value", file=table, row=row + 2, column=ids.name)
        if ids[row] is None
        else Finding(
            "unknown_reference",
            file=table,
            row=row + 2,
            column=ids.name,
            value=ids[row],
            details={"target": target, "nearest": ""},
        )
        for row in rows
    ]
