"""What the page of one product shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from bashu.portal.chain.gaps import GapRow, gap_row
from bashu.portal.chain.makers import makers_of
from bashu.portal.chain.nodes import node_table
from bashu.portal.chain.panel import needs_by_product
from bashu.portal.chain.parts import PartRow, part_rows
from bashu.portal.naming import foundation, names
from bashu.portal.records import (
    MakerRow,
    NeedRow,
    ProjectRow,
    State,
    maker_row,
    need_row,
    project_row,
    state_of,
)
from bashu.portal.shown import Choice, Figure, Foundation, Sheet, Thing, Words
from bashu.portal.wording import UNITS

if TYPE_CHECKING:
    from bashu.chain import Coverage
    from bashu.portal.data.engines import Engines

#: rows on the page before the rest is on further pages
ROWS = 50


@dataclass(frozen=True)
class CoverageBlock:
    """N part categories of which M are made here, the blanks by name, confirmed supply apart."""

    region: str
    regions: tuple[Choice, ...]
    sentence: Words
    figures: tuple[Figure, ...]
    blanks: tuple[Thing, ...]
    rows: tuple[PartRow, ...]


@dataclass(frozen=True)
class UseRow:
    """A product that this one goes into."""

    product: Thing
    essential: bool


@dataclass(frozen=True)
class ProductPage:
    """One product: who makes it, who has announced it, who needs it, what goes in, what is missing."""

    product: Thing
    stage: str
    family: str
    fields: tuple[str, ...]
    areas: tuple[str, ...]
    gbt4754: str
    group: Thing | None
    broader: tuple[Thing, ...]
    narrower: tuple[Thing, ...]
    state: State | None
    confirmed: State | None
    finding: Words
    makers: tuple[MakerRow, ...]
    makers_sheet: Sheet
    examples: tuple[MakerRow, ...]
    projects: tuple[ProjectRow, ...]
    needs: tuple[NeedRow, ...]
    needs_total: int
    used_in: tuple[UseRow, ...]
    substitutes: tuple[Thing, ...]
    coverage: CoverageBlock
    gap: GapRow | None
    foundation: Foundation


def product_page(engines: Engines, product: str, region: str = "", page: int = 1) -> ProductPage:
    """The page of a product by its id.

    Parameters
    ----------
    region
        Coverage in one region; empty is the whole corridor.
    page
        Which part of the makers.

    Raises
    ------
    UnknownName
        When there is no such product or region.
    """
    product = engines.graph.find(product)
    first = engines.kept(("product page", product), lambda: _first_page(engines, product))
    if page == 1 and not region:
        return first
    part, sheet = makers_of(engines, product).part(page, ROWS)
    return replace(
        first,
        makers=tuple(maker_row(maker, engines) for maker in part.iter_rows(named=True)),
        makers_sheet=sheet,
        coverage=coverage_block(engines, product, region),
    )


def _first_page(engines: Engines, product: str) -> ProductPage:
    """The page for the whole corridor with the first makers; most of it stands on every other page too."""
    graph, named = engines.graph, names(engines)
    row = graph.products.row(by_predicate=pl.col("product") == product, named=True)
    makers = makers_of(engines, product)
    part, sheet = makers.part(1, ROWS)
    examples = makers.examples(ROWS)
    nodes = node_table(engines).filter(pl.col("product") == product).to_dicts()
    needs = needs_by_product(engines).of(product)
    parent, gap = row["parent"], _gap(engines, product)
    return ProductPage(
        product=named.product(product),
        stage=row["stage"] or "",
        family=row["family"] or "",
        fields=tuple(row["fields"] or ()),
        areas=tuple(row["areas"] or ()),
        gbt4754=row["gbt4754"] or "",
        group=named.maybe_product(parent) if parent and parent not in graph.ancestors(product) else None,
        broader=tuple(named.product(other) for other in graph.ancestors(product)),
        narrower=tuple(
            named.product(other) for other in graph.products.filter(pl.col("parent") == product)["product"]
        ),
        state=state_of(nodes[0]["status"]) if nodes else None,
        confirmed=state_of(nodes[0]["confirmed"]) if nodes else None,
        finding=_finding(engines, product, makers.firms),
        makers=tuple(maker_row(maker, engines) for maker in part.iter_rows(named=True)),
        makers_sheet=sheet,
        examples=tuple(maker_row(maker, engines) for maker in examples.iter_rows(named=True)),
        projects=tuple(
            project_row(project, engines) for project in graph.projects(product).iter_rows(named=True)
        ),
        needs=tuple(need_row(need, engines) for need in needs.head(ROWS).iter_rows(named=True)),
        needs_total=needs.height,
        used_in=tuple(
            UseRow(named.product(use["product"]), bool(use["essential"]))
            for use in graph.users(product).iter_rows(named=True)
        ),
        substitutes=tuple(
            named.product(other)
            for other in engines.workspace.table_or_empty("substitutes").filter(pl.col("product") == product)[
                "substitute"
            ]
        ),
        coverage=coverage_block(engines, product),
        gap=gap,
        foundation=foundation(
            engines,
            method=("coverage", "gaps") if gap else ("coverage",),
            illustrative=examples.height > 0 or bool((needs["standing"] == "illustrative").any()),
            downloads=("products", "inputs", "capabilities", "needs", "projects"),
        ),
    )


def coverage_block(engines: Engines, product: str, region: str = "") -> CoverageBlock:
    """The coverage of a product's direct part categories; the same on every page of its makers."""
    where = engines.graph.places.find_region(region) if region else None
    return engines.kept(("coverage block", product, where), lambda: _coverage_block(engines, product, where))


