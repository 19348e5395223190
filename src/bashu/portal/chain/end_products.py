"""The coverage of all end products in a list, now and beside an earlier year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.portal.chain.coverage import coverage_then, region_and_date, region_of
from bashu.portal.chain.dates import end_of
from bashu.portal.core.glance import ORDER, Cell
from bashu.portal.naming import cut, foundation, names
from bashu.portal.records import state_of
from bashu.portal.shown import Filter, Foundation, Sheet, Thing, Words
from bashu.report.coverage import end_products

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.portal.data.engines import Engines

PATH = "/coverage/"


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


def coverage_list(engines: Engines, chosen: Mapping[str, str], page: int = 1, size: int = 50) -> CoverageList:
    """The end products of the chain with their coverage, for both regions or one, and at an earlier date."""
    graph = engines.graph
    region = region_of(engines, chosen)
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
        filters=region_and_date(engines, region, since),
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
        covered_before=coverage_then(engines, product, region, 1, since).covered if since else None,
        essential=found.essential_total,
        essential_covered=found.essential_covered,
        confirmed=found.covered_confirmed,
        cells=tuple(Cell(named.product(part), state_of(status)) for part, status in parts),
        blanks=tuple(named.product(blank) for blank in found.blanks),
    )
