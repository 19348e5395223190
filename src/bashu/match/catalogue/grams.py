"""An inverted index over pairs of neighbouring symbols: which names share most of a query's pairs."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.catalogue.symbols import SymbolRows

#: queries up to this length are looked up by their single symbols too
SHORT = 3
#: a query that finds fewer names than this by its pairs is looked up by its single symbols too
FEW = 10
#: a gram that more names hold is read only when a query has no rarer one: it costs much and says little
COMMON = 20_000
_SHIFT = np.int64(21)  # a code point fits into 21 bits
_FIRST_PAIR = np.int64(1) << _SHIFT


def gram_keys(
    flat: NDArray[np.uint32], owner: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The single symbols of each row, and its unordered pairs of symbols one or two places apart.

    Pairs without order and with a gap survive the slips of typing: of ABCD all but one pair remain in
    ACBD (swapped), most in ABD (dropped) and in ABXCD (inserted).

    Parameters
    ----------
    flat, owner
        Symbols and the row each belongs to.

    Returns
    -------
    keys, owners
        One entry per gram.
    """
    symbols = flat.astype(np.int64)
    keys, owners = [symbols], [owner]
    for gap in (1, 2):
        same = owner[gap:] == owner[:-gap]
        first, second = symbols[:-gap][same], symbols[gap:][same]
        keys.append((np.minimum(first, second) + 1 << _SHIFT) | np.maximum(first, second))
        owners.append(owner[gap:][same])
    return np.concatenate(keys), np.concatenate(owners)


class GramIndex:
    """Names by the pairs of symbols they hold.

    Parameters
    ----------
    rows
        The names as symbols; the number of a row is the number of the name.
    """

    def __init__(self, rows: SymbolRows) -> None:
        self.count = len(rows)
        keys, owners = gram_keys(rows.flat, _owner(rows))
        order = np.lexsort((owners, keys))
        keys, owners = keys[order], owners[order]
        fresh = np.ones(len(keys), bool)
        fresh[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
        keys, owners = keys[fresh], owners[fresh]
        self._keys, starts = np.unique(keys, return_index=True)
        self._starts = np.append(starts, len(keys))
        self._sizes = np.diff(self._starts)
        self._weights = np.log1p((self.count - self._sizes + 0.5) / (self._sizes + 0.5)).astype(np.float32)
        held = np.repeat(self._weights, self._sizes)
        pairs = keys >= _FIRST_PAIR
        self._held = np.bincount(owners[pairs], held[pairs], minlength=self.count).astype(np.float32)
        self._names, self._shares = owners.astype(np.int32), held
        self._scratch = threading.local()

    def weight(self, symbols: NDArray[np.uint32]) -> NDArray[np.float32]:
        """How much a symbol says: its inverse document frequency after Robertson and Spärck Jones, above 0."""
        found, at = self._find(symbols.astype(np.int64))
        weights = np.full(len(symbols), np.log1p((self.count + 0.5) / 0.5), np.float32)
        weights[found] = self._weights[at[found]]
        return weights

    def nearest(self, queries: SymbolRows, limit: int) -> list[NDArray[np.int64]]:
        """For each query the names that share its heaviest grams, in no order, at most ``limit``.

        A name's rank is the weight it shares over the weight of name and query together (Dice with
        weights), so a short name is not lost behind long ones.
        """
        if not len(self._keys) or not len(queries.flat):
            return [np.zeros(0, np.int64)] * len(queries)
        keys, asking = gram_keys(queries.flat, _owner(queries))
        single = keys < _FIRST_PAIR
        wanted = ~single | (queries.lengths <= SHORT)[asking]
        found = self._lookup(keys[wanted], asking[wanted], len(queries), limit)
        few = np.array([len(names) < FEW for names in found]) & (queries.lengths > SHORT)
        if few.any():
            wanted = single & few[asking]
            more = self._lookup(keys[wanted], asking[wanted], len(queries), limit)
            found = [np.union1d(names, others) for names, others in zip(found, more, strict=True)]
        return found

    def _find(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        if not len(self._keys):
            return np.zeros(len(keys), bool), np.zeros(len(keys), np.int64)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return self._keys[at] == keys, at

    def _lookup(
        self, keys: NDArray[np.int64], asking: NDArray[np.int64], queries: int, limit: int
    ) -> list[NDArray[np.int64]]:
        known, at = self._find(keys)
        # a pair that comes twice says no more than once
        asked, at = np.divmod(np.unique(asking[known] * len(self._keys) + at[known]), max(len(self._keys), 1))
        rare = self._sizes[at] <= COMMON
        has_rare = np.zeros(queries, bool)
        has_rare[asked[rare]] = True
        read = rare | ~has_rare[asked]
        at, asked = at[read], asked[read]
        weight = np.bincount(asked, self._weights[at], minlength=queries).astype(np.float32)
        begins, ends = self._starts[at].tolist(), self._starts[at + 1].tolist()
        edges = np.searchsorted(asked, np.arange(queries + 1)).tolist()
        return [
            self._heaviest(
                begins[edges[query] : edges[query + 1]],
                ends[edges[query] : edges[query + 1]],
                weight[query],
                limit,
            )
            for query in range(queries)
        ]

    def _heaviest(
        self, begins: list[int], ends: list[int], weight: np.float32, limit: int
    ) -> NDArray[np.int64]:
        """The names in some stretches of the postings that share most, by the order of their rank or fewer."""
        if not begins:
            return np.zeros(0, np.int64)
        shared, last = self._scratchpad()
        stretches = list(zip(begins, ends, strict=True))
        names = np.concatenate([self._names[begin:end] for begin, end in stretches])
        np.add.at(shared, names, np.concatenate([self._shares[begin:end] for begin, end in stretches]))
        places = np.arange(len(names), dtype=np.int32)
        last[names] = places
        names = names[last[names] == places]
        if len(names) > limit:
            rank = shared[names] / (self._held[names] + weight)
            shared[names] = 0
            names = names[np.argpartition(-rank, limit - 1)[:limit]]
        else:
            shared[names] = 0
        numbers: NDArray[np.int64] = names.astype(np.int64)
        return numbers

    def _scratchpad(self) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        """Per thread: the weight shared so far by each name, and where a name was seen last."""
        held: tuple[NDArray[np.float32], NDArray[np.int32]] | None = getattr(self._scratch, "pad", None)
        if held is None:
            held = np.zeros(self.count, np.float32), np.zeros(self.count, np.int32)
            self._scratch.pad = held
        return held


def _owner(rows: SymbolRows) -> NDArray[np.int64]:
    """The row that each symbol belongs to."""
    return np.repeat(np.arange(len(rows), dtype=np.int64), rows.lengths)
