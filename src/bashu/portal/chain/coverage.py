"""The coverage of one end product part by part, now and since a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.chain import STATUSES, Coverage, compare
from bashu.portal.chain.dates import end_of, graph_at, years
from bashu.portal.chain.parts import PartRow, part_rows
from bashu.portal.chain.product import coverage_figures
from bashu.portal.naming import foundation, names
from bashu.portal.records import State, state_of
from bashu.portal.shown import Choice, Figure, Filter, Foundation, Thing, Words
from bashu.report.coverage import change_rows, coverage_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.chain import CoverageChange
    from bashu.errors import Language
    from bashu.portal.data.engines import Engines

#: what the address says about depth -> steps down
DEPTHS: dict[str, int | None] = {"": 1, "2": 2, "all": None}
DEPTH_NAMES = {
    "": Words("直接零部件", "direct parts"),
    "2": Words("两层", "two levels"),
    "all": Words("走到底", "to the end"),
}
#: blanks that the first sentence names
NAMED = 16


@dataclass(frozen=True)
class PartOf:
    """A part category with what became of it since a date."""

    part: PartRow
    level: int
    confirmed_on: str
    before: State | None


@dataclass(frozen=True)
class CoveragePage:
    """The coverage of one end product, part by part."""

    product: Thing
    finding: Words
    change: Words | None
    since: Words
    figures: tuple[Figure, ...]
    states: tuple[tuple[State, int], ...]
    rows: tuple[PartOf, ...]
    gone: tuple[Thing, ...]
    filters: tuple[Filter, ...]
    foundation: Foundation


def coverage_page(engines: Engines, product: str, chosen: Mapping[str, str]) -> CoveragePage:
    """The coverage of one product.

    Parameters
    ----------
    product
        Id or name.
    chosen
        region; depth ("" for the direct parts, 2, all); since (a year).

    Raises
    ------
    UnknownName
        When there is no such product, region or year.
    """
    graph, named = engines.graph, names(engines)
    product = graph.find(product)
    region, since = region_of(engines, chosen), chosen.get("since", "")
    depth = chosen.get("depth", "")
    found = engines.coverage(product, region, DEPTHS.get(depth, 1))
    change = _change(engines, found, since)
    before: dict[str, str | None] = {}
    if change:
        before = dict(change.changed.select("part", "reported_before").iter_rows())
    parts = _as_tree(found.parts)
    counts = found.parts["reported"].value_counts()
    number = dict(counts.iter_rows())
    return CoveragePage(
        product=named.product(product),
        finding=_finding(found),
        change=Words(change.sentence("zh"), change.sentence("en")) if change else None,
        since=end_of(since),
        figures=coverage_figures(found),
        states=tuple((state_of(status), number.get(status, 0)) for status in reversed(STATUSES)),
        rows=tuple(
            PartOf(
                part=shown,
                level=row["depth"] - 1,
                confirmed_on=row["confirmed_on"] or "",
                before=_state(before.get(row["part"])),
            )
            for shown, row in zip(part_rows(parts, engines, region), parts.iter_rows(named=True), strict=True)
        ),
        gone=tuple(named.product(part) for part in change.parts.filter(change="removed")["part"])
        if change
        else (),
        filters=(
            *region_and_date(engines, region, since),
            Filter(
                "depth",
                Words("向下几层", "levels"),
                tuple(Choice(value, DEPTH_NAMES[value], chosen=value == depth) for value in ("2", "all")),
                DEPTH_NAMES[""],
            ),
        ),
        foundation=foundation(engines, method="coverage", downloads=("inputs", "capabilities")),
    )


def _finding(found: Coverage) -> Words:
    """The sentence officials quote; below the direct parts it would list too many blanks by name."""
    if len(found.blanks) <= NAMED:
        return Words(found.sentence("zh"), found.sentence("en"))
    name = Words(found.name_zh, found.name_en or found.name_zh)
    where = Words(
        f"（{found.region_zh}）" if found.region else "", f" in {found.region_en}" if found.region else ""
    )
    return Words(
        f"{name.zh}{where.zh}：{found.total} 类零部件中 {found.covered} 类有公开报道的生产者，{len(found.blanks)} 类没有；"
        f"经确认的供应 {found.covered_confirmed} 类。",
        f"{name.en}{where.en}: {found.covered} of {found.total} part categories have makers by public reports, "
        f"{len(found.blanks)} have none; {found.covered_confirmed} by confirmed supply.",
    )


def coverage_frame(
    engines: Engines, product: str, chosen: Mapping[str, str], language: Language
) -> pl.DataFrame:
    """The rows of the page as a table to take along; with a date, what changed since."""
    found = engines.coverage(
        engines.graph.find(product), region_of(engines, chosen), DEPTHS.get(chosen.get("depth", ""), 1)
    )
    change = _change(engines, found, chosen.get("since", ""))
    return change_rows(change, engines.graph, language) if change else coverage_rows(found, language)


def region_of(engines: Engines, chosen: Mapping[str, str]) -> str | None:
    """The region that was chosen, or None for both."""
    return engines.graph.places.find_region(chosen["region"]) if chosen.get("region") else None


def coverage_then(
    engines: Engines, product: str, region: str | None, depth: int | None, since: str
) -> Coverage:
    """A coverage by what was known at the end of a year."""
    key = ("coverage at", since, product, region, depth)
    return engines.kept(key, lambda: graph_at(engines, since).coverage(product, region, depth))


def _change(engines: Engines, found: Coverage, since: str) -> CoverageChange | None:
    if not since:
        return None
    return compare(coverage_then(engines, found.product, found.region, found.depth, since), found, since)


def _as_tree(parts: pl.DataFrame) -> pl.DataFrame:
    """The parts with everything that goes into one right below it."""
    place = {part: at for at, part in enumerate(parts["part"])}
    ways = [[place[step] for step in path[1:]] for path in parts["path"]]
    return parts[sorted(range(parts.height), key=ways.__getitem__)] if parts.height else parts


def _state(status: str | None) -> State | None:
    return state_of(status) if status else None


def region_and_date(engines: Engines, region: str | None, since: str) -> tuple[Filter, ...]:
    """The filters for a region and an earlier year."""
    named = names(engines)
    regions: list[dict[str, Any]] = [
        {"value": each, "label": named.place(each).name} for each in engines.graph.regions
    ]
    return (
        Filter(
            "region",
            Words("地区", "region"),
            tuple(Choice(**each, chosen=each["value"] == region) for each in regions),
            Words("两地合计", "both regions"),
        ),
        Filter(
            "since",
            Words("与何时相比", "compare with"),
            tuple(Choice(year, end_of(year), chosen=year == since) for year in years(engines)),
            Words("不比较", "nothing"),
        ),
    )
