"""How near a product is to what is already made: the product space of the corridor, from six kinds of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bashu.text import grams

if TYPE_CHECKING:
    import numpy.typing as npt
    from scipy.sparse import csr_array

    from bashu.chain import ProductGraph

    Numbers = npt.NDArray[np.int64]
    Similarities = npt.NDArray[np.float64]

#: what speaks for nearness, and how much. What goes in tells how a thing is made; what it goes into tells less,
#: because things that meet in one product (a target and a gas in a fab) need not be made alike
WEIGHTS = {"makers": 0.30, "inputs": 0.20, "uses": 0.05, "code": 0.20, "name": 0.20, "kind": 0.05}
#: rows that are compared at once
BLOCK = 256


@dataclass(frozen=True)
class Neighbour:
    """A product that is made here, how near it is to the one asked for, and by which evidence.

    ``evidence`` holds each kind of similarity from 0 to 1; a kind that cannot speak (nobody makes one of the
    two, a code is not known) is NaN and takes no part.
    """

    product: int
    nearness: float
    evidence: dict[str, float]


class ProductSpace:
    """Similarities between the products of a graph, prepared once.

    nearness = sum of w_k s_k / sum of w_k over the kinds of evidence k that can speak, each s_k from 0 to 1:

    * ``makers``: C_pq / max(u_p, u_q), the smaller chance that who makes the one makes the other (Hidalgo et
      al. 2007), over organisations, where both products have at least two makers anywhere,
    * ``inputs``, ``uses``: cosine of what the two take in, and of what they go into; a link counts by its
      rarity, log(N / products that share it),
    * ``code``: the deepest common level of GB/T 4754, by its rarity, -log(share of products in it) / log N
      (Resnik 1995): a class of three products says more than one of thirty,
    * ``name``: cosine of the characters and pairs of characters of the names, by their rarity,
    * ``kind``: (same stage + same family) / 2.

    Parameters
    ----------
    graph
        The product graph with its makers.
    """

    def __init__(self, graph: ProductGraph) -> None:
        self._graph = graph
        size = len(graph.ids)
        links = graph.links
        # columns in the order of ids: sums must not depend on the order of rows in the tables
        self._place = np.argsort(np.argsort(np.array(graph.ids, dtype=object)))
        self._inputs = _cosine(links.target, self._place[links.source], size, size)
        self._uses = _cosine(links.source, self._place[links.target], size, size)
        self._name = _names(graph)
        self._code, self._coded = _codes(graph)
        self._made_by, self._count = _makers(graph)
        self._kinds = np.stack(
            [graph.products[column].fill_null("").to_numpy().astype(str) for column in ("stage", "family")]
        )

    def nearest(
        self, wanted: list[int], made: npt.NDArray[np.int64], limit: int = 3
    ) -> list[list[Neighbour]]:
        """For each product the nearest others that are made, best first; nothing where none is near at all.

        Parameters
        ----------
        wanted
            Numbers of products.
        made
            Makers of every product; those above 0 are made.
        """
        candidates = np.flatnonzero(made > 0)
        found: list[list[Neighbour]] = []
        for begin in range(0, len(wanted), BLOCK):
            block = wanted[begin : begin + BLOCK]
            evidence = self.evidence(np.array(block), candidates)
            total = combined(evidence)
            for row, product in enumerate(block):
                found.append(
                    [
                        Neighbour(
                            int(candidates[at]),
                            float(total[row, at]),
                            {kind: float(values[row, at]) for kind, values in evidence.items()},
                        )
                        for at in self._best(product, candidates, total[row], made)[:limit]
                    ]
                )
        return found

    def _best(self, product: int, candidates: Numbers, scores: Similarities, made: Numbers) -> Numbers:
        """Places of the candidates, the nearest first; of equals that with the most makers, then the first id."""
        usable = np.flatnonzero((candidates != product) & (scores > 0) & ~self._related(product, candidates))
        others = candidates[usable]
        order = np.lexsort((self._place[others], -made[others], -scores[usable]))
        return np.asarray(usable[order], dtype=np.int64)

    def _related(self, product: int, candidates: Numbers) -> npt.NDArray[np.bool_]:
        """Broader products are no neighbours: their makers are counted from their kinds already."""
        broader = {self._graph.ids.index(each) for each in self._graph.ancestors(self._graph.ids[product])}
        return np.isin(candidates, list(broader)) if broader else np.zeros(candidates.size, dtype=np.bool_)

    def evidence(self, some: Numbers, others: Numbers) -> dict[str, Similarities]:
        """Every kind of similarity between two lists of products, each a matrix some x others."""
        code = _dense(self._code[some] @ self._code[others].T)
        code[~(self._coded[some][:, None] & self._coded[others][None, :])] = np.nan
        together = _dense(self._made_by[some] @ self._made_by[others].T)
        most = np.maximum(self._count[some][:, None], self._count[others][None, :])
        least = np.minimum(self._count[some][:, None], self._count[others][None, :])
        makers = np.where(least >= 2, together / np.maximum(most, 1), np.nan)
        kind = sum(
            (column[some][:, None] == column[others][None, :]) & (column[some] != "")[:, None]
            for column in self._kinds
        )
        return {
            "makers": makers,
            "inputs": _where_both(self._inputs, some, others),
            "uses": _where_both(self._uses, some, others),
            "code": code,
            "name": _dense(self._name[some] @ self._name[others].T),
            "kind": np.asarray(kind, dtype=np.float64) / 2,
        }


def combined(evidence: dict[str, Similarities]) -> Similarities:
    """The weighted mean of the kinds of evidence that can speak, from 0 to 1.

    >>> evidence = {"code": np.array([[0.5]]), "name": np.array([[1.0]]), "makers": np.array([[np.nan]])}
    >>> round(combined(evidence).item(), 9)
    0.75
    """
    total = np.zeros(next(iter(evidence.values())).shape)
    weight = np.zeros_like(total)
    for kind, values in evidence.items():
        speaks = ~np.isnan(values)
        total += WEIGHTS[kind] * np.where(speaks, values, 0.0)
        weight += WEIGHTS[kind] * speaks
    return total / np.maximum(weight, 1e-12)


def _dense(matrix: csr_array) -> Similarities:
    return np.asarray(matrix.toarray(), dtype=np.float64)


def _where_both(vectors: csr_array, some: Numbers, others: Numbers) -> Similarities:
    """Cosines; NaN where one of the two has no link at all, which says nothing about nearness."""
    filled = np.diff(vectors.indptr) > 0
    values = _dense(vectors[some] @ vectors[others].T)
    values[~(filled[some][:, None] & filled[others][None, :])] = np.nan
    return values


def _cosine(rows: Numbers, columns: Numbers, height: int, width: int) -> csr_array:
    """Unit vectors of rows over columns; a column counts by its rarity."""
    from scipy.sparse import csr_array, diags_array

    matrix = csr_array((np.ones(rows.size), (rows, columns)), shape=(height, width))
    matrix.sum_duplicates()
    matrix.data[:] = 1.0
    shared = np.bincount(matrix.indices, minlength=width)
    weighted = csr_array(matrix @ diags_array(np.log((height + 1) / np.maximum(shared, 1))))
    lengths = np.sqrt(np.asarray(weighted.power(2).sum(axis=1)).ravel())
    return csr_array(diags_array(1.0 / np.where(lengths > 0, lengths, 1.0)) @ weighted)


def _names(graph: ProductGraph) -> csr_array:
    named = [dict.fromkeys(grams(name)) for name in graph.products["name_zh"]]
    vocabulary = {gram: at for at, gram in enumerate(sorted({gram for each in named for gram in each}))}
    rows = [number for number, each in enumerate(named) for _ in each]
    columns = [vocabulary[gram] for each in named for gram in each]
    width = max(len(vocabulary), 1)
    return _cosine(np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64), len(named), width)


def _codes(graph: ProductGraph) -> tuple[csr_array, npt.NDArray[np.bool_]]:
    """Vectors whose products are the rarity of the deepest common level; and which products have a code."""
    from scipy.sparse import csr_array

    codes = graph.products["gbt4754"].fill_null("").to_list()
    known = sum(bool(code) for code in codes)
    rows, columns, values = [], [], []
    sizes: dict[str, int] = {}
    for code in codes:
        for digits in (2, 3, 4):
            if len(code) >= digits:
                sizes[code[:digits]] = sizes.get(code[:digits], 0) + 1
    numbers = {level: at for at, level in enumerate(sorted(sizes))}
    for number, code in enumerate(codes):
        above = 0.0
        for digits in (2, 3, 4):
            if len(code) >= digits:
                level = code[:digits]
                rarity = float(np.log(known / sizes[level]) / np.log(max(known, 2)))
                rows.append(number)
                columns.append(numbers[level])
                values.append(np.sqrt(max(rarity - above, 0.0)))
                above = max(rarity, above)
    shape = (len(codes), max(len(numbers), 1))
    return csr_array((values, (rows, columns)), shape=shape), np.array([bool(code) for code in codes])


def _makers(graph: ProductGraph) -> tuple[csr_array, Numbers]:
    """Which organisation makes which product exactly, wherever it is, and how many make each; no examples."""
    from scipy.sparse import csr_array

    rows = graph.makers_of.evidence
    counted = (rows["standing"] != "illustrative").to_numpy()
    number = {product: at for at, product in enumerate(graph.ids)}
    products = [number.get(product, -1) for product in rows["product"]]
    firms = rows["organisation"].rank("dense").cast(int).fill_null(0).to_numpy()
    at = np.flatnonzero(counted & (np.array(products, dtype=np.int64) >= 0))
    pairs = np.unique(np.stack([np.array(products, dtype=np.int64)[at], firms[at]]), axis=1)
    width = int(firms.max(initial=0)) + 1
    matrix = csr_array((np.ones(pairs.shape[1]), (pairs[0], pairs[1])), shape=(len(graph.ids), width))
    count: Numbers = np.diff(matrix.indptr).astype(np.int64)
    return matrix, count
