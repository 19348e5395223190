"""An inverted index over pairs of neighbouring symbols: which names share most of a query's pairs."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.catalogue.symbols import SymbolRows

#: postings read for one query; the rarest pairs are read first, so what is left out says least
BUDGET = 40_000
#: queries up to this length are looked up by their single symbols too
SHORT = 3
_SHIFT = np.int64(21)  # a code point fits into 21 bits


def gram_keys(flat: NDArray[np.uint32], owner: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
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
        owner = np.repeat(np.arange(self.count, dtype=np.int64), rows.lengths)
        keys, owners = gram_keys(rows.flat, owner)
        order = np.lexsort((owners, keys))
        keys, owners = keys[order], owners[order]
        fresh = np.ones(len(keys), bool)
        fresh[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
        keys, owners = keys[fresh], owners[fresh]
        self._names = owners.astype(np.int32)
        self._keys, starts = np.unique(keys, return_index=True)
        self._starts = np.append(starts, len(keys))
        sizes = np.diff(self._starts)
        self._weights = np.log1p((self.count - sizes + 0.5) / (sizes + 0.5)).astype(np.float32)
        pairs = keys >= np.int64(1) << _SHIFT
        held = np.repeat(self._weights, sizes)
        self._held = np.bincount(owners[pairs], held[pairs], minlength=self.count).astype(np.float32)
        self._scratch = threading.local()

    def weight(self, symbols: NDArray[np.uint32]) -> NDArray[np.float32]:
        """How much a symbol says: the inverse document frequency of Robertson and Spärck Jones, never below 0."""
        found, at = self._find(symbols.astype(np.int64))
        unseen = np.float32(np.log1p((self.count + 0.5) / 0.5))
        return np.where(found, self._weights[at], unseen) if len(self._weights) else np.full(at.shape, unseen)

    def nearest(self, symbols: NDArray[np.uint32], limit: int) -> NDArray[np.int64]:
        """Numbers of the names that share the heaviest grams with a query, in no order.

        A name's rank is the weight it shares over the weight of name and query together (Dice with
        weights), so a short name is not lost behind long ones.
        """
        if not self.count or not len(symbols):
            return np.zeros(0, np.int64)
        keys, _ = gram_keys(symbols, np.zeros(len(symbols), np.int64))
        if len(symbols) > SHORT:
            keys = keys[len(symbols) :]
        nearest = self._lookup(np.unique(keys), limit)
        if len(nearest) < min(limit, 10) and len(symbols) > SHORT:
            singles = self._lookup(np.unique(symbols.astype(np.int64)), limit)
            nearest = np.union1d(nearest, singles)
        return nearest

    def _find(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        at = np.minimum(np.searchsorted(self._keys, keys), max(len(self._keys) - 1, 0))
        return (self._keys[at] == keys) if len(self._keys) else np.zeros(len(keys), bool), at

    def _lookup(self, keys: NDArray[np.int64], limit: int) -> NDArray[np.int64]:
        found, at = self._find(keys)
        at = at[found]
        sizes = self._starts[at + 1] - self._starts[at]
        order = np.argsort(sizes, kind="stable")
        affordable = np.cumsum(sizes[order]) <= BUDGET
        affordable[:1] = True
        at = at[order][affordable]
        if not len(at):
            return np.zeros(0, np.int64)
        parts = [self._names[self._starts[gram] : self._starts[gram + 1]] for gram in at]
        names = np.concatenate(parts)
        weights = np.repeat(self._weights[at], [len(part) for part in parts])
        shared, last = self._scratchpad()
        np.add.at(shared, names, weights)
        places = np.arange(len(names), dtype=np.int32)
        last[names] = places
        names = names[last[names] == places]
        score = shared[names] / (self._held[names] + self._weights[at].sum())
        shared[names] = 0
        if len(names) > limit:
            names = names[np.argpartition(-score, limit - 1)[:limit]]
        return names.astype(np.int64)

    def _scratchpad(self) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        """Per thread: the weight shared so far by each name, and where a name was seen last."""
        held: tuple[NDArray[np.float32], NDArray[np.int32]] | None = getattr(self._scratch, "pad", None)
        if held is None:
            held = np.zeros(self.count, np.float32), np.zeros(self.count, np.int32)
            self._scratch.pad = held
        return held
