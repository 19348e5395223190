"""Many rows into the database at once, in the quickest way each database has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from bashu.portal.data.fields import to_cells
from bashu.portal.data.models import MODELS

if TYPE_CHECKING:
    import polars as pl

#: rows that are handed to the database at a time
BATCH = 20_000


def replace_rows(name: str, frame: pl.DataFrame) -> None:
    """Put the rows of a checked frame in place of all rows of a table; call it inside a transaction."""
    model = MODELS[name]
    model._default_manager.all().delete()
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for column in frame.columns)
    table = quote(model._meta.db_table)
    cells = to_cells(frame)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in cells.iter_rows():
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(frame.columns))
        statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - names come from the vocabulary
        for part in cells.iter_slices(BATCH):
            cursor.executemany(statement, part.rows())
