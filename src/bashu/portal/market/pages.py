"""What finding a supplier and the list of needs show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.match.ranking.settings import REASONS
from bashu.portal.filters import Column, Columns, arrange, choose, filters_kept
from bashu.portal.naming import cut, foundation, names, read_sources
from bashu.portal.records import NeedRow, need_row
from bashu.portal.shown import NONE, Bar, Choice, Filter, Foundation, Sheet, Source, Thing, Words
from bashu.portal.wording import ROLES, STANDINGS, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.portal.data.engines import Engines

#: products that the typed words may mean
MEANINGS = 6
#: suppliers that the public may ask for at once
MOST_SUPPLIERS = 50


@dataclass(frozen=True)
class ProductHit:
    """A product that the typed words may mean."""

    product: Thing
    score: float
    makers: int
    chosen: bool


@dataclass(frozen=True)
class SupplierRow:
    """A ranked supplier with one bar for each reason; the bars add up to the score."""

    rank: int
    organisation: Thing
    product: Thing | None
    place: Thing | None
    region: Words
    minutes: float | None
    score: float
    reasons: tuple[Bar, ...]
    role: Words
    standing: Words
    certificates: tuple[str, ...]
    capacity: float | None
    unit: str
    lead_days: float | None
    updated: str
    illustrative: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class SuppliersPage:
    """Who can supply what was typed, the best first, each with its reasons."""

    query: str
    place: Thing | None
    places: tuple[Choice, ...]
    products: tuple[ProductHit, ...]
    rows: tuple[SupplierRow, ...]
    message: Words
    foundation: Foundation


@dataclass(frozen=True)
class NeedsPage:
    """What firms of the corridor look for."""

    rows: tuple[NeedRow, ...]
    sheet: Sheet
    filters: tuple[Filter, ...]
    finding: Words
    foundation: Foundation


def suppliers_page(
    engines: Engines, query: str = "", product: str = "", place: str = "", limit: int = 20
) -> SuppliersPage:
    """Suppliers for a text or a product, near a place.

    Parameters
    ----------
    query
        What was typed; its best meaning is taken unless a product is chosen.
    product, place
        Ids or names.

    Raises
    ------
    UnknownName
        When the product or the place is not there.
    Busy
        When too many ask at once.
    """
    named, places = names(engines), engines.travel.places
    found = place and places.find(place)
    hits = engines.catalogue.search(query, MEANINGS) if query.strip() else []
    chosen = engines.graph.find(product) if product else (hits[0].product if hits else "")
    ranked = _ranked(engines, chosen, found or "", min(limit, MOST_SUPPLIERS)) if chosen else None
    rows = (
        ()
        if ranked is None
        else tuple(
            supplier_row(rank, row, engines) for rank, row in enumerate(ranked.iter_rows(named=True), start=1)
        )
    )
    return SuppliersPage(
        query=query,
        place=named.place(found) if found else None,
        places=tuple(
            Choice(each, named.place(each).name, chosen=each == found)
            for each in places.ids
            if places.inside(each)
        ),
        products=tuple(
            ProductHit(
                named.product(hit.product), hit.score, _makers(engines, hit.product), hit.product == chosen
            )
            for hit in hits
        ),
        rows=rows,
        message=_message(named.product(chosen).name if chosen else NONE, query, rows),
        foundation=foundation(
            engines,
            method=("ranking", "search", "travel"),
            illustrative=any(row.illustrative for row in rows),
            downloads=("capabilities",),
        ),
    )


def _ranked(engines: Engines, product: str, place: str, limit: int) -> pl.DataFrame:
    return engines.rank(product, place or None).head(limit)


def _makers(engines: Engines, product: str) -> int:
    graph = engines.graph
    return int(graph.makers_of.standing("reported", None).here[graph.ids.index(product)])


def supplier_row(rank: int, row: Mapping[str, Any], engines: Engines) -> SupplierRow:
    """A row of :meth:`bashu.match.Ranker.rank`."""
    named = names(engines)
    return SupplierRow(
        rank=rank,
        organisation=named.organisation(row["organisation"]),
        product=named.maybe_product(row["product"]),
        place=named.maybe_place(row["place"]),
        region=named.region(row["place"]),
        minutes=row["minutes"],
        score=row["score"],
        reasons=tuple(
            Bar(reason, Words(*label), row[f"reason_{reason}"]) for reason, label in REASONS.items()
        ),
        role=word(ROLES, row["role"]),
        standing=word(STANDINGS, row["standing"]),
        certificates=tuple(row["certificates"] or ()),
        capacity=row["capacity"],
        unit=row["unit"] or "",
        lead_days=row["lead_days"],
        updated=row["updated"] or "",
        illustrative=row["illustrative"],
        sources=read_sources(engines.source_of(row["capability"])),
    )


def _message(product: Words, query: str, rows: tuple[SupplierRow, ...]) -> Words:
    if not product.zh:
        return (
            Words("没有找到相符的产品，请换一种说法。", "No product fits; try other words.")
            if query
            else NONE
        )
    if not rows:
        return Words(
            f"公开资料中没有{product.zh}的供应者。",
            f"No supplier of {product.en} is known from public sources.",
        )
    examples = sum(row.illustrative for row in rows)
    return Words(
        f"{product.zh}：列出 {len(rows)} 家，其中示例企业 {examples} 家。排序只看写明的理由，不能付费。",
        f"{product.en}: {len(rows)} listed, {examples} of them example firms. Ranked by the reasons shown; rank is never for sale.",
    )


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
