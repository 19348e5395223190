"""The cities and districts as tiles, and what flows between them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.portal.core.tiles import place_tiles
from bashu.portal.data.snapshots import prepared
from bashu.portal.firms.register import register
from bashu.portal.naming import names
from bashu.portal.shown import Thing

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines


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
    cells = prepared(
        engines.version, "tiles", lambda: place_tiles(chosen["lon"].to_list(), chosen["lat"].to_list())
    )
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
