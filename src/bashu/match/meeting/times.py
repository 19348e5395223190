"""Slots in the order of time, and the minutes between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import TableError

if TYPE_CHECKING:
    from datetime import datetime

    from bashu.errors import Finding
    from bashu.tables import Origin

#: ways in which a moment may be written
_FORMATS = (
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
)
#: slots further apart than this are of different halves of a day: nobody is late from one to the other
FAR_MINUTES = 600.0


def in_order(slots: pl.DataFrame, origin: Origin) -> pl.DataFrame:
    """The slots for meetings with ``starts`` and ``ends`` as moments, the earliest first; breaks are left out.

    Without times the order of the rows is the order of time.

    Raises
    ------
    TableError
        When a moment cannot be read, only some slots have times, one ends before it starts, or two overlap.
    """
    findings: list[Finding] = []
    for column in ("starts", "ends"):
        moments = _moments(slots[column])
        wrong = (moments.is_null() & slots[column].is_not_null()).arg_true().to_list()
        findings += [origin.finding("not_a_moment", row, column, slots[column][row]) for row in wrong]
        slots = slots.with_columns(moments)
    if findings:
        raise TableError(findings)
    if slots["starts"].is_null().all() and slots["ends"].is_null().all():
        return slots.filter(pl.col("kind").eq_missing("break").not_())
    timed = slots.with_row_index("row").sort("starts", "row")
    before: datetime | None = None
    for row in timed.iter_rows(named=True):
        findings += _wrong_times(row["row"], row["starts"], row["ends"], before, origin)
        before = row["ends"]
    if findings:
        raise TableError(findings)
    return timed.drop("row").filter(pl.col("kind").eq_missing("break").not_())


def _wrong_times(
    at: int, starts: datetime | None, ends: datetime | None, before: datetime | None, origin: Origin
) -> list[Finding]:
    if starts is None or ends is None:
        return [origin.finding("missing_value", at, "starts" if starts is None else "ends")]
    if ends <= starts:
        return [origin.finding("ends_before_start", at, "ends", ends)]
    if before is not None and starts < before:
        return [origin.finding("slots_overlap", at, "starts", starts, other=str(before))]
    return []


def _moments(column: pl.Series) -> pl.Series:
    found = pl.Series(column.name, [None] * len(column), dtype=pl.Datetime("us"))
    for form in _FORMATS:
        read = column.str.strip_chars().str.to_datetime(form, strict=False, time_unit="us")
        found = found.zip_with(found.is_not_null(), read)
    return found


def gaps_between(slots: pl.DataFrame) -> list[list[tuple[int, float]]]:
    """For each slot the slots near it and the minutes between the end of the one and the start of the other.

    Without times the next slot follows at once, and nothing is known about ways: the list is empty.
    """
    starts, ends = slots["starts"].to_list(), slots["ends"].to_list()
    if not starts or starts[0] is None:
        return [[] for _ in starts]
    near: list[list[tuple[int, float]]] = [[] for _ in starts]
    for slot in range(len(starts)):
        for later in range(slot + 1, len(starts)):
            minutes = (starts[later] - ends[slot]).total_seconds() / 60
            if minutes > FAR_MINUTES:
                break
            near[slot].append((later, minutes))
            near[later].append((slot, minutes))
    return near
