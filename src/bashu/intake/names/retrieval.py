"""Candidates for a name: the names of a register that share its rarest pairs of characters."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bashu.intake.names.texts import Texts

#: the pairs of a query are read rarest first until so many names have been read; the rarest always is
READ = 3_000
#: at most so many names are read for one pair
MOST = 60_000
#: how far apart the characters of a pair may stand in a name of the register
REACH = 3
#: a name that shares less than this part of the best one's weight is no candidate
SHARE = 0.3
#: names whose pairs are collected in one go; at most 65,536
_TOGETHER = 50_000
#: weights are whole numbers of at most so many bits, so that a sum is the same in every order
_BITS = 16
_FINE = (1 << _BITS) - 1


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

    def __init__(self, names: Sequence[str] | Texts) -> None:
        self.count = len(names)
        self._alphabet = np.unique(np.concatenate([np.zeros(0, np.int64), *map(_alphabet, _batches(names))]))
        # each batch keeps its pairs in 6 bytes a posting; together they are laid out once how many there are is known
        kind = np.uint32 if 2 * len(self._alphabet) ** 2 < 2**32 else np.uint64
        held = [self._held(batch, kind) for batch in _batches(names)]
        distinct = [np.unique(pairs) for pairs, _ in held]
        self._pairs = np.unique(np.concatenate(distinct)) if held else np.zeros(0, kind)
        self._sizes = np.zeros(len(self._pairs), np.int64)
        for pairs, _ in held:
            self._sizes += np.bincount(np.searchsorted(self._pairs, pairs), minlength=len(self._pairs))
        self._starts = np.append(0, np.cumsum(self._sizes))
        self._names = np.zeros(self._starts[-1], np.int32)
        ends = self._starts[:-1].copy()
        for batch in range(len(held)):
            pairs, local = held.pop(0)
            at = np.searchsorted(self._pairs, pairs)
            sizes = np.bincount(at, minlength=len(self._pairs))
            # the pairs of a batch are in order: the rank within its pair is the distance to the first of it
            rank = np.arange(len(at)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            self._names[ends[at] + rank] = local.astype(np.int32) + batch * _TOGETHER
            ends += sizes
        self._weights = np.rint(_FINE / (1.0 + np.log2(np.maximum(self._sizes, 1)))).astype(np.int64)

    def _held(
        self, names: Sequence[str], kind: type[np.uint32 | np.uint64]
    ) -> tuple[NDArray[np.uint32 | np.uint64], NDArray[np.uint16]]:
        """Every pair of a batch and the name in the batch that holds it, in order."""
        keys = self._keys_of(*_characters(names), len(names))
        keys.sort()
        keys = keys[np.r_[True, keys[1:] != keys[:-1]]] if len(keys) else keys
        pairs, local = np.divmod(keys, len(names))
        return pairs.astype(kind), local.astype(np.uint16)

    def _keys_of(self, flat: NDArray[np.int64], owner: NDArray[np.int64], count: int) -> NDArray[np.int64]:
        """Pair and name in one number: (2 × pair + 1 if further apart) × names + name."""
        size = len(self._alphabet)
        places = np.searchsorted(self._alphabet, flat)
        keys = []
        for gap in range(1, REACH + 1):
            same = owner[gap:] == owner[:-gap]
            pair = places[:-gap][same] * size + places[gap:][same]
            keys.append((2 * pair + (gap > 1)) * count + owner[gap:][same])
        return np.concatenate(keys)

    def nearest(self, queries: Sequence[str], limit: int) -> list[NDArray[np.int64]]:
        """For each query the names that share its heaviest pairs, best first, at most ``limit``; ties in order of names."""
        at, asking = self._asked(queries)
        pointers = np.searchsorted(asking, np.arange(len(queries) + 1))
        if not len(at):
            return [np.zeros(0, np.int64)] * len(queries)
        return [self._heaviest(at[begin:end], limit) for begin, end in pairwise(pointers.tolist())]

    def _heaviest(self, at: NDArray[np.int64], limit: int) -> NDArray[np.int64]:
        """The names that share the heaviest of these pairs, best first."""
        begins, sizes = self._starts[at].tolist(), np.minimum(self._sizes[at], MOST)
        if not begins:
            return np.zeros(0, np.int64)
        postings = np.concatenate([
            self._names[begin : begin + size] for begin, size in zip(begins, sizes.tolist(), strict=True)
        ])  # fmt: skip
        # name and weight in one number, so that one sort brings the postings of a name together
        packed = (postings.astype(np.int64) << _BITS) | np.repeat(self._weights[at], sizes)
        packed.sort()
        names, weights = packed >> _BITS, packed & ((1 << _BITS) - 1)
        first = np.append(0, np.flatnonzero(names[1:] != names[:-1]) + 1)
        names, weights = names[first], np.add.reduceat(weights, first)
        kept = weights >= SHARE * weights.max()
        names, weights = names[kept], weights[kept]
        best: NDArray[np.int64] = names[np.lexsort((names, -weights))[:limit]]
        return best

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
        wanted, owners = np.concatenate(pairs).astype(self._pairs.dtype), np.concatenate(asking)
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


def _batches(names: Sequence[str] | Texts) -> Iterator[list[str]]:
    for begin in range(0, len(names), _TOGETHER):
        yield [names[number] for number in range(begin, min(begin + _TOGETHER, len(names)))]


def _alphabet(names: Sequence[str]) -> NDArray[np.int64]:
    return np.unique(_characters(names)[0])


def _characters(names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All characters as code points, and the name each belongs to."""
    text = "".join(names)
    flat = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    lengths = np.fromiter(map(len, names), np.int64, len(names))
    return flat, np.repeat(np.arange(len(names)), lengths)
