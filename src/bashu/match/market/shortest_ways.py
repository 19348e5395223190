"""A shortest way from one place to the sink, or from the sink to it (Dijkstra's method with reduced costs).

Of places equally near the last one found is looked at first, and the sink before all: where prices leave ways of
length 0 to the sink, the search dives along one of them instead of looking at everything that is as near.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from bashu.match.market.instance import UNLIMITED
from bashu.match.market.neighbours import STRAIGHT

if TYPE_CHECKING:
    from bashu.match.market.neighbours import Neighbours

#: how far from a place its offers are looked at before anything nearer is known
FIRST_LOOK = 8


class TooFar(Exception):
    """The change reaches further than a local search should go."""


class ShortestWay:
    """One search from a start (outward), or towards it.

    Attributes
    ----------
    way
        The way that was found, from the start to the sink; room for at least one unit.
    places
        How many places were looked at.

    Raises
    ------
    TooFar
        When that would be more than ``most``.
    """

    def __init__(self, neighbours: Neighbours, start: int, most: int, *, outward: bool) -> None:
        self._near, self._outward = neighbours, outward
        self._reached: dict[int, tuple[int, int]] = {}
        self._distance: dict[int, int] = {start: 0}
        self._settled: dict[int, int] = {}
        self._heap: list[tuple[int, int, int]] = []
        self._nearest, last = UNLIMITED, start
        #: places as near as the one looked at last
        self._here = [start]
        far = 0
        while far < self._nearest:
            if self._here:
                place = self._here.pop()
                if place not in self._settled and self._distance[place] == far:
                    if len(self._settled) >= most:
                        raise TooFar
                    last = self._look_at(place, far, last)
            elif not self._heap or self._heap[0][0] >= self._nearest:
                break
            else:
                far, place, look = heappop(self._heap)
                if look:
                    self._expand(place, far - look, far, 2 * look)
                else:
                    self._here.append(place)
        if self._nearest == UNLIMITED:
            raise TooFar
        self.places = len(self._settled)
        self._settle()
        self.way = [(last, STRAIGHT)]
        while self.way[-1][0] != start:
            self.way.append(self._reached[self.way[-1][0]])

    def _look_at(self, place: int, far: int, last: int) -> int:
        self._settled[place] = far
        length = self._near.to_sink(place, outward=self._outward)
        if length is not None and far + length < self._nearest:
            self._nearest, last = far + length, place
        if far < self._nearest:
            self._expand(place, far, far, FIRST_LOOK)
        return last

    def _expand(self, place: int, start: int, far: int, look: int) -> None:
        """Reach what is less than ``look`` from a place; what is longer is left for later."""
        left = self._nearest - start
        steps, rest = self._near.steps(place, look if look < left else left, outward=self._outward)
        distance = self._distance
        for other, arc, length in steps:
            total = start + length
            if total < distance.get(other, UNLIMITED):
                distance[other] = total
                self._reached[other] = (place, arc)
                if total == far:
                    self._here.append(other)
                else:
                    heappush(self._heap, (total, other, 0))
        if rest < self._nearest - start:
            look = max(look, rest)
            heappush(self._heap, (start + look, place, look))

    def _settle(self) -> None:
        """Take over the prices of the places that are nearer than the sink."""
        if self._nearest:
            sign = 1 if self._outward else -1
            for place, far in self._settled.items():
                self._near.reprice(place, sign * (self._nearest - far))
