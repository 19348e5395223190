"""The database as a store of tables: what a workspace reads, with columns and filters pushed down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polars.io.plugins import register_io_source

from bashu.portal.data.fields import from_cells
from bashu.portal.data.models import MODELS, Version
from bashu.portal.data.predicates import to_query
from bashu.tables import TABLES, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import polars as pl

    from bashu.tables import Table

#: rows that are taken from the database at a time
BATCH = 50_000


class NotPrepared(Exception):
    """The database holds no data yet: `bashu init` brings it in."""


def current_version() -> Version:
    """The newest version of the data (one query).

    Raises
    ------
    NotPrepared
        When nothing has been imported.
    """
    from django.db import DatabaseError

    try:
        version = Version.objects.order_by("-id").first()
    except DatabaseError as error:
        raise NotPrepared(str(error)) from error
    if version is None:
        raise NotPrepared("no data has been imported")
    return version


class DatabaseSource:
    """Tables of the vocabulary in the portal's database.

    Every row was checked when it was imported, so a workspace does not check again. A scan runs no query
    before it is collected; it then asks for the wanted columns and rows only.
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
        """The rows of one table in the order in which they were imported."""

        def read(
            wanted: list[str] | None, predicate: pl.Expr | None, rows: int | None, _batch: int | None
        ) -> Iterator[pl.DataFrame]:
            names = wanted if wanted is not None else list(table.schema)
            for frame in _batches(table, names, predicate, rows):
                yield frame if predicate is None else frame.filter(predicate).select(names)

        frame = register_io_source(io_source=read, schema=table.schema)
        if where is not None:
            frame = frame.filter(where)
        return (frame if columns is None else frame.select(columns)), Origin(file=f"bashu_{table.name}")


def _batches(
    table: Table, names: list[str], predicate: pl.Expr | None, rows: int | None
) -> Iterator[pl.DataFrame]:
    needed = list(names)
    query = MODELS[table.name]._default_manager.order_by("id")
    if predicate is not None:
        needed += [name for name in predicate.meta.root_names() if name not in needed]
        query = query.filter(to_query(predicate, table))
    elif rows is not None:
        query = query[:rows]
    found = query.values_list(*needed).iterator(chunk_size=BATCH)
    empty = True
    while batch := [row for _, row in zip(range(BATCH), found, strict=False)]:
        empty = False
        cells = zip(*batch, strict=True)
        yield from_cells({name: list(column) for name, column in zip(needed, cells, strict=True)}, table)
    if empty:
        yield TABLES[table.name].empty().select(needed)
