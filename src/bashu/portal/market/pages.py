"""What finding a supplier shows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bashu.match.ranking.settings import REASONS, RankSettings
from bashu.portal.core.searching import likely
from bashu.portal.naming import foundation, names, read_sources
from bashu.portal.places import place_choices
from bashu.portal.shown import NONE, Bar, Choice, Foundation, Source, Thing, Words
from bashu.portal.wording import ROLES, STANDINGS, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from bashu.portal.data.engines import Engines

#: products that the typed words may mean
MEANINGS = 6
#: suppliers that the public may ask for at once
MOST_SUPPLIERS = 50
#: products that a reader may start from
STARTS = 8
#: what each reason adds to the score where nobody stated the fact
_ASSUMED = {reason: getattr(RankSettings().weights, reason) * RankSettings().unknown for reason in REASONS}


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
    """Who can supply what was typed, the best first, each with its reasons.

    Before anything is asked, ``starts`` holds the parts and materials with the most makers.
    """

    query: str
    product: Thing | None
    place: Thing | None
    places: tuple[Choice, ...]
    products: tuple[ProductHit, ...]
    starts: tuple[ProductHit, ...]
    rows: tuple[SupplierRow, ...]
    message: Words
    guessed: bool
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
    guessed = bool(hits) and not product and not likely(hits)[0]
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
        product=named.maybe_product(chosen or None),
        place=named.place(found) if found else None,
        places=place_choices(engines, found or ""),
        products=tuple(
            ProductHit(
                named.product(hit.product), hit.score, _makers(engines, hit.product), hit.product == chosen
            )
            for hit in hits
        ),
        starts=() if chosen else engines.kept("products to start from", lambda: _starts(engines)),
        rows=rows,
        message=_message(named.product(chosen).name if chosen else NONE, query, rows, guessed=guessed),
        guessed=guessed,
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


def _starts(engines: Engines) -> tuple[ProductHit, ...]:
    """The parts and materials with the most makers, by which a newcomer sees what may be asked."""
    graph, named = engines.graph, names(engines)
    makers = graph.makers_of.standing("reported", None).here
    used = set(engines.workspace.table_or_empty("inputs")["input"])
    parts = [
        (int(count), product)
        for product, count in zip(graph.ids, makers, strict=True)
        if product in used and count
    ]
    best = sorted(parts, key=lambda each: (-each[0], each[1]))[:STARTS]
    return tuple(ProductHit(named.product(product), 0.0, count, chosen=False) for count, product in best)


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
        reasons=tuple(reason_bar(reason, row[f"reason_{reason}"]) for reason in REASONS),
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


def reason_bar(reason: str, value: float) -> Bar:
    """What one reason adds to a score, and whether it only stands in for a fact that nobody stated."""
    assumed = math.isclose(value, _ASSUMED[reason], abs_tol=1e-9)
    return Bar(reason, Words(*REASONS[reason]), value, assumed=assumed)


def _message(product: Words, query: str, rows: tuple[SupplierRow, ...], *, guessed: bool) -> Words:
    if not product.zh:
        return (
            Words("没有找到相符的产品，请换一种说法。", "No product fits; try other words.")
            if query
            else NONE
        )
    if guessed:
        near = Words(
            f"没有名称相符的产品；按最接近的“{product.zh}”查：",
            f"No product is called so; for the nearest, {product.en}: ",
        )
    else:
        near = Words(f"{product.zh}：", f"{product.en}: ")
    known = len({row.organisation.id for row in rows if not row.illustrative})
    if not known:
        return Words(
            f"{near.zh}公开资料中没有供应者。", f"{near.en}no supplier is known from public sources."
        )
    return Words(
        f"{near.zh}公开资料中有 {known} 家可能供货。排序只看写明的理由，不能付费。",
        f"{near.en}{known} possible suppliers in public sources. Ranked by the reasons shown; rank is never for sale.",
    )
