"""Which names hold a gram: a symbol, or two symbols near each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.catalogue.symbols import SymbolRows

_SHIFT = np.int64(21)  # a code point fits into 21 bits
#: keys from here on are pairs, those before are single symbols
FIRST_PAIR = np.int64(1) << _SHIFT


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


class Postings(NamedTuple):
    """Grams in ascending order, how many names hold each, and the numbers of these names one after the other."""

    keys: NDArray[np.int64]
    sizes: NDArray[np.int64]
    names: NDArray[np.int32]


def postings_of(rows: SymbolRows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Grams and the rows that hold them, each pair once, ordered by gram and row."""
    keys, owners = gram_keys(rows.flat, owner_of(rows))
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    fresh = np.ones(len(keys), bool)
    fresh[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
    return keys[fresh], owners[fresh]


def places_among(
    known: NDArray[np.int64], keys: NDArray[np.int64]
) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which keys are among the known ones, which are ascending, and where."""
    if not len(known):
        return np.zeros(len(keys), bool), np.zeros(len(keys), np.int64)
    at = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return known[at] == keys, at


def places_of_new(
    known: NDArray[np.int64],
    sizes: NDArray[np.int64],
    names: NDArray[np.int64],
    keys: NDArray[np.int64],
    owners: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Where new postings stand among those that stay, which are ordered by gram and name."""
    starts = np.append(0, np.cumsum(sizes))
    there, at = places_among(known, keys)
    begins = np.where(there, starts[at], starts[np.searchsorted(known, keys)])
    ends = np.where(there, starts[at + 1], begins) if len(known) else begins
    return np.array(
        [
            begin + np.searchsorted(names[begin:end], owner)
            for begin, end, owner in zip(begins.tolist(), ends.tolist(), owners.tolist(), strict=True)
        ],
        np.int64,
    )


def owner_of(rows: SymbolRows) -> NDArray[np.int64]:
    """The row that each symbol belongs to."""
    return np.repeat(np.arange(len(rows), dtype=np.int64), rows.lengths)
