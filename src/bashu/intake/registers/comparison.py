"""What an import would do: rows added, changed field by field, and left as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import InputError
from bashu.tables.column import LIST_SEPARATOR
from bashu.text import convert
from bashu.text.units import plain_decimal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from bashu.tables import Table

#: columns of the changes
CHANGES = {
    "row": pl.UInt32,
    "action": pl.String,
    "key": pl.String,
    "field": pl.String,
    "old": pl.String,
    "new": pl.String,
}


#: columns of the records that stay as they are
UNTOUCHED = {"row": pl.UInt32, "key": pl.String}


@dataclass(frozen=True)
class Comparison:
    """What some rows of a register do to a table.

    ``changes``: row, action (added, changed), key, field, old, new; ``untouched``: row and key; ``new``: the added
    records; ``updated``: the changed records as they will be, with ``#place``, their position in the table as it was.
    """

    changes: pl.DataFrame
    new: pl.DataFrame
    updated: pl.DataFrame
    untouched: pl.DataFrame


def compare(
    existing: pl.DataFrame,
    incoming: pl.DataFrame,
    rows: pl.Series,
    table: Table,
    *,
    key: Sequence[str],
    kept: frozenset[str] = frozenset(),
) -> Comparison:
    """Lay the rows of a register over a table; an empty cell of the register changes nothing.

    Parameters
    ----------
    existing, incoming
        Checked frames of the table, keys unique in both.
    rows
        The spreadsheet row of each incoming record.
    key
        The columns that say which record a row is.
    kept
        Columns that the register does not state: only new rows take them, and the source of changed ones.

    Notes
    -----
    A quantity in another unit of the same dimension is the same quantity: 1.2 亿元 leaves 12000 万元 as it is.
    """
    incoming = incoming.with_columns(rows.cast(pl.UInt32).alias("#row"))
    places = existing.select(*key).with_row_index("#place")
    joined = incoming.join(places, on=list(key), how="left", nulls_equal=True, maintain_order="left")
    new = joined.filter(pl.col("#place").is_null())
    met = joined.filter(pl.col("#place").is_not_null())
    before = existing[met["#place"].to_list()] if met.height else existing.clear()
    met = _in_known_units(met, before, table)
    values = [column.name for column in table if column.name not in key]
    differs = {
        name: (met[name].is_not_null() & _unlike(met[name], before[name])).fill_null(value=False)
        for name in values
        if name not in kept
    }
    any_change = pl.Series([False] * met.height, dtype=pl.Boolean)
    for mask in differs.values():
        any_change |= mask
    if "source" in kept and "source" in values:
        differs["source"] = any_change & _unlike(met["source"], before["source"]).fill_null(value=False)
    details = [_details(met, before, name, mask, key) for name, mask in differs.items() if mask.any()]
    added = new.select(
        pl.col("#row").alias("row"),
        pl.lit("added").alias("action"),
        _shown_key(key),
        *_nothing("field", "old", "new"),
    )
    changes = pl.concat([added, *details]).cast(CHANGES).sort("row", maintain_order=True)  # type: ignore[arg-type]
    untouched = met.filter(~any_change).select(pl.col("#row").alias("row"), _shown_key(key)).cast(UNTOUCHED)  # type: ignore[arg-type]
    columns = [column.name for column in table]
    return Comparison(
        changes, new.select(columns), _updated(before, met, differs, any_change, columns), untouched
    )


def _nothing(*names: str) -> list[pl.Expr]:
    return [pl.lit(None, dtype=pl.String).alias(name) for name in names]


def _unlike(new: pl.Series, old: pl.Series) -> pl.Series:
    if isinstance(new.dtype, pl.List):
        new, old = as_cells(new), as_cells(old)
    return new.ne_missing(old)


def _shown_key(key: Sequence[str]) -> pl.Expr:
    return pl.concat_str(
        [pl.col(name).cast(pl.String) for name in key], separator=" · ", ignore_nulls=True
    ).alias("key")


def as_cells(column: pl.Series) -> pl.Series:
    """A checked column as text cells: whole numbers without decimals, yes and no, lists with ``;``.

    >>> as_cells(pl.Series([1.0, 2.5, None])).to_list(), as_cells(pl.Series([True, False])).to_list()
    (['1', '2.5', None], ['yes', 'no'])
    """
    if isinstance(column.dtype, pl.List):
        text = column.list.join(LIST_SEPARATOR)
        return text.set((text == "").fill_null(value=False), None)
    if column.dtype == pl.Boolean:
        return column.cast(pl.String).replace({"true": "yes", "false": "no"})
    if column.dtype.is_float():
        return column.map_elements(_digits, return_dtype=pl.String, skip_nulls=True)
    return column.cast(pl.String)


def _digits(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _details(
    met: pl.DataFrame, before: pl.DataFrame, name: str, mask: pl.Series, key: Sequence[str]
) -> pl.DataFrame:
    chosen = met.filter(mask)
    return chosen.select(
        pl.col("#row").alias("row"),
        pl.lit("changed").alias("action"),
        _shown_key(key),
        pl.lit(name).alias("field"),
    ).with_columns(as_cells(before[name].filter(mask)).alias("old"), as_cells(chosen[name]).alias("new"))


def _in_known_units(met: pl.DataFrame, before: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Quantities in the unit that the record already has, where that converts."""
    if "unit" not in table.schema or not met.height:
        return met
    other = (met["unit"] != before["unit"]).fill_null(value=False)
    numbers = [column.name for column in table if column.kind == "number" and column.unit is None]
    if not other.any() or not numbers:
        return met
    cells = {name: met[name].to_list() for name in numbers}
    units = met["unit"].to_list()
    for place in other.arg_true().to_list():
        try:
            factor = convert(1, units[place], before["unit"][place])
        except InputError:
            continue
        for name in numbers:
            if cells[name][place] is not None:
                cells[name][place] = _times(cells[name][place], factor)
        units[place] = before["unit"][place]
    return met.with_columns(
        pl.Series("unit", units, dtype=pl.String),
        *(pl.Series(name, cells[name], dtype=pl.Float64) for name in numbers),
    )


def _times(value: float, factor: Decimal) -> float:
    from decimal import Decimal

    return float(plain_decimal(Decimal(repr(value)) * factor))


def _updated(
    before: pl.DataFrame,
    met: pl.DataFrame,
    differs: dict[str, pl.Series],
    any_change: pl.Series,
    columns: Sequence[str],
) -> pl.DataFrame:
    """The changed records: what the register says where it differs, what was there elsewhere."""
    values = [
        met[name].zip_with(differs[name], before[name]) if name in differs else before[name]
        for name in columns
    ]
    return pl.DataFrame([met["#place"], *values]).filter(any_change)
