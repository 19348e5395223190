"""Tile maps: cities in the colours of the regions with flows, or shaded by the minutes to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import template

from bashu.portal.core.language import reads_english
from bashu.portal.shown import Thing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bashu.portal.core.citymap import Flow, Tile
    from bashu.portal.travel.pages import TravelPage
    from bashu.portal.travel.timetables import Step

register = template.Library()
#: distance between tiles, and their size, in units of the drawing
STEP_X, STEP_Y, TILE_X, TILE_Y = 52, 44, 49, 41
#: organisations from which a tile takes the next shade
SHADES = (1, 3, 8, 20)
#: arcs on one map; the table below it has all flows
_ARCS = 18
#: how far an arc bends away from the straight line, as a share of its length
_BEND = 0.22
_THICK, _THIN = 5.0, 1.4
_NATIONALITIES = re.compile(r"^(.{2,}?)(?:[^族]{1,2}族)+自治[州县]$|^(.{2,}?)(?:[^族]{1,4}族)+自治[州县]$")


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
def travel_link(path: str, carries: str, year: int | None) -> str:
    """The address of the travel page that keeps what travels and the year; a place is put behind it."""
    return f"{path}?carries={carries}{f'&year={year}' if year else ''}&place="
