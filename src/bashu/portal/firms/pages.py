"""What the list of organisations shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.portal.filters import arrange, choose, marked
from bashu.portal.firms.register import FILTERS, register
from bashu.portal.naming import cut, foundation, names
from bashu.portal.shown import Filter, Foundation, Sheet, Thing, Words
from bashu.portal.wording import KINDS, STANDINGS, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.portal.data.engines import Engines


@dataclass(frozen=True)
class FirmRow:
    """One organisation in a list."""

    organisation: Thing
    short_name: str
    kind: Words
    place: Thing | None
    region: Words
    products: int
    standing: Words
    illustrative: bool


@dataclass(frozen=True)
class FirmsPage:
    """The organisations of the corridor, searched and filtered."""

    query: str
    rows: tuple[FirmRow, ...]
    sheet: Sheet
    filters: tuple[Filter, ...]
    finding: Words
    foundation: Foundation


#: columns that a list may be sorted by
SORTS = ("name", "kind", "region", "place", "products", "standing")


def firms_page(
    engines: Engines,
    chosen: Mapping[str, str],
    query: str = "",
    *,
    sort: str = "",
    page: int = 1,
    size: int = 50,
) -> FirmsPage:
    """Organisations whose name holds what was typed."""
    prepared, table = register(engines), firms_chosen(engines, chosen, query, sort)
    part, sheet = cut(table, page, size)
    return FirmsPage(
        query=query,
        rows=tuple(_firm_row(row, engines) for row in part.iter_rows(named=True)),
        sheet=sheet,
        filters=marked(prepared.filters, chosen),
        finding=_finding(table),
        foundation=foundation(
            engines,
            illustrative=bool((part["standing"] == "illustrative").any()),
            downloads=("organisations", "sites", "capabilities"),
        ),
    )


def _finding(table: pl.DataFrame) -> Words:
    """How many organisations, and how many of them were made up."""
    examples = table.filter(standing="illustrative").height
    return Words(
        f"找到 {table.height:,} 家组织" + (f"，其中 {examples:,} 家为示例企业。" if examples else "。"),
        f"{table.height:,} organisations" + (f", {examples:,} of them example firms." if examples else "."),
    )


def firms_chosen(
    engines: Engines, chosen: Mapping[str, str], query: str = "", sort: str = ""
) -> pl.DataFrame:
    """The table of organisations with their region and number of products, filtered and in order."""
    table = choose(register(engines).table, chosen, FILTERS)
    if query:
        table = table.filter(pl.col("searched").str.contains(query.lower(), literal=True))
    return arrange(table.drop("searched"), sort, SORTS)


def _firm_row(row: Mapping[str, Any], engines: Engines) -> FirmRow:
    named = names(engines)
    return FirmRow(
        organisation=named.organisation(row["organisation"]),
        short_name=row["short_name"] or "",
        kind=word(KINDS, row["kind"]),
        place=named.maybe_place(row["place"]),
        region=named.region(row["place"]),
        products=row["products"],
        standing=word(STANDINGS, row["standing"]),
        illustrative=row["standing"] == "illustrative",
    )
