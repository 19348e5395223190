"""The version that a template carries on a hidden sheet, so that an old form is recognised when it comes back."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bashu.errors import Finding
from bashu.tables import TABLES

if TYPE_CHECKING:
    from bashu.intake.registers.cells import Book

#: the hidden sheet of a template
VERSION_SHEET = "_bashu"


def template_version(table: str) -> str:
    """A short text that changes whenever the columns, checks or choices of a table change.

    >>> template_version("needs") == template_version("needs") != template_version("places")
    True
    """
    parts = [
        (column.name, column.zh, column.kind, column.required, column.choices, column.unit)
        for column in TABLES[table]
    ]
    return hashlib.blake2b(repr((table, parts)).encode(), digest_size=4).hexdigest()


def check_version(book: Book, table: str) -> list[Finding]:
    """A note where the file came from a template of another version; none for files that are no template."""
    for sheet in book.sheets:
        if sheet.name != VERSION_SHEET or sheet.frame.width < 2:
            continue
        said = dict(zip(sheet.frame["0"].to_list(), sheet.frame["1"].to_list(), strict=True))
        found, current = said.get("version"), template_version(table)
        if said.get("table") == table and found and found != current:
            details = {"found": found, "current": current, "kind": table}
            return [Finding("other_template", book.path.name, details=details, severity="note")]
    return []
