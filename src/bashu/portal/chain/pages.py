"""What the chain map and the list of gaps show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.chain import STATUSES
from bashu.decide import GapSettings
from bashu.decide.reasons import ACTIONS
from bashu.portal.chain.nodes import node_table
from bashu.portal.filters import Column, Columns, arrange, choose, filters_of
from bashu.portal.naming import cut, foundation, names, read_sources
from bashu.portal.records import State, state_of
from bashu.portal.shown import Bar, Choice, Filter, Foundation, Sheet, Source, Thing, Words
from bashu.portal.wording import AREA_NAMES, FAMILY_NAMES, FIELD_NAMES, STAGE_NAMES, word
from bashu.tables import FAMILIES, STAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bashu.portal.data.engines import Engines


@dataclass(frozen=True)
class Node:
    """A product on the chain map: its column (stage), its row (family) and how it is covered."""

    product: Thing
    stage: str
    family: str
    fields: tuple[str, ...]
    areas: tuple[str, ...]
    parent: str | None
    makers: int
    by_region: tuple[tuple[str, int], ...]
    announced: int
    state: State
    confirmed: State


@dataclass(frozen=True)
class Connection:
    """An input on its way into a product."""

    input: str
    product: str
    essential: bool


@dataclass(frozen=True)
class Band:
    """A column or a row of the map, as the tables write it and in words."""

    key: str
    name: Words


@dataclass(frozen=True)
class ChainPage:
    """The chain map: stages as columns, families as rows, one node a product.

    ``connections`` are those of the selected product, or all of them where all are asked for.
    """

    stages: tuple[Band, ...]
    families: tuple[Band, ...]
    nodes: tuple[Node, ...]
    connections: tuple[Connection, ...]
    states: tuple[tuple[State, int], ...]
    filters: tuple[Filter, ...]
    selected: Thing | None
    finding: Words
    foundation: Foundation


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


def _by_name(wording: Mapping[str, Words]) -> Callable[[str], Words]:
    return lambda value: word(wording, value)


FILTERS: Columns = {
    "stage": Column(Words("环节", "stage"), _by_name(STAGE_NAMES)),
    "family": Column(Words("门类", "family"), _by_name(FAMILY_NAMES)),
    "fields": Column(Words("重点领域", "priority field"), _by_name(FIELD_NAMES)),
    "areas": Column(Words("合作领域", "area of cooperation"), _by_name(AREA_NAMES)),
    "status": Column(Words("覆盖", "coverage"), lambda status: state_of(status).name),
}


def chain_page(
    engines: Engines, chosen: Mapping[str, str], selected: str = "", *, all_links: bool = False
) -> ChainPage:
    """The chain map.

    Parameters
    ----------
    chosen
        Values of the filters stage, family, fields, areas, status; empty ones filter nothing. With a region
        (id or name), coverage is that region's own.
    selected
        The product whose inputs and outputs are drawn.
    all_links
        Draw every link between the nodes that are shown.
    """
    region = engines.graph.places.find_region(chosen["region"]) if chosen.get("region") else None
    everything = node_table(engines, region)
    table = choose(everything, chosen, FILTERS)
    counts = Counter(table["status"].to_list())
    return ChainPage(
        stages=_bands(everything["stage"], STAGES, STAGE_NAMES),
        families=_bands(everything["family"], FAMILIES, FAMILY_NAMES),
        nodes=tuple(_node(row, engines) for row in table.iter_rows(named=True)),
        connections=_connections(engines, table["product"].to_list(), selected, all_links=all_links),
        states=tuple((state_of(status), counts[status]) for status in reversed(STATUSES)),
        filters=(_region_filter(engines, region), *filters_of(everything, chosen, FILTERS)),
        selected=names(engines).product(selected) if selected in engines.graph.ids else None,
        finding=_map_finding(table.height, counts, names(engines).place(region).name if region else BOTH),
        foundation=foundation(engines, method="coverage", downloads=("products", "inputs", "capabilities")),
    )


def _bands(cells: pl.Series, known: tuple[str, ...], wording: Mapping[str, Words]) -> tuple[Band, ...]:
    """The stages or families that occur, those of the report first and in its order."""
    present = cells.drop_nulls().unique(maintain_order=True).to_list()
    ordered = [*(name for name in known if name in present), *(name for name in present if name not in known)]
    return tuple(Band(name, word(wording, name)) for name in ordered)


def _node(row: Mapping[str, Any], engines: Engines) -> Node:
    return Node(
        product=names(engines).product(row["product"]),
        stage=row["stage"] or "",
        family=row["family"] or "",
        fields=tuple(row["fields"] or ()),
        areas=tuple(row["areas"] or ()),
        parent=row["parent"],
        makers=row["makers"],
        by_region=tuple((region, row[f"makers_{region}"]) for region in engines.graph.regions),
        announced=row["announced"],
        state=state_of(row["status"]),
        confirmed=state_of(row["confirmed"]),
    )


def _connections(
    engines: Engines, shown: list[str], selected: str, *, all_links: bool
) -> tuple[Connection, ...]:
    links = engines.workspace.table_or_empty("inputs")
    if all_links:
        links = links.filter(pl.col("input").is_in(shown), pl.col("product").is_in(shown))
    else:
        links = links.filter((pl.col("input") == selected) | (pl.col("product") == selected))
    return tuple(
        Connection(row["input"], row["product"], bool(row["essential"]))
        for row in links.iter_rows(named=True)
    )


BOTH = Words("两地", "the two regions")


def _region_filter(engines: Engines, chosen: str | None) -> Filter:
    """Whose coverage the map shows; both regions together unless one is chosen."""
    regions = engines.graph.regions
    choices = tuple(Choice(each, names(engines).place(each).name, chosen=each == chosen) for each in regions)
    return Filter("region", Words("地区", "region"), choices)


def _map_finding(products: int, counts: Mapping[str, int], where: Words) -> Words:
    blank = counts["missing"] + counts["outside_only"] + counts["other_region_only"]
    single = counts["single_source"]
    return Words(
        f"图中 {products} 种产品：{blank} 种在{where.zh}未见生产者，{single} 种只有一家。依据公开报道，示例企业不计入。",
        f"{products} products: {blank} without a known maker in {where.en}, {single} with a single one. "
        "By public reports; example firms are not counted.",
    )


GAP_FILTERS: Columns = {
    "status": Column(Words("覆盖", "coverage"), lambda status: state_of(status).name),
    "stage": Column(Words("环节", "stage"), _by_name(STAGE_NAMES)),
    "action": Column(Words("建议做法", "proposed action"), lambda action: Words(*ACTIONS[action])),
}


#: columns that the gaps may be sorted by
GAP_SORTS = ("rank", "name_zh", "stage", "status", "priority", "makers", "announced", "needs", *FACTORS)


def gaps_page(
    engines: Engines, chosen: Mapping[str, str], sort: str = "", page: int = 1, size: int = 50
) -> GapsPage:
    """The ranked gaps of the corridor, as :func:`bashu.decide.gaps` ranks them."""
    everything = engines.gaps()
    part, sheet = cut(gaps_chosen(engines, chosen, sort), page, size)
    missing = everything.filter(pl.col("status") != "single_source").height if everything.height else 0
    single = everything.height - missing
    return GapsPage(
        rows=tuple(gap_row(row, engines) for row in part.iter_rows(named=True)),
        sheet=sheet,
        filters=filters_of(everything, chosen, GAP_FILTERS) if everything.height else (),
        finding=Words(
            f"终端产品所需的零部件中，{missing} 种在两地未见生产者，{single} 种只有一家生产者。",
            f"Of the parts that end products need, {missing} have no known maker here and {single} a single one.",
        ),
        foundation=foundation(
            engines, method="gaps", downloads=("products", "inputs", "capabilities", "needs")
        ),
    )


def gaps_chosen(engines: Engines, chosen: Mapping[str, str], sort: str = "") -> pl.DataFrame:
    """The ranked gaps, filtered and in order."""
    everything = engines.gaps()
    table = choose(everything, chosen, GAP_FILTERS) if everything.height else everything
    return arrange(table, sort, GAP_SORTS)


#: a want that somebody published doubles the priority; without one the factor is 1
_WANTED = GapSettings().published_need


def _factor(factor: str, label: Words, value: float | None) -> Bar:
    """A factor of the priority as a bar; the one for wants is empty where nobody published one."""
    if factor == "need_factor":
        return Bar(factor, label, value, empty=1.0, full=_WANTED)
    return Bar(factor, label, value)


def gap_row(row: Mapping[str, Any], engines: Engines) -> GapRow:
    """One row of the ranked gaps."""
    return GapRow(
        rank=row["rank"],
        product=names(engines).product(row["product"]),
        stage=row["stage"] or "",
        state=state_of(row["status"]),
        priority=row["priority"],
        reasons=tuple(_factor(factor, label, row[factor]) for factor, label in FACTORS.items()),
        action=Words(*ACTIONS[row["action"]]),
        evidence=Words(row["reason_zh"], row["reason_en"]),
        makers=row["makers"],
        announced=row["announced"],
        needs=row["needs"],
        near=names(engines).maybe_product(row["near_product"]),
        sources=tuple(source for text in row["sources"] for source in read_sources(text)),
    )
