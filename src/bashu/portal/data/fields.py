"""Columns of the vocabulary as fields of a database model, and cells on their way in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from django.db import models

from bashu.tables.column import LIST_SEPARATOR

if TYPE_CHECKING:
    from bashu.tables import Column, Table
    from bashu.tables.column import Kind

#: kind of a column -> the field that holds it; lists are text with a separator, as in every file of Bashu
FIELDS: dict[Kind, type[models.Field[Any, Any]]] = {
    "text": models.TextField,
    "number": models.FloatField,
    "whole": models.BigIntegerField,
    "flag": models.BooleanField,
    "date": models.TextField,
    "period": models.TextField,
    "list": models.TextField,
}


def field_of(column: Column, table: Table) -> models.Field[Any, Any]:
    """The field of a column: same name, same type, null where the vocabulary allows an empty cell.

    What names a record of another table is indexed; that it exists is checked at the door, because a
    workspace may lack the other table.
    """
    return FIELDS[column.kind](
        verbose_name=column.zh,
        null=not column.required,
        unique=table.key == (column.name,),
        db_index=column.references is not None and table.key != (column.name,),
    )


def to_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """A checked frame as the database stores it.

    >>> to_cells(pl.DataFrame({"tags": [["a", "b"], [], None]})).rows()
    [('a;b',), ('',), (None,)]
    """
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    return frame.with_columns(pl.col(name).list.join(LIST_SEPARATOR) for name in lists)


def from_cells(columns: dict[str, list[Any]], table: Table) -> pl.DataFrame:
    """Columns as the database hands them over, in the types of the vocabulary.

    >>> from bashu.tables import TABLES
    >>> from_cells({"fields": ["a;b", "", None]}, TABLES["products"])["fields"].to_list()
    [['a', 'b'], [], None]
    """
    series = []
    for name, cells in columns.items():
        column = table[name]
        if column.kind == "list":
            text = pl.Series(name, cells, dtype=pl.String)
            series.append(_empty_lists(text.str.split(LIST_SEPARATOR), text))
        else:
            series.append(pl.Series(name, cells, dtype=column.dtype))
    return pl.DataFrame(series)


def _empty_lists(lists: pl.Series, text: pl.Series) -> pl.Series:
    """Text without a character is a list without an entry."""
    frame = pl.DataFrame([lists, text.alias("text")])
    without = pl.lit([], dtype=pl.List(pl.String))
    return frame.select(
        pl.when(pl.col("text") == "").then(without).otherwise(pl.col(lists.name)).alias(lists.name)
    ).to_series()
