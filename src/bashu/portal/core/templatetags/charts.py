"""The numbers that charts are drawn from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django import template

from bashu.portal.core.language import reads_english

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bashu.portal.figures.pages import Series
    from bashu.portal.market.charts import SankeyLink
    from bashu.portal.market.plan import PlanPage

register = template.Library()
#: cities on each side of a Sankey chart; the rest of a region is one band
_CITIES = 9


@register.simple_tag
def sankey_data(page: PlanPage) -> dict[str, Any]:
    """Bands between cities for the chart: a city may stand on both sides, so each side has its own node."""
    named = {thing.id: str(thing.name) for thing in page.sankey_names}
    region = {tile.place.id: tile.region for tile in page.tiles}
    large = [_largest(page.sankey, side) for side in (0, 1)]
    bands: Counter[tuple[str, str]] = Counter()
    nodes: dict[str, dict[str, Any]] = {}
    for link in page.sankey:
        ends = []
        for depth, place in enumerate((link.source, link.target)):
            home = region.get(place, "")
            kept = place if place in large[depth] else f"other {home}"
            nodes[f"{depth}:{kept}"] = {
                "id": f"{depth}:{kept}",
                "name": named[place] if kept == place else _OTHERS[home][reads_english()],
                "region": home,
                "depth": depth,
            }
            ends.append(f"{depth}:{kept}")
        bands[ends[0], ends[1]] += link.value
    return {
        "nodes": list(nodes.values()),
        "links": [
            {"source": source, "target": target, "value": value} for (source, target), value in bands.items()
        ],
        "unit": "matches" if reads_english() else "个配对",
    }


_OTHERS = {
    "sichuan": ("四川其他", "other Sichuan"),
    "chongqing": ("重庆其他", "other Chongqing"),
    "": ("其他", "other"),
}


def _largest(links: Iterable[SankeyLink], side: int) -> set[str]:
    """The cities with the most matches on one side."""
    totals: Counter[str] = Counter()
    for link in links:
        totals[(link.source, link.target)[side]] += link.value
    return {place for place, _ in totals.most_common(_CITIES)}


@register.simple_tag
def series_data(series: Series) -> dict[str, Any]:
    """One measure over the years for the chart."""
    return {
        "points": [
            {"period": each.period, "value": each.value, "target": each.target} for each in series.points
        ],
        "unit": series.unit,
        "region": series.region.id,
    }


@register.simple_tag
def series_id(number: int) -> str:
    """The name under which the numbers of a chart stand in the page."""
    return f"series-{number}"
