"""One sheet of a register against one table, part after part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.intake.registers.across import AcrossParts
from bashu.intake.registers.cleaning import clean_records
from bashu.intake.registers.comparison import compare
from bashu.intake.registers.defaults import already_there, fill_defaults
from bashu.intake.registers.identity import Identifier, key_of
from bashu.intake.registers.layout import continue_layout
from bashu.intake.registers.outcome import Outcome
from bashu.intake.registers.references import resolve_references, unknown_references
from bashu.intake.registers.trace import PER_COLUMN
from bashu.tables import TABLES, Origin, check_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bashu.errors import Finding
    from bashu.intake.registers.cells import SheetCells
    from bashu.intake.registers.known import Known
    from bashu.intake.registers.layout import Layout
    from bashu.intake.registers.trace import Trace
    from bashu.tables import Table


@dataclass(frozen=True)
class SheetReview:
    """What one sheet would do to one table."""

    sheet: str | None
    table: str
    outcome: Outcome
    findings: tuple[Finding, ...]
    skipped: tuple[tuple[int, str], ...]
    records: int


def review_sheet(
    sheet: SheetCells, trace: Trace, known: Known, existing: pl.DataFrame, *, from_1904: bool = False
) -> SheetReview:
    """Hold the records of a sheet against a table.

    Parameters
    ----------
    sheet
        The cells; a long sheet is gone through in parts, of which one stands in memory.
    trace
        The layout of the first part; findings are added.
    known
        The names of the workspace.
    existing
        The table as it is.
    from_1904
        Whether serial numbers of days count from 1904.
    """
    table = TABLES[trace.layout.table]
    long = sheet.spill is not None
    identifier, outcome, across = (
        Identifier(table, existing, known),
        Outcome(table, existing, long=long),
        AcrossParts(table),
    )
    skipped: list[tuple[int, str]] = []
    records = 0
    for layout in _layouts(trace.layout, sheet):
        trace.layout = layout
        skipped += layout.skipped
        frame = resolve_references(clean_records(trace, from_1904=from_1904), trace, known)
        frame, made = identifier.identify(frame, trace)
        frame, kept = fill_defaults(frame, trace, existing)
        rows = frame["row"]
        records += frame.height
        checked = _checked(frame.drop("row"), rows, table, trace, existing)
        _check_references(checked, rows, table, trace, known, long=long)
        if long:
            across.note(checked, rows, made)
        sound = ~rows.is_in(list(trace.faulty_rows))
        key = key_of(table.name)
        outcome.add(compare(existing, checked.filter(sound), rows.filter(sound), table, key=key, kept=kept))
    if long:
        across.finish(trace, outcome, known)
        trace.join_fillings()
        outcome.leave_out(trace.faulty_rows)
    for header in trace.layout.left_out:
        trace.add("column_left_out", severity="note", details={"header": header})
    return SheetReview(trace.sheet, table.name, outcome, tuple(trace.findings), tuple(skipped), records)


def _layouts(layout: Layout, sheet: SheetCells) -> Iterator[Layout]:
    """The layout of every part of a sheet, each going on where the one before ended."""
    yield layout
    above = sheet.frame.height
    for part in sheet.spill.after(1) if sheet.spill is not None else ():
        layout = continue_layout(layout, sheet, part, above)
        above += part.height
        yield layout


def _checked(
    frame: pl.DataFrame, rows: pl.Series, table: Table, trace: Trace, existing: pl.DataFrame
) -> pl.DataFrame:
    """The frame under the contract of its table; findings come back to the cells of the file.

    A record that is there already needs no more than its key and what is new.
    """
    known = [column.name for column in table if column.name in frame.columns or column.required]
    absent = [pl.lit(None, dtype=pl.String).alias(name) for name in known if name not in frame.columns]
    checked, findings = check_table(
        frame.with_columns(absent).select(known), table, Origin(first_row=0), limit=PER_COLUMN
    )
    key = key_of(table.name)
    there = already_there(checked, existing, key)
    said = {(found.row, found.column) for found in trace.findings}
    said |= {(found.row, trace.label(key[0])) for found in trace.findings if found.severity == "error"}
    for finding in findings:
        column = finding.column
        row = None if finding.row is None else int(rows[finding.row])
        label = trace.label(column) if column else None
        if finding.code == "missing_value" and (
            (row, label) in said or (finding.row is not None and there[finding.row])
        ):
            continue  # the cell was not empty but unreadable, which is said already, or the record has a value
        details = dict(finding.details)
        if finding.code == "repeated_key":
            details["first_row"] = int(rows[int(details["first_row"])])
        trace.add(finding.code, column, row, finding.value, details=details, severity=finding.severity)
    return checked


def _check_references(
    frame: pl.DataFrame, rows: pl.Series, table: Table, trace: Trace, known: Known, *, long: bool
) -> None:
    """Name every cell that refers to something unknown; a table may refer to the rows it brings along.

    Rows of a long register may refer to a later part: that is looked at when all are known.
    """
    for column in table:
        target = column.references
        own = target == table.name
        if target is None or not (known.has(target) or own) or (own and long):
            continue
        ids = known.ids(target)
        if own:
            ids = pl.concat([ids, frame[table.key[0]].drop_nulls()])
        cells = frame[column.name]
        unknown = cells.is_not_null() & ~cells.is_in(ids.implode())
        unknown_references(trace, column, pl.DataFrame({"cell": cells, "row": rows}), unknown, ids)
