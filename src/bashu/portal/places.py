"""The places of the corridor as choices of a form: region by region, each city followed by its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.portal.filters import pick
from bashu.portal.naming import names
from bashu.portal.shown import NONE, Choice, Words

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines
    from bashu.travel.places import PlaceIndex

#: the group of what lies in both regions
_BOTH = Words("跨两地", "Both regions")


def place_choices(engines: Engines, chosen: str = "") -> tuple[Choice, ...]:
    """Every place of the corridor, under its region and in the order of the tree."""
    return pick(engines.kept("places to choose", lambda: _choices(engines)), chosen)


def _choices(engines: Engines) -> tuple[Choice, ...]:
    places, named = engines.travel.places, names(engines)
    order = {region: number for number, region in enumerate(places.regions)}
    walked = sorted(in_order(places), key=lambda place: order.get(places.region(place) or "", len(order)))
    return tuple(
        Choice(place, named.place(place).name, group=named.region(place) if places.regions else NONE)
        if places.region(place)
        else Choice(place, named.place(place).name, group=_BOTH)
        for place in walked
        if places.inside(place)
    )


def in_order(places: PlaceIndex) -> list[str]:
    """All places, each followed by those that lie in it.

    >>> import polars as pl
    >>> from bashu.travel.places import PlaceIndex
    >>> from bashu.workspace import Workspace
    >>> frame = pl.DataFrame({
    ...     "place": ["a", "b", "a1", "b1"], "name_zh": ["甲", "乙", "甲一", "乙一"], "parent": [None, None, "a", "b"],
    ...     "name_en": ["A", "B", "A1", "B1"], "region": ["a", "b", "a", "b"], "level": ["province"] * 2 + ["city"] * 2})
    >>> in_order(PlaceIndex(Workspace.from_frames({"places": frame})))
    ['a', 'a1', 'b', 'b1']
    """
    rank = {place: number for number, place in enumerate(places.ids)}

    def way(place: str) -> list[int]:
        return [rank[node] for node in reversed(list(places.upwards(place))) if node in rank]

    return sorted(places.ids, key=way)
