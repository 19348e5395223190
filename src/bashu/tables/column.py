"""What a table and a column are: name, type, unit, headers, checks, and who may see the cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["text", "number", "whole", "flag", "date", "period", "list"]

#: kind -> the type of a checked column
POLARS_TYPES: dict[Kind, pl.DataType] = {
    "text": pl.String(),
    "number": pl.Float64(),
    "whole": pl.Int64(),
    "flag": pl.Boolean(),
    "date": pl.String(),
    "period": pl.String(),
    "list": pl.List(pl.String()),
}

#: between the entries of a list in a text cell
LIST_SEPARATOR = ";"


@dataclass(frozen=True)
class Column:
    """One column of the vocabulary.

    ``kind`` is text, number, whole, flag (yes/no), date (2020, 2020-10 or 2020-10-29), period (a date, two
    dates with ``/`` between, ``reported`` and a date where only the report is dated, or ``not stated``) or
    list (entries separated by ``;``). ``required`` means that the column must be there and no cell may be empty; any other may be absent. ``references`` names
    the table whose ids the cells hold. ``protected`` cells are seen by the named parties only.
    """

    name: str
    zh: str
    kind: Kind = "text"
    required: bool = False
    unit: str | None = None
    choices: tuple[str, ...] = ()
    references: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    protected: bool = False
    aliases: tuple[str, ...] = ()
    meaning: str = ""

    @property
    def dtype(self) -> pl.DataType:
        """The polars type of the checked column."""
        return POLARS_TYPES[self.kind]

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header that is accepted for this column, the English name first."""
        return (self.name, self.zh, *self.aliases)


@dataclass(frozen=True)
class Table:
    """One table of the vocabulary: its columns, its key, its names in both languages.

    ``owners`` are the columns that name the organisations a row belongs to: they see its protected cells.
    ``protected_rows`` hides whole rows instead of cells (who buys from whom is itself a secret).
    """

    name: str
    zh: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    protected_rows: bool = False
    parent: str | None = None
    aliases: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Column names and polars types of a checked frame."""
        return {column.name: column.dtype for column in self.columns}

    @property
    def names(self) -> tuple[str, ...]:
        """Every file or sheet name that is accepted for this table."""
        return (self.name, self.zh, *self.aliases)

    def empty(self) -> pl.DataFrame:
        """The table without any row."""
        return pl.DataFrame(schema=self.schema)
