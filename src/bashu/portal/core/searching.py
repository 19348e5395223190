"""What the search box finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.portal.chain.nodes import node_table
from bashu.portal.firms.register import register
from bashu.portal.naming import foundation, names
from bashu.portal.records import State, state_of
from bashu.portal.shown import NONE, Foundation, Thing, Words
from bashu.portal.wording import AGREEMENT_LEVELS, KINDS, STAGE_NAMES, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.match import Hit as Found
    from bashu.portal.data.engines import Engines

#: hits of the search box of each kind
HITS = 20
#: the least score of a product that the words surely mean, and the share of the best score it needs
SURE, OF_THE_BEST = 0.5, 0.6
#: from here on a score says that the words name the product
EXACT = 1.0
#: products that the words perhaps mean
PERHAPS = 6


@dataclass(frozen=True)
class Hit:
    """One thing that a search found; a product with its coverage and makers, and whether it is surely meant."""

    kind: Words
    thing: Thing
    note: Words
    state: State | None = None
    makers: int | None = None
    sure: bool = True


@dataclass(frozen=True)
class SearchPage:
    """What the search box found: products, organisations, agreements and places."""

    query: str
    hits: tuple[Hit, ...]
    foundation: Foundation

    @property
    def sure(self) -> list[Hit]:
        """What the words surely mean."""
        return [hit for hit in self.hits if hit.sure]

    @property
    def perhaps(self) -> list[Hit]:
        """What they may mean besides."""
        return [hit for hit in self.hits if not hit.sure]


def search_page(engines: Engines, query: str) -> SearchPage:
    """Products, organisations, agreements and places that a text may mean."""
    text = query.strip().lower()
    hits = (
        *_products(engines, query),
        *_organisations(engines, text),
        *_agreements(engines, text),
        *_places(engines, text),
    )
    return SearchPage(query, hits if text else (), foundation(engines, method="search"))


def likely(found: Sequence[Found]) -> tuple[int, int]:
    """How many of the best hits are surely meant, and how many are worth showing.

    >>> from bashu.match import Hit
    >>> likely([Hit("a", "甲", 2.5, {}), Hit("b", "乙", 0.83, {}), Hit("c", "丙", 0.3, {})])
    (2, 3)
    >>> likely([Hit("a", "甲", 0.43, {})])
    (0, 1)
    """
    if not found:
        return 0, 0
    least = max(SURE, OF_THE_BEST * min(found[0].score, EXACT))
    sure = sum(hit.score >= least for hit in found)
    return sure, min(len(found), sure + PERHAPS)


def _products(engines: Engines, query: str) -> tuple[Hit, ...]:
    found = engines.catalogue.search(query, HITS) if query.strip() else []
    sure, shown = likely(found)
    nodes = node_table(engines)
    rows = {
        row["product"]: row
        for row in nodes.filter(pl.col("product").is_in([hit.product for hit in found])).to_dicts()
    }
    named = names(engines)
    return tuple(
        Hit(
            Words("产品", "product"),
            named.product(hit.product),
            word(STAGE_NAMES, row.get("stage")),
            state_of(row["status"]) if row.get("status") else None,
            row.get("makers"),
            sure=number < sure,
        )
        for number, hit in enumerate(found[:shown])
        for row in (rows.get(hit.product, {}),)
    )


def _organisations(engines: Engines, text: str) -> tuple[Hit, ...]:
    found = register(engines).table.filter(pl.col("searched").str.contains(text, literal=True))
    named = names(engines)
    return tuple(
        Hit(word(KINDS, row["kind"]), named.organisation(row["organisation"]), named.region(row["place"]))
        for row in found.head(HITS).iter_rows(named=True)
    )


def _agreements(engines: Engines, text: str) -> tuple[Hit, ...]:
    table = engines.workspace.table_or_empty("agreements")
    found = table.filter(pl.col("title").str.to_lowercase().str.contains(text, literal=True)).head(HITS)
    kind = Words("协议", "agreement")
    return tuple(
        Hit(
            kind,
            Thing(row["agreement"], Words(row["title"], row["title"]), f"/agreements/{row['agreement']}/"),
            word(AGREEMENT_LEVELS, row["level"]),
        )
        for row in found.iter_rows(named=True)
    )


def _places(engines: Engines, text: str) -> tuple[Hit, ...]:
    places, named = engines.travel.places, names(engines)
    kind = Words("地点", "place")
    return tuple(
        Hit(kind, named.place(place), named.region(place) if place not in places.regions else NONE)
        for place in places.ids
        if places.inside(place)
        and (text in places.name(place).lower() or text in places.name(place, "en").lower())
    )[:HITS]
