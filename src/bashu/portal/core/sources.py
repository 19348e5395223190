"""Where the data comes from: the public tables with their files, and every source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.portal.naming import foundation, read_sources
from bashu.portal.shown import Foundation, Source, Thing, Words
from bashu.portal.wording import MEANINGS
from bashu.tables import TABLES

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines

#: the files that every public table comes as
SUFFIXES = ("csv", "parquet", "json", "xlsx")
#: sources that are listed; the tables to download name all of them
LISTED = 500


@dataclass(frozen=True)
class TableRow:
    """One public table: what it holds, how many rows, and its files."""

    table: str
    name: Words
    meaning: Words
    rows: int
    columns: tuple[str, ...]
    files: tuple[Thing, ...]


@dataclass(frozen=True)
class SourceRow:
    """One source and how many rows of which tables rest on it."""

    source: Source
    rows: int
    tables: tuple[str, ...]


@dataclass(frozen=True)
class SourcesPage:
    """Where the data comes from, table by table and source by source."""

    tables: tuple[TableRow, ...]
    sources: tuple[SourceRow, ...]
    foundation: Foundation


def sources_page(engines: Engines) -> SourcesPage:
    """The public tables with their files, and the sources with the rows that rest on them."""
    tables, sources = engines.kept("sources", lambda: (_tables(engines), _sources(engines)))
    return SourcesPage(tables, sources, foundation(engines))


def _tables(engines: Engines) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(
            name,
            Words(TABLES[name].zh, name),
            Words(MEANINGS.get(name, TABLES[name].zh), TABLES[name].meaning),
            engines.workspace.table(name).height,
            tuple(column.name for column in TABLES[name]),
            tuple(
                Thing(suffix, Words(suffix.upper(), suffix.upper()), f"/data/{name}.{suffix}")
                for suffix in SUFFIXES
            ),
        )
        for name in engines.workspace.names()
    )


def _sources(engines: Engines) -> tuple[SourceRow, ...]:
    parts = [
        engines.workspace.table(name).select(
            pl.col("source").str.split(" ; ").alias("source"), pl.lit(name).alias("table")
        )
        for name in engines.workspace.names()
        if "source" in TABLES[name].schema
    ]
    if not parts:
        return ()
    counted = (
        pl.concat(parts)
        .explode("source", empty_as_null=True)
        .filter(pl.col("source").is_not_null())
        .group_by("source")
        .agg(pl.len().alias("rows"), pl.col("table").unique().sort())
        .sort("rows", "source", descending=[True, False])
        .head(LISTED)
    )
    return tuple(
        SourceRow(read_sources(source)[0], rows, tuple(tables))
        for source, rows, tables in counted.iter_rows()
        if source.strip()
    )
