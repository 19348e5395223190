"""Where in a sheet the table is: headers under titles, records, totals, repeated headers and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, TableError
from bashu.intake.registers.headers import Meaning, plain_header, read_header, unit_of
from bashu.tables import TABLES, find_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.intake.registers.cells import SheetCells

#: rows from the top among which the header is looked for
HEADER_WITHIN = 40
#: headers that must be recognised before a row counts as a header
_FEWEST = 2
_TOTAL = re.compile(r"^(?:合计|小计|总计|共计|累计|总和|total|subtotal|grandtotal)(?:[:：(].*|数|金额)?$")
_NOTE = re.compile(
    r"^(?:注|备注|附注|说明|填表说明|填报说明|数据来源|资料来源|填表人|填报人|制表人?|审核人?|复核人?|单位负责人|负责人|联系人|联系电话"
    r"|填表日期|填报日期|制表日期|note|notes|source|remarks?)\d{0,2}\s*[:：.、]|^※|^\*(?!st)"
)
_UNIT_LINE = re.compile(r"单位[:：]\s*([^\s,，;；)）]{1,12})")


@dataclass(frozen=True)
class Field:
    """One column of the sheet: where it stands (from 0 in the frame), its header as written, what it means."""

    position: int
    header: str
    meaning: Meaning


@dataclass(frozen=True)
class Layout:
    """The table found in a sheet.

    ``records`` holds the cells of the records with a column ``row`` (counted as a spreadsheet does) and the text
    columns of the sheet; ``left_out`` are headers without a meaning, ``skipped`` the rows that are totals,
    repeated headers or notes, with the reason. ``width`` counts the columns of the sheet, ``ended`` says whether the
    notes below the records have begun, ``last`` is the last row: with them the next part of a long sheet is read.
    """

    table: str
    header_row: int
    fields: tuple[Field, ...]
    records: pl.DataFrame
    left_out: tuple[str, ...]
    skipped: tuple[tuple[int, str], ...]
    money_unit: str | None
    width: int
    ended: bool
    last: tuple[str | None, ...]


@dataclass(frozen=True)
class _Candidate:
    table: str
    first: int
    height: int
    fields: tuple[Field, ...]
    headers: tuple[str, ...]

    @property
    def score(self) -> tuple[int, int, int, int]:
        """Columns recognised, those by the vocabulary's own headers, required ones, and the lower height first."""
        schema = TABLES[self.table].schema
        found = [field.meaning for field in self.fields if field.meaning.column in schema]
        required = sum(TABLES[self.table][meaning.column].required for meaning in found)
        return len(found), sum(meaning.own for meaning in found), required, -self.height


def find_layout(sheet: SheetCells, file: str, table: str | None = None) -> Layout:
    """The table of a sheet, or the reason why there is none.

    Parameters
    ----------
    sheet
        The cells of a sheet.
    file
        The name of the file, for findings.
    table
        The table of the vocabulary that is expected; None takes the one whose headers fit best.

    Raises
    ------
    TableError
        ``no_header`` when no row holds two known headers, ``which_register`` when two tables fit equally well.
    """
    frame = _clean(sheet.frame)
    head = [list(row) for row in frame.head(HEADER_WITHIN).rows()]
    best = _best(head, sheet, file, table)
    first = best.first + best.height
    body = frame.with_row_index("row", offset=1).slice(first)
    body = _fill_merged(body, sheet, first)
    records, skipped, ended = _records(body, best.fields, ended=False)
    headers = best.headers
    used = {field.position for field in best.fields}
    left_out = tuple(header for place, header in enumerate(headers) if header and place not in used)
    above = [cell for row in head[: best.first] for cell in row if cell]
    unit = _money_unit(above)
    return Layout(
        best.table,
        best.first + 1,
        best.fields,
        records,
        left_out,
        skipped,
        unit,
        frame.width,
        ended,
        _last_row(body),
    )


