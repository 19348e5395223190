"""The cells of a register in the spelling of the vocabulary: numbers, units, days, words, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.intake.registers.credit_code import plain_codes, valid_codes
from bashu.intake.registers.days import plain_days, plain_periods
from bashu.intake.registers.headers import ORGANISATION_CODE, plain_header
from bashu.intake.registers.row_units import with_units
from bashu.tables import TABLES
from bashu.tables.cells import EMPTY
from bashu.tables.column import LIST_SEPARATOR
from bashu.tables.words import choice_codes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bashu.intake.registers.trace import Trace
    from bashu.tables import Column, Table
    from bashu.tables.column import Kind

#: text that a spreadsheet runs, full-width signs included; a sign before a number or a word is harmless
_RUNS = r"^[=@＝＠]|^[+\-＋－].*[|!(]"
#: the mark that keeps exported text from running
_MARK = r"^'([=+\-@＝＋－＠])"
_WIDE = [chr(code) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))]
_NARROW = [chr(ord(sign) - 0xFEE0) for sign in _WIDE]
_LIST_MARKS = r"\s*[、，,；;\n]\s*"
_FLAGS = {
    "✓": "yes",
    "✔": "yes",
    "√": "yes",
    "是": "yes",
    "有": "yes",
    "否": "no",
    "无": "no",
    "×": "no",
    "✗": "no",
}


def clean_records(trace: Trace, *, from_1904: bool = False) -> pl.DataFrame:
    """The records of a sheet under the names of the vocabulary, as text in its spelling, with their ``row``.

    A cell that cannot be read is null and has its finding in ``trace``; nothing is guessed.

    Parameters
    ----------
    trace
        The layout of the sheet; findings are added to it.
    from_1904
        Whether serial numbers of days count from 1904.
    """
    layout, table = trace.layout, TABLES[trace.layout.table]
    source = layout.records
    frame = source.select(
        "row", *(pl.col(str(found.position)).alias(found.meaning.column) for found in layout.fields)
    )
    # space and marks around a cell are gone already; what only means “nothing” is nothing
    frame = frame.with_columns(
        pl.when(~pl.col(name).str.to_lowercase().is_in(EMPTY)).then(pl.col(name))
        for name in frame.columns
        if name != "row"
    )
    cleaned = [_clean(frame, name, table, trace, from_1904) for name in frame.columns if name != "row"]
    frame = pl.DataFrame([frame["row"], *cleaned])
    return with_units(frame, table, trace)


def _clean(frame: pl.DataFrame, name: str, table: Table, trace: Trace, from_1904: bool) -> pl.Series:
    cells = frame[name]
    if name in {ORGANISATION_CODE, "credit_code"}:
        return _codes(cells, name, frame["row"], trace)
    column = table[name]
    if column.kind == "date":
        return plain_days(cells, from_1904=from_1904)
    plain = _PLAIN.get(column.kind)
    return _text(frame, column, table, trace) if plain is None else plain(cells)


#: kinds whose cells need nothing but another spelling; numbers wait for their units
_PLAIN: Mapping[Kind, Callable[[pl.Series], pl.Series]] = {
    "number": lambda cells: cells,
    "whole": lambda cells: cells,
    "period": plain_periods,
    "flag": lambda cells: cells.replace(_FLAGS),
}


def _text(frame: pl.DataFrame, column: Column, table: Table, trace: Trace) -> pl.Series:
    """Text, lists and words to choose from; what a spreadsheet would run is refused."""
    cells = frame[column.name]
    text = cells.str.replace(_MARK, "${1}").str.replace_many(_WIDE, _NARROW)
    runs = text.str.contains(_RUNS).fill_null(value=False)
    for place in runs.arg_true().to_list():
        start = {"start": str(text[place])[0]}
        trace.add("formula_text", column.name, int(frame["row"][place]), cells[place], details=start)
    text = text.set(runs, None)
    if column.kind == "list":
        return text.str.replace_all(_LIST_MARKS, LIST_SEPARATOR)
    if column.choices:
        return _choices(text, column, table.name)
    return text.str.replace_all(r"\s*[\r\n]+\s*", " ")


def _codes(cells: pl.Series, name: str, rows: pl.Series, trace: Trace) -> pl.Series:
    codes = plain_codes(cells)
    # a spreadsheet keeps fifteen digits of a number: what follows is lost
    lost = cells.str.contains(r"^\d(\.\d+)?[eE]\+?\d+$|^\d{15}000$").fill_null(value=False)
    wrong = ~valid_codes(codes).fill_null(value=True) & ~lost
    trace.add_where("code_lost_digits", name, lost, rows, cells)
    trace.add_where("bad_credit_code", name, wrong, rows, cells)
    return codes.set(wrong | lost, None)


def _choices(text: pl.Series, column: Column, table: str) -> pl.Series:
    words = {plain_header(word): code for word, code in choice_codes(table, column.name).items()}
    distinct = text.unique().drop_nulls().to_list()
    known = {word: words[plain_header(word)] for word in distinct if plain_header(word) in words}
    return text.replace(known)
