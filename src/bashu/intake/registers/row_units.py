"""The numbers of each row in one unit: that of the cell, of the header, or of the row's own column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import InputError
from bashu.intake.registers.headers import unit_of
from bashu.intake.registers.quantities import UnitsDisagree, agreed_unit, scaled, split_numbers

if TYPE_CHECKING:
    from bashu.intake.registers.trace import Trace
    from bashu.tables import Column, Table


def with_units(frame: pl.DataFrame, table: Table, trace: Trace) -> pl.DataFrame:
    """Numbers as digits and, where the table has a column for it, the unit they are in.

    Parameters
    ----------
    frame
        Cleaned records with their ``row``; numbers still as written.
    table
        The table of the vocabulary.
    trace
        Findings are added for cells that are no number and for units that do not convert.
    """
    numbers = [
        name for name in frame.columns if name in table.schema and table[name].kind in {"number", "whole"}
    ]
    if not numbers:
        return frame
    shares = "unit" in table.schema
    if shares and "unit" not in frame.columns:
        frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias("unit"))
    for name in numbers:
        column = table[name]
        digits, units, bad = split_numbers(frame[name])
        code = "not_whole" if column.kind == "whole" else "not_a_number"
        trace.add_where(code, name, bad, frame["row"], frame[name])
        own = (
            frame["unit"]
            if shares and column.unit is None
            else pl.repeat(None, frame.height, dtype=pl.String, eager=True)
        )
        work = pl.DataFrame({"digits": digits, "cell": units, "own": own}).with_row_index("place")
        done = _converted(work, frame, column, trace)
        frame = frame.with_columns(done["digits"].alias(name))
        if shares and column.unit is None:
            frame = frame.with_columns(done["unit"])
    unused = shares and frame["unit"].is_null().all() and trace.letters("unit") is None
    return frame.drop("unit") if unused else frame


def _converted(work: pl.DataFrame, frame: pl.DataFrame, column: Column, trace: Trace) -> pl.DataFrame:
    """Rows that share their units are converted together; the result has place, digits and unit."""
    parts = [pl.DataFrame(schema={"place": pl.UInt32, "digits": pl.String, "unit": pl.String})]
    for (cell, own), part in work.group_by("cell", "own"):
        row_unit = None if own is None else str(own)
        stated = None if cell is None else (unit_of(str(cell)) or str(cell))
        digits, unit = _in_one_unit(part, frame, column, (stated, row_unit), trace)
        units = pl.Series([unit] * part.height, dtype=pl.String).set(part["digits"].is_null(), row_unit)
        parts.append(pl.DataFrame({"place": part["place"], "digits": digits, "unit": units}))
    return pl.concat(parts).sort("place")


def _in_one_unit(
    part: pl.DataFrame,
    frame: pl.DataFrame,
    column: Column,
    units: tuple[str | None, str | None],
    trace: Trace,
) -> tuple[pl.Series, str | None]:
    cell, row_unit = units
    header = _header_unit(column, trace)
    stating = part.filter(pl.col("digits").is_not_null())["place"].to_list()
    if not stating:
        return part["digits"], row_unit
    try:
        factor, unit = agreed_unit(column, cell, header, row_unit)
    except UnitsDisagree:
        details: dict[str, str | float] = {"header": str(header), "row": str(row_unit)}
        for place in stating:
            value = frame[column.name][place]
            trace.add("units_disagree", column.name, int(frame["row"][place]), value, details=details)
    except InputError as error:
        found = error.findings[0]
        for place in stating:
            row = int(frame["row"][place])
            trace.add("unknown_unit", column.name, row, found.value, details=found.details)
    else:
        return scaled(part["digits"], factor), unit
    return pl.repeat(None, part.height, dtype=pl.String, eager=True), row_unit


def _header_unit(column: Column, trace: Trace) -> str | None:
    """The unit in the header of a column or, for money, in the line over the table."""
    stated = next(found.meaning.unit for found in trace.layout.fields if found.meaning.column == column.name)
    return trace.layout.money_unit if stated is None and column.name == "amount" else stated
