"""What the list of gaps shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.decide import GapSettings
from bashu.decide.reasons import ACTIONS
from bashu.portal.filters import Column, Columns, arrange, choose, filters_kept
from bashu.portal.naming import cut, foundation, names, read_sources
from bashu.portal.records import State, state_of
from bashu.portal.shown import Bar, Choice, Filter, Foundation, Sheet, Source, Thing, Words
from bashu.portal.wording import FAMILY_NAMES, STAGE_NAMES, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.portal.data.engines import Engines


@dataclass(frozen=True)
class GapRow:
    """A blank or a single source, its priority with one visible reason each, and what to do."""

    rank: int
    product: Thing
    stage: str
    state: State
    priority: float
    reasons: tuple[Bar, ...]
    action: Words
    evidence: Words
    makers: int
    announced: int
    needs: int
    near: Thing | None
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class GapsPage:
    """What the corridor does not make or makes only once, the most urgent first."""

    rows: tuple[GapRow, ...]
    sheet: Sheet
    filters: tuple[Filter, ...]
    finding: Words
    foundation: Foundation


#: column of the ranked gaps -> what this factor is called; their product is the priority
FACTORS: Mapping[str, Words] = {
    "value": Words("牵动的产值", "output that depends on it"),
    "essential": Words("必需程度", "how essential"),
    "outside": Words("对外依赖", "dependence on outside"),
    "need_factor": Words("已有公布的需求", "published wants"),
    "announced_factor": Words("尚无在建项目", "no project under way"),
    "feasibility": Words("本地基础", "related products made here"),
}


WANTED = {"yes": Words("有", "yes"), "no": Words("无", "no")}
GAP_FILTERS: Columns = {
    "status": Column(Words("覆盖", "coverage"), lambda status: state_of(status).name),
    "stage": Column(Words("环节", "stage"), lambda stage: word(STAGE_NAMES, stage)),
    "family": Column(Words("门类", "family"), lambda family: word(FAMILY_NAMES, family)),
    "action": Column(Words("建议做法", "proposed action"), lambda action: Words(*ACTIONS[action])),
    "wanted": Column(Words("公布的需求", "published wants"), lambda wanted: WANTED[wanted]),
    "project": Column(Words("在建项目", "projects under way"), lambda project: WANTED[project]),
}


#: columns that the gaps may be sorted by
GAP_SORTS = ("rank", "name_zh", "stage", "status", "priority", "makers", "announced", "needs", *FACTORS)


def gaps_page(
    engines: Engines, chosen: Mapping[str, str], sort: str = "", page: int = 1, size: int = 50
) -> GapsPage:
    """The ranked gaps of the corridor, as :func:`bashu.decide.gaps` ranks them."""
    everything = _prepared(engines)
    part, sheet = cut(gaps_chosen(engines, chosen, sort), page, size)
    missing = everything.filter(pl.col("status") != "single_source").height if everything.height else 0
    single = everything.height - missing
    return GapsPage(
        rows=tuple(gap_row(row, engines, sort.removeprefix("-")) for row in part.iter_rows(named=True)),
        sheet=sheet,
        filters=(*filters_kept(engines, "gaps", everything, chosen, GAP_FILTERS), _order(sort))
        if everything.height
        else (),
        finding=Words(
            f"终端产品所需的零部件中，{missing} 种在两地未见生产者，{single} 种只有一家生产者。",
            f"Of the parts that end products need, {missing} have no known maker here and {single} a single one.",
        ),
        foundation=foundation(
            engines, method=("gaps", "coverage"), downloads=("products", "inputs", "capabilities", "needs")
        ),
    )


def gaps_chosen(engines: Engines, chosen: Mapping[str, str], sort: str = "") -> pl.DataFrame:
    """The ranked gaps, filtered and in order."""
    everything = _prepared(engines)
    table = choose(everything, chosen, GAP_FILTERS) if everything.height else everything
    return arrange(table, sort, GAP_SORTS)


def _prepared(engines: Engines) -> pl.DataFrame:
    """The ranked gaps with what only the list asks for: the family, and whether there is a want or a project."""

    def compute() -> pl.DataFrame:
        families = engines.graph.products.select("product", "family")

        def some(column: str) -> pl.Expr:
            return pl.when(pl.col(column) > 0).then(pl.lit("yes")).otherwise(pl.lit("no"))

        return (
            engines.gaps()
            .join(families, on="product", how="left", maintain_order="left")
            .with_columns(some("needs").alias("wanted"), some("announced").alias("project"))
        )

    return engines.kept("gaps of the list", compute)


def _order(sort: str) -> Filter:
    """Every factor of the priority may put the list in order by itself."""
    orders = {f"-{factor}": label for factor, label in FACTORS.items()}
    choices = tuple(Choice(value, label, chosen=value == sort) for value, label in orders.items())
    return Filter("sort", Words("排列次序", "order"), choices, Words("总优先度", "by priority"))


#: a want that somebody published doubles the priority; without one the factor is 1
_WANTED = GapSettings().published_need


def _factor(factor: str, label: Words, value: float | None) -> Bar:
    """A factor of the priority as a bar; the one for wants is empty where nobody published one."""
    if factor == "need_factor":
        return Bar(factor, label, value, empty=1.0, full=_WANTED)
    return Bar(factor, label, value)


def gap_row(row: Mapping[str, Any], engines: Engines, first: str = "") -> GapRow:
    """One row of the ranked gaps; the factor that the list is ordered by stands first."""
    factors = sorted(FACTORS, key=lambda factor: factor != first)
    return GapRow(
        rank=row["rank"],
        product=names(engines).product(row["product"]),
        stage=row["stage"] or "",
        state=state_of(row["status"]),
        priority=row["priority"],
        reasons=tuple(_factor(factor, FACTORS[factor], row[factor]) for factor in factors),
        action=Words(*ACTIONS[row["action"]]),
        evidence=Words(row["reason_zh"], row["reason_en"]),
        makers=row["makers"],
        announced=row["announced"],
        needs=row["needs"],
        near=names(engines).maybe_product(row["near_product"]),
        sources=tuple(source for text in row["sources"] for source in read_sources(text)),
    )
