"""Names that stand inside other names: 桂圆 in 柿饼桂圆蜜饯."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bashu.chain.suggest.votes import Numbers


class Inside(NamedTuple):
    """A name that stands inside a text, and where."""

    number: int
    start: int
    end: int


class Inner(NamedTuple):
    """Names that stand inside others, side by side: which, in which, and where."""

    number: Numbers
    outer: Numbers
    start: Numbers
    end: Numbers


class NamesInside:
    """Finds the names of a list inside texts by looking up every piece.

    Parameters
    ----------
    names
        Names; of equal ones the first is meant.

    Examples
    --------
    >>> [found.number for found in NamesInside(["桂圆", "蜜饯", "柿饼", "饼干"]).of("柿饼桂圆蜜饯")]
    [2, 0, 1]
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._numbers: dict[str, int] = {}
        for number, name in enumerate(names):
            self._numbers.setdefault(name, number)
        self._longest = max(map(len, names), default=0)

    def of(self, text: str) -> Iterator[Inside]:
        """The names inside a text, in reading order, except a name that is the whole text; each once."""
        met = {self._numbers.get(text)}
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                number = self._numbers.get(text[start:end])
                if number is not None and number not in met:
                    met.add(number)
                    yield Inside(number, start, end)

    def among(self, names: Sequence[str]) -> Inner:
        """Which of the list's names stand inside which of some names.

        >>> NamesInside(["铜", "铜管", "管"]).among(["铜管", "钢管"]).outer.tolist()
        [0, 0, 1]
        """
        # a flat array of machine integers: hundreds of thousands of tuples would fill the memory
        found = array("i")
        for outer, name in enumerate(names):
            for one in self.of(name):
                found.extend((one.number, outer, one.start, one.end))
        return Inner(*np.array(found, np.int32).reshape(-1, 4).T.copy())
