"""An inverted index over pairs of neighbouring symbols: which names share most of a query's pairs."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from bashu.match.catalogue.postings import (
    FIRST_PAIR,
    Postings,
    gram_keys,
    owner_of,
    places_among,
    places_of_new,
    postings_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.catalogue.renumber import Renumbered
    from bashu.match.catalogue.symbols import SymbolRows

#: queries up to this length are looked up by their single symbols too
SHORT = 3
#: a query that finds fewer names than this by its pairs is looked up by its single symbols too
FEW = 10
#: a gram that more names hold is read only when a query has no rarer one: it costs much and says little
COMMON = 20_000


class GramIndex:
    """Names by the pairs of symbols they hold.

    Parameters
    ----------
    rows
        The names as symbols; the number of a row is the number of the name.
    """

    def __init__(self, rows: SymbolRows) -> None:
        keys, owners = postings_of(rows)
        known, starts = np.unique(keys, return_index=True)
        self._take(len(rows), known, np.diff(np.append(starts, len(keys))), owners.astype(np.int32))

    def _take(
        self,
        count: int,
        keys: NDArray[np.int64],
        sizes: NDArray[np.int64],
        names: NDArray[np.int32],
        held: NDArray[np.float32] | None = None,
    ) -> None:
        """Take postings, ordered by gram and name, and weigh them."""
        self.count = count
        self._keys, self._sizes, self._names = keys, sizes, names
        self._starts = np.append(0, np.cumsum(sizes))
        self._weights = np.log1p((count - sizes + 0.5) / (sizes + 0.5)).astype(np.float32)
        self.held = self._summed() if held is None else held
        self._scratch = threading.local()

    def _summed(self) -> NDArray[np.float32]:
        """For each name the weight of all its pairs."""
        first = int(np.searchsorted(self._keys, FIRST_PAIR))
        shares = np.repeat(self._weights[first:], self._sizes[first:])
        held = np.bincount(self._names[self._starts[first] :], shares, minlength=self.count)
        return held.astype(np.float32)

    @classmethod
    def of(cls, count: int, postings: Postings, held: NDArray[np.float32] | None = None) -> GramIndex:
        """The index over postings that were built before, and what was summed up of them."""
        index = cls.__new__(cls)
        index._take(count, *postings, held)
        return index

    @property
    def postings(self) -> Postings:
        """Grams in ascending order, how many names hold each, and these names; all that has to be kept."""
        return Postings(self._keys, self._sizes, self._names)

    def changed(self, numbers: Renumbered, added: SymbolRows) -> GramIndex:
        """The index over the names after a change, equal in every number to one that is built anew.

        Parameters
        ----------
        numbers
            Old and new numbers of the names.
        added
            The new names as symbols, in the order of ``numbers.added``.
        """
        names = numbers.now[self._names]
        stays = names >= 0
        lost = np.bincount(
            np.repeat(np.arange(len(self._keys)), self._sizes)[~stays], minlength=len(self._keys)
        )
        names, sizes = names[stays], self._sizes - lost
        keys, owners = postings_of(added)
        owners = numbers.added[owners]
        at = places_of_new(self._keys, sizes, names, keys, owners)
        merged: NDArray[np.int32] = np.insert(names, at, owners).astype(np.int32)
        fresh, more = np.unique(keys, return_counts=True)
        known, place = places_among(self._keys, fresh)
        sizes[place[known]] += more[known]
        before = np.searchsorted(self._keys, fresh[~known])
        keys = np.insert(self._keys, before, fresh[~known])
        sizes = np.insert(sizes, before, more[~known])
        return GramIndex.of(len(numbers.entries), Postings(keys[sizes > 0], sizes[sizes > 0], merged))

    def weight(self, symbols: NDArray[np.uint32]) -> NDArray[np.float32]:
        """How much a symbol says: its inverse document frequency after Robertson and Spärck Jones, above 0."""
        found, at = places_among(self._keys, symbols.astype(np.int64))
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
        keys, asking = gram_keys(queries.flat, owner_of(queries))
        single = keys < FIRST_PAIR
        wanted = ~single | (queries.lengths <= SHORT)[asking]
        found = self._lookup(keys[wanted], asking[wanted], len(queries), limit)
        few = np.array([len(names) < FEW for names in found]) & (queries.lengths > SHORT)
        if few.any():
            wanted = single & few[asking]
            more = self._lookup(keys[wanted], asking[wanted], len(queries), limit)
            found = [np.union1d(names, others) for names, others in zip(found, more, strict=True)]
        return found

    def _lookup(
        self, keys: NDArray[np.int64], asking: NDArray[np.int64], queries: int, limit: int
    ) -> list[NDArray[np.int64]]:
        known, at = places_among(self._keys, keys)
        # a pair that comes twice says no more than once
        asked, at = np.divmod(np.unique(asking[known] * len(self._keys) + at[known]), max(len(self._keys), 1))
        rare = self._sizes[at] <= COMMON
        has_rare = np.zeros(queries, bool)
        has_rare[asked[rare]] = True
        read = rare | ~has_rare[asked]
        at, asked = at[read], asked[read]
        weight = np.bincount(asked, self._weights[at], minlength=queries).astype(np.float32)
        begins, ends = self._starts[at], self._starts[at + 1]
        edges = np.searchsorted(asked, np.arange(queries + 1)).tolist()
        return [
            self._heaviest(
                begins[edges[query] : edges[query + 1]],
                ends[edges[query] : edges[query + 1]],
                self._weights[at[edges[query] : edges[query + 1]]],
                weight[query],
                limit,
            )
            for query in range(queries)
        ]

    def _heaviest(
        self,
        begins: NDArray[np.int64],
        ends: NDArray[np.int64],
        weights: NDArray[np.float32],
        weight: np.float32,
        limit: int,
    ) -> NDArray[np.int64]:
        """The names in some stretches of the postings that share most, by the order of their rank or fewer."""
        if not len(begins):
            return np.zeros(0, np.int64)
        shared, last = self._scratchpad()
        stretches = zip(begins.tolist(), ends.tolist(), strict=True)
        names = np.concatenate([self._names[begin:end] for begin, end in stretches])
        np.add.at(shared, names, np.repeat(weights, ends - begins))
        places = np.arange(len(names), dtype=np.int32)
        last[names] = places
        names = names[last[names] == places]
        if len(names) > limit:
            rank = shared[names] / (self.held[names] + weight)
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
