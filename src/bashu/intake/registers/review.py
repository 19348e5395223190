"""A register file read against a workspace: what would be added, changed and left, and everything that is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, TableError
from bashu.intake.registers.cells import read_book
from bashu.intake.registers.cleaning import clean_records
from bashu.intake.registers.comparison import CHANGES, Comparison, compare
from bashu.intake.registers.defaults import already_there, fill_defaults
from bashu.intake.registers.identity import identify, key_of
from bashu.intake.registers.known import Known
from bashu.intake.registers.layout import find_layout
from bashu.intake.registers.references import resolve_references
from bashu.intake.registers.template_version import check_version
from bashu.intake.registers.trace import PER_COLUMN, Trace
from bashu.tables import TABLES, Origin, check_table, find_table
from bashu.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bashu.intake.registers.cells import Book, SheetCells
    from bashu.intake.registers.limits import RegisterLimits
    from bashu.tables import Table


@dataclass(frozen=True)
class SheetReview:
    """What one sheet would do to one table."""

    sheet: str | None
    table: str
    comparison: Comparison
    findings: tuple[Finding, ...]
    skipped: tuple[tuple[int, str], ...]
    records: int


@dataclass(frozen=True)
class Review:
    """A whole file against a workspace; nothing is changed by reading it.

    Attributes
    ----------
    path
        The file.
    sheets
        What each sheet would do, in the order of the file.
    tables
        Every table that would change or is new, as it would be afterwards.
    version
        The version of the workspace it was compared with.
    """

    path: Path
    sheets: tuple[SheetReview, ...]
    tables: dict[str, pl.DataFrame]
    touched: dict[str, frozenset[int]]
    version: str | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything worth knowing, errors first."""
        every = [finding for sheet in self.sheets for finding in sheet.findings]
        return tuple(sorted(every, key=lambda finding: finding.severity))

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What stands in the way of the import."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def changes(self) -> pl.DataFrame:
        """sheet, table, row, action (added or changed), key, field, old, new."""
        parts = [
            sheet.comparison.changes.select(
                pl.lit(sheet.sheet, dtype=pl.String).alias("sheet"),
                pl.lit(sheet.table).alias("table"),
                pl.all(),
            )
            for sheet in self.sheets
        ]
        empty = pl.DataFrame(schema={"sheet": pl.String, "table": pl.String, **CHANGES})
        return pl.concat([empty, *parts])

    @property
    def counts(self) -> dict[str, int]:
        """How many records would be added, changed and left."""
        return {
            name: sum(getattr(sheet.comparison, name) for sheet in self.sheets)
            for name in ("added", "changed", "left")
        }

    def require_sound(self) -> None:
        """Raise with every error, if there is one.

        Raises
        ------
        TableError
            With the errors of all sheets.
        """
        if self.errors:
            raise TableError(self.errors)

    def merged(self, workspace: Workspace | None) -> Workspace:
        """The workspace as it would be after the import, for whoever keeps it in another store.

        Raises
        ------
        TableError
            When the review has errors.
        """
        self.require_sound()
        frames = {} if workspace is None else {name: workspace.table(name) for name in workspace.names()}
        return Workspace.from_frames({**frames, **self.tables})


def review_register(
    path: Path,
    workspace: Workspace | None = None,
    kind: str | None = None,
    limits: RegisterLimits | None = None,
) -> Review:
    r"""Read a register and say what importing it would do; the one entry for folders, the portal and programs.

    Parameters
    ----------
    path
        An .xlsx, .xls or CSV file; what it is, is decided by its content.
    workspace
        What the register is compared with; None is an empty one.
    kind
        A table of the vocabulary, by any of its names; None decides by the name of a sheet and its headers.
    limits
        Sizes beyond which the file is refused.

    Raises
    ------
    UnreadableFile
        When the file cannot or must not be read.
    TableError
        When no sheet holds a table. Faults in cells do not raise: they are in ``errors``.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp()) / "企业.csv"
    >>> _ = file.write_text("企业名录,,\n企业名称,统一社会信用代码,所在地\n示例企业有限公司,91350100M000100Y43,遂宁市\n合计,1家,\n")
    >>> review = review_register(file, Workspace.open())
    >>> review.counts, review.changes["key"].to_list(), review.sheets[0].skipped
    ({'added': 1, 'changed': 0, 'left': 0}, ['91350100m000100y43'], ((4, 'total'),))
    """
    table = _known_table(kind)
    book = read_book(path, limits)
    known = Known(workspace)
    tables: dict[str, pl.DataFrame] = {}
    touched: dict[str, frozenset[int]] = {}
    sheets: list[SheetReview] = []
    refusals: list[Finding] = []
    visible = [sheet for sheet in book.sheets if not sheet.hidden and sheet.frame.height]
    if not visible:
        raise TableError(Finding("empty_file", file=path.name))
    for sheet in visible:
        try:
            trace = _trace(book, sheet, table)
        except TableError as error:
            refusals += error.findings
            continue
        review, merged = _review_sheet(trace, known, workspace, tables, book.report.from_1904)
        sheets.append(review)
        tables[review.table] = merged
        touched[review.table] = touched.get(review.table, frozenset()) | review.comparison.touched
    if not sheets:
        raise TableError(refusals)
    sheets[0] = replace(sheets[0], findings=(*_about_book(book, sheets[0].table), *sheets[0].findings))
    changed = {review.table for review in sheets if review.comparison.added or review.comparison.changed}
    tables = {name: frame for name, frame in tables.items() if name in changed}
    return Review(path, tuple(sheets), tables, touched, workspace.version if workspace else None)


