"""Products by id, name or alias."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from bashu.errors import Finding, UnknownName
from bashu.text import composed

if TYPE_CHECKING:
    import polars as pl

    from bashu.chain.graph import ProductGraph
    from bashu.workspace import Workspace

#: ids of group nodes begin with this: they gather products and are never parts
GROUP = "grp_"
#: what separates several names in one cell: 主板贴装(PCBA), HDD / SSD, HDI与类载板
SEPARATORS = re.compile(r"[()/与、,;]+")


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", composed(text)).casefold()


def _aliases(name: str) -> set[str]:
    """The names that stand in brackets or are joined in one name.

    >>> sorted(_aliases("处理器(CPU/GPU)"))
    ['cpu', 'gpu', '处理器']
    """
    parts = {_plain(part) for part in SEPARATORS.split(composed(name))}
    return {part for part in parts if len(part) >= 2} - {_plain(name)}


def _grams(text: str) -> Counter[str]:
    return Counter([*text, *(text[i : i + 2] for i in range(len(text) - 1))])


class ProductNames:
    """The products of a workspace found by id, exact name, or alias; near names are only suggested.

    Parameters
    ----------
    products
        product, name_zh, name_en.

    Examples
    --------
    >>> import polars as pl
    >>> names = ProductNames(pl.DataFrame({"product": ["ic_cpu"], "name_zh": ["处理器(CPU/GPU)"], "name_en": ["Processor"]}))
    >>> names.find("CPU"), names.find("processor")
    ('ic_cpu', 'ic_cpu')
    """

    def __init__(self, products: pl.DataFrame) -> None:
        self._ids: dict[str, str] = {}
        self._exact: dict[str, list[str]] = {}
        self._alias: dict[str, list[str]] = {}
        for product, zh, en in products.select("product", "name_zh", "name_en").iter_rows():
            self._ids[product] = zh
            for key in {_plain(name) for name in (product, zh, en) if name}:
                self._exact.setdefault(key, []).append(product)
            for key in {alias for name in (zh, en) if name for alias in _aliases(name)}:
                self._alias.setdefault(key, []).append(product)

    def find(self, text: str) -> str:
        """The id of the product a text names.

        Raises
        ------
        UnknownName
            When no product or several have this name; the finding lists the nearest.
        InputError
            When what is given is no text.
        """
        key = _plain(text)
        if text in self._ids:
            return text
        found = self._exact.get(key) or self._alias.get(key) or []
        if len(found) == 1:
            return found[0]
        near = found or self.nearest(text)
        shown = ", ".join(f"{self._ids[product]} = {product}" for product in near[:5])
        details = {"nearest": f" ({shown}?)" if shown else ""}
        raise UnknownName(Finding("unknown_product", value=text, details=details))

    def nearest(self, text: str, limit: int = 3) -> list[str]:
        """The products whose names share the most characters and pairs of characters with a text."""
        wanted = _grams(_plain(text))
        scores: dict[str, float] = {}
        for key, products in [*self._exact.items(), *self._alias.items()]:
            grams = _grams(key)
            shared = sum((wanted & grams).values())
            if shared:
                score = 2 * shared / (sum(wanted.values()) + sum(grams.values()))
                for product in products:
                    scores[product] = max(score, scores.get(product, 0.0))
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return [product for product, score in ranked[:limit] if score >= 0.3]


def find_product(where: Workspace | ProductGraph, text: str) -> str:
    """The id of the product a text names: id, name or alias.

    Raises
    ------
    UnknownName
        With the nearest names.

    Examples
    --------
    >>> from bashu.workspace import Workspace
    >>> find_product(Workspace.open(), "印制电路板")
    'cm_pcb'
    """
    from bashu.chain.graph import ProductGraph

    if isinstance(where, ProductGraph):
        return where.find(text)
    return ProductNames(where.table("products")).find(text)
