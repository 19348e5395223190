"""What pages draw without scripts: marks, bars, tile maps with flows, then-and-now lines."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html_join

from bashu.portal.core.language import reads_english
from bashu.portal.core.templatetags.portal import figure
from bashu.portal.shown import Thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.safestring import SafeString

    from bashu.portal.chain.pages import ChainPage, Node
    from bashu.portal.core.pages import Flow, Tile
    from bashu.portal.figures.pages import Series
    from bashu.portal.market.pages import SupplierRow
    from bashu.portal.market.plan import PlanPage, SankeyLink
    from bashu.portal.shown import Bar
    from bashu.portal.travel.pages import TravelPage
    from bashu.portal.travel.timetables import Step

register = template.Library()

#: distance between tiles, and their size, in units of the drawing
STEP_X, STEP_Y, TILE_X, TILE_Y = 52, 44, 49, 41
#: organisations from which a tile takes the next shade
SHADES = (1, 3, 8, 20)
#: makers from which the mark of a chip takes the next size
SIZES = (2, 5, 10)
#: reasons that are shown before the rest is opened
_AT_ONCE = 4
#: arcs on one map; the table below it has all flows
_ARCS = 18
#: cities on each side of a Sankey chart; the rest of a region is one band
_CITIES = 9
#: how far an arc bends away from the straight line, as a share of its length
_BEND = 0.22
_THICK, _THIN = 5.0, 1.4
_NATIONALITIES = re.compile(r"^(.{2,}?)(?:[^族]{1,2}族)+自治[州县]$|^(.{2,}?)(?:[^族]{1,4}族)+自治[州县]$")


@register.inclusion_tag("parts/bars.html")
def bars(reasons: Sequence[Bar], *, many: bool = False) -> dict[str, Any]:
    """Reasons as small bars, each with its words."""
    return {"bars": [(bar, _length(bar)) for bar in reasons], "many": many}


def _length(bar: Bar, scale: float = 1.0) -> float:
    """How much of a bar is filled, in units of the drawing.

    >>> from bashu.portal.shown import NONE, Bar
    >>> _length(Bar("near", NONE, 0.5)), _length(Bar("wanted", NONE, 1.0, empty=1.0, full=2.0))
    (28.0, 0.0)
    """
    share = ((bar.value or 0.0) - bar.empty) / ((bar.full - bar.empty) * scale)
    return round(56 * min(max(share, 0.0), 1.0), 1)


@register.inclusion_tag("parts/reasons.html")
def reasons(shown: Sequence[Bar], scale: float = 1.0) -> dict[str, Any]:
    """Four reasons in two lines; all of them open from there. ``scale`` is the value of a full bar."""
    drawn = [(bar, _length(bar, scale)) for bar in shown]
    return {"bars": drawn[:_AT_ONCE], "rest": drawn[_AT_ONCE:]}


@register.simple_tag
def largest_reason(rows: Iterable[SupplierRow]) -> float:
    """The largest single reason of a list, so that its bars share one scale."""
    return max((bar.value or 0.0 for row in rows for bar in row.reasons), default=0.0) or 1.0


def short_name(place: Thing) -> str:
    """A place in so few characters that they fit a tile.

    >>> from bashu.portal.shown import Thing, Words
    >>> [short_name(Thing("", Words(name, name))) for name in ("阿坝藏族羌族自治州", "重庆高新区", "忠县", "沙坪坝区")]
    ['阿坝', '高新', '忠县', '沙坪坝']
    """
    if reads_english():
        name = place.name.en.removeprefix("Chongqing ").removesuffix(" New Area").removesuffix(" Zone")
        return name or place.name.en
    name = place.name.zh.removeprefix("重庆") or place.name.zh
    if found := _NATIONALITIES.match(name):
        return found[1] or found[2]
    for ending in ("新区", "市", "区", "县"):
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name.removesuffix(ending)
    return name


@dataclass(frozen=True)
class Square:
    """A tile where it is drawn."""

    x: int
    y: int
    name: str
    short: str
    thing: Thing
    region: str
    look: str
    value: str
    title: str

    @property
    def middle(self) -> tuple[float, float]:
        """Where an arc ends."""
        return self.x + TILE_X / 2, self.y + TILE_Y - 3


def _squares(tiles: Iterable[Tile], looks: dict[str, tuple[str, str, str]]) -> dict[str, Square]:
    squares = {}
    for tile in tiles:
        look, value, title = looks[tile.place.id]
        name = short_name(tile.place)
        brief = name[:4] if reads_english() else name[:2]
        squares[tile.place.id] = Square(
            tile.column * STEP_X + 2,
            tile.row * STEP_Y + 2,
            name,
            brief,
            tile.place,
            tile.region,
            look,
            value,
            title,
        )
    return squares


def _frame(squares: Iterable[Square]) -> dict[str, Any]:
    every = list(squares)
    return {
        "squares": every,
        "width": max((square.x for square in every), default=0) + TILE_X + 2,
        "height": max((square.y for square in every), default=0) + TILE_Y + 2,
        "tile_x": TILE_X,
        "tile_y": TILE_Y,
        "middle_x": TILE_X / 2,
    }


@register.inclusion_tag("parts/tilemap.html", takes_context=True)
def tilemap(
    context: dict[str, Any], tiles: Sequence[Tile], flows: Sequence[Flow], key: str = "map"
) -> dict[str, Any]:
    """Tiles in the colours of the regions, shaded by their organisations, with flows as arcs."""
    english = reads_english()
    looks = {}
    for tile in tiles:
        shade = sum(tile.organisations >= limit for limit in SHADES)
        counted = f"{tile.organisations} organisations" if english else f"{tile.organisations} 家组织"
        looks[tile.place.id] = (
            f"tile-{tile.region}-{shade}",
            str(tile.organisations or ""),
            f"{tile.place.name}{': ' if english else '：'}{counted}",
        )
    squares = _squares(tiles, looks)
    known = [flow for flow in flows if flow.origin in squares and flow.destination in squares]
    largest = max((flow.value for flow in known), default=0.0)
    arcs = [
        (_arc(squares[flow.origin], squares[flow.destination]), _width(flow.value, largest), flow)
        for flow in known[:_ARCS]
    ]
    return {
        **_frame(squares.values()),
        "arcs": arcs,
        "names": {each: square.thing.name for each, square in squares.items()},
        "key": key,
        "widths": [(_width(value, largest), value) for value in dict.fromkeys((largest, 1.0)) if arcs],
        "hidden": len(known) - len(arcs),
        "shaded": key != "plan",
        "regions": sorted({tile.region for tile in tiles}, reverse=True),
        "shades": [0, *range(1, len(SHADES) + 1)],
        "limits": SHADES,
        "english": english,
    }


def _width(value: float, largest: float) -> float:
    """Thin for one, thick for the largest; a few flows are never drawn like many."""
    return round(_THIN + (_THICK - _THIN) * (value - 1) / max(largest - 1, 4.0), 2)


def _arc(origin: Square, destination: Square) -> dict[str, Any]:
    """A bent line; it bends to the same side of its direction, so that there and back do not cover each other."""
    start, end = origin.middle, destination.middle
    across, down = end[0] - start[0], end[1] - start[1]
    bend = ((start[0] + end[0]) / 2 - down * _BEND, (start[1] + end[1]) / 2 + across * _BEND)
    numbers = (*start, *bend, *end)
    return {
        "path": "M{:.1f},{:.1f}Q{:.1f},{:.1f} {:.1f},{:.1f}".format(*numbers),
        "x": round(end[0], 1),
        "y": round(end[1], 1),
        "region": origin.region,
    }


@register.inclusion_tag("parts/reachmap.html")
def reachmap(page: TravelPage, link: str) -> dict[str, Any]:
    """Tiles shaded by the minutes it takes to get there from a place, with those of every timetable."""
    english = reads_english()
    tiles, start, rings = page.tiles, page.place, page.rings
    minutes = {each.place.id: each for each in page.reached}
    looks = {}
    for tile in tiles:
        found = minutes.get(tile.place.id)
        if tile.place.id == start.id:
            looks[tile.place.id] = ("tile-start", "", str(tile.place.name))
        elif found is None:
            looks[tile.place.id] = (
                "tile-unknown",
                "",
                f"{tile.place.name} {'not known' if english else '未知'}",
            )
        else:
            time = f"{found.minutes:.0f}"
            ring = rings.index(found.ring) + 1 if found.ring in rings else 0
            unit = " min" if english else " 分钟"
            looks[tile.place.id] = (f"tile-ring-{ring}", time, f"{tile.place.name} {time}{unit}")
    squares = _squares(tiles, looks)
    return {
        **_frame(squares.values()),
        "link": link,
        "rings": [(number, ring) for number, ring in enumerate(rings, start=1)],
        "english": english,
        "steps": page.steps,
        "by_step": {tile.place.id: _in_each(page.steps, tile.place.id) for tile in tiles},
    }


def _in_each(steps: Sequence[Step], place: str) -> str:
    """The whole minutes to a place in every timetable, for the slider; empty where not known.

    >>> from bashu.portal.shown import NONE
    >>> from bashu.portal.travel.timetables import Step
    >>> _in_each([Step("1", NONE, 1, True, {"a": 74.6}, ()), Step("2", NONE, 2, False, {}, ())], "a")
    '75,'
    """
    found = (step.minutes.get(place) for step in steps)
    return ",".join("" if minutes is None else f"{minutes:.0f}" for minutes in found)


@register.simple_tag
def chain_rows(page: ChainPage) -> list[tuple[Any, list[tuple[Any, list[Node]]]]]:
    """The nodes of the chain map in cells: for each family, for each stage."""
    cells: dict[tuple[str, str], list[Node]] = {}
    for node in page.nodes:
        cells.setdefault((node.family, node.stage), []).append(node)
    return [
        (family, [(stage, cells.get((family.key, stage.key), [])) for stage in page.stages])
        for family in page.families
    ]


@register.filter
def size_of(makers: int) -> int:
    """Which of four sizes the mark of a product has."""
    return 1 + sum(makers >= limit for limit in SIZES)


@register.filter
def roles_in(nodes: Iterable[Node], roles: dict[str, str]) -> str:
    """Which products of a cell play a part for the selected one: what the cell looks like depends on it."""
    return " ".join(
        f"{node.product.id}={roles[node.product.id]}" for node in nodes if node.product.id in roles
    )


@register.simple_tag
def selection_of(page: ChainPage) -> dict[str, Any]:
    """The selected product's inputs and outputs among the nodes shown, and what each chip is to it."""
    by_id = {node.product.id: node for node in page.nodes}
    if page.selected is None:
        return {"roles": {}, "inputs": [], "outputs": [], "links": _links(page)}
    chosen = page.selected.id
    inputs = [link for link in page.connections if link.product == chosen]
    outputs = [link for link in page.connections if link.input == chosen]
    roles = {link.input: "input" for link in inputs} | {link.product: "output" for link in outputs}
    return {
        "roles": {**roles, chosen: "selected"},
        "inputs": [(by_id.get(link.input), link) for link in inputs if link.input in by_id],
        "outputs": [(by_id.get(link.product), link) for link in outputs if link.product in by_id],
        "node": by_id.get(chosen),
        "links": _links(page),
    }