def continue_layout(layout: Layout, sheet: SheetCells, part: pl.DataFrame, above: int) -> Layout:
    """The records of the next part of a long sheet, under the header that stands in its first.

    Parameters
    ----------
    layout
        The layout of the part before.
    sheet
        The sheet.
    part
        The next rows of the sheet; what lies to the right of the first part's columns is left out.
    above
        The rows of the sheet before them.
    """
    missing = [pl.lit(None, dtype=pl.String).alias(str(place)) for place in range(part.width, layout.width)]
    part = part.with_columns(missing).select(str(place) for place in range(layout.width))
    body = _clean(part).with_row_index("row", offset=above + 1)
    body = _fill_merged(body, sheet, above, layout.last or None)
    records, skipped, ended = _records(body, layout.fields, ended=layout.ended)
    return replace(layout, records=records, skipped=skipped, ended=ended, last=_last_row(body))


def _clean(frame: pl.DataFrame) -> pl.DataFrame:
    """Cells without control characters and surrounding space; blank cells are null."""
    text = pl.all().str.replace_all(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]", "")
    text = text.str.strip_chars(" \t\r\n\u3000\u00a0")
    frame = frame.with_columns(text)
    return frame.with_columns(pl.when(pl.all() != "").then(pl.all()))


def _best(head: list[list[str | None]], sheet: SheetCells, file: str, table: str | None) -> _Candidate:
    stem = sheet.name or file.rpartition(".")[0]
    named = find_table(re.sub(r"[\d\s()（）]+$", "", stem))
    tables = [table] if table else [named.name] if named else list(TABLES)
    found = _candidates(head, sheet, tables)
    if not found and not table and named:
        found = _candidates(head, sheet, list(TABLES))
    if not found:
        details = {"rows": min(len(head), HEADER_WITHIN)}
        raise TableError(Finding("no_header", file=file, sheet=sheet.name, details=details))
    found.sort(key=lambda candidate: (candidate.score, -candidate.first), reverse=True)
    best = found[0]
    equal = {other.table for other in found if other.score == best.score and other.first == best.first}
    if len(equal) > 1:
        kinds = ", ".join(name for name in TABLES if name in equal)
        raise TableError(Finding("which_register", file=file, sheet=sheet.name, details={"kinds": kinds}))
    return best


def _candidates(head: list[list[str | None]], sheet: SheetCells, tables: Sequence[str]) -> list[_Candidate]:
    found = []
    for first, row in enumerate(head):
        heights: list[tuple[int, list[tuple[str, ...]]]] = [(1, [(cell or "",) for cell in row])]
        if first + 1 < len(head) and (pairs := _pair(row, head[first + 1], first, sheet)):
            heights.append((2, pairs))
        for height, columns in heights:
            for table in tables:
                fields = _fields(columns, table)
                if len(fields) >= min(_FEWEST, sum(cell is not None for cell in row) or 1):
                    headers = tuple("".join(dict.fromkeys(parts)) for parts in columns)
                    found.append(_Candidate(table, first, height, fields, headers))
    return [candidate for candidate in found if len(candidate.fields) >= _FEWEST or len(tables) == 1]


def _pair(
    upper: list[str | None], lower: list[str | None], first: int, sheet: SheetCells
) -> list[tuple[str, ...]]:
    """Two rows as one header: a group above spreads over the blank cells to its right; nothing if they are no pair."""
    if not any(above is None and below is not None for above, below in zip(upper, lower, strict=True)):
        return []
    across = {
        column - sheet.left
        for (top, left), (bottom, right) in sheet.merged
        if top == bottom == first
        for column in range(left, right + 1)
    }
    groups: list[str] = []
    for position, cell in enumerate(upper):
        spreads = cell is None and lower[position] is not None and position > 0
        if spreads and sheet.merged and position not in across:
            spreads = False
        groups.append(cell or (groups[-1] if spreads else ""))
    return [(above, below or "") for above, below in zip(groups, lower, strict=True)]


