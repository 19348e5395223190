"""What the search box finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.portal.firms.register import register
from bashu.portal.naming import foundation, names
from bashu.portal.shown import Foundation, Thing, Words
from bashu.portal.wording import KINDS, word

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines

#: hits of the search box of each kind
HITS = 20


@dataclass(frozen=True)
class Hit:
    """One thing that a search found."""

    kind: Words
    thing: Thing
    note: Words


@dataclass(frozen=True)
class SearchPage:
    """What the search box found: products, organisations and places."""

    query: str
    hits: tuple[Hit, ...]
    foundation: Foundation


def search_page(engines: Engines, query: str) -> SearchPage:
    """Products, organisations and places that a text may mean."""
    hits: list[Hit] = []
    if query.strip():
        named = names(engines)
        products = engines.catalogue.search(query, HITS)
        hits += [Hit(Words("产品", "product"), named.product(hit.product), Words("", "")) for hit in products]
        found = register(engines).table.filter(
            pl.col("searched").str.contains(query.strip().lower(), literal=True)
        )
        hits += [
            Hit(word(KINDS, row["kind"]), named.organisation(row["organisation"]), named.region(row["place"]))
            for row in found.head(HITS).iter_rows(named=True)
        ]
    return SearchPage(query, tuple(hits), foundation(engines, method="search"))
