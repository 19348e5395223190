"""The makers of one product, a page at a time: a product may have a hundred thousand of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bashu.portal.shown import Sheet

if TYPE_CHECKING:
    import polars as pl

    from bashu.portal.data.engines import Engines


class MakersOf:
    """Who makes a product or a kind of it by public reports and claims; example firms apart.

    Parameters
    ----------
    product
        Its id.
    """

    def __init__(self, engines: Engines, product: str) -> None:
        graph = engines.graph
        self._evidence = graph.makers_of.evidence
        number = graph.ids.index(product)
        self._rows = np.array(graph.makers_of.rows_of(number, "reported"), np.int64)
        everyone = np.array(graph.makers_of.rows_of(number, "illustrative"), np.int64)
        self._examples = np.setdiff1d(everyone, self._rows)
        #: organisations that make it, each counted once
        self.firms = int(graph.makers_of.standing("reported", None).everywhere[number])

    def part(self, page: int, size: int) -> tuple[pl.DataFrame, Sheet]:
        """One page of the records, as :meth:`bashu.chain.ProductGraph.makers` has them."""
        pages = Sheet(1, size, len(self._rows)).pages
        sheet = Sheet(min(max(page, 1), pages), size, len(self._rows))
        return self._evidence[self._rows[sheet.start : sheet.start + size]], sheet

    def examples(self, limit: int) -> pl.DataFrame:
        """The first records of example firms."""
        return self._evidence[self._examples[:limit]]


def makers_of(engines: Engines, product: str) -> MakersOf:
    """The makers of a product, looked up once for a version of the data."""
    return engines.kept(("makers", product), lambda: MakersOf(engines, product))
