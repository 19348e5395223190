"""Sparse numbers per question and product: what a source says about which candidate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.signedinteger[Any]]
    Flags = NDArray[np.bool_]
    Values = NDArray[np.float64]
    Sparse = csr_array[np.float32, tuple[int, int]]


def sparse(values: NDArray[np.float32], rows: Numbers, columns: Numbers, shape: tuple[int, int]) -> Sparse:
    """A matrix of some entries; entries of one place are added."""
    # places in 32 bits: half the memory; the stubs know csr_array from entries only as float64
    places = (rows.astype(np.int32), columns.astype(np.int32))
    made = csr_array(cast("Any", (values, places)), shape=cast("Any", shape))
    made.sum_duplicates()
    return cast("Sparse", made)


@dataclass(frozen=True, slots=True)
class Votes:
    """Values of pairs of question and product, sorted by the pair.

    Attributes
    ----------
    keys
        question × width + product, rising, each once.
    values
        One value a pair; a pair that is absent has 0.
    width
        How many products there are.
    """

    keys: Numbers
    values: Values
    width: int

    @classmethod
    def of(cls, matrix: Sparse, products: Numbers | None, width: int) -> Votes:
        """The entries of a matrix whose columns stand for some of the products."""
        matrix.sort_indices()
        columns = matrix.indices if products is None else products[matrix.indices]
        return cls(rows_of(matrix) * width + columns, matrix.data.astype(np.float64), width)

    def at(self, keys: Numbers) -> Values:
        """The values of some pairs."""
        if not len(self.keys):
            return np.zeros(len(keys))
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, self.values[places], 0.0)

    def best(self, limit: int) -> Numbers:
        """The pairs with the largest values of each question, at most so many; of equal ones the first products."""
        keys, values = self.keys, self.values
        if len(keys) > limit and keys[0] // self.width == keys[-1] // self.width:
            # one question: sorting only what can be among the best
            bar = np.partition(values, len(values) - limit)[len(values) - limit] if limit else np.inf
            keys, values = keys[values >= bar], values[values >= bar]
        rows = keys // self.width
        order = np.lexsort((keys, -values, rows))
        return keys[order[places_within(rows[order]) < limit]]


class Tally:
    """Entries of the same pair taken together: their sum, the largest, and how many there are."""

    def __init__(self, keys: Numbers, values: Values, width: int) -> None:
        order = np.argsort(keys, kind="stable")
        keys, values = keys[order], values[order].astype(np.float64)
        starts = starts_of(keys)
        pairs = keys[starts]
        some = len(starts) > 0
        self.summed = Votes(pairs, np.add.reduceat(values, starts) if some else values, width)
        self.largest = Votes(pairs, np.maximum.reduceat(values, starts) if some else values, width)
        self.counted = Votes(pairs, np.diff(np.append(starts, len(keys))).astype(np.float64), width)


def places_within(groups: Numbers) -> Numbers:
    """For groups that stand together: the place of each entry in its group, from 0.

    >>> places_within(np.array([4, 4, 7, 9, 9])).tolist()
    [0, 1, 0, 0, 1]
    """
    starts = starts_of(groups)
    return np.arange(len(groups)) - np.repeat(starts, np.diff(np.append(starts, len(groups))))


def starts_of(groups: Numbers) -> Numbers:
    """Where each group of equal neighbours begins."""
    if not len(groups):
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.concatenate(([True], groups[1:] != groups[:-1])))


def strongest(matrix: Sparse, limit: int) -> Sparse:
    """Only the largest entries of each row; of equal ones those with the lowest columns."""
    counts = np.diff(matrix.indptr)
    if int(counts.max(initial=0)) <= limit:
        return matrix
    kept = np.ones(len(matrix.data), bool)
    for row in np.flatnonzero(counts > limit).tolist():
        entries = slice(matrix.indptr[row], matrix.indptr[row + 1])
        data = matrix.data[entries]
        bar = np.partition(data, len(data) - limit)[len(data) - limit]
        kept[entries] = data > bar
        level = np.flatnonzero(data == bar)
        level = level[np.argsort(matrix.indices[entries][level])]
        kept[matrix.indptr[row] + level[: limit - int(np.count_nonzero(data > bar))]] = True
    bounds = np.concatenate(([0], np.cumsum(np.minimum(counts, limit)))).astype(np.int32)
    return csr_array((matrix.data[kept], matrix.indices[kept], bounds), shape=matrix.shape)


def nearest(rows: Sparse, columns: Sparse, limit: int) -> Sparse:
    """The largest entries of each row of a product of two matrices."""
    return nearest_among(rows, columns, [(None, limit)])[0]


def nearest_among(
    rows: Sparse, columns: Sparse, wanted: Sequence[tuple[Numbers | None, int]]
) -> list[Sparse]:
    """The largest entries of each row of a product, for several choices of columns in one go.

    A row is added up in one dense array: for a few rows with long columns this costs a fraction of a
    product of sparse matrices.

    Parameters
    ----------
    wanted
        For each choice the columns, rising, which are numbered anew (None: all as they are), and how
        many entries.
    """
    parts: list[list[tuple[Numbers, Values]]] = [[] for _ in wanted]
    for row in range(rows.shape[0]):
        entries = slice(rows.indptr[row], rows.indptr[row + 1])
        places, owners = places_of_rows(columns, rows.indices[entries])
        weights = rows.data[entries][owners] * columns.data[places]
        sums = cast("Values", np.bincount(columns.indices[places], weights, columns.shape[1]))
        for part, (among, limit) in zip(parts, wanted, strict=True):
            part.append(_largest(sums if among is None else sums[among], limit))
    widths = [columns.shape[1] if among is None else len(among) for among, _ in wanted]
    return [_stacked(part, width) for part, width in zip(parts, widths, strict=True)]


def _largest(values: Values, limit: int) -> tuple[Numbers, Values]:
    """Places, rising, and values of the largest above 0; of equal ones the first."""
    places = np.flatnonzero(values > 0)
    if len(places) > limit:
        some = values[places]
        bar = np.partition(some, len(some) - limit)[len(some) - limit]
        above = int(np.count_nonzero(some > bar))
        level = np.flatnonzero(some == bar)[: limit - above]
        places = np.sort(np.concatenate((places[some > bar], places[level])))
    return places, values[places]


def _stacked(rows: Sequence[tuple[Numbers, Values]], width: int) -> Sparse:
    bounds = np.cumsum([0, *(len(places) for places, _ in rows)]).astype(np.int32)
    columns = np.concatenate([np.zeros(0, np.int64), *(places for places, _ in rows)]).astype(np.int32)
    data = np.concatenate([np.zeros(0), *(values for _, values in rows)]).astype(np.float32)
    return cast("Sparse", csr_array((data, columns, bounds), shape=(len(rows), width)))


def chosen(matrix: Sparse, numbers: Numbers) -> Sparse:
    """Some columns under new numbers; -1: left out."""
    renumbered = numbers[matrix.indices].astype(np.int32)
    kept = renumbered >= 0
    bounds = np.concatenate(([0], np.cumsum(kept)))[matrix.indptr].astype(np.int32)
    shape = (matrix.shape[0], int(numbers.max(initial=-1)) + 1)
    return csr_array((matrix.data[kept], renumbered[kept], bounds), shape=shape)


def held(weighted: Sparse) -> Sparse:
    """1 wherever a row has a run."""
    ones = np.ones(len(weighted.data), np.float32)
    return csr_array((ones, weighted.indices, weighted.indptr), shape=weighted.shape)


def places_of_rows(matrix: Sparse, rows: Numbers) -> tuple[Numbers, Numbers]:
    """Places of all entries of some rows, row after row, and which of the rows each belongs to."""
    # not np.diff of all rows: a suggestion asks for a few of 95,000, many times
    counts = matrix.indptr[rows + 1] - matrix.indptr[rows]
    owners = np.repeat(np.arange(len(rows)), counts)
    begins = matrix.indptr[rows] - (np.cumsum(counts) - counts)
    return begins[owners] + np.arange(len(owners)), owners


def rows_of(matrix: Sparse) -> Numbers:
    """The row of each entry."""
    return np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