def _links(page: ChainPage) -> list[dict[str, Any]]:
    return [
        {"input": link.input, "product": link.product, "essential": link.essential}
        for link in page.connections
    ]


@register.filter
def at(mapping: dict[str, Any], key: str) -> Any:
    """The entry of a mapping."""
    return mapping.get(key, "")


@register.inclusion_tag("parts/dumbbell.html")
def dumbbell(before: float, after: float, longest: float) -> dict[str, Any]:
    """Two times on one scale: then as a ring, now as a dot."""
    scale = 232 / math.ceil(max(longest, 1.0))
    return {"before": round(4 + before * scale, 1), "after": round(4 + after * scale, 1)}


@register.filter
def longest(changes: Iterable[Any]) -> float:
    """The longest of the times then and now."""
    return max((time for change in changes for time in (change.before, change.after)), default=1.0)


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
def minute_cells(times: Iterable[float | None]) -> SafeString:
    """The minutes of a row in every timetable, a cell each."""
    return format_html_join("", '<td class="figure">{}</td>', ((figure(minutes, 0),) for minutes in times))


@register.simple_tag
def travel_link(path: str, carries: str, year: int | None) -> str:
    """The address of the travel page that keeps what travels and the year; a place is put behind it."""
    return f"{path}?carries={carries}{f'&year={year}' if year else ''}&place="


@register.simple_tag
def ring_counts(page: TravelPage) -> list[tuple[int, list[tuple[int, bool]]]]:
    """How many places lie within each threshold, in each timetable where there are several."""
    if page.steps:
        return [
            (ring, [(step.within[number], step.chosen) for step in page.steps])
            for number, ring in enumerate(page.rings)
        ]
    return [(ring, [(sum(each.minutes <= ring for each in page.reached), True)]) for ring in page.rings]


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
