"""Candidates for a name: the names of a register that share its rarest pairs of characters."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: the pairs of a query are read rarest first until so many names have been read; the rarest always is
READ = 3_000
#: at most so many names are read for one pair
MOST = 60_000
#: how far apart the characters of a pair may stand in a name of the register
REACH = 3
#: a name that shares less than this part of the best one's weight is no candidate
SHARE = 0.3


class PairIndex:
    """Names by the ordered pairs of characters they hold.

    Pairs of neighbours and of characters further apart are told apart; a pair weighs 1 / (1 + log2 n) where n
    names hold it, by its own count alone, so a name that shares no pair with a query changes nothing.

    Parameters
    ----------
    names
        What is searched; the number of a name is its place.

    >>> index = PairIndex(["华微电子", "天马微电子", "交通科学"])
    >>> [found.tolist() for found in index.nearest(["华微", "交科"], 5)]
    [[0], [2]]
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.count = len(names)
        flat, owner = _characters(names)
        self._alphabet = np.unique(flat)
        keys = self._keys_of(flat, owner, REACH)
        keys.sort()
        keys = keys[np.r_[True, keys[1:] != keys[:-1]]] if len(keys) else keys
        pairs, self._names = np.divmod(keys, max(self.count, 1))
        del keys
        self._names = self._names.astype(np.int32)
        self._pairs, starts = np.unique(pairs, return_index=True)
        self._starts = np.append(starts, len(pairs)).astype(np.int64)
        self._sizes = np.diff(self._starts)
        self._weights = (1.0 / (1.0 + np.log2(np.maximum(self._sizes, 1)))).astype(np.float32)

    def _keys_of(self, flat: NDArray[np.int64], owner: NDArray[np.int64], reach: int) -> NDArray[np.int64]:
        """Pair and name in one number: (2 × pair + 1 if further apart) × names + name; only known characters."""
        size = len(self._alphabet)
        places = np.minimum(np.searchsorted(self._alphabet, flat), max(size - 1, 0))
        keys = []
        for gap in range(1, reach + 1):
            same = owner[gap:] == owner[:-gap]
            pair = places[:-gap][same] * size + places[gap:][same]
            keys.append((2 * pair + (gap > 1)) * max(self.count, 1) + owner[gap:][same])
        return np.concatenate(keys)

    def nearest(self, queries: Sequence[str], limit: int) -> list[NDArray[np.int64]]:
        """For each query the names that share its heaviest pairs, best first, at most ``limit``; ties in order of names."""
        at, asking = self._asked(queries)
        pointers = np.searchsorted(asking, np.arange(len(queries) + 1))
        if not len(at):
            return [np.zeros(0, np.int64)] * len(queries)
        from scipy import sparse

        rows, local = np.unique(at, return_inverse=True)
        begins, sizes = self._starts[rows], np.minimum(self._sizes[rows], MOST)
        ends = np.cumsum(sizes)
        postings = self._names[np.arange(ends[-1]) + np.repeat(begins - (ends - sizes), sizes)]
        held = sparse.csr_array(
            (np.ones(len(postings), np.float32), postings, np.append(0, ends)), shape=(len(rows), self.count)
        )
        asked = sparse.csr_array((self._weights[at], local, pointers), shape=(len(queries), len(rows)))
        shared = asked @ held
        bounds = shared.indptr.tolist()
        return [
            _heaviest(shared.indices[begin:end], shared.data[begin:end], limit)
            for begin, end in pairwise(bounds)
        ]

    def _asked(self, queries: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The known pairs that are read for each query, and the query of each, in order of queries.

        A neighbouring pair of a query is looked up among neighbours and among characters further apart.
        """
        nothing = np.zeros(0, np.int64)
        if not self.count or not len(self._pairs):
            return nothing, nothing
        flat, owner = _characters(queries)
        size = len(self._alphabet)
        places = np.minimum(np.searchsorted(self._alphabet, flat), size - 1)
        known = self._alphabet[places] == flat
        pairs, asking = [], []
        for gap in (1, 2):
            same = (owner[gap:] == owner[:-gap]) & known[gap:] & known[:-gap]
            pair = places[:-gap][same] * size + places[gap:][same]
            pairs += [2 * pair, 2 * pair + 1]
            asking += [owner[gap:][same]] * 2
        wanted, owners = np.concatenate(pairs), np.concatenate(asking)
        at = np.minimum(np.searchsorted(self._pairs, wanted), len(self._pairs) - 1)
        held = self._pairs[at] == wanted
        at, owners = at[held], owners[held]
        order = np.lexsort((at, self._sizes[at], owners))
        at, owners = at[order], owners[order]
        # what has been read of the same query before each pair
        before = np.cumsum(self._sizes[at]) - self._sizes[at]
        first = np.r_[True, owners[1:] != owners[:-1]] if len(owners) else np.zeros(0, bool)
        begun = np.maximum.accumulate(np.where(first, before, 0))
        read = first | (before - begun + self._sizes[at] <= READ)
        return at[read], owners[read]


def _characters(names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All characters as code points, and the name each belongs to."""
    text = "".join(names)
    flat = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    lengths = np.fromiter(map(len, names), np.int64, len(names))
    return flat, np.repeat(np.arange(len(names)), lengths)


def _heaviest(names: NDArray[np.int32], weights: NDArray[np.float32], limit: int) -> NDArray[np.int64]:
    """The names of the largest weights, best first."""
    if not len(names):
        return np.zeros(0, np.int64)
    least = SHARE * weights.max()
    if len(names) > limit:
        least = max(least, np.partition(weights, len(weights) - limit)[len(weights) - limit])
    kept = weights >= least
    names, weights = names[kept], weights[kept]
    best = np.lexsort((names, -weights))[:limit]
    found: NDArray[np.int64] = names[best].astype(np.int64)
    return found
