"""What the home page, the search box, the methods and the sources show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.chain import STATUSES
from bashu.portal.core.glance import PartStrip, StageStrip, part_strips, stage_strips
from bashu.portal.core.tiles import place_tiles
from bashu.portal.firms.pages import register
from bashu.portal.ledger.pages import AgreementRow, latest_agreements
from bashu.portal.naming import foundation, names, read_sources
from bashu.portal.records import State, state_of
from bashu.portal.shown import Figure, Foundation, Source, Thing, Words
from bashu.portal.wording import KINDS, LINES, MEANINGS, word
from bashu.report.headlines import agreements_by_line
from bashu.tables import TABLES

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines

#: agreements on the home page
LATEST = 5
#: hits of the search box of each kind
HITS = 20
#: headline figure -> the page with its rows
ROWS_OF = {
    "organisations": "/firms/",
    "makers": "/firms/",
    "products": "/chain/",
    "products_made": "/chain/",
    "products_single": "/chain/?status=single_source",
    "products_missing": "/gaps/",
    "projects": "/sources/",
    "needs": "/needs/",
    "agreements": "/agreements/",
}
#: the files that every public table comes as
SUFFIXES = ("csv", "parquet", "json", "xlsx")


@dataclass(frozen=True)
class Tile:
    """A city or district as a tile: its cell in the grid, and how many organisations and products it has."""

    place: Thing
    region: str
    column: int
    row: int
    organisations: int
    products: int


@dataclass(frozen=True)
class Flow:
    """Supplies from one tile to another; ``share`` is that of the largest flow (0 to 1)."""

    origin: str
    destination: str
    value: float
    share: float
    minutes: float | None


@dataclass(frozen=True)
class Line:
    """One of the five lines of work and how many agreements name it."""

    line: str
    name: Words
    agreements: int
    path: str


@dataclass(frozen=True)
class HomePage:
    """The corridor in ten seconds: what it is, what is missing, what was agreed."""

    title: Words
    states: tuple[State, ...]
    stages: tuple[StageStrip, ...]
    parts: tuple[PartStrip, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Words, ...]
    tiles: tuple[Tile, ...]
    flows: tuple[Flow, ...]
    flows_note: Words
    lines: tuple[Line, ...]
    agreements: tuple[AgreementRow, ...]
    foundation: Foundation


@dataclass(frozen=True)
class Hit:
    """One thing that a search found."""

    kind: Words
    thing: Thing
    note: Words


@dataclass(frozen=True)
class SearchPage:
    """What the search box found: products, organisations and places."""

    query: str
    hits: tuple[Hit, ...]
    foundation: Foundation


@dataclass(frozen=True)
class TableRow:
    """One public table: what it holds, how many rows, and its files."""

    table: str
    name: Words
    meaning: Words
    rows: int
    columns: tuple[str, ...]
    files: tuple[Thing, ...]


@dataclass(frozen=True)
class SourceRow:
    """One source and how many rows of which tables rest on it."""

    source: Source
    rows: int
    tables: tuple[str, ...]


@dataclass(frozen=True)
class SourcesPage:
    """Where the data comes from, table by table and source by source."""

    tables: tuple[TableRow, ...]
    sources: tuple[SourceRow, ...]
    foundation: Foundation


@dataclass(frozen=True)
class AboutPage:
    """What the portal is, and on what it rests."""

    foundation: Foundation


def home_page(engines: Engines) -> HomePage:
    """The first page, the same for everybody until the data changes."""
    return engines.kept("home page", lambda: _home_page(engines))


def _home_page(engines: Engines) -> HomePage:
    lines = agreements_by_line(engines.workspace)
    figures = headline_figures(engines)
    return HomePage(
        title=_title(figures),
        states=tuple(state_of(status) for status in reversed(STATUSES)),
        stages=stage_strips(engines),
        parts=part_strips(engines),
        figures=figures,
        findings=_findings(engines),
        tiles=tiles(engines),
        flows=supply_flows(engines),
        flows_note=Words(
            "连线为公开报道的供货关系；粗细为关系条数。",
            "Lines are publicly reported supplies; the width is their number.",
        ),
        lines=tuple(
            Line(line, word(LINES, line), agreements, f"/agreements/?lines={line}")
            for line, agreements in lines.iter_rows()
        ),
        agreements=latest_agreements(engines, LATEST),
        foundation=foundation(engines, method="coverage", downloads=("agreements", "supplies")),
    )


def headline_figures(engines: Engines) -> tuple[Figure, ...]:
    """The headline figures, as ``bashu summary`` prints them."""
    return tuple(
        Figure(
            key=f"headline.{row['figure']}",
            label=Words(row["label_zh"], row["label_en"]),
            value=row["value"],
            unit=Words(row["unit_zh"], row["unit_en"]),
            scope=Words(row["scope_zh"], row["scope_en"]),
            path=ROWS_OF[row["figure"]],
            method="coverage" if row["figure"].startswith("products") else "",
        )
        for row in engines.headlines().iter_rows(named=True)
    )


def _title(figures: tuple[Figure, ...]) -> Words:
    """What the headline figures come to, in one line."""
    value = {figure.key.removeprefix("headline."): figure.value for figure in figures}
    products, made, missing = value["products"], value["products_made"], value["products_missing"]
    return Words(
        f"{products:,}\u00a0种产品，{made:,}\u00a0种两地有人做，{missing:,}\u00a0种未见",
        f"Of {products} products, {made} have a maker here; for {missing} none is known",
    )


def _findings(engines: Engines) -> tuple[Words, ...]:
    """The coverage of the end products with the most part categories, in the sentence officials quote."""
    table = engines.graph.coverage_all()
    end = pl.col("product").is_in(
        engines.graph.products.filter(pl.col("stage") == "整机")["product"].implode()
    )
    telling = (
        table.filter(end, pl.col("parts") > 0).sort("parts", "product", descending=[True, False]).head(3)
    )
    covered = (engines.coverage(product) for product in telling["product"])
    return tuple(Words(found.sentence("zh"), found.sentence("en")) for found in covered)


def tiles(engines: Engines) -> tuple[Tile, ...]:
    """The cities of the one region and the districts of the other as tiles."""
    return engines.kept("tiles", lambda: _tiles(engines))


def _tiles(engines: Engines) -> tuple[Tile, ...]:
    chosen = _tiled(engines)
    counts = register(engines).table.filter(pl.col("standing") != "illustrative")
    tile_of = tile_index(engines)
    organisations: Counter[str] = Counter()
    products: Counter[str] = Counter()
    for place, made in counts.select("place", "products").iter_rows():
        if (tile := tile_of.get(place)) is not None:
            organisations[tile] += 1
            products[tile] += made
    cells = place_tiles(chosen["lon"].to_list(), chosen["lat"].to_list())
    return tuple(
        Tile(names(engines).place(place), region, column, row, organisations[place], products[place])
        for (place, region), (column, row) in zip(
            chosen.select("place", "region").iter_rows(), cells, strict=True
        )
    )


def _tiled(engines: Engines) -> pl.DataFrame:
    """The cities, and the districts of a region without cities: places with a position below no other tile."""
    tree, regions = engines.travel.places, set(engines.graph.regions)
    placed = engines.workspace.table_or_empty("places").filter(
        pl.col("lon").is_not_null(), pl.col("lat").is_not_null(), ~pl.col("place").is_in(regions)
    )
    ids = set(placed["place"])
    region = {place: tree.region(place) for place in placed["place"]}
    highest = [
        place
        for place in placed["place"]
        if region[place] in regions and ids.isdisjoint(node for node in tree.upwards(place) if node != place)
    ]
    return placed.filter(pl.col("place").is_in(highest)).with_columns(
        pl.col("place").replace_strict(region, return_dtype=pl.String).alias("region")
    )


def tile_index(engines: Engines) -> dict[str, str]:
    """For every place the tile it lies in."""
    return engines.kept("tile index", lambda: _tile_index(engines))


def _tile_index(engines: Engines) -> dict[str, str]:
    places = engines.travel.places
    tiled = set(_tiled(engines)["place"])
    found = {
        place: next((node for node in places.upwards(place) if node in tiled), None) for place in places.ids
    }
    return {place: tile for place, tile in found.items() if tile is not None}


def supply_flows(engines: Engines) -> tuple[Flow, ...]:
    """Publicly reported supplies between tiles, by their number."""
    tile_of, named = tile_index(engines), names(engines)
    pairs: Counter[tuple[str, str]] = Counter()
    for supplier, buyer in (
        engines.workspace.table_or_empty("supplies").select("supplier", "buyer").iter_rows()
    ):
        origin, destination = (tile_of.get(named.seat(firm) or "") for firm in (supplier, buyer))
        if origin and destination and origin != destination:
            pairs[origin, destination] += 1
    return flows(engines, {pair: float(count) for pair, count in pairs.items()})


def flows(engines: Engines, values: dict[tuple[str, str], float]) -> tuple[Flow, ...]:
    """Flows between tiles with the road minutes of goods, the largest first."""
    largest = max(values.values(), default=1.0)
    return tuple(
        Flow(origin, destination, value, value / largest, engines.travel.minutes(origin, destination).minutes)
        for (origin, destination), value in sorted(values.items(), key=lambda item: (-item[1], item[0]))
    )


def search_page(engines: Engines, query: str) -> SearchPage:
    """Products, organisations and places that a text may mean."""
    hits: list[Hit] = []
    if query.strip():
        named = names(engines)
        products = engines.catalogue.search(query, HITS)
        hits += [Hit(Words("产品", "product"), named.product(hit.product), Words("", "")) for hit in products]
        found = register(engines).table.filter(
            pl.col("searched").str.contains(query.strip().lower(), literal=True)
        )
        hits += [
            Hit(word(KINDS, row["kind"]), named.organisation(row["organisation"]), named.region(row["place"]))
            for row in found.head(HITS).iter_rows(named=True)
        ]
    return SearchPage(query, tuple(hits), foundation(engines, method="search"))


def sources_page(engines: Engines) -> SourcesPage:
    """The public tables with their files, and the sources with the rows that rest on them."""
    tables, sources = engines.kept("sources", lambda: (_tables(engines), _sources(engines)))
    return SourcesPage(tables, sources, foundation(engines))


def _tables(engines: Engines) -> tuple[TableRow, ...]:
    return tuple(
        TableRow(
            name,
            Words(TABLES[name].zh, name),
            Words(MEANINGS.get(name, TABLES[name].zh), TABLES[name].meaning),
            engines.workspace.table(name).height,
            tuple(column.name for column in TABLES[name]),
            tuple(
                Thing(suffix, Words(suffix.upper(), suffix.upper()), f"/data/{name}.{suffix}")
                for suffix in SUFFIXES
            ),
        )
        for name in engines.workspace.names()
    )


#: sources that are listed; the tables to download name all of them
LISTED = 500


def _sources(engines: Engines) -> tuple[SourceRow, ...]:
    parts = [
        engines.workspace.table(name).select(
            pl.col("source").str.split(" ; ").alias("source"), pl.lit(name).alias("table")
        )
        for name in engines.workspace.names()
        if "source" in TABLES[name].schema
    ]
    if not parts:
        return ()
    counted = (
        pl.concat(parts)
        .explode("source", empty_as_null=True)
        .filter(pl.col("source").is_not_null())
        .group_by("source")
        .agg(pl.len().alias("rows"), pl.col("table").unique().sort())
        .sort("rows", "source", descending=[True, False])
        .head(LISTED)
    )
    return tuple(
        SourceRow(read_sources(source)[0], rows, tuple(tables))
        for source, rows, tables in counted.iter_rows()
        if source.strip()
    )
