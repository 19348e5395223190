"""Names in a register to the ids of the workspace: organisations, places, products."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.intake.registers.headers import ORGANISATION_CODE
from bashu.intake.registers.names import name_keys
from bashu.intake.registers.trace import PER_COLUMN
from bashu.tables import TABLES

if TYPE_CHECKING:
    from bashu.intake.registers.known import Known
    from bashu.intake.registers.trace import Trace
    from bashu.tables import Column

#: ids among which the nearest spelling is looked for, and unknown ones for which it is
_SPELLINGS, _HINTS = 200_000, 100
#: tables whose rows stay useful when their product is in no graph: the words are kept as text
_TEXT_INSTEAD = ("needs", "capabilities")


def resolve_references(frame: pl.DataFrame, trace: Trace, known: Known) -> pl.DataFrame:
    """Ids in place of names wherever a column refers to another table; what is not found stays as written.

    Parameters
    ----------
    frame
        Cleaned records with their ``row``.
    trace
        Findings are added: a place taken from around it, a product that is kept as text.
    known
        The names of the workspace.
    """
    table = TABLES[trace.layout.table]
    if table.name in _TEXT_INSTEAD:
        frame = _product_from_text(frame, trace, known)
    for column in table:
        if column.name not in frame.columns or column.references is None:
            continue
        if column.references == "places":
            frame = frame.with_columns(_places(frame, column.name, trace, known))
        elif column.references == "products":
            frame = frame.with_columns(_by_name(frame[column.name], known.product_names(), "product"))
        elif column.references == "organisations" and table.name != "organisations":
            frame = frame.with_columns(_organisations(frame, column.name, trace, known))
    if ORGANISATION_CODE in frame.columns:
        frame = _organisation_by_code(frame, known)
    return frame


def _by_name(cells: pl.Series, names: pl.DataFrame, key: str) -> pl.Series:
    """Cells with a name replaced by the id that alone bears it; ids and unknown names stay."""
    ids = set(names[key].to_list())
    asked = pl.DataFrame({"cell": cells.unique().drop_nulls()})
    asked = asked.with_columns(name_keys(asked["cell"]).alias("key")).join(names, on="key", how="inner")
    found = {
        cell: identity
        for cell, identity, count in asked.select("cell", key, "n").iter_rows()
        if count == 1 and cell not in ids
    }
    return cells.replace(found)


def _organisations(frame: pl.DataFrame, column: str, trace: Trace, known: Known) -> pl.Series:
    """Organisations by exactly their name, else by what the register of names decides."""
    names = known.organisation_names()
    cells = _by_name(frame[column], names, "organisation")
    ids = names["organisation"].implode()
    strangers = cells.filter(~cells.is_in(ids)).unique().drop_nulls().sort().to_list()
    found = known.resolved(strangers)
    cells = cells.replace({name: one.organisation for name, one in found.items() if one.decision == "same"})
    doubtful = {name: one for name, one in found.items() if one.decision != "same"}
    for place in cells.is_in(list(doubtful)).fill_null(value=False).arg_true().to_list():
        nearest = {"nearest": doubtful[cells[place]].name}
        trace.add("undecided_name", column, int(frame["row"][place]), cells[place], details=nearest)
    return cells.set(cells.is_in(list(doubtful)).fill_null(value=False), None)


def _organisation_by_code(frame: pl.DataFrame, known: Known) -> pl.DataFrame:
    """The organisation of the credit code in the row comes before that of the name."""
    codes = known.organisations.select("credit_code", "organisation").drop_nulls()
    found = dict(codes.unique("credit_code", keep="none").iter_rows())
    by_code = frame[ORGANISATION_CODE].replace_strict(found, default=None, return_dtype=pl.String)
    frame = frame.drop(ORGANISATION_CODE)
    named = frame["organisation"] if "organisation" in frame.columns else None
    return frame.with_columns((by_code if named is None else by_code.fill_null(named)).alias("organisation"))


def _places(frame: pl.DataFrame, column: str, trace: Trace, known: Known) -> pl.Series:
    cells = frame[column]
    found: dict[str, str] = {}
    for text in cells.unique().drop_nulls().sort().to_list():
        place = known.place_of(text)
        if place is None:
            continue
        found[text] = place.place
        if place.around:
            trace.add("place_around", column, value=text, severity="note", details={"used": place.place})
    return cells.replace(found)


def _product_from_text(frame: pl.DataFrame, trace: Trace, known: Known) -> pl.DataFrame:
    """Fill the product from the words where they are its name; words that name none stay words."""
    names = known.product_names()
    if "product" not in frame.columns and "text" in frame.columns:
        ids = set(names["product"].to_list())
        product = _by_name(frame["text"], names, "product")
        return frame.with_columns(
            product.set(~product.is_in(ids).fill_null(value=False), None).alias("product")
        )
    if "product" not in frame.columns or not known.has("products"):
        return frame
    product = _by_name(frame["product"], names, "product")
    unknown = (product.is_not_null() & ~product.is_in(names["product"].implode())).fill_null(value=False)
    if "text" not in frame.columns:
        frame = frame.with_columns(frame["product"].alias("text"))
        for text in frame["product"].filter(unknown).unique().sort().to_list():
            trace.add("product_as_text", "product", value=text, severity="note")
        return frame.with_columns(product.set(unknown, None))
    return frame


def unknown_references(
    trace: Trace, column: Column, cited: pl.DataFrame, unknown: pl.Series, ids: pl.Series
) -> None:
    """Name the cells (columns cell and row) that refer to something unknown, with the id spelt most like it."""
    from bashu.workspace.references import nearest_spelling

    places = unknown.arg_true().head(PER_COLUMN).to_list()
    among = ids.head(_SPELLINGS).to_list() if places else []
    hints: dict[str, str] = {}
    for place in places:
        cell, row = cited.row(place)
        if cell not in hints:
            hints[cell] = nearest_spelling(cell, among) if len(hints) < _HINTS else ""
        details = {"target": str(column.references), "nearest": hints[cell]}
        trace.add("unknown_reference", column.name, int(row), cell, details=details)