def _fields(columns: Sequence[tuple[str, ...]], table: str) -> tuple[Field, ...]:
    """Columns with a meaning; where two mean the same, the one whose header says it more exactly stays."""
    chosen: dict[str, tuple[int, Field]] = {}
    for position, parts in enumerate(columns):
        spellings = [parts[0]] if len(parts) == 1 else [parts[0] + parts[1], parts[1], parts[0]]
        for rank, spelling in enumerate(spellings):
            meaning = read_header(spelling, table) if spelling else None
            if meaning is None:
                continue
            field = Field(position, "".join(dict.fromkeys(parts)), meaning)
            before = chosen.get(meaning.column)
            if before is None or rank < before[0]:
                chosen[meaning.column] = rank, field
            break
    return tuple(sorted((field for _, field in chosen.values()), key=lambda field: field.position))


def _fill_merged(
    body: pl.DataFrame, sheet: SheetCells, first: int, before: tuple[str | None, ...] | None = None
) -> pl.DataFrame:
    """Give every row of cells merged downwards the value that the spreadsheet keeps in the first.

    ``before`` is the row above a part of a long sheet: merged cells that begin there go on with its value.
    """
    end = first + body.height
    spans: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, right) in sheet.merged:
        column = left - sheet.left
        if bottom > top and left == right and top < end and bottom >= first and 0 <= column < body.width - 1:
            spans.setdefault(column, []).append((top, bottom))
    for column, ranges in spans.items():
        values = body[str(column)].to_list()
        for top, bottom in ranges:
            start, stop = max(top, first) - first, min(bottom + 1, end) - first
            goes_on = top < first and before is not None
            value = before[column] if goes_on and before is not None else values[start]
            values[start:stop] = [value] * (stop - start)
        body = body.with_columns(pl.Series(str(column), values, dtype=pl.String))
    return body


def _last_row(body: pl.DataFrame) -> tuple[str | None, ...]:
    return body.drop("row").row(-1) if body.height else ()


def _records(
    body: pl.DataFrame, fields: tuple[Field, ...], *, ended: bool
) -> tuple[pl.DataFrame, tuple[tuple[int, str], ...], bool]:
    """The rows that are records, the others with the reason why they are none, and whether the notes have begun."""
    cells = [name for name in body.columns if name != "row"]
    filled = pl.sum_horizontal(pl.col(name).is_not_null() for name in cells)
    body = body.with_columns(filled.alias("filled"), pl.coalesce(cells).alias("opening"))
    body = body.filter(pl.col("filled") > 0)
    reasons: dict[int, str] = {}
    headers = [(field.position, plain_header(field.header)) for field in fields]
    suspects = body.filter(
        (pl.col("filled") <= 2) | pl.col("opening").str.contains(r"(?i)计|总|total|注|说明|：|:|^[*※]")
        | (pl.col(str(headers[0][0])) == fields[0].header) | pl.any_horizontal(
            pl.col(name).str.contains(r"^\s*[合小总共累]\s*计") for name in cells[:4])
    )  # fmt: skip
    for row in suspects.iter_rows(named=True):
        reason = _no_record(row, cells, headers)
        ended = ended or (reason == "note" and row["filled"] <= 2)
        if ended and row["filled"] <= 2:
            reason = reason or "note"
        if reason:
            reasons[row["row"]] = reason
    records = body.filter(~pl.col("row").is_in(list(reasons))).drop("filled", "opening")
    return records, tuple(sorted(reasons.items())), ended


def _no_record(row: dict[str, object], cells: list[str], headers: list[tuple[int, str]]) -> str | None:
    texts = [str(row[name]) for name in cells if row[name] is not None]
    plain = [plain_header(text) for text in texts[:3]]
    if any(_TOTAL.match(text) for text in plain):
        return "total"
    if all(plain_header(str(row[str(position)] or "")) in header for position, header in headers) and any(
        row[str(position)] for position, _ in headers
    ):
        return "header"
    if _NOTE.match(texts[0].lower()) and (
        len(texts) <= 2 or all("：" in text or ":" in text for text in texts)
    ):
        return "note"
    return None


def _money_unit(above: Sequence[str]) -> str | None:
    """The unit that a line over the table states for its amounts: 单位：万元."""
    for text in above:
        found = _UNIT_LINE.search(text)
        if found and (unit := unit_of(found[1])):
            return unit
    return None
