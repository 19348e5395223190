"""Frames that come in: anything that speaks the Arrow C stream interface becomes a polars frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import polars as pl

from bashu.errors import Finding, TableError

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
    if isinstance(frame, pl.LazyFrame):
        frame = frame.collect()
    if not isinstance(frame, pl.DataFrame):
        if not isinstance(frame, ArrowStream):
            kind = f"{type(frame).__module__}.{type(frame).__qualname__}"
            reason = f"{kind} does not speak the Arrow C stream interface"
            raise TableError(Finding("not_a_table", file=name, details={"reason": reason}))
        frame = _from_arrow(frame)
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        accepted = ", ".join(frame.columns) or "-"
        raise TableError(
            [
                Finding(
                    "missing_column", file=name, column=column, details={"accepted": f"{column} ({accepted})"}
                )
                for column in missing
            ]
        )
    return frame


def _from_arrow(frame: Any) -> pl.DataFrame:
    loaded = pl.DataFrame(frame)
    # pandas keeps its row labels as a column of their own when they are not the plain count
    return loaded.drop([column for column in loaded.columns if column.startswith("__index_level_")])


def as_text(frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Give id columns the type text, whatever the caller's library stored them as.

    >>> as_text(pl.DataFrame({"need": [1, 2]}), "need")["need"].to_list()
    ['1', '2']
    """
    return frame.with_columns(pl.col(column).cast(pl.String) for column in columns if column in frame.columns)
