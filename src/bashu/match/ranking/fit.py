"""Which capabilities make what a need asks for: by the product graph, and by text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.chain.names import ProductNames
from bashu.match.catalogue import Catalogue

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.catalogue import Hit
    from bashu.match.ranking.need import Need
    from bashu.match.ranking.settings import RankSettings
    from bashu.match.ranking.supply import Supply
    from bashu.workspace import Workspace

#: how a capability's product stands to the need's, the closest first
KINDS = ("exact", "subtype", "substitute", "broader", "text")
#: reasons of a search hit that measure likeness; together at most 1
_LIKENESS = ("query_covered", "name_covered", "order", "neighbours")
_MOST_HITS = 50


@dataclass(frozen=True, slots=True)
class Fit:
    """Fit of every capability to one need.

    Attributes
    ----------
    value
        Product fit (0–1), 0 where it is another product.
    kind
        Place in ``KINDS``, -1 where it is another product.
    wording
        Likeness of the two descriptions (0–1), NaN where one of them has none.
    """

    value: NDArray[np.float64]
    kind: NDArray[np.int64]
    wording: NDArray[np.float64]


class ProductFit:
    """Answers how well every capability fits a product or a description; each product is worked out once.

    Parameters
    ----------
    workspace
        Its tables products and substitutes.
    supply
        The capabilities.
    settings
        What each kind of fit is worth.
    """

    def __init__(self, workspace: Workspace, supply: Supply, settings: RankSettings) -> None:
        self._settings = settings
        products = workspace.table_or_empty("products")
        self._products = products
        self._lookup: ProductNames | None = None
        self._ids: list[str] = products["product"].to_list()
        self._number = {product: number for number, product in enumerate(self._ids)}
        self._name = dict(zip(self._ids, products["name_zh"].to_list(), strict=True))
        self._parent = dict(zip(self._ids, products["parent"].to_list(), strict=True))
        self._kinds: dict[str, list[str]] = {}
        for product, parent in self._parent.items():
            if parent is not None:
                self._kinds.setdefault(parent, []).append(product)
        self._substitutes = workspace.table_or_empty("substitutes")
        self._catalogue = Catalogue(products)
        made = supply.frame["product"].to_list()
        self._made = np.array([self._number.get(product, -1) for product in made], np.int64)
        described = supply.frame.filter(pl.col("text").is_not_null()).select("text").unique().sort("text")
        self._texts = Catalogue(described.select(product="text", name_zh="text"))
        self._said = {text: number for number, text in enumerate(described["text"])}
        self._text = np.array([self._said.get(text, -1) for text in supply.frame["text"]], np.int64)
        self._by_product: dict[tuple[str, str | None], tuple[NDArray[np.float64], NDArray[np.int64]]] = {}
        self._by_text: dict[str, NDArray[np.float64]] = {}

    def of(self, need: Need, region: str | None) -> Fit:
        """Fit of every capability to a need that arises in a region.

        Raises
        ------
        UnknownName
            When the need's product is not in the workspace.
        """
        product = self.product_of(need)
        text = (need.text or self._name.get(product or "") or "").strip()
        wording = self._wording(text) if text else np.full(len(self._text), np.nan)
        if product is not None:
            value, kind = self._from_graph(product, region)
        else:
            value, kind = self._from_names(text)
        # a capability outside the graph is known by its description alone
        outside = (self._made < 0) & (wording >= self._settings.least_likeness)
        value = np.where(outside, self._settings.by_text * wording, value[self._made])
        kind = np.where(outside, KINDS.index("text"), kind[self._made])
        if product is None and text:
            said = np.where(wording >= self._settings.least_likeness, self._settings.by_text * wording, 0)
            value, kind = np.maximum(value, said), np.where(said > value, KINDS.index("text"), kind)
        return Fit(value, kind, wording)

    def product_of(self, need: Need) -> str | None:
        """The product of the graph that a need names, None where it has a description only.

        Raises
        ------
        UnknownName
            When it is not in the workspace.
        """
        return None if need.product is None else self._find(need.product)

    def _find(self, text: str) -> str:
        if text in self._number:
            return text
        if self._lookup is None:
            self._lookup = ProductNames(self._products)
        return self._lookup.find(text)

    def _from_graph(self, product: str, region: str | None) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Fit per product of the graph to a product; the last entry stands for no product."""
        if (product, region) not in self._by_product:
            value, kind = np.zeros(len(self._ids) + 1), np.full(len(self._ids) + 1, -1)
            settings = self._settings
            # from the loosest to the closest, so that the closest stays
            for name, worth, others in (
                ("broader", settings.broader, self._categories(product)),
                ("substitute", settings.substitute, self._stand_ins(product, region)),
                ("subtype", settings.subtype, self._below(product)),
                ("exact", settings.exact, [product]),
            ):
                places = [self._number[other] for other in others if other in self._number]
                value[places], kind[places] = worth, KINDS.index(name)
            self._by_product[product, region] = value, kind
        return self._by_product[product, region]

    def _from_names(self, text: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Fit per product of the graph to a description; a name that it states exactly fits as the product."""
        value, kind = np.zeros(len(self._ids) + 1), np.full(len(self._ids) + 1, -1)
        for hit in self._catalogue.search(text, _MOST_HITS) if text else []:
            place, alike = self._number[hit.product], likeness(hit)
            if "exact" in hit.reasons:
                value[place], kind[place] = self._settings.exact, KINDS.index("exact")
            elif alike >= self._settings.least_likeness:
                value[place], kind[place] = self._settings.by_text * alike, KINDS.index("text")
        return value, kind

    def _wording(self, text: str) -> NDArray[np.float64]:
        if text not in self._by_text:
            alike = np.zeros(len(self._said) + 1)
            alike[-1] = np.nan
            for hit in self._texts.search(text, _MOST_HITS):
                alike[self._said[hit.product]] = likeness(hit)
            self._by_text[text] = alike[self._text]
        return self._by_text[text]

    def _above(self, product: str) -> list[str]:
        """The categories a product belongs to, the nearest first."""
        found: list[str] = []
        parent = self._parent.get(product)
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self._parent.get(parent)
        return found

    def _below(self, product: str) -> list[str]:
        """The products that are a kind of a product, directly or through others."""
        level = [product]
        met = dict.fromkeys(level)
        while level:
            level = [kind for node in level for kind in self._kinds.get(node, ()) if kind not in met]
            met.update(dict.fromkeys(level))
        return list(met)[1:]

    def _categories(self, product: str) -> list[str]:
        """The wider categories without the outermost, which is a family of industries, not a product."""
        return [category for category in self._above(product) if self._parent.get(category) is not None]

    def _stand_ins(self, product: str, region: str | None) -> list[str]:
        rows = self._substitutes.filter(
            (pl.col("product") == product)
            & (pl.col("region").is_null() | pl.col("region").eq_missing(region))
        )
        return rows["substitute"].to_list()


def likeness(hit: Hit) -> float:
    """How alike the text and the name of a hit are (0–1), whatever else spoke for it."""
    return min(sum(hit.reasons.get(reason, 0.0) for reason in _LIKENESS), 1.0)