def _coverage_block(engines: Engines, product: str, region: str | None) -> CoverageBlock:
    graph, named = engines.graph, names(engines)
    found = engines.coverage(product, region)
    return CoverageBlock(
        region=found.region or "",
        regions=(
            Choice("", Words("两地合计", "both regions"), chosen=found.region is None),
            *(
                Choice(place, named.place(place).name, chosen=found.region == place)
                for place in graph.regions
            ),
        ),
        sentence=Words(found.sentence("zh"), found.sentence("en")),
        figures=coverage_figures(found),
        blanks=tuple(named.product(blank) for blank in found.blanks),
        rows=part_rows(found.parts, engines, found.region),
    )


def coverage_figures(found: Coverage) -> tuple[Figure, ...]:
    """The numbers of a coverage, as the library counts them."""
    scope = Words(found.region_zh or "四川与重庆", found.region_en or "Sichuan and Chongqing")
    path = f"/products/{found.product}/"
    labels = {
        "total": Words("零部件类别", "part categories"),
        "covered": Words("有公开报道的生产者", "with makers by public reports"),
        "covered_confirmed": Words("有经确认的供应", "with confirmed supply"),
        "essential_total": Words("其中必需", "essential ones"),
        "essential_covered": Words("必需且有生产者", "essential ones with makers"),
    }
    return tuple(
        Figure(
            f"coverage.{name}",
            label,
            getattr(found, name),
            UNITS["parts"],
            scope,
            path=path,
            method="coverage",
        )
        for name, label in labels.items()
    )


def _gap(engines: Engines, product: str) -> GapRow | None:
    gaps = engines.gaps()
    rows = gaps.filter(pl.col("product") == product).to_dicts()
    return gap_row(rows[0], engines) if rows else None


def _finding(engines: Engines, product: str, firms: int) -> Words:
    zh, en = engines.graph.name(product), engines.graph.name(product, "en")
    if not firms:
        return Words(f"{zh}：公开资料中未见生产者。", f"{en}: no maker is known from public sources.")
    return Words(
        f"{zh}：公开报道与自述中有 {firms} 家生产者。", f"{en}: {firms} makers by public reports and claims."
    )
