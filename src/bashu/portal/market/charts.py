"""Which city supplies which: the matches of a plan as bands of a Sankey chart and as arcs on the tile map."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bashu.portal.core.citymap import flows, tile_index, tiles
from bashu.portal.naming import names
from bashu.portal.shown import Words

if TYPE_CHECKING:
    import polars as pl

    from bashu.portal.data.engines import Engines


@dataclass(frozen=True)
class SankeyLink:
    """One band of the Sankey chart: assignments from a supplying to a buying city."""

    source: str
    target: str
    value: int


def charts(engines: Engines, assignments: pl.DataFrame) -> dict[str, Any]:
    """Matches by city and by tile: counted, because quantities in different units have no sum."""
    tile_of = tile_index(engines)
    bands: dict[tuple[str, str], int] = defaultdict(int)
    arcs: dict[tuple[str, str], float] = defaultdict(float)
    for origin, destination in assignments.select("origin", "destination").iter_rows():
        if origin is None or destination is None:
            continue
        start, end = tile_of.get(origin, origin), tile_of.get(destination, destination)
        bands[start, end] += 1
        if start != end and start in tile_of and end in tile_of:
            arcs[start, end] += 1
    things = dict.fromkeys(place for pair in bands for place in pair)
    return {
        "sankey": tuple(
            SankeyLink(start, end, count)
            for (start, end), count in sorted(bands.items(), key=lambda item: -item[1])
        ),
        "sankey_names": tuple(names(engines).place(place) for place in things),
        "tiles": tiles(engines),
        "flows": flows(engines, dict(arcs)),
        "flows_note": Words(
            "粗细为配对数：计量单位不同，数量不相加。",
            "Widths are numbers of matches: quantities in different units are never added.",
        ),
    }
