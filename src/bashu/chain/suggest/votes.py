"""Sparse numbers per question and product: what a source says about which candidate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from scipy.sparse import csr_array, vstack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.signedinteger[Any]]
    Flags = NDArray[np.bool_]
    Values = NDArray[np.float64]
    Sparse = csr_array[np.float32, tuple[int, int]]

#: rows that are multiplied together, so that a product of sparse matrices stays small
_TOGETHER = 512


def sparse(values: NDArray[np.float32], rows: Numbers, columns: Numbers, shape: tuple[int, int]) -> Sparse:
    """A matrix of some entries; entries of one place are added."""
    # the stubs know csr_array from entries only as float64
    made = csr_array(cast("Any", (values, (rows, columns))), shape=cast("Any", shape))
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
        rows = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
        return cls(rows * width + columns, matrix.data.astype(np.float64), width)

    @classmethod
    def strongest_of(cls, keys: Numbers, values: Values, width: int) -> Votes:
        """For each pair the largest of its values."""
        order = np.lexsort((-values, keys))
        keys, values = keys[order], values[order]
        first = np.concatenate((keys[:1] == keys[:1], keys[1:] != keys[:-1]))
        return cls(keys[first], values[first], width)

    def at(self, keys: Numbers) -> Values:
        """The values of some pairs."""
        if not len(self.keys):
            return np.zeros(len(keys))
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, self.values[places], 0.0)

    def best(self, limit: int) -> Numbers:
        """The pairs with the largest values of each question, at most so many; of equal ones the first products."""
        rows = self.keys // self.width
        order = np.lexsort((self.keys, -self.values, rows))
        return self.keys[order[places_within(rows[order]) < limit]]


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
    bounds = np.concatenate(([0], np.cumsum(np.minimum(counts, limit))))
    return csr_array((matrix.data[kept], matrix.indices[kept], bounds), shape=matrix.shape)


def nearest(rows: Sparse, columns: Sparse, limit: int) -> Sparse:
    """The largest entries of each row of a product of two matrices."""
    parts = [
        strongest((rows[start : start + _TOGETHER] @ columns).tocsr(), limit)
        for start in range(0, max(rows.shape[0], 1), _TOGETHER)
    ]
    return csr_array(vstack(parts)) if len(parts) > 1 else parts[0]


def held(weighted: Sparse) -> Sparse:
    """1 wherever a row has a run."""
    ones = np.ones(len(weighted.data), np.float32)
    return csr_array((ones, weighted.indices, weighted.indptr), shape=weighted.shape)


def places_of_rows(matrix: Sparse, rows: Numbers) -> tuple[Numbers, Numbers]:
    """Places of all entries of some rows, row after row, and which of the rows each belongs to."""
    counts = np.diff(matrix.indptr)[rows]
    owners = np.repeat(np.arange(len(rows)), counts)
    begins = matrix.indptr[rows] - (np.cumsum(counts) - counts)
    return begins[owners] + np.arange(len(owners)), owners
