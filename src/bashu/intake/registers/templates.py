"""Forms to fill in: one workbook per register, in Chinese or English, with lists to choose from and its version."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from bashu.errors import Finding, InputError
from bashu.intake.registers.template_version import VERSION_SHEET, template_version
from bashu.tables import TABLES, find_table
from bashu.tables.words import CHOICE_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from bashu.errors import Language
    from bashu.tables import Column, Table

#: rows that the lists to choose from reach down to
ROWS = 2_000
_LISTS_SHEET = "_lists"
_KINDS = {
    "text": ("文本", "text"), "number": ("数字", "number"), "whole": ("整数", "whole number"), "flag": ("是/否", "yes or no"),
    "date": ("日期，如 2020-10-29", "date such as 2020-10-29"), "period": ("期间，如 2022-01/2022-08", "period such as 2022-01/2022-08"),
    "list": ("多项用；分隔", "several, separated by ;"),
}  # fmt: skip


def write_template(kind: str, target: Path, language: Language = "zh") -> None:
    """Write the empty form of a register.

    Row 1 holds the headers, required ones marked with ★; a comment says what belongs into a column. Choices,
    yes and no, days and numbers are validated by the spreadsheet; a hidden sheet carries the table and version.

    Parameters
    ----------
    kind
        A table of the vocabulary, by any of its names.
    target
        A name that ends in .xlsx.
    language
        The language of headers, choices and explanations; both are read back alike.

    Raises
    ------
    InputError
        When there is no such register or the name does not end in .xlsx.
    """
    from openpyxl import Workbook

    table = find_table(kind)
    if table is None:
        details = {"what": "table", "nearest": f" ({', '.join(TABLES)})"}
        raise InputError(Finding("unknown_name", value=kind, details=details))
    if target.suffix.lower() != ".xlsx":
        details = {"kind": target.suffix or "?", "expected": ".xlsx"}
        raise InputError(Finding("wrong_kind", file=str(target), details=details))
    book = Workbook()
    sheet: Worksheet = book.active  # type: ignore[assignment]
    sheet.title = table.zh if language == "zh" else table.name
    lists = book.create_sheet(_LISTS_SHEET)
    for position, column in enumerate(table, start=1):
        _header(sheet, position, column, language)
        _validate((sheet, lists), position, column, choices_shown(table, column, language), language)
    sheet.freeze_panes = "A2"
    _say_version(book, table, language)
    lists.sheet_state = "hidden"
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            book.save(file)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _header(sheet: Worksheet, position: int, column: Column, language: Language) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    name = column.zh if language == "zh" else column.name.replace("_", " ")
    cell = sheet.cell(1, position, ("★" if column.required else "") + name)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", start_color="E8EEF2")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.comment = Comment(_explanation(column, language), "Bashu", height=110, width=280)
    letters = cell.column_letter
    sheet.column_dimensions[letters].width = max(12, min(40, 2 * len(name) + 6))
    if column.kind in {"text", "date", "period"}:
        # as text a spreadsheet neither shortens long codes nor reshapes days
        sheet.column_dimensions[letters].number_format = "@"


def _explanation(column: Column, language: Language) -> str:
    place = 0 if language == "zh" else 1
    parts = [_KINDS[column.kind][place]]
    if column.required:
        parts.append(("必填", "required")[place])
    if column.unit:
        parts.append(f"{('单位', 'unit')[place]} {column.unit}")
    if column.references:
        shown = TABLES[column.references]
        parts.append(
            f"{('填编号或名称，见', 'id or name of')[place]} {shown.zh if place == 0 else shown.name}"
        )
    if column.minimum is not None or column.maximum is not None:
        low = "" if column.minimum is None else f"{column.minimum:g} ≤ "
        high = "" if column.maximum is None else f" ≤ {column.maximum:g}"
        parts.append(f"{low}x{high}")
    if column.meaning and language == "en":
        parts.append(column.meaning)
    return "\n".join(parts)


def choices_shown(table: Table, column: Column, language: Language) -> Sequence[str]:
    """The words of a list to choose from, the usual Chinese ones or the codes.

    >>> choices_shown(TABLES["travel"], TABLES["travel"]["mode"], "zh")
    ['公路', '铁路']
    """
    if column.kind == "flag":
        return ["是", "否"] if language == "zh" else ["yes", "no"]
    words = CHOICE_WORDS.get((table.name, column.name), {})
    return [words[code][0] if language == "zh" and code in words else code for code in column.choices]


def _validate(
    sheets: tuple[Worksheet, Worksheet],
    position: int,
    column: Column,
    choices: Sequence[str],
    language: Language,
) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet, lists = sheets
    letters = get_column_letter(position)
    if choices:
        for row, word in enumerate(choices, start=1):
            lists.cell(row, position, word)
        rule = DataValidation(
            "list", formula1=f"{_LISTS_SHEET}!${letters}$1:${letters}${len(choices)}", allow_blank=True
        )
    elif column.kind in {"number", "whole"} and column.minimum is not None and not column.unit:
        # a number with its unit behind it is text to a spreadsheet and welcome: the rule only warns
        rule = DataValidation(
            "decimal", operator="greaterThanOrEqual", formula1=f"{column.minimum:g}", allow_blank=True
        )
        rule.errorStyle = "warning"
    else:
        return
    rule.error = _explanation(column, language)[:200]
    rule.errorTitle = "Bashu"
    rule.showErrorMessage = True
    sheet.add_data_validation(rule)
    rule.add(f"{letters}2:{letters}{ROWS}")


def _say_version(book: Workbook, table: Table, language: Language) -> None:
    said = book.create_sheet(VERSION_SHEET)
    for row, pair in enumerate(
        (("table", table.name), ("version", template_version(table.name)), ("language", language)), start=1
    ):
        for column, text in enumerate(pair, start=1):
            said.cell(row, column, text)
    said.sheet_state = "veryHidden"
