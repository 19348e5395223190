"""The coverage of end products: all of them in a list, and one part by part, now and since a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.chain import STATUSES, Coverage, compare
from bashu.portal.chain.dates import end_of, graph_at, years
from bashu.portal.chain.product import coverage_figures
from bashu.portal.core.glance import ORDER, Cell
from bashu.portal.naming import cut, foundation, names
from bashu.portal.records import PartRow, State, part_rows, state_of
from bashu.portal.shown import Choice, Figure, Filter, Foundation, Sheet, Thing, Words
from bashu.report.coverage import change_rows, coverage_rows, end_products

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
PATH = "/coverage/"
#: blanks that the first sentence names
NAMED = 16


@dataclass(frozen=True)
class EndProduct:
    """One end product in the list: N part categories, M covered, the blanks by name."""

    product: Thing
    path: str
    parts: int
    covered: int
    covered_before: int | None
    essential: int
    essential_covered: int
    confirmed: int
    cells: tuple[Cell, ...]
    blanks: tuple[Thing, ...]


@dataclass(frozen=True)
class CoverageList:
    """The coverage of every end product."""

    rows: tuple[EndProduct, ...]
    sheet: Sheet
    filters: tuple[Filter, ...]
    since: Words
    compared: bool
    finding: Words
    foundation: Foundation


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


def coverage_list(engines: Engines, chosen: Mapping[str, str], page: int = 1, size: int = 50) -> CoverageList:
    """The end products of the chain with their coverage, for both regions or one, and at an earlier date."""
    graph = engines.graph
    region = _region(engines, chosen)
    everything = engines.kept(
        "end products", lambda: end_products(graph, engines.workspace.table("products"))
    )
    part, sheet = cut(pl.DataFrame({"product": pl.Series(everything, dtype=pl.String)}), page, size)
    since = chosen.get("since", "")
    rows = [_end_product(engines, product, region, since) for product in part["product"]]
    blank = sum(1 for row in rows if row.blanks)
    whole = sheet.total == len(rows)
    where = names(engines).place(region).name if region else Words("两地", "the two regions")
    return CoverageList(
        rows=tuple(rows),
        sheet=sheet,
        filters=_filters(engines, region, since),
        since=end_of(since),
        compared=bool(since),
        finding=Words(
            f"{sheet.total} 种终端产品" + (f"中 {blank} 种在{where.zh}有空白零部件。" if whole else "。") + BY_REPORTS.zh,
            (f"{blank} of {sheet.total} end products have parts without a maker in {where.en}. " if whole
             else f"{sheet.total} end products. ") + BY_REPORTS.en,
        ),
        foundation=foundation(engines, method="coverage", downloads=("products", "inputs", "capabilities")),
    )  # fmt: skip


BY_REPORTS = Words("依据公开报道与自述，示例企业不计入。", "By public reports and claims; example firms are not counted.")  # fmt: skip


def _end_product(engines: Engines, product: str, region: str | None, since: str) -> EndProduct:
    found = engines.coverage(product, region)
    named = names(engines)
    parts = sorted(found.parts.select("part", "reported").iter_rows(), key=lambda part: ORDER[part[1]])
    return EndProduct(
        product=named.product(product),
        path=f"{PATH}{named.product(product).path.removeprefix('/products/')}",
        parts=found.total,
        covered=found.covered,
        covered_before=_then(engines, product, region, 1, since).covered if since else None,
        essential=found.essential_total,
        essential_covered=found.essential_covered,
        confirmed=found.covered_confirmed,
        cells=tuple(Cell(named.product(part), state_of(status)) for part, status in parts),
        blanks=tuple(named.product(blank) for blank in found.blanks),
    )


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
    region, since = _region(engines, chosen), chosen.get("since", "")
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
            for shown, row in zip(part_rows(parts, engines), parts.iter_rows(named=True), strict=True)
        ),
        gone=tuple(named.product(part) for part in change.parts.filter(change="removed")["part"])
        if change
        else (),
        filters=(
            *_filters(engines, region, since),
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
        engines.graph.find(product), _region(engines, chosen), DEPTHS.get(chosen.get("depth", ""), 1)
    )
    change = _change(engines, found, chosen.get("since", ""))
    return change_rows(change, engines.graph, language) if change else coverage_rows(found, language)


def _region(engines: Engines, chosen: Mapping[str, str]) -> str | None:
    return engines.graph.places.find_region(chosen["region"]) if chosen.get("region") else None


def _then(engines: Engines, product: str, region: str | None, depth: int | None, since: str) -> Coverage:
    key = ("coverage at", since, product, region, depth)
    return engines.kept(key, lambda: graph_at(engines, since).coverage(product, region, depth))


def _change(engines: Engines, found: Coverage, since: str) -> CoverageChange | None:
    if not since:
        return None
    return compare(_then(engines, found.product, found.region, found.depth, since), found, since)


def _as_tree(parts: pl.DataFrame) -> pl.DataFrame:
    """The parts with everything that goes into one right below it."""
    place = {part: at for at, part in enumerate(parts["part"])}
    ways = [[place[step] for step in path[1:]] for path in parts["path"]]
    return parts[sorted(range(parts.height), key=ways.__getitem__)] if parts.height else parts


def _state(status: str | None) -> State | None:
    return state_of(status) if status else None


def _filters(engines: Engines, region: str | None, since: str) -> tuple[Filter, ...]:
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