def _known_table(kind: str | None) -> str | None:
    if kind is None:
        return None
    table = find_table(kind)
    if table is None:
        details = {"what": "table", "nearest": f" ({', '.join(TABLES)})"}
        raise TableError(Finding("unknown_name", value=kind, details=details))
    return table.name


def _trace(book: Book, sheet: SheetCells, table: str | None) -> Trace:
    layout = find_layout(sheet, book.path.name, table)
    return Trace(book.path.name, sheet.name, layout, sheet.left)


def _review_sheet(
    trace: Trace, known: Known, workspace: Workspace | None, tables: dict[str, pl.DataFrame], from_1904: bool
) -> tuple[SheetReview, pl.DataFrame]:
    name = trace.layout.table
    table = TABLES[name]
    existing = tables.get(name)
    if existing is None:
        existing = table.empty() if workspace is None else workspace.table_or_empty(name)
    frame = clean_records(trace, from_1904=from_1904)
    frame = resolve_references(frame, trace, known)
    frame = identify(frame, trace, existing, known)
    frame, kept = fill_defaults(frame, trace, existing)
    rows = frame["row"]
    checked = _checked(frame.drop("row"), rows, table, trace, existing)
    _check_references(checked, rows, table, trace, known)
    sound = ~rows.is_in(list(trace.faulty_rows))
    key = key_of(name)
    comparison = compare(existing, checked.filter(sound), rows.filter(sound), table, key=key, kept=kept)
    _left_out(trace)
    review = SheetReview(
        trace.sheet, name, comparison, tuple(trace.findings), trace.layout.skipped, len(rows)
    )
    return review, comparison.merged


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


def _check_references(frame: pl.DataFrame, rows: pl.Series, table: Table, trace: Trace, known: Known) -> None:
    """Name every cell that refers to something unknown; a table may refer to the rows it brings along."""
    from bashu.workspace.references import nearest_spelling

    for column in table:
        target = column.references
        if target is None or not (known.has(target) or target == table.name):
            continue
        ids = known.ids(target)
        if target == table.name:
            ids = pl.concat([ids, frame[table.key[0]].drop_nulls()])
        cells = frame[column.name]
        unknown = (cells.is_not_null() & ~cells.is_in(ids.implode())).arg_true().head(PER_COLUMN).to_list()
        among = ids.to_list() if unknown else []
        hints: dict[str, str] = {}
        for place in unknown:
            cell = cells[place]
            if cell not in hints:
                hints[cell] = nearest_spelling(cell, among) if len(hints) < 100 else ""
            trace.add(
                "unknown_reference",
                column.name,
                int(rows[place]),
                cell,
                details={"target": target, "nearest": hints[cell]},
            )


def _left_out(trace: Trace) -> None:
    for header in trace.layout.left_out:
        trace.add("column_left_out", severity="note", details={"header": header})


def _about_book(book: Book, table: str) -> Sequence[Finding]:
    """What is worth knowing about the file as a whole."""
    notes = []
    for code, count in (("formulas_read", book.report.formulas), ("links_not_followed", book.report.links)):
        if count:
            notes.append(Finding(code, book.path.name, details={"count": count}, severity="note"))
    return [*notes, *check_version(book, table)]
