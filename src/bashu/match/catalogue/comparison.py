"""What a query and a name have in common, for many pairs at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Numbers = NDArray[np.float64]

_ONE = np.uint64(1)
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Query against name, one entry per pair.

    Attributes
    ----------
    query_held
        Weight of the query's symbols that the name has, over the weight of all of them (0–1).
    name_held
        Share of the name's symbols that the query has (0–1).
    in_order
        Longest common subsequence over the longer of both (0–1).
    neighbours
        Neighbouring symbols that stay neighbours, over those of the longer text (0–1).
    name_at_end, name_at_start
        Whether the query ends, or begins, with the whole name.
    """

    query_held: Numbers
    name_held: Numbers
    in_order: Numbers
    neighbours: Numbers
    name_at_end: Flags
    name_at_start: Flags


def compare(
    query: NDArray[np.uint32],
    query_lengths: NDArray[np.int64],
    query_weights: NDArray[np.float32],
    names: NDArray[np.uint32],
    name_lengths: NDArray[np.int64],
) -> Comparison:
    """Compare pairs of query and name row by row.

    Each name is one 64-bit word, a bit per symbol, so that a step over the query's symbols advances
    the longest common subsequence (Hyyrö 2004) and the search for whole occurrences (shift-and,
    Baeza-Yates and Gonnet 1992) of all pairs together.

    Parameters
    ----------
    query, names
        Symbols padded with 0, shapes (pairs, longest query) and (pairs, longest name up to 64).
    query_lengths, name_lengths
        Symbols per row.
    query_weights
        Weight of each query symbol, 0 in the padding.
    """
    pairs, longest = query.shape
    places = _places(query, names)
    last_bit = _ONE << np.maximum(name_lengths - 1, 0).astype(np.uint64)
    word: NDArray[np.uint64] = (last_bit - _ONE) | last_bit
    subsequence: NDArray[np.uint64] = np.full(pairs, _ALL)
    pieces: NDArray[np.uint64] = np.zeros(pairs, np.uint64)
    seen: NDArray[np.uint64] = np.zeros(pairs, np.uint64)
    before: NDArray[np.uint64] = np.zeros(pairs, np.uint64)
    # sums go symbol by symbol in double precision: padding must not change the last bit of a score
    held, total = np.zeros(pairs), np.zeros(pairs)
    neighbours = np.zeros(pairs)
    at_end, at_start = np.zeros(pairs, bool), np.zeros(pairs, bool)
    for step in range(longest):
        live = step < query_lengths
        here: NDArray[np.uint64] = np.where(live, places[:, step] & word, np.uint64(0))
        seen = seen | here
        total += query_weights[:, step]
        held += np.where(here != 0, query_weights[:, step], 0)
        neighbours += (before << _ONE & here) != 0
        common: NDArray[np.uint64] = subsequence & here
        subsequence = np.bitwise_or(subsequence + common, subsequence - common)
        pieces = ((pieces << _ONE) | _ONE) & here
        ended: Flags = (pieces & last_bit) != 0
        at_end |= ended & (query_lengths == step + 1)
        at_start |= ended & (name_lengths == step + 1)
        before = here
    longer = np.maximum(np.maximum(query_lengths, name_lengths), 1)
    length = np.bitwise_count(~subsequence & word).astype(np.float64)
    return Comparison(
        query_held=held / np.maximum(total, 1e-9),
        name_held=np.bitwise_count(seen) / np.maximum(name_lengths, 1),
        in_order=length / longer,
        neighbours=neighbours / np.maximum(longer - 1, 1),
        name_at_end=at_end,
        name_at_start=at_start,
    )


def held_by_context(
    query: NDArray[np.uint32],
    weights: NDArray[np.float32],
    names: NDArray[np.uint32],
    context: NDArray[np.uint32],
) -> Numbers:
    """Weight of the query's symbols that the context has and the name has not, over all of them (0–1)."""
    missing = ~(query[:, :, None] == names[:, None, :]).any(axis=2)
    helped = (query[:, :, None] == context[:, None, :]).any(axis=2)
    summed = np.cumsum([weights * (missing & helped), weights], axis=2, dtype=np.float64)
    if not summed.shape[2]:
        return np.zeros(len(query))
    share: Numbers = summed[0, :, -1] / np.maximum(summed[1, :, -1], 1e-9)
    return share


def _places(query: NDArray[np.uint32], names: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """For each query symbol the places it has in the name, a bit each; shape (pairs, longest query)."""
    packed = np.packbits(query[:, :, None] == names[:, None, :], axis=2, bitorder="little")
    words = np.zeros((*query.shape, 8), np.uint8)
    words[:, :, : packed.shape[2]] = packed
    return words.view("<u8")[:, :, 0]
