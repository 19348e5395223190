"""What published statistics show: with scope and publisher, conflicts side by side, never added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.portal.figures.conflicts import conflicting, subject, year_of
from bashu.portal.filters import Column, Columns, arrange, choose, filters_kept
from bashu.portal.naming import cut, foundation, names, read_sources
from bashu.portal.shown import Filter, Foundation, Sheet, Source, Thing, Words
from bashu.portal.wording import stated
from bashu.tables import NOT_STATED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.portal.data.engines import Engines

#: what makes figures comparable: only rows that agree in all of these may share a chart
COMPARABLE = ("region", "measure", "unit", "scope")


@dataclass(frozen=True)
class StatisticRow:
    """One published figure as its source states it; without a stated scope it is never charted or added."""

    region: Thing
    period: str
    measure: str
    value: float
    unit: str
    scope: Words
    scope_stated: bool
    target: bool
    publisher: Words
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Conflict:
    """Figures on the same thing, region and year that differ, side by side, the largest first."""

    region: Thing
    measure: Words
    period: str
    rows: tuple[StatisticRow, ...]
    sentence: Words


@dataclass(frozen=True)
class Point:
    """One figure of a series."""

    period: str
    value: float
    target: bool


@dataclass(frozen=True)
class Series:
    """One measure of one region in one unit and one stated scope: figures that may share a chart."""

    region: Thing
    measure: str
    unit: str
    scope: Words
    points: tuple[Point, ...]


@dataclass(frozen=True)
class StatisticsPage:
    """Published figures of both regions."""

    rows: tuple[StatisticRow, ...]
    sheet: Sheet
    filters: tuple[Filter, ...]
    conflicts: tuple[Conflict, ...]
    series: tuple[Series, ...]
    finding: Words
    foundation: Foundation


FILTERS: Columns = {
    "region": Column(Words("地区", "region")),
    "measure": Column(Words("指标", "measure")),
    "scope": Column(Words("口径", "scope"), stated),
    "publisher": Column(Words("发布方", "publisher"), stated),
}


#: columns that the statistics may be sorted by
SORTS = ("region", "period", "measure", "value", "scope", "publisher")


def statistics_page(
    engines: Engines, chosen: Mapping[str, str], sort: str = "", page: int = 1, size: int = 50
) -> StatisticsPage:
    """Published figures, filtered, with the conflicts and the series among them."""
    everything = engines.workspace.table_or_empty("statistics")
    columns = {
        **FILTERS,
        "region": Column(Words("地区", "region"), lambda place: names(engines).place(place).name),
    }
    table = statistics_chosen(engines, chosen, sort)
    part, sheet = cut(table, page, size)

    def compared() -> tuple[tuple[Conflict, ...], tuple[Series, ...]]:
        return _conflicts(table, engines), _series(table, engines)

    # every page of the whole list has the same ones, in whatever order it is
    whole = table.height == everything.height
    conflicts, series = engines.kept("figures compared", compared) if whole and not sort else compared()
    unstated = table.filter(pl.col("scope") == NOT_STATED).height
    return StatisticsPage(
        rows=tuple(_row(row, engines) for row in part.iter_rows(named=True)),
        sheet=sheet,
        filters=filters_kept(engines, "statistics", everything, chosen, columns),
        conflicts=conflicts,
        series=series,
        finding=Words(
            f"{table.height} 个公布的数字，其中 {unstated} 个来源没有说明口径：只列出，不相加、不画在一张图里。",
            f"{table.height} published figures; for {unstated} the source states no scope: they are listed, never added or charted together.",
        ),
        foundation=foundation(engines, method="scope", downloads=("statistics",)),
    )


def statistics_chosen(engines: Engines, chosen: Mapping[str, str], sort: str = "") -> pl.DataFrame:
    """The table of published figures, filtered and in order."""
    return arrange(choose(engines.workspace.table_or_empty("statistics"), chosen, FILTERS), sort, SORTS)


def _row(row: Mapping[str, Any], engines: Engines) -> StatisticRow:
    return StatisticRow(
        region=names(engines).place(row["region"]),
        period=row["period"],
        measure=row["measure"],
        value=row["value"],
        unit=row["unit"],
        scope=stated(row["scope"]),
        scope_stated=row["scope"] != NOT_STATED,
        target=bool(row["target"]),
        publisher=stated(row["publisher"]),
        sources=read_sources(row["source"]),
    )


def _conflicts(table: pl.DataFrame, engines: Engines) -> tuple[Conflict, ...]:
    """Figures of different sources or wordings on the same thing, region and year."""
    return tuple(_conflict(rows, engines) for rows in conflicting(table))


def _conflict(rows: pl.DataFrame, engines: Engines) -> Conflict:
    shown = tuple(_row(row, engines) for row in rows.iter_rows(named=True))
    thing, kind = subject(shown[0].measure)
    name = Words(f"{thing}的规模", f"the size of {thing}") if kind == "size" else Words(thing, thing)
    return Conflict(shown[0].region, name, year_of(shown[0].period), shown, _why(rows))


def _why(rows: pl.DataFrame) -> Words:
    """What the figures differ in besides their value, in one sentence."""
    scopes = rows["scope"].unique().to_list()
    parts = []
    if rows["measure"].n_unique() > 1:
        parts.append(Words("指标写法", "measure"))
    if len(scopes) > 1:
        parts.append(Words("口径", "scope"))
    if rows["period"].n_unique() > 1:
        parts.append(Words("期间", "period"))
    if not parts:
        return Words(
            "口径写法相同而数字不同：以发布方为准，并列。",
            "The same scope, different figures: both stand with their publishers.",
        )
    zh, en = "、".join(part.zh for part in parts), " and ".join(part.en for part in parts)
    missing = NOT_STATED in scopes
    return Words(
        f"数字不同，{zh}也不同：不能相互替代。" + ("有的来源没有说明口径。" if missing else ""),
        f"They differ in value and in {en}: none replaces another."
        + (" Some sources state no scope." if missing else ""),
    )


def _series(table: pl.DataFrame, engines: Engines) -> tuple[Series, ...]:
    """Whole years of one measure, region, unit and stated scope; at least two of them."""
    years = table.filter(pl.col("scope") != NOT_STATED, pl.col("period").str.contains(r"^\d{4}$"))
    single = years.filter(pl.col("value").n_unique().over([*COMPARABLE, "period", "target"]) == 1)
    distinct = single.unique([*COMPARABLE, "period", "target"], keep="first", maintain_order=True)
    grouped = (
        distinct.filter(pl.len().over(COMPARABLE) > 1)
        .sort("period")
        .group_by(COMPARABLE, maintain_order=True)
    )
    return tuple(
        Series(
            names(engines).place(str(region)),
            str(measure),
            str(unit),
            stated(str(scope)),
            tuple(
                Point(row["period"], row["value"], bool(row["target"])) for row in rows.iter_rows(named=True)
            ),
        )
        for (region, measure, unit, scope), rows in grouped
    )
