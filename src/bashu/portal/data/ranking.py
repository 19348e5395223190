"""Suppliers of one product among a million capabilities: only those that could fit are judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.match import Ranker, RankSettings
from bashu.match.ranking.dates import last_day
from bashu.workspace import FramesSource, Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

#: capabilities up to which one ranker judges all of them for every question
MOST_AT_ONCE = 100_000
#: the tables a ranker reads beside capabilities and needs
BESIDE = ("organisations", "sites", "products", "substitutes", "supplies", "places", "travel")


class _Part(FramesSource):
    """Tables of a workspace that was checked as a whole, under its version."""

    checked = True

    def __init__(self, frames: Mapping[str, pl.DataFrame], version: str) -> None:
        super().__init__(frames)
        self._whole = version

    @property
    def version(self) -> str:
        """That of the whole."""
        return self._whole


def ranker_for(workspace: Workspace, product: str) -> Ranker:
    """A ranker over the capabilities that could supply a product; it ranks them as one over all would.

    These are the makers of the product, of its kinds, of its categories and of its substitutes, those whose
    product is not in the graph, and one of each description. Age counts from the newest record of the whole workspace.
    """
    capabilities = workspace.table("capabilities")
    fitting = pl.col("product").is_in(relatives(workspace, product)) | pl.col("product").is_null()
    fits = capabilities.select(fitting.fill_null(value=True)).to_series()
    # how much two descriptions agree hangs on all descriptions there are: one of each comes along
    others = capabilities.filter(~fits).drop_nulls("text").unique("text", keep="first", maintain_order=True)
    chosen = pl.concat([capabilities.filter(fits), others])
    firms = workspace.table_or_empty("organisations").join(chosen, on="organisation", how="semi")
    frames = {name: workspace.table_or_empty(name) for name in BESIDE if workspace.has(name)}
    part = _Part({**frames, "capabilities": chosen, "organisations": firms}, workspace.version)
    return Ranker(Workspace(part, workspace.viewpoint), RankSettings(as_of=newest_day(workspace)))


def relatives(workspace: Workspace, product: str) -> list[str]:
    """The product, its kinds, its categories and its substitutes."""
    products = workspace.table("products")
    parent = dict(products.select("product", "parent").iter_rows())

    def above(node: str) -> list[str]:
        found: list[str] = []
        while (up := parent.get(node)) is not None and up not in found:
            found.append(up)
            node = up
        return found

    kinds = [other for other in parent if product in above(other)]
    substitutes = workspace.table_or_empty("substitutes").filter(pl.col("product") == product)["substitute"]
    return list(dict.fromkeys([product, *above(product), *kinds, *substitutes]))


def newest_day(workspace: Workspace) -> date | None:
    """The newest day on which a need or a capability was updated."""
    texts = {
        text
        for table in ("capabilities", "needs")
        for text in workspace.table_or_empty(table)["updated"].drop_nulls().unique()
    }
    return max((day for text in texts if (day := last_day(text)) is not None), default=None)
