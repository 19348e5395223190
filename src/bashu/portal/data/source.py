"""The database as a store of tables: what a workspace reads, with columns and filters pushed down."""

from __future__ import annotations

import logging
from itertools import islice
from typing import TYPE_CHECKING, Any

import polars as pl
from django.db import DatabaseError, connection

from bashu.portal.data.fields import from_cells
from bashu.portal.data.models import MODELS, Version
from bashu.portal.data.predicates import to_query
from bashu.tables import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from bashu.tables import Table

_log = logging.getLogger(__name__)

#: rows that are taken from the database at a time
BATCH = 50_000
#: asked by every request: putting the same words together anew would take it longer than finding the row
NEWEST_COLUMNS = ("id", "digest")
NEWEST = f"SELECT {', '.join(NEWEST_COLUMNS)} FROM {Version._meta.db_table} ORDER BY id DESC LIMIT 1"  # noqa: S608


class NotPrepared(Exception):
    """The database holds no data yet: `bashu init` brings it in."""


def current_version() -> Version:
    """The newest version of the data (one query).

    Raises
    ------
    NotPrepared
        When nothing has been imported.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute(NEWEST)
            row = cursor.fetchone()
    except DatabaseError as error:
        # either the tables are not there yet or the database does not answer: the log says which
        _log.warning("the version of the data cannot be read: %s", error)
        raise NotPrepared(str(error)) from error
    if row is None:
        raise NotPrepared("no data has been imported")
    return Version.from_db(connection.alias, NEWEST_COLUMNS, row)


class DatabaseSource:
    """Tables of the vocabulary in the portal's database.

    Every row was checked when it was imported, so a workspace does not check again. A scan asks the
    database for the wanted columns and rows only.
    """

    checked = True

    def __init__(self, version: Version | None = None) -> None:
        self._version = version or current_version()

    @property
    def version(self) -> str:
        """The version that was current when the source was made."""
        return str(self._version)

    def names(self) -> frozenset[str]:
        """Every table that has a row."""
        return frozenset(name for name, model in MODELS.items() if model._default_manager.exists())

    def scan(
        self, table: Table, columns: Sequence[str] | None = None, where: pl.Expr | None = None
    ) -> tuple[pl.LazyFrame, Origin]:
        """The rows of one table in the order in which they were imported.

        The query runs here, not when the frame is collected: polars would run it in a thread of its own,
        on another connection and outside the transaction of whoever asks.
        """
        names = list(table.schema) if columns is None else list(columns)
        needed = names
        query = MODELS[table.name]._default_manager.order_by("id")
        if where is not None:
            needed = [*names, *(name for name in where.meta.root_names() if name not in names)]
            query = query.filter(to_query(where, table))
        parts = [
            part if where is None else part.filter(where).select(names)
            for part in _batches(query.values_list(*needed), needed, table)
        ]
        frame = pl.concat(parts) if parts else table.empty().select(names)
        return frame.lazy(), Origin(file=f"bashu_{table.name}")


def _batches(rows: QuerySet[Any, tuple[Any, ...]], names: list[str], table: Table) -> Iterator[pl.DataFrame]:
    """The rows of a query, so many at a time, as frames in the types of the vocabulary."""
    found = rows.iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        cells = zip(*batch, strict=True)
        yield from_cells({name: list(column) for name, column in zip(names, cells, strict=True)}, table)
