"""A list of names from a file, resolved row by row with what a person needs to decide the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, TableError
from bashu.intake.registers.cells import read_book
from bashu.intake.registers.headers import read_header

if TYPE_CHECKING:
    from pathlib import Path

    from bashu.intake.names.register import NameRegister

#: rows from the top among which the header is looked for
_HEADER_WITHIN = 40
COLUMNS = {
    "query": pl.String,
    "decision": pl.String,
    "organisation": pl.String,
    "name": pl.String,
    "score": pl.Float64,
    "reason": pl.String,
    "second": pl.String,
}


def read_names(path: Path, column: str | None = None) -> list[str]:
    """The names in a file, in the order of its rows; empty cells are left out.

    Parameters
    ----------
    path
        .xlsx, .xls or CSV (UTF-8, GBK), titles above the header allowed.
    column
        The header of the column; if None, the first that is known as a name (企业名称, 单位名称, name …), or the
        only column there is.

    Raises
    ------
    UnreadableFile
        When the file cannot be read.
    TableError
        When no such column is there; the headers found are named.
    """
    sheet = read_book(path).sheets[0].frame
    rows = sheet.head(_HEADER_WITHIN).rows()
    for row, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if cell is not None and (_is_name(cell) if column is None else cell.strip() == column):
                return _cells(sheet[row + 1 :, place])
    if column is None and sheet.width == 1:
        return _cells(sheet[:, 0])
    found = ", ".join(cell for cell in (rows[0] if rows else ()) if cell) or "-"
    wanted = column or "name"
    details = {"accepted": f"name, 名称, 企业名称 ({found})"}
    raise TableError(Finding("missing_column", file=path.name, column=wanted, details=details))


def _is_name(cell: str) -> bool:
    meaning = read_header(cell, "organisations")
    return meaning is not None and meaning.column == "name"


def _cells(cells: pl.Series) -> list[str]:
    return [cell.strip() for cell in cells.to_list() if cell is not None and cell.strip()]


def resolve_list(register: NameRegister, names: list[str], *, one_to_one: bool = False) -> pl.DataFrame:
    """A row per name: query, decision, organisation, name, score, reason, second (the next candidate's name).

    With ``one_to_one`` no organisation is given twice; a name that loses its firm to another is new. The
    organisation of a branch is the firm it belongs to.
    """
    rows = []
    candidates = register.resolve_many(names, limit=2)
    if one_to_one:
        shared = register.resolve_all(names)
        for found, row in zip(candidates, shared.iter_rows(named=True), strict=True):
            held = row["organisation"] or row["parent"]
            name = next((one.name for one in found if one.organisation == held), row["name"])
            second = next(
                (one.name for one in found if one.organisation != held and one.decision != "new"), None
            )
            rows.append((row["query"], row["decision"], held, name, row["score"], row["reason"], second))
    else:
        for query, found in zip(names, candidates, strict=True):
            if not found or found[0].decision == "new":
                rows.append((query, "new", None, None, None, found[0].reason if found else "unlike", None))
                continue
            first = found[0]
            second = next((one.name for one in found[1:] if one.decision != "new"), None)
            rows.append(
                (query, first.decision, first.organisation, first.name, first.score, first.reason, second)
            )
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")
