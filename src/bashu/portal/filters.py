"""Filters of lists: which rows are chosen, which choices there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import polars as pl

from bashu.portal.shown import Choice, Filter, Words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from bashu.portal.data.engines import Engines


@dataclass(frozen=True)
class Column:
    """A column that a list may be filtered by; ``say`` puts its values in words."""

    label: Words
    say: Callable[[str], Words] = field(default=lambda value: Words(value, value))


Columns = dict[str, Column]


def choose(frame: pl.DataFrame, chosen: Mapping[str, str], columns: Columns) -> pl.DataFrame:
    """The rows that have every chosen value; a list has a value when it is among its entries.

    >>> frame = pl.DataFrame({"stage": ["a", "b"], "areas": [["x"], ["x", "y"]]})
    >>> columns = {"stage": Column(Words("环节", "stage")), "areas": Column(Words("领域", "area"))}
    >>> choose(frame, {"stage": "", "areas": "y"}, columns)["stage"].to_list()
    ['b']
    """
    for name in columns:
        value = chosen.get(name, "")
        if value:
            cell = pl.col(name)
            listed = isinstance(frame.schema[name], pl.List)
            frame = frame.filter(cell.list.contains(value) if listed else cell == value)
    return frame


def arrange(frame: pl.DataFrame, sort: str, columns: Iterable[str]) -> pl.DataFrame:
    """The rows in the order of a column, downwards where its name has a ``-`` before it; unknown ones change nothing.

    >>> arrange(pl.DataFrame({"n": [1, None, 2]}), "-n", ["n"])["n"].to_list()
    [2, 1, None]
    """
    name = sort.removeprefix("-")
    if name not in columns:
        return frame
    return frame.sort(name, descending=sort.startswith("-"), nulls_last=True, maintain_order=True)


def filters_kept(
    engines: Engines, key: Hashable, frame: pl.DataFrame, chosen: Mapping[str, str], columns: Columns
) -> tuple[Filter, ...]:
    """As :func:`filters_of`, counted once for a version of the data under a key that names the frame."""
    return marked(engines.kept(("filters", key), lambda: filters_of(frame, {}, columns)), chosen)


def marked(filters: Iterable[Filter], chosen: Mapping[str, str]) -> tuple[Filter, ...]:
    """Filters in which nothing is chosen, with the chosen values marked.

    >>> kind = Filter("kind", Words("类别", "kind"), (Choice("a", Words("甲", "a")), Choice("b", Words("乙", "b"))))
    >>> [choice.chosen for choice in marked([kind], {"kind": "b"})[0].choices]
    [False, True]
    """
    return tuple(
        replace(each, choices=pick(each.choices, chosen[each.name])) if chosen.get(each.name) else each
        for each in filters
    )


def pick(choices: Iterable[Choice], value: str) -> tuple[Choice, ...]:
    """Choices of which none is chosen, with one of them chosen."""
    return tuple(replace(each, chosen=True) if each.value == value else each for each in choices)


def filters_of(frame: pl.DataFrame, chosen: Mapping[str, str], columns: Columns) -> tuple[Filter, ...]:
    """Each filter with its values and how many rows have them, the most frequent first."""
    return tuple(_filter(frame, name, chosen.get(name, ""), column) for name, column in columns.items())


def _filter(frame: pl.DataFrame, name: str, chosen: str, column: Column) -> Filter:
    cells = frame[name]
    if isinstance(cells.dtype, pl.List):
        cells = cells.explode(empty_as_null=True)
    counts = cells.drop_nulls().value_counts().sort("count", name, descending=[True, False])
    choices = tuple(
        Choice(value, column.say(value), count, chosen=value == chosen) for value, count in counts.iter_rows()
    )
    return Filter(name, column.label, choices)
