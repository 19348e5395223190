"""What checking a register shows: the question, the forms to fill in, and what the check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.portal.naming import foundation
from bashu.portal.registers.checking import most_bytes, most_rows
from bashu.portal.shown import NONE, Choice, Figure, Foundation, Words
from bashu.portal.wording import MEANINGS
from bashu.tables import TABLES

if TYPE_CHECKING:
    from bashu.errors import Finding
    from bashu.intake.registers import Review
    from bashu.portal.data.engines import Engines

#: rows of one kind on the page
ROWS = 100
#: the tables that offices and associations keep, listed first
KEPT_BY_OFFICES = ("organisations", "sites", "capabilities", "needs", "projects", "agreements", "parties")

ACTIONS = {
    "added": Words("新增", "added"),
    "changed": Words("改动", "changed"),
    "left": Words("不变", "left"),
}


@dataclass(frozen=True)
class FaultRow:
    """One bad cell: where it is, what stands there, what is wrong and what to do."""

    sheet: str
    cell: str
    column: str
    value: str
    problem: Words
    remedy: Words


@dataclass(frozen=True)
class FateRow:
    """What would become of one row; a changed row has one line for each of its fields.

    ``name`` is what people call the record, where its table has such a column.
    """

    row: int
    key: str
    name: str
    action: Words
    field: Words
    old: str
    new: str


@dataclass(frozen=True)
class Checked:
    """What importing a file would do."""

    file: str
    tables: tuple[Words, ...]
    figures: tuple[Figure, ...]
    faults: tuple[FaultRow, ...]
    faults_in_all: int
    notes: tuple[Words, ...]
    changes: tuple[FateRow, ...]
    changes_in_all: int
    left: tuple[FateRow, ...]
    left_in_all: int
    skipped: tuple[int, ...]


@dataclass(frozen=True)
class EmptyForm:
    """An empty form: the table it fills and what belongs in it."""

    table: str
    name: Words
    meaning: Words


@dataclass(frozen=True)
class RegistersPage:
    """The form, the empty forms, the bounds, and the answer once a file was sent."""

    kinds: tuple[Choice, ...]
    forms: tuple[EmptyForm, ...]
    megabytes: int
    rows: int
    message: Words
    checked: Checked | None
    foundation: Foundation


def registers_page(
    engines: Engines, checked: Checked | None = None, message: Words = NONE, kind: str = ""
) -> RegistersPage:
    """The page before a file is sent, after it was checked, or with the reason why it was refused."""
    return RegistersPage(
        kinds=tuple(
            Choice(table.name, Words(table.zh, table.name.replace("_", " ")), chosen=table.name == kind)
            for table in TABLES.values()
        ),
        forms=tuple(
            EmptyForm(
                name,
                Words(TABLES[name].zh, name.replace("_", " ")),
                Words(MEANINGS.get(name, TABLES[name].zh), TABLES[name].meaning),
            )
            for name in (*KEPT_BY_OFFICES, *(name for name in TABLES if name not in KEPT_BY_OFFICES))
        ),
        megabytes=most_bytes() // (1024 * 1024),
        rows=most_rows(),
        message=message,
        checked=checked,
        foundation=foundation(engines),
    )


def checked_block(review: Review) -> Checked:
    """The answer for one file, each list cut to what a page can hold."""
    counts = review.counts
    figures = [Figure(f"check.{name}", label, counts[name]) for name, label in ACTIONS.items()]
    figures.append(Figure("check.faults", Words("错处", "faults"), len(review.errors)))
    notes = [finding for finding in review.findings if finding.severity == "note"]
    changes = review.first_changes(ROWS).head(ROWS)
    left = review.untouched(ROWS).head(ROWS)
    named = _names(review, {*changes["key"], *left["key"]})
    return Checked(
        file=review.path.name,
        tables=tuple(Words(TABLES[sheet.table].zh, sheet.table) for sheet in review.sheets),
        figures=tuple(figures),
        faults=tuple(_fault(finding) for finding in review.errors[:ROWS]),
        faults_in_all=len(review.errors),
        notes=tuple(Words(one.sentence("zh"), one.sentence("en")) for one in notes[:ROWS]),
        changes=tuple(
            FateRow(
                row["row"],
                row["key"] or "",
                named.get((row["table"], row["key"]), ""),
                ACTIONS[row["action"]],
                _field(row),
                row["old"] or "",
                row["new"] or "",
            )
            for row in changes.iter_rows(named=True)
        ),
        changes_in_all=sum(sheet.outcome.lines for sheet in review.sheets),
        left=tuple(
            FateRow(
                row["row"],
                row["key"] or "",
                named.get((row["table"], row["key"]), ""),
                ACTIONS["left"],
                NONE,
                "",
                "",
            )
            for row in left.iter_rows(named=True)
        ),
        left_in_all=counts["left"],
        skipped=tuple(row for sheet in review.sheets for row, _ in sheet.skipped)[:ROWS],
    )


def _names(review: Review, keys: set[str]) -> dict[tuple[str, str], str]:
    """What the records of a register are called, by table and key; tables without a name or a single key have none."""
    found: dict[tuple[str, str], str] = {}
    for sheet in review.sheets:
        table = TABLES[sheet.table]
        label = next((name for name in ("name", "name_zh", "title", "text") if name in table.schema), None)
        if label is None or len(table.key) != 1:
            continue
        for frame in (sheet.outcome.existing, *sheet.outcome.new()):
            met = frame.select(*table.key, label).filter(pl.col(table.key[0]).is_in(list(keys)))
            found.update(((sheet.table, key), name or "") for key, name in met.iter_rows())
    return found


def _fault(finding: Finding) -> FaultRow:
    return FaultRow(
        finding.sheet or "",
        str(finding.details.get("cell", "") or finding.row or ""),
        finding.column or "",
        finding.value or "",
        Words(finding.problem("zh"), finding.problem("en")),
        Words(finding.remedy("zh"), finding.remedy("en")),
    )


def _field(row: dict[str, str | None]) -> Words:
    table, name = TABLES[str(row["table"])], row["field"]
    return NONE if name is None else Words(table[name].zh, name.replace("_", " "))
