"""A register file read against a workspace: what would be added, changed and left, and everything that is wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, TableError
from bashu.intake.registers.cells import read_book
from bashu.intake.registers.comparison import CHANGES, UNTOUCHED
from bashu.intake.registers.known import Known
from bashu.intake.registers.layout import find_layout
from bashu.intake.registers.sheet_review import SheetReview, review_sheet
from bashu.intake.registers.template_version import check_version
from bashu.intake.registers.trace import Trace
from bashu.tables import TABLES, find_table
from bashu.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bashu.intake.registers.cells import Book
    from bashu.intake.registers.limits import RegisterLimits
    from bashu.intake.registers.outcome import Outcome


@dataclass(frozen=True)
class Review:
    """A whole file against a workspace; nothing is changed by reading it.

    Attributes
    ----------
    path
        The file.
    sheets
        What each sheet would do, in the order of the file.
    version
        The version of the workspace it was compared with.
    """

    path: Path
    sheets: tuple[SheetReview, ...]
    version: str | None

    @property
    def outcomes(self) -> dict[str, tuple[Outcome, ...]]:
        """What changes each table that is not left as it is, sheet after sheet."""
        found: dict[str, tuple[Outcome, ...]] = {}
        for sheet in self.sheets:
            found[sheet.table] = (*found.get(sheet.table, ()), sheet.outcome)
        return {
            name: parts for name, parts in found.items() if any(part.added or part.changed for part in parts)
        }

    @cached_property
    def tables(self) -> dict[str, pl.DataFrame]:
        """Every table that would change or is new, as it would be afterwards, in memory."""
        return {name: parts[-1].merged() for name, parts in self.outcomes.items()}

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
        return self.first_changes()

    def first_changes(self, limit: int | None = None) -> pl.DataFrame:
        """The first changes of every sheet, for a register of which all would be too many to show."""
        return self._listed(CHANGES, [sheet.outcome.changes(limit) for sheet in self.sheets])

    def untouched(self, limit: int | None = None) -> pl.DataFrame:
        """sheet, table, row and key of the records that stay as they are; the first of every sheet."""
        return self._listed(UNTOUCHED, [sheet.outcome.untouched(limit) for sheet in self.sheets])

    def whole(self) -> pl.DataFrame:
        """The columns of ``changes`` for every record of the file in the order of its rows, also those left."""
        left = self.untouched().with_columns(pl.lit("left").alias("action"))
        return pl.concat([self.changes, left], how="diagonal").sort(
            "table", "sheet", "row", maintain_order=True
        )

    def _listed(
        self, columns: Mapping[str, type[pl.DataType]], parts: Sequence[pl.DataFrame]
    ) -> pl.DataFrame:
        named = [
            frame.select(
                pl.lit(sheet.sheet, dtype=pl.String).alias("sheet"),
                pl.lit(sheet.table).alias("table"),
                pl.all(),
            )
            for sheet, frame in zip(self.sheets, parts, strict=True)
        ]
        return pl.concat([pl.DataFrame(schema={"sheet": pl.String, "table": pl.String, **columns}), *named])

    @property
    def counts(self) -> dict[str, int]:
        """How many records would be added, changed and left."""
        return {
            name: sum(getattr(sheet.outcome, name) for sheet in self.sheets)
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
    sheets: list[SheetReview] = []
    refusals: list[Finding] = []
    visible = [sheet for sheet in book.sheets if not sheet.hidden and sheet.frame.height]
    if not visible:
        raise TableError(Finding("empty_file", file=path.name))
    for sheet in visible:
        try:
            layout = find_layout(sheet, path.name, table)
        except TableError as error:
            refusals += error.findings
            continue
        trace = Trace(path.name, sheet.name, layout, sheet.left)
        existing = _existing(layout.table, sheets, workspace)
        sheets.append(review_sheet(sheet, trace, known, existing, from_1904=book.report.from_1904))
    if not sheets:
        raise TableError(refusals)
    sheets[0] = replace(sheets[0], findings=(*_about_book(book, sheets[0].table), *sheets[0].findings))
    return Review(path, tuple(sheets), workspace.version if workspace else None)


def _existing(table: str, before: Sequence[SheetReview], workspace: Workspace | None) -> pl.DataFrame:
    """A table as it is when a sheet is reached: the sheets before may have changed it."""
    for review in reversed(before):
        if review.table == table:
            return review.outcome.merged()
    return TABLES[table].empty() if workspace is None else workspace.table_or_empty(table)


def _known_table(kind: str | None) -> str | None:
    if kind is None:
        return None
    table = find_table(kind)
    if table is None:
        details = {"what": "table", "nearest": f" ({', '.join(TABLES)})"}
        raise TableError(Finding("unknown_name", value=kind, details=details))
    return table.name


def _about_book(book: Book, table: str) -> Sequence[Finding]:
    """What is worth knowing about the file as a whole."""
    notes = []
    for code, count in (("formulas_read", book.report.formulas), ("links_not_followed", book.report.links)):
        if count:
            notes.append(Finding(code, book.path.name, details={"count": count}, severity="note"))
    return [*notes, *check_version(book, table)]
