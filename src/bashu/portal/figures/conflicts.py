"""Which published figures speak of the same thing and differ: the rule, apart from how it is shown."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from bashu.tables import NOT_STATED

if TYPE_CHECKING:
    from collections.abc import Iterator

#: what a figure is rounded to, as reports write it behind the measure: 突破 beyond, 近 nearly, 约 about …
_ROUNDED = re.compile(r"（[^（）]*）$")
#: measures of size that reports use for one another though they are not the same
_SIZES = re.compile(r"(主营业务收入|营业收入|销售收入|总产值|产值|产业规模|规模)$")
#: how far the thing reaches: the whole industry, its manufacturing, its firms, a cluster
_REACH = re.compile(r"(产业集群|制造业|产业|企业|集群)$")
_YEAR = re.compile(r"^(?:reported )?(\d{4})(?:-\d{2})?$")
#: 亿 and 万 before a unit of things counted
_LARGE = (("亿", 1e8), ("万", 1e4))


def subject(measure: str) -> tuple[str, str]:
    """What a measure is about and which kind of number it is, without rounding words.

    >>> subject("电子信息产业主营业务收入（近）"), subject("电子信息制造业营业收入"), subject("手机产量")
    (('电子信息', 'size'), ('电子信息', 'size'), ('手机产量', 'as written'))
    """
    plain = _ROUNDED.sub("", measure)
    if found := _SIZES.search(plain):
        thing = plain[: found.start()]
        return _REACH.sub("", thing) or thing or plain, "size"
    return plain, "as written"


def year_of(period: str) -> str:
    """The year of a whole year or of a report; a part of a year is a thing of its own.

    >>> year_of("2020"), year_of("reported 2022-12"), year_of("2022-01/2022-08")
    ('2020', '2022', '2022-01/2022-08')
    """
    found = _YEAR.match(period)
    return found[1] if found and period != NOT_STATED else period


def plain_value(value: float, unit: str) -> tuple[float, str]:
    """A figure in its unit without 万 and 亿, so that figures in different units can be told apart or alike.

    >>> plain_value(2.5, "亿片") == plain_value(25000.0, "万片")
    True
    """
    for sign, times in _LARGE:
        if unit.startswith(sign) and len(unit) > 1:
            return value * times, unit[1:]
    return value, unit


def conflicting(statistics: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Groups of figures on one thing, region and year that differ, the largest figure first.

    A target is no rival of a result. Figures of one source under one measure are its parts, not rivals: the
    sectors of one input-output table do not contradict each other.

    Parameters
    ----------
    statistics
        ``region``, ``period``, ``measure``, ``value``, ``unit``, ``scope``, ``target``, ``source``.
    """
    if statistics.is_empty():
        return
    about = [subject(measure) for measure in statistics["measure"]]
    plain = [plain_value(value, unit) for value, unit in statistics.select("value", "unit").iter_rows()]
    keys = ["region", "subject", "kind", "year", "plain_unit", "aim"]
    keyed = statistics.with_columns(
        pl.Series("subject", [thing for thing, _ in about]),
        pl.Series("kind", [kind for _, kind in about]),
        pl.Series("year", [year_of(period) for period in statistics["period"]]),
        pl.Series("plain", [value for value, _ in plain]),
        pl.Series("plain_unit", [unit for _, unit in plain]),
        aim=pl.col("target").fill_null(value=False),
    )
    several = keyed.filter(pl.len().over(keys) > 1)
    for _, group in several.group_by(keys, maintain_order=True):
        rivals = group.sort("plain", descending=True)
        told_apart = rivals["source"].n_unique() > 1 or rivals["measure"].n_unique() > 1
        if told_apart and any(left != right for left, right in pairwise(rivals["plain"])):
            yield rivals.drop("subject", "kind", "year", "plain", "plain_unit", "aim")
