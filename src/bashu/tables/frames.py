"""Frames that come in: anything that speaks the Arrow C stream interface becomes a polars frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import polars as pl

from bashu.errors import Finding, TableError
from bashu.tables.cells import id_text, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterable


@runtime_checkable
class ArrowStream(Protocol):
    """A table of any library that exports the Arrow C stream interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Export the table as an Arrow C stream."""
        ...


#: what the public functions take as a table
Frame = pl.DataFrame | pl.LazyFrame | ArrowStream


def as_frame(frame: Frame, name: str, columns: Iterable[str] = ()) -> pl.DataFrame:
    """Turn any Arrow-speaking table into a polars frame that has the columns an engine needs.

    Parameters
    ----------
    frame
        A polars, pandas, pyarrow or DuckDB table, or any object with ``__arrow_c_stream__``.
    name
        What the table is called in an error.
    columns
        The columns that must be there; others are kept.

    Raises
    ------
    TableError
        When the object is no table or a column is absent.

    Examples
    --------
    >>> as_frame(pl.DataFrame({"need": ["n1"], "quantity": [3]}), "needs", ["need"]).height
    1
    """
    if not isinstance(frame, pl.DataFrame):
        frame = _loaded(frame, name)
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        found = ", ".join(frame.columns) or "-"
        raise TableError(
            [
                Finding("absent_column", file=name, column=column, details={"found": found})
                for column in missing
            ]
        )
    return frame


def _loaded(frame: Any, name: str) -> pl.DataFrame:
    if not isinstance(frame, pl.LazyFrame | ArrowStream):
        raise _no_frame(frame, name, "it does not speak the Arrow C stream interface")
    try:
        loaded = frame.collect() if isinstance(frame, pl.LazyFrame) else pl.DataFrame(frame)
    except (pl.exceptions.PolarsError, TypeError, ValueError) as error:
        raise _no_frame(frame, name, str(error).partition("\n")[0][:200]) from error
    # pandas keeps its row labels as a column of their own when they are not the plain count
    return loaded.drop([column for column in loaded.columns if column.startswith("__index_level_")])


def _no_frame(frame: object, name: str, reason: str) -> TableError:
    kind = f"{type(frame).__module__}.{type(frame).__qualname__}"
    return TableError(Finding("not_a_frame", file=name, details={"kind": kind, "reason": reason}))


def as_text(frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Give id columns the type text, whatever the caller's library stored them as.

    Raises
    ------
    TableError
        When a column holds binary or nested data, which is no id.

    >>> as_text(pl.DataFrame({"need": [1, 2]}), "need")["need"].to_list()
    ['1', '2']
    """
    for column in columns:
        if column in frame.columns and not is_plain(frame.schema[column]):
            raise TableError(Finding("not_text", column=column))
    return frame.with_columns(
        id_text(frame[column]).alias(column) for column in columns if column in frame.columns
    )
