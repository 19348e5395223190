"""The rows of a table by the value of one column, without looking at the others."""

from __future__ import annotations

import polars as pl


class RowsBy:
    """A frame sorted once by a column, so that the rows of one value are a slice.

    Examples
    --------
    >>> rows = RowsBy(pl.DataFrame({"firm": ["b", "a", "b"], "n": [1, 2, 3]}), "firm")
    >>> rows.of("b")["n"].to_list(), rows.of("c").height, rows.count("b")
    ([1, 3], 0, 2)
    """

    def __init__(self, frame: pl.DataFrame, column: str) -> None:
        self._frame = frame.filter(pl.col(column).is_not_null()).sort(column, maintain_order=True)
        lengths = self._frame.group_by(column, maintain_order=True).len()
        ends = lengths["len"].cum_sum()
        starts = (ends - lengths["len"]).to_list()
        self._places = dict(
            zip(lengths[column], zip(starts, lengths["len"].to_list(), strict=True), strict=True)
        )

    def of(self, value: str) -> pl.DataFrame:
        """The rows with this value, in the order of the frame."""
        start, length = self._places.get(value, (0, 0))
        return self._frame.slice(start, length)

    def count(self, value: str) -> int:
        """How many rows have this value."""
        _, length = self._places.get(value, (0, 0))
        return int(length)
