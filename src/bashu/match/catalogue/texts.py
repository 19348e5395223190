"""Texts numbered in a list, found again by what they say, without an object for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np

from bashu.match.catalogue.symbols import SymbolRows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Sums = NDArray[np.uint64]

#: a text is the number that its symbols are the digits of, to this base, modulo 2**64; odd, so that it has an inverse
_BASE = 0x9E3779B97F4A7C15
_SPREAD = np.uint64(0xBF58476D1CE4E5B9)
_HALF = np.uint64(32)
#: texts whose sums are made out in one go
_TOGETHER = 50_000


class StoredTexts(Sequence[str]):
    """Texts as one row of symbols each, which may lie in a file; a text is made when it is asked for.

    >>> texts = StoredTexts.of(["电机", "泵"])
    >>> len(texts), texts[1], list(texts)
    (2, '泵', ['电机', '泵'])
    """

    def __init__(self, rows: SymbolRows) -> None:
        self.rows = rows

    @classmethod
    def of(cls, texts: Sequence[str]) -> StoredTexts:
        """Texts in their whole length."""
        return cls(SymbolRows.of(texts, cut=None))

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> list[str]: ...
    def __getitem__(self, number: int | slice) -> str | list[str]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        number %= len(self)
        return _decoded(self.rows.flat[self.rows.starts[number] : self.rows.starts[number + 1]])

    def __iter__(self) -> Iterator[str]:
        for first in range(0, len(self), _TOGETHER):
            edges = self.rows.starts[first : first + _TOGETHER + 1]
            together = _decoded(self.rows.flat[edges[0] : edges[-1]])
            places = (edges - edges[0]).tolist()
            yield from (together[start:end] for start, end in pairwise(places))


class Sorted(NamedTuple):
    """Sums of texts, ascending, and the number of the text that has each."""

    sums: Sums
    numbers: NDArray[np.int32]


class TextNumbers:
    """Finds the number of a text, and of every text that stands in another.

    A text is known by a sum of its symbols (Karp and Rabin 1987), so that the sums of all pieces of a query come
    out of one running total; what has the right sum is compared with the text itself.

    Parameters
    ----------
    texts
        Distinct texts; the number of a text is its place.
    known
        Their sums, when they were made out before.

    Examples
    --------
    >>> numbers = TextNumbers(["电路板", "印制电路板", "板", "电机"])
    >>> numbers.number("电机"), numbers.number("屏"), numbers.inside("高频印制电路板", limit=2)
    (3, None, [1, 0])
    """

    def __init__(self, texts: Sequence[str], known: Sorted | None = None) -> None:
        self._texts = texts
        self.known = known or _sorted_sums(texts)

    def number(self, text: str) -> int | None:
        """The number of the text that is this one."""
        if not text:
            return None
        totals = _totals(_symbols(text))
        return self._checked(int(np.searchsorted(self.known.sums, totals[-1])), totals[-1], text)

    def inside(self, text: str, limit: int) -> list[int]:
        """Numbers of the texts that stand in this one, each once, the longest first, at most ``limit``."""
        found: dict[int, None] = {}
        if not text or not len(self.known.sums):
            return []
        starts, ends = _pieces(len(text))
        totals = _totals(_symbols(text))
        sums = (totals[ends] - totals[starts]) * _powers(len(text), -1)[starts]
        at = np.searchsorted(self.known.sums, sums)
        there = np.flatnonzero(self.known.sums[np.minimum(at, len(self.known.sums) - 1)] == sums)
        for place in there.tolist():
            piece = text[starts[place] : ends[place]]
            number = self._checked(int(at[place]), sums[place], piece)
            if number is not None:
                found[number] = None
                if len(found) == limit:
                    break
        return list(found)

    def _checked(self, at: int, wanted: np.uint64, text: str) -> int | None:
        """Among the texts with this sum the one that is this text."""
        sums, numbers = self.known
        while at < len(sums) and sums[at] == wanted:
            number = int(numbers[at])
            if self._texts[number] == text:
                return number
            at += 1
        return None


def _sorted_sums(texts: Sequence[str]) -> Sorted:
    sums: Sums = np.zeros(len(texts), np.uint64)
    for first in range(0, len(texts), _TOGETHER):
        rows = SymbolRows.of(texts[first : first + _TOGETHER], cut=None)
        lengths = rows.lengths
        powers = _powers(int(lengths.max(initial=0)), 1)
        offsets = np.arange(len(rows.flat)) - np.repeat(rows.starts[:-1], lengths)
        totals = np.append(np.uint64(0), np.cumsum(_spread(rows.flat) * powers[offsets]))
        sums[first : first + _TOGETHER] = np.diff(totals[rows.starts])
    order = np.argsort(sums, kind="stable")
    return Sorted(sums[order], order.astype(np.int32))


def _totals(symbols: NDArray[np.uint32]) -> Sums:
    """The sum of the first 0, 1, 2 … symbols."""
    totals: Sums = np.zeros(len(symbols) + 1, np.uint64)
    np.cumsum(_spread(symbols) * _powers(len(symbols), 1)[:-1], out=totals[1:])
    return totals


def _spread(symbols: NDArray[np.uint32]) -> Sums:
    """Symbols as numbers in which every bit of the symbol shows."""
    spread = (symbols.astype(np.uint64) + np.uint64(1)) * _SPREAD
    mixed: Sums = (spread ^ (spread >> _HALF)) * _SPREAD
    return mixed


@lru_cache(maxsize=512)
def _powers(count: int, sign: int) -> Sums:
    """The powers of the base, or of its inverse, from 0 to ``count``."""
    base = pow(_BASE, sign, 2**64)
    powers: Sums = np.full(count + 1, base, np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


@lru_cache(maxsize=256)
def _pieces(length: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where every piece of a text begins and ends, the longest first, of the same length the last first."""
    starts = [start for size in range(length, 0, -1) for start in range(length - size, -1, -1)]
    sizes = [size for size in range(length, 0, -1) for _ in range(length - size + 1)]
    begins = np.array(starts, np.int64)
    return begins, begins + np.array(sizes, np.int64)


def _symbols(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _decoded(symbols: NDArray[np.uint32]) -> str:
    return symbols.tobytes().decode("utf-32-le", "surrogatepass")
