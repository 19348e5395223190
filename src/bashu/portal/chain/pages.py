"""What the chain map and the list of gaps show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.chain import SLOGANS, STATUSES
from bashu.portal.chain.dates import Comparison, compare_dates, date_filters, end_of
from bashu.portal.chain.nodes import node_table
from bashu.portal.chain.panel import Panel, panel_of
from bashu.portal.filters import Column, Columns, choose, filters_kept
from bashu.portal.naming import foundation, names
from bashu.portal.records import State, state_of
from bashu.portal.shown import Choice, Filter, Foundation, Thing, Words
from bashu.portal.wording import AREA_NAMES, FAMILY_NAMES, FIELD_NAMES, STAGE_NAMES, word
from bashu.tables import FAMILIES, STAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bashu.portal.data.engines import Engines


@dataclass(frozen=True)
class Node:
    """A product on the chain map: its column (stage), its row (family) and how it is covered.

    ``then`` is its status at the earlier of two dates if that was another; ``found`` by the words searched for;
    ``mark`` its number among the products that the reader marked, or 0.
    """

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
    then: State | None = None
    found: bool = False
    mark: int = 0


@dataclass(frozen=True)
class Connection:
    """An input on its way into a product."""

    input: str
    product: str
    essential: bool


@dataclass(frozen=True)
class Band:
    """A column or a row of the map, as the tables write it and in words; ``also`` what cities call it instead."""

    key: str
    name: Words
    also: tuple[Words, ...] = ()


@dataclass(frozen=True)
class ChainPage:
    """The chain map: stages as columns, families as rows, one node a product.

    ``connections`` are those of the selected product, or all of them where all are asked for; ``panel`` is what
    it opens into. ``found`` are the products that fit the words searched for, ``marks`` those that the reader
    marked, ``comparison`` what changed between two dates.
    """

    stages: tuple[Band, ...]
    families: tuple[Band, ...]
    nodes: tuple[Node, ...]
    connections: tuple[Connection, ...]
    states: tuple[tuple[State, int], ...]
    filters: tuple[Filter, ...]
    selected: Thing | None
    panel: Panel | None
    query: str
    found: tuple[Thing, ...]
    marks: tuple[Thing, ...]
    comparison: Comparison | None
    finding: Words
    foundation: Foundation


def _by_name(wording: Mapping[str, Words]) -> Callable[[str], Words]:
    return lambda value: word(wording, value)


FILTERS: Columns = {
    "stage": Column(Words("环节", "stage"), _by_name(STAGE_NAMES)),
    "family": Column(Words("门类", "family"), _by_name(FAMILY_NAMES)),
    "fields": Column(Words("重点领域", "priority field"), _by_name(FIELD_NAMES)),
    "areas": Column(Words("合作领域", "area of cooperation"), _by_name(AREA_NAMES)),
    "status": Column(Words("覆盖", "coverage"), lambda status: state_of(status).name),
}


@dataclass(frozen=True)
class Asked:
    """What a reader asks of the map beside its filters.

    ``selected`` is the product whose inputs and outputs are drawn and which opens; ``query`` words to look
    for; ``marks`` products marked by the reader; ``since`` and ``until`` two years to compare, empty is now;
    ``all_links`` draws every link between the nodes that are shown.
    """

    selected: str = ""
    query: str = ""
    marks: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    all_links: bool = False


def chain_page(engines: Engines, chosen: Mapping[str, str], asked: Asked | None = None) -> ChainPage:
    """The chain map.

    Parameters
    ----------
    chosen
        Values of the filters stage, family, fields, areas, status; empty ones filter nothing. With a region
        (id or name), coverage is that region's own.

    Raises
    ------
    UnknownName
        When there is no such region or year.
    """
    asked = asked or Asked()
    graph, named = engines.graph, names(engines)
    region = graph.places.find_region(chosen["region"]) if chosen.get("region") else None
    everything = node_table(engines, region, asked.until)
    table = choose(everything, chosen, FILTERS)
    counts = Counter(table["status"].to_list())
    shown = table["product"].to_list()
    found = _found(engines, asked.query, set(shown))
    marks = tuple(product for product in asked.marks[:MOST_MARKS] if product in graph.ids)
    selected = asked.selected if asked.selected in graph.ids else ""
    then: dict[str, str] = {}
    if asked.since:
        then = dict(node_table(engines, region, asked.since).select("product", "status").iter_rows())
    return ChainPage(
        stages=_bands(everything["stage"], STAGES, STAGE_NAMES),
        families=tuple(
            replace(band, also=_called(engines, band.key))
            for band in _bands(everything["family"], FAMILIES, FAMILY_NAMES)
        ),
        nodes=tuple(
            _node(row, engines, then, frozenset(found), marks) for row in table.iter_rows(named=True)
        ),
        connections=_connections(engines, shown, selected, all_links=asked.all_links),
        states=tuple((state_of(status), counts[status]) for status in reversed(STATUSES)),
        filters=(
            _region_filter(engines, region),
            *filters_kept(engines, ("chain", region, asked.until), everything, chosen, FILTERS),
            *date_filters(engines, asked.since, asked.until),
        ),
        selected=named.maybe_product(selected or None),
        panel=panel_of(engines, selected) if selected else None,
        query=asked.query,
        found=tuple(named.product(product) for product in found),
        marks=tuple(named.product(product) for product in marks),
        comparison=compare_dates(engines, region, asked.since, asked.until, shown) if asked.since else None,
        finding=_map_finding(
            table.height, counts, named.place(region).name if region else BOTH, end_of(asked.until)
        ),
        foundation=foundation(engines, method="coverage", downloads=("products", "inputs", "capabilities")),
    )


def _found(engines: Engines, query: str, shown: set[str]) -> list[str]:
    """The products whose name holds the words; where none does, the nearest of the catalogue."""
    if not query:
        return []
    wanted = query.casefold()
    words = engines.graph.products.select("product", "name_zh", "name_en").iter_rows()
    found = [row[0] for row in words if any(cell and wanted in cell.casefold() for cell in row)]
    if not any(product in shown for product in found):
        found = [hit.product for hit in engines.catalogue.search(query, NEAREST)]
    return [product for product in found if product in shown]


def _bands(cells: pl.Series, known: tuple[str, ...], wording: Mapping[str, Words]) -> tuple[Band, ...]:
    """The stages or families that occur, those of the report first and in its order."""
    present = cells.drop_nulls().unique(maintain_order=True).to_list()
    ordered = [*(name for name in known if name in present), *(name for name in present if name not in known)]
    return tuple(Band(name, word(wording, name)) for name in ordered)


def _called(engines: Engines, family: str) -> tuple[Words, ...]:
    """Cities whose slogan has another word for a family."""
    known = {*engines.workspace.table_or_empty("places")["place"]}
    found = []
    for slogan in SLOGANS.values():
        words = [word for word, meanings in slogan.words.items() if ("family", family) in meanings]
        if slogan.place in known and words and family not in words:
            city = names(engines).place(slogan.place).name
            found.append(Words(f"{city.zh}称“{'、'.join(words)}”", f"{', '.join(words)} in {city.en}"))
    return tuple(found)


def _node(
    row: Mapping[str, Any],
    engines: Engines,
    then: Mapping[str, str],
    found: frozenset[str],
    marks: tuple[str, ...],
) -> Node:
    product = row["product"]
    before = then.get(product, row["status"])
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
        then=state_of(before) if before != row["status"] else None,
        found=product in found,
        mark=marks.index(product) + 1 if product in marks else 0,
    )


def _connections(
    engines: Engines, shown: list[str], selected: str, *, all_links: bool
) -> tuple[Connection, ...]:
    links = engines.kept("links of the chain map", lambda: _links(engines))
    if all_links:
        here = set(shown)
        return tuple(link for link in links if link.input in here and link.product in here)
    return tuple(link for link in links if selected in {link.input, link.product})


def _links(engines: Engines) -> tuple[Connection, ...]:
    links = engines.workspace.table_or_empty("inputs").select("input", "product", "essential")
    return tuple(Connection(given, made, bool(essential)) for given, made, essential in links.iter_rows())


BOTH = Words("两地", "the two regions")
#: products that a reader may mark, and the nearest names offered where none holds the words
MOST_MARKS, NEAREST = 12, 5


def _region_filter(engines: Engines, chosen: str | None) -> Filter:
    """Whose coverage the map shows; both regions together unless one is chosen."""
    regions = engines.graph.regions
    choices = tuple(Choice(each, names(engines).place(each).name, chosen=each == chosen) for each in regions)
    return Filter("region", Words("地区", "region"), choices, Words("两地合计", "both regions"))


def _map_finding(products: int, counts: Mapping[str, int], where: Words, when: Words) -> Words:
    blank = counts["missing"] + counts["outside_only"] + counts["other_region_only"]
    single = counts["single_source"]
    return Words(
        f"图中 {products} 种产品，{when.zh}：{blank} 种在{where.zh}未见生产者，{single} 种只有一家。依据公开报道，示例企业不计入。",
        f"{products} products, {when.en}: {blank} without a known maker in {where.en}, {single} with a single one. "
        "By public reports; example firms are not counted.",
    )
