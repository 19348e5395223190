"""References between tables: every id that is named must exist."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from bashu.tables.check import FINDINGS_PER_COLUMN, Origin

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from bashu.errors import Finding
    from bashu.tables import Table

#: among more ids than this a near spelling is not looked for
NEAREST_AMONG = 20_000


def check_references(
    frame: pl.DataFrame, table: Table, origin: Origin, ids_of: Callable[[str], pl.Series | None]
) -> list[Finding]:
    """Name every cell that refers to something unknown.

    Parameters
    ----------
    frame
        A checked table.
    ids_of
        The ids of another table by its name, or None where that table is absent.
    """
    findings: list[Finding] = []
    for column in table:
        known = ids_of(column.references) if column.references else None
        if known is None or column.references is None:
            continue
        cells = frame[column.name]
        wrong = (cells.is_not_null() & ~cells.is_in(known.implode())).arg_true().head(FINDINGS_PER_COLUMN)
        for row in wrong.to_list():
            nearest = nearest_spelling(cells[row], known.to_list())
            findings.append(
                origin.finding(
                    "unknown_reference",
                    row,
                    column.name,
                    cells[row],
                    target=column.references,
                    nearest=nearest,
                )
            )
    return findings


def nearest_spelling(text: str, known: list[str]) -> str:
    """A hint with the known spellings nearest to a text, or nothing.

    >>> nearest_spelling("suinin", ["suining", "chengdu"])
    ' (suining?)'
    """
    if len(known) > NEAREST_AMONG:
        return ""
    close = difflib.get_close_matches(text, known, n=3, cutoff=0.6)
    return f" ({', '.join(close)}?)" if close else ""
