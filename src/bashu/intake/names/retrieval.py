"""Candidates for a name: the names of a register that share its rarest pairs of characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: a pair that more names hold is read only when a name has no rarer one
COMMON = 4_000
#: how far apart the characters of a pair may stand in a name of the register
REACH = 3
_SHIFT = 21  # a code point fits into 21 bits
_NEIGHBOURS = np.int64(1) << 42


def _codes(names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All characters as code points, and the name each belongs to."""
    flat = np.frombuffer("".join(names).encode("utf-32-le"), np.uint32).astype(np.int64)
    lengths = np.fromiter(map(len, names), np.int64, len(names))
    return flat, np.repeat(np.arange(len(names)), lengths)


def _pairs(names: Sequence[str], reach: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ordered pairs of characters and the name of each: neighbours, and those up to ``reach`` places apart."""
    flat, owner = _codes(names)
    keys, owners = [], []
    for gap in range(1, reach + 1):
        same = owner[gap:] == owner[:-gap]
        pair = (flat[:-gap][same] << _SHIFT) | flat[gap:][same]
        keys.append(pair)
        owners.append(owner[gap:][same])
        if gap == 1:
            keys.append(pair | _NEIGHBOURS)
            owners.append(owner[gap:][same])
    return np.concatenate(keys), np.concatenate(owners)


class PairIndex:
    """Names by the ordered pairs of characters they hold.

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
        keys, owners = _pairs(names, REACH)
        order = np.lexsort((owners, keys))
        keys, owners = keys[order], owners[order]
        fresh = np.ones(len(keys), bool)
        fresh[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
        keys, owners = keys[fresh], owners[fresh]
        self._keys, starts = np.unique(keys, return_index=True)
        self._starts = np.append(starts, len(keys)).astype(np.int64)
        sizes = np.diff(self._starts)
        # rarity of a pair by its own count alone: a name that shares no pair changes nothing
        self._weights = (1.0 / (1.0 + np.log2(np.maximum(sizes, 1)))).astype(np.float32)
        self._sizes = sizes
        self._names = owners.astype(np.int32)
        self._ones = np.ones(len(owners), np.float32)

    def nearest(self, queries: Sequence[str], limit: int) -> list[NDArray[np.int64]]:
        """For each query the names that share its heaviest pairs, best first, at most ``limit``; ties in order of names."""
        from scipy import sparse

        if not self.count or not any(queries):
            return [np.zeros(0, np.int64)] * len(queries)
        keys, asking = _pairs(queries, 2)
        if not len(self._keys) or not len(keys):
            return [np.zeros(0, np.int64)] * len(queries)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        known = self._keys[at] == keys
        at, asking = at[known], asking[known]
        rare = self._sizes[at] <= COMMON
        has_rare = np.zeros(len(queries), bool)
        has_rare[asking[rare]] = True
        read = rare | ~has_rare[asking]
        at, asking = at[read], asking[read]
        order = np.argsort(asking, kind="stable")
        at, asking = at[order], asking[order]
        pointers = np.searchsorted(asking, np.arange(len(queries) + 1))
        asked = sparse.csr_array((self._weights[at], at, pointers), shape=(len(queries), len(self._keys)))
        held = sparse.csr_array((self._ones, self._names, self._starts), shape=(len(self._keys), self.count))
        shared = asked @ held
        result = []
        for row in range(len(queries)):
            begin, end = shared.indptr[row], shared.indptr[row + 1]
            names, weights = shared.indices[begin:end], shared.data[begin:end]
            if len(names) > limit:
                least = np.partition(weights, len(weights) - limit)[len(weights) - limit]
                kept = weights >= least
                names, weights = names[kept], weights[kept]
            best = np.lexsort((names, -weights))[:limit]
            result.append(names[best].astype(np.int64))
        return result
