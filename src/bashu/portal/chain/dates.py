"""The chain as it was known at the end of a year, and what has changed since."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.chain import STATUSES, as_of
from bashu.decide import period_ends
from bashu.errors import Finding, UnknownName
from bashu.portal.naming import names
from bashu.portal.records import State, state_of
from bashu.portal.shown import Choice, Filter, Thing, Words

if TYPE_CHECKING:
    from bashu.chain import ProductGraph
    from bashu.portal.data.engines import Engines

#: changed products that are listed, and their new makers that are named
ROWS, NAMED = 100, 3
#: records of evidence up to which dates are compared, and graphs of years that are kept at a time
MOST_RECORDS, GRAPHS_KEPT = 200_000, 3
RANK = {status: rank for rank, status in enumerate(STATUSES)}


@dataclass(frozen=True)
class ChangedRow:
    """A product whose status is another than at the earlier date, and who made the difference."""

    product: Thing
    before: State
    after: State
    better: bool
    gained: tuple[Thing, ...]
    more: int


@dataclass(frozen=True)
class Comparison:
    """The chain at two dates: what changed in words, and product by product."""

    since: Words
    until: Words
    finding: Words
    rows: tuple[ChangedRow, ...]


def years(engines: Engines) -> list[str]:
    """The years whose ends can be compared, the newest first; none where that would take too long."""
    if engines.graph.makers_of.evidence.height > MOST_RECORDS:
        return []
    # the year of the newest evidence has not ended: that is now
    return engines.kept("years of evidence", lambda: period_ends(engines.graph)[-2::-1])


def graph_at(engines: Engines, date: str) -> ProductGraph:
    """The graph by what was known at the end of a year; empty is now.

    Raises
    ------
    UnknownName
        When no evidence is of that year or older.
    """
    if not date:
        return engines.graph
    known = years(engines)
    if date not in known:
        details = {"what": "year", "nearest": f" ({', '.join(known)})"}
        raise UnknownName(Finding("unknown_name", value=date, details=details))
    return engines.kept("graphs of years", GraphsOfYears).get(engines.graph, date)


class GraphsOfYears:
    """The graphs of the years asked for last: each holds the evidence of its time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._graphs: OrderedDict[str, ProductGraph] = OrderedDict()

    def get(self, graph: ProductGraph, date: str) -> ProductGraph:
        """The graph at the end of a year."""
        with self._lock:
            found = self._graphs.pop(date, None) or as_of(graph, date)
            self._graphs[date] = found
            while len(self._graphs) > GRAPHS_KEPT:
                self._graphs.popitem(last=False)
            return found


def date_filters(engines: Engines, since: str, until: str) -> tuple[Filter, Filter]:
    """The two choices of a date."""

    def choices(chosen: str) -> tuple[Choice, ...]:
        return tuple(Choice(year, end_of(year), chosen=year == chosen) for year in years(engines))

    return (
        Filter("since", Words("与何时相比", "compare with"), choices(since), Words("不比较", "nothing")),
        Filter("until", Words("看到何时", "as known at"), choices(until), end_of("")),
    )


def end_of(date: str) -> Words:
    """A year stands for its end; empty is now."""
    return Words(f"{date} 年底", f"the end of {date}") if date else Words("现在", "now")


def compare_dates(
    engines: Engines, region: str | None, since: str, until: str, shown: list[str]
) -> Comparison:
    """What changed between two dates among the products that are shown."""
    before, after = graph_at(engines, since), graph_at(engines, until)
    statuses = engines.kept(
        ("statuses", region, since, until), lambda: _statuses(before, after, region)
    ).filter(pl.col("product").is_in(shown))
    better = int(statuses["better"].sum())
    worse = statuses.height - better
    zh = f"从{end_of(since).zh}到{end_of(until).zh}：{better} 种产品的覆盖改善，{worse} 种变差。"
    en = f"From {end_of(since).en} to {end_of(until).en}: coverage of {better} products is better, of {worse} worse."
    undated = after.makers_of.evidence.filter(pl.col("standing") != "illustrative")["updated"].null_count()
    if undated:
        zh += f"另有 {undated} 条记录没有日期，前后都计入。"
        en += f" {undated} records have no date and count at both times."
    rows = statuses.sort("better", maintain_order=True).head(ROWS)
    return Comparison(
        since=end_of(since),
        until=end_of(until),
        finding=Words(zh, en),
        rows=tuple(_changed(engines, before, after, region, row) for row in rows.iter_rows(named=True)),
    )


def _statuses(before: ProductGraph, after: ProductGraph, region: str | None) -> pl.DataFrame:
    """The products whose status is another: product, then, now, better."""
    return (
        before.coverage_all(region).select("product", then="reported")
        .join(after.coverage_all(region).select("product", now="reported"), on="product", maintain_order="left")
        .filter(pl.col("then") != pl.col("now"))
        .with_columns(
            (pl.col("now").replace_strict(RANK, return_dtype=pl.Int64)
             > pl.col("then").replace_strict(RANK, return_dtype=pl.Int64)).alias("better")
        )
    )  # fmt: skip


def _changed(
    engines: Engines,
    before: ProductGraph,
    after: ProductGraph,
    region: str | None,
    row: dict[str, str],
) -> ChangedRow:
    number = engines.graph.ids.index(row["product"])

    def makers(graph: ProductGraph) -> dict[str, None]:
        rows = graph.makers_of.rows_of(number, "reported", region)
        return dict.fromkeys(graph.makers_of.cited["organisation"][each] for each in rows)

    old = makers(before)
    gained = [firm for firm in makers(after) if firm not in old]
    return ChangedRow(
        product=names(engines).product(row["product"]),
        before=state_of(row["then"]),
        after=state_of(row["now"]),
        better=bool(row["better"]),
        gained=tuple(names(engines).organisation(firm) for firm in gained[:NAMED]),
        more=max(len(gained) - NAMED, 0),
    )
