"""What the list of needs shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.portal.filters import Column, Columns, arrange, choose, filters_kept
from bashu.portal.naming import cut, foundation, names
from bashu.portal.records import NeedRow, need_row
from bashu.portal.shown import Filter, Foundation, Sheet, Words
from bashu.portal.wording import STANDINGS, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.portal.data.engines import Engines


@dataclass(frozen=True)
class NeedsPage:
    """What firms of the corridor look for."""

    rows: tuple[NeedRow, ...]
    sheet: Sheet
    filters: tuple[Filter, ...]
    finding: Words
    foundation: Foundation


FILTERS: Columns = {
    "product": Column(Words("产品", "product")),
    "standing": Column(Words("依据", "standing"), lambda value: word(STANDINGS, value)),
    "region": Column(Words("地区", "region")),
}


#: columns that the needs may be sorted by
SORTS = ("text", "product", "organisation", "region", "quantity", "by", "updated", "standing")


def needs_page(
    engines: Engines, chosen: Mapping[str, str], sort: str = "", page: int = 1, size: int = 50
) -> NeedsPage:
    """The needs, published ones first."""
    named = names(engines)
    columns = {
        **FILTERS,
        "product": Column(FILTERS["product"].label, lambda product: named.product(product).name),
        "region": Column(FILTERS["region"].label, lambda place: named.place(place).name),
    }
    everything, table = _all_needs(engines), needs_chosen(engines, chosen, sort)
    part, sheet = cut(table, page, size)
    published = table.filter(pl.col("standing") != "illustrative").height
    return NeedsPage(
        rows=tuple(need_row(row, engines) for row in part.iter_rows(named=True)),
        sheet=sheet,
        filters=filters_kept(engines, "needs", everything, chosen, columns),
        finding=Words(
            f"{published} 条公布的需求；另有 {table.height - published} 条属示例企业，为演示计划而设。",
            f"{published} published needs; {table.height - published} more belong to example firms and only show the plan.",
        ),
        foundation=foundation(engines, illustrative=published < table.height, downloads=("needs",)),
    )


def needs_chosen(engines: Engines, chosen: Mapping[str, str], sort: str = "") -> pl.DataFrame:
    """The table of needs with the region of the buyer, filtered and in order."""
    return arrange(choose(_all_needs(engines), chosen, FILTERS), sort, SORTS)


def _all_needs(engines: Engines) -> pl.DataFrame:
    return engines.kept("needs", lambda: _needs(engines))


def _needs(engines: Engines) -> pl.DataFrame:
    """The table of needs with the region of the buyer, what somebody published before examples."""
    named, places = names(engines), engines.travel.places
    needs = engines.workspace.table_or_empty("needs")
    seats = [
        named.seat(organisation, site)
        for organisation, site in needs.select("organisation", "site").iter_rows()
    ]
    regions = [places.region(seat) for seat in seats]
    return needs.with_columns(pl.Series("region", regions, dtype=pl.String)).sort(
        pl.col("standing") == "illustrative", maintain_order=True
    )
