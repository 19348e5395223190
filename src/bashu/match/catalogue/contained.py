"""Names that stand inside a query as they are: 印制电路板 in 高频印制电路板."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from bashu.match.catalogue.renumber import Renumbered

#: up to so many new names are looked for one by one; beyond them all names are counted anew
FEW = 64


class Breadth(NamedTuple):
    """For each name how many other names end with it, and start with it."""

    ends: NDArray[np.int64]
    starts: NDArray[np.int64]


class ContainedNames:
    """Finds every name that a text contains by looking up its pieces.

    Parameters
    ----------
    forms
        Distinct normal forms of names; the number of a form is its place in the list.

    Examples
    --------
    >>> names = ContainedNames(["电路板", "印制电路板", "板", "电机"])
    >>> names.inside("高频印制电路板", limit=10)
    [1, 0, 2]
    """

    def __init__(self, forms: Sequence[str]) -> None:
        self._numbers = {form: number for number, form in enumerate(forms)}
        self._lengths = sorted({len(form) for form in forms} - {0}, reverse=True)

    def number(self, text: str) -> int | None:
        """The number of the name that is this text."""
        return self._numbers.get(text)

    def inside(self, text: str, limit: int) -> list[int]:
        """Numbers of the names that stand in the text, each once, the longest first, at most ``limit``."""
        found: dict[int, None] = {}
        get = self._numbers.get
        for length in self._lengths:
            for start in range(len(text) - length, -1, -1):
                number = get(text[start : start + length])
                if number is not None:
                    found[number] = None
            if len(found) >= limit:
                break
        return list(found)[:limit]

    def breadth(self) -> Breadth:
        """For each name the number of other names that end with it, and that start with it.

        >>> breadth = ContainedNames(["电路板", "印制电路板", "板"]).breadth()
        >>> breadth.ends.tolist(), breadth.starts.tolist()
        ([1, 0, 2], [0, 0, 0])
        """
        breadth = Breadth(*(np.zeros(len(self._numbers), np.int64) for _ in range(2)))
        for form in self._numbers:
            self._count(form, breadth, 1)
        return breadth

    def _count(self, form: str, breadth: Breadth, step: int) -> None:
        """Count a name at every other name that it ends or starts with."""
        get = self._numbers.get
        for cut in range(1, len(form)):
            ending, beginning = get(form[cut:]), get(form[:cut])
            if ending is not None:
                breadth.ends[ending] += step
            if beginning is not None:
                breadth.starts[beginning] += step

    def breadth_after(self, before: Breadth, numbers: Renumbered, gone: Collection[str]) -> Breadth:
        """The breadth of these names, carried over from before a change.

        Parameters
        ----------
        before
            By old numbers.
        numbers
            Old and new numbers; the new ones are those of this index.
        gone
            The names that were taken out.
        """
        added = numbers.added.tolist()
        if len(added) > FEW:
            return self.breadth()
        after = Breadth(numbers.carried(before.ends), numbers.carried(before.starts))
        for form in gone:
            self._count(form, after, -1)
        names = pl.Series(numbers.entries, dtype=pl.String)
        for number in added:
            self._count(numbers.entries[number], after, 1)
        for number in added:
            form = numbers.entries[number]
            after.ends[number] = int(names.str.ends_with(form).sum()) - 1
            after.starts[number] = int(names.str.starts_with(form).sum()) - 1
        return after
