"""The user's own file again, with every bad cell marked and the reason in a comment."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from bashu.errors import Finding, InputError, UnreadableFile
from bashu.intake.registers.cells import Book, read_book

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import polars as pl
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.worksheet import Worksheet

    from bashu.errors import Language
    from bashu.intake.registers.limits import RegisterLimits
    from bashu.intake.registers.review import Review

#: cells up to which a workbook is changed in place, with its styles; larger ones are written again as plain cells
IN_PLACE = 200_000
#: and bytes of its unpacked parts, among which are the empty cells that have a style
IN_PLACE_BYTES = 12 * 1024 * 1024
_MARK = "FFC7CE"
_NAMES = {"zh": "Bashu 检查", "en": "Bashu check"}
_LONGEST = 32_767
_LONGEST_SHEET_NAME = 31


def write_marked(
    review: Review, target: Path, language: Language = "zh", limits: RegisterLimits | None = None
) -> int:
    """Write the register with its bad cells filled and explained; text never becomes a formula.

    A small .xlsx keeps its styles, widths and other sheets; links to other files are cut. An .xls, a CSV or a
    large workbook comes back as an .xlsx of plain cells at the same places.

    Returns
    -------
    int
        The marked cells.

    Raises
    ------
    InputError
        When the name of the target is not .xlsx, or it is the register itself.
    """
    if target.suffix.lower() != ".xlsx":
        details = {"kind": target.suffix or "?", "expected": ".xlsx"}
        raise InputError(Finding("wrong_kind", file=str(target), details=details))
    if target.exists() and target.samefile(review.path):
        raise InputError(
            Finding("cannot_write", file=str(target), details={"reason": "it is the register itself"})
        )
    book = read_book(review.path, limits)
    marks = _marks(review, language)
    size = sum(sheet.frame.height * sheet.frame.width for sheet in book.sheets)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        if book.kind == "XLSX" and size <= IN_PLACE and _fits_in_memory(book):
            _mark_in_place(book, marks, unfinished, language)
        else:
            _write_again(book, marks, unfinished, language)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return sum(len(cells) for cells in marks.values())


def _fits_in_memory(book: Book) -> bool:
    """Whether a workbook stays small with its styles, empty cells and every cell of its merged ranges."""
    merged = sum(
        (bottom - top + 1) * (right - left + 1)
        for sheet in book.sheets
        for (top, left), (bottom, right) in sheet.merged
    )
    return merged <= IN_PLACE and book.report.unpacked <= IN_PLACE_BYTES


def _marks(review: Review, language: Language) -> dict[str | None, dict[tuple[int, int], list[str]]]:
    """The sentences about each cell; one about a whole row stands in its first cell, one about the sheet in A1."""
    marks: dict[str | None, dict[tuple[int, int], list[str]]] = {}
    for finding in review.errors:
        reason = f"{finding.problem(language)}{'。' if language == 'zh' else '; '}{finding.remedy(language)}"
        place = _place(str(finding.details.get("cell", "")), finding.row)
        marks.setdefault(finding.sheet, {}).setdefault(place, []).append(reason)
    return marks


def _place(cell: str, row: int | None) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z]+)(\d+)", cell)
    if found is None:
        return (row or 1, 1)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _mark_in_place(
    book: Book,
    marks: Mapping[str | None, Mapping[tuple[int, int], list[str]]],
    target: Path,
    language: Language,
) -> None:
    import openpyxl

    try:
        workbook = openpyxl.load_workbook(book.path, keep_links=False)
    except Exception as error:  # the reader of a stranger's file raises what it likes
        details = {"expected": "XLSX", "reason": str(error)[:200]}
        raise UnreadableFile(Finding("damaged_file", file=book.path.name, details=details)) from error
    for name, cells in marks.items():
        sheet: Worksheet = workbook[str(name)]
        for (row, column), reasons in cells.items():
            _mark(_first_of_merged(sheet, row, column), reasons, language)
    with target.open("wb") as file:
        workbook.save(file)


def _first_of_merged(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell itself, or the one that holds the value of the merged cells it belongs to."""
    from openpyxl.cell.cell import MergedCell

    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        for merged in sheet.merged_cells.ranges:
            if cell.coordinate in merged:
                first: Any = sheet.cell(merged.min_row, merged.min_col)
                return first  # type: ignore[no-any-return]
    return cell  # type: ignore[return-value]


def _mark(cell: Any, reasons: Sequence[str], language: Language) -> None:
    from openpyxl.comments import Comment

    cell.fill = _fill()
    old = f"{cell.comment.text}\n" if cell.comment else ""
    text = old + "\n".join(dict.fromkeys(reasons))
    cell.comment = Comment(text[:_LONGEST], _NAMES[language], height=80 + 20 * text.count("\n"), width=320)


def _fill() -> PatternFill:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=_MARK, end_color=_MARK)


def _write_again(
    book: Book,
    marks: Mapping[str | None, Mapping[tuple[int, int], list[str]]],
    target: Path,
    language: Language,
) -> None:
    """Plain cells, row after row, so that a large register never stands in memory as a workbook."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    workbook = openpyxl.Workbook(write_only=True)
    for number, sheet in enumerate(book.sheets):
        if sheet.hidden:
            continue
        name = (sheet.name or book.path.stem)[:_LONGEST_SHEET_NAME]
        written = workbook.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", name) or f"Sheet{number + 1}")
        cells = marks.get(sheet.name, {})
        for row, values in enumerate(_padded(sheet.parts(), sheet.left), start=1):
            line: list[Any] = []
            for column, value in enumerate(values, start=1):
                cell = WriteOnlyCell(written, _plain(value))
                cell.data_type = "s" if value is not None else cell.data_type
                if (row, column) in cells:
                    _mark(cell, cells[row, column], language)
                line.append(cell if value is not None or (row, column) in cells else None)
            written.append(line)
    workbook.save(target)


def _padded(parts: Iterable[pl.DataFrame], left: int) -> Iterator[list[Any]]:
    for part in parts:
        for row in part.iter_rows():
            yield [None] * left + list(row)


def _plain(value: str | None) -> str | None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return None if value is None else ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
