"""The check at the door: headers, types, ranges, choices and keys of one table."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding
from bashu.tables.cells import read_cells

if TYPE_CHECKING:
    from bashu.tables.column import Column, Kind, Table

#: findings of one kind in one column before the rest is only counted
FINDINGS_PER_COLUMN = 100
#: records of a circle that are named before those in its middle are left out
_WITNESSES = 12
#: the mark that a repeated header gets when a file is read
REPEATED_HEADER = re.compile(r"#\d+$")
#: kind of a column -> the finding about a cell that is not of it
UNREADABLE: dict[Kind, str] = {
    "text": "not_text", "list": "not_text", "number": "not_a_number", "whole": "not_whole",
    "flag": "not_a_flag", "date": "not_a_date", "period": "not_a_date",
}  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """Where a frame was read: file, sheet, and the spreadsheet row of its first record."""

    file: str | None = None
    sheet: str | None = None
    first_row: int = 2

    def finding(
        self,
        code: str,
        index: int | None = None,
        column: str | None = None,
        value: object = None,
        **details: str | float,
    ) -> Finding:
        """A finding at a record (counted from 0) and column of this origin."""
        row = None if index is None else self.first_row + index
        shown = None if value is None else str(value)
        return Finding(code, self.file, self.sheet, row, column, shown, details)


def check_table(
    frame: pl.DataFrame, table: Table, origin: Origin | None = None, limit: int = FINDINGS_PER_COLUMN
) -> tuple[pl.DataFrame, list[Finding]]:
    """Bring a raw frame to the vocabulary and say everything that is wrong with it.

    Parameters
    ----------
    frame
        Cells as text (from CSV or a workbook) or typed (from Parquet or Arrow), under any accepted header.
    table
        The contract.
    origin
        Where the frame was read, for the findings.
    limit
        Findings of one kind in one column before the rest is left out.

    Returns
    -------
    frame
        All columns of the table, in order and typed; cells that break the contract are null.
    findings
        Errors and notes, in the order of the columns. An empty list means that the table is good.

    Examples
    --------
    >>> from bashu.tables import TABLES
    >>> raw = pl.DataFrame({"产品编号": ["pcb"], "名称": ["印制电路板"]})
    >>> checked, findings = check_table(raw, TABLES["products"])
    >>> checked["name_zh"].to_list(), findings
    (['印制电路板'], [])
    """
    origin = origin or Origin()
    frame, findings = _match_headers(frame, table, origin)
    columns: list[pl.Series] = []
    for column in table:
        if column.name not in frame.columns:
            columns.append(pl.Series(column.name, [None] * frame.height, dtype=column.dtype))
            continue
        series, found = _check_column(frame[column.name], column, origin, limit)
        columns.append(series)
        findings += found
    checked = pl.DataFrame(columns)
    findings += _repeated_keys(checked, table, origin, limit)
    findings += parent_cycles(checked, table, origin)
    return checked, findings


def plain_header(header: str) -> str:
    """A header as it is compared: half-width, lower case, without space around it."""
    return unicodedata.normalize("NFKC", header).replace("\ufeff", "").strip().lower()


def _match_headers(frame: pl.DataFrame, table: Table, origin: Origin) -> tuple[pl.DataFrame, list[Finding]]:
    known = {plain_header(header): column.name for column in table for header in reversed(column.headers)}
    findings: list[Finding] = []
    taken: dict[str, str] = {}
    unknown: list[str] = []
    for header in frame.columns:
        name = known.get(plain_header(header))
        repeated = known.get(plain_header(REPEATED_HEADER.sub("", header)))
        if name is None and repeated in taken:
            findings.append(origin.finding("repeated_column", column=taken[repeated]))
        elif name is None:
            unknown.append(header)
        elif name in taken:
            findings.append(origin.finding("repeated_column", column=header))
        else:
            taken[name] = header
    absent = [column for column in table if column.name not in taken]
    for header in unknown:
        findings.append(_unknown_header(header, absent, table, origin))
    for column in absent:
        if column.required:
            findings.append(
                origin.finding("missing_column", column=column.name, accepted=", ".join(column.headers))
            )
    renamed = frame.select(pl.col(header).alias(name) for name, header in taken.items())
    return renamed, findings


def _unknown_header(header: str, absent: list[Column], table: Table, origin: Origin) -> Finding:
    spellings = [plain_header(name) for column in absent for name in column.headers]
    looks_like_typo = bool(difflib.get_close_matches(plain_header(header), spellings, n=1, cutoff=0.75))
    accepted = ", ".join(column.name for column in table)
    finding = origin.finding("unknown_column", column=header, accepted=accepted)
    return finding if looks_like_typo else replace(finding, severity="note")


def _check_column(
    series: pl.Series, column: Column, origin: Origin, limit: int
) -> tuple[pl.Series, list[Finding]]:
    raw, clean, bad = read_cells(series, column.kind)
    where = origin, limit
    findings = _at(bad, raw, UNREADABLE[column.kind], column, where)
    if column.required:
        findings += _at(clean.is_null() & ~bad, raw, "missing_value", column, where)
    if column.choices:
        wrong = ~clean.is_in(list(column.choices)) & clean.is_not_null()
        findings += _at(wrong, raw, "not_allowed", column, where, accepted=", ".join(column.choices))
        clean = clean.set(wrong, None)
    if column.minimum is not None or column.maximum is not None:
        low = float("-inf") if column.minimum is None else column.minimum
        high = float("inf") if column.maximum is None else column.maximum
        wrong = (~clean.is_between(low, high)).fill_null(value=False)
        findings += _at(wrong, raw, "out_of_range", column, where, minimum=low, maximum=high)
        clean = clean.set(wrong, None)
    return clean.alias(column.name), findings


def _at(
    mask: pl.Series,
    raw: pl.Series,
    code: str,
    column: Column,
    where: tuple[Origin, int],
    **details: str | float,
) -> list[Finding]:
    origin, limit = where
    rows = mask.fill_null(value=False).arg_true().head(limit).to_list()
    return [origin.finding(code, row, column.name, raw[row], **details) for row in rows]


def _repeated_keys(frame: pl.DataFrame, table: Table, origin: Origin, limit: int) -> list[Finding]:
    if not table.key or frame.is_empty():
        return []
    key = list(table.key)
    counted = frame.select(key).with_row_index("row").filter(pl.col(key[0]).is_not_null())
    first = counted.group_by(key, maintain_order=True).agg(
        pl.col("row").min().alias("first"), pl.len().alias("n")
    )
    repeated = first.filter(pl.col("n") > 1)
    if repeated.is_empty():
        return []
    rows = (
        counted.join(repeated, on=key, nulls_equal=True).filter(pl.col("row") != pl.col("first")).sort("row")
    )
    findings = []
    for row in rows.head(limit).iter_rows(named=True):
        shown = ", ".join(str(row[name]) for name in key if row[name] is not None)
        first_row = origin.first_row + row["first"]
        findings.append(
            origin.finding("repeated_key", row["row"], key[0], row[key[0]], first_row=first_row, key=shown)
        )
    return findings


def parent_cycles(frame: pl.DataFrame, table: Table, origin: Origin | None = None) -> list[Finding]:
    """Records that stand above themselves; one finding names the way round each circle.

    Parameters
    ----------
    frame
        The key of the table and the column of its parents.
    """
    origin = origin or Origin()
    if table.parent is None:
        return []
    key, parent = table.key[0], table.parent
    rows = frame.select(key, parent).with_row_index("row").drop_nulls()
    above = dict(zip(rows[key], rows[parent], strict=True))
    row_of = dict(zip(rows[key], rows["row"], strict=True))
    findings: list[Finding] = []
    settled: set[str] = set()
    for start in above:
        path: dict[str, None] = {}
        node: str | None = start
        while node is not None and node not in settled and node not in path:
            path[node] = None
            node = above.get(node)
        if node is not None and node in path:
            steps = list(path)
            circle = [*steps[steps.index(node) :], node]
            shown = circle if len(circle) <= _WITNESSES else [*circle[:5], "…", *circle[-5:]]
            witness = " > ".join(shown)
            findings.append(
                origin.finding("cycle", row_of[circle[0]], parent, above[circle[0]], witness=witness)
            )
        settled.update(path)
    return findings
