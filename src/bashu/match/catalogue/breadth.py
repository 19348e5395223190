"""How many names are built on a name: 电路板 ends 印制电路板 and starts 电路板测试仪."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from numpy.typing import NDArray

    from bashu.match.catalogue.renumber import Renumbered

#: up to so many new names are looked for one by one; beyond them all names are counted anew
FEW = 64


class Breadth(NamedTuple):
    """For each name how many other names end with it, and start with it."""

    ends: NDArray[np.int64]
    starts: NDArray[np.int64]


def breadth_of(forms: Sequence[str]) -> Breadth:
    """For each of some distinct names the number of other names that end with it, and that start with it.

    >>> breadth = breadth_of(["电路板", "印制电路板", "板"])
    >>> breadth.ends.tolist(), breadth.starts.tolist()
    ([1, 0, 2], [0, 0, 0])
    """
    numbers = {form: number for number, form in enumerate(forms)}
    breadth = Breadth(*(np.zeros(len(numbers), np.int64) for _ in range(2)))
    for form in numbers:
        _count(form, numbers.get, breadth, 1)
    return breadth


def breadth_after(
    before: Breadth, numbers: Renumbered, gone: Collection[str], number: Callable[[str], int | None]
) -> Breadth:
    """The breadth of names after a change, carried over from before it.

    Parameters
    ----------
    before
        By old numbers.
    numbers
        Old and new numbers.
    gone
        The names that were taken out.
    number
        The new number of a name.
    """
    added = numbers.added.tolist()
    if len(added) > FEW:
        return breadth_of(numbers.entries)
    after = Breadth(numbers.carried(before.ends), numbers.carried(before.starts))
    for form in gone:
        _count(form, number, after, -1)
    names = pl.Series(numbers.entries, dtype=pl.String)
    for row in added:
        _count(numbers.entries[row], number, after, 1)
    for row in added:
        form = numbers.entries[row]
        after.ends[row] = int(names.str.ends_with(form).sum()) - 1
        after.starts[row] = int(names.str.starts_with(form).sum()) - 1
    return after


def _count(form: str, number: Callable[[str], int | None], breadth: Breadth, step: int) -> None:
    """Count a name at every other name that it ends or starts with."""
    for cut in range(1, len(form)):
        ending, beginning = number(form[cut:]), number(form[:cut])
        if ending is not None:
            breadth.ends[ending] += step
        if beginning is not None:
            breadth.starts[beginning] += step
