"""A plan follows a change by moving as little as it must (successive shortest paths).

The prices of a plan leave every way along which a delivery could still move with a length of 0 or more. A
changed quantity, capacity or limit first unbalances a few needs and capabilities; each imbalance then moves to
the sink along shortest ways, and the prices of the places that were nearer than the sink follow (Ahuja, Magnanti
and Orlin, *Network Flows*, 1993, section 9.7). The search stops at the sink, so it only touches the neighbourhood
of the change.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bashu.match.market.allocation import Allocation, price_the_idle
from bashu.match.market.neighbours import Neighbours
from bashu.match.market.shortest_ways import ShortestWay, TooFar
from bashu.match.market.standing import Standing, numbers

if TYPE_CHECKING:
    from bashu.match.market.instance import Market

#: places that one adjustment may look at; beyond, the network simplex is the better way
MOST_PLACES = 60_000


def adjust(
    before: Market,
    standing: Standing,
    allocation: Allocation,
    after: Market,
    places: int = MOST_PLACES,
) -> tuple[Allocation, Standing] | None:
    """The cheapest allocation of a changed market; ``None`` when the change reaches too far.

    Parameters
    ----------
    before, standing, allocation
        A market, its cheapest allocation, and where that stands; all stay as they are.
    after
        The same needs, capabilities and offers with other quantities and capacities.
    places
        Needs and capabilities that may be looked at.
    """
    moving = _Movement(after, standing.copy(), places)
    try:
        moving.follow(before)
    except TooFar:
        return None
    near = moving.near
    settled = replace(near.standing, risen=(near.needs_up, near.capabilities_down))
    return _changed(allocation, after, settled, near.touched), settled


def _changed(before: Allocation, market: Market, standing: Standing, touched: set[int]) -> Allocation:
    """An allocation with the deliveries that moved put in place of the old ones."""
    near = standing.near
    moved = sorted((near.offer[arc], standing.delivered[arc]) for arc in touched)
    offers, delivered = (np.array([pair[side] for pair in moved], np.int64) for side in (0, 1))
    kept = np.searchsorted(before.offers, offers)
    known = kept < len(before.offers)
    known[known] = before.offers[kept[known]] == offers[known]
    amounts = before.delivered.copy()
    amounts[kept[known]] = delivered[known]
    fresh = ~known & (delivered > 0)
    gone = kept[known & (delivered == 0)]
    chosen = np.insert(before.offers, kept[fresh], offers[fresh])
    amounts = np.insert(amounts, kept[fresh], delivered[fresh])
    gone += np.searchsorted(kept[fresh], gone, side="right")
    need_price, capability_price = np.split(numbers(standing.price), [len(market.needs)])
    # A capability that nobody uses may have fallen below 0 on the way.
    capability_price = np.maximum(capability_price, 0)
    price_the_idle(market, need_price, capability_price)
    return Allocation(
        np.delete(chosen, gone),
        np.delete(amounts, gone),
        numbers(standing.unmet),
        need_price,
        capability_price,
    )


class _Movement:
    """Works the changes of a market into a standing."""

    def __init__(self, market: Market, standing: Standing, places: int) -> None:
        self.market, self.near, self.left = market, Neighbours(market, standing), places
        self.excess: dict[int, int] = {}

    def follow(self, before: Market) -> None:
        """Take over the amounts of the market, then settle what that unbalances."""
        market = self.market
        for need in np.flatnonzero(market.quantity != before.quantity).tolist():
            self._unbalance(need, int(market.quantity[need] - before.quantity[need]))
            self.near.standing.limit[need] = int(market.limit[need])
            self._keep_limit(need)
        for capability in np.flatnonzero(market.capacity != before.capacity).tolist():
            self._fill(capability, int(market.capacity[capability]))
        # What is too much goes first: then a way back from the sink exists for all that is too little.
        for outward in (True, False):
            for place, amount in self.excess.items():
                self._send(place, amount if outward else -amount, outward=outward)

    def _unbalance(self, place: int, amount: int) -> None:
        self.excess[place] = self.excess.get(place, 0) + amount

    def _keep_limit(self, need: int) -> None:
        """Cut deliveries above a changed limit, and fill those that a lower limit held back."""
        if self.market.suppliers[need] <= 1:
            return
        self.near.beyond(need, 0)
        standing = self.near.standing
        near, price, limit = standing.near, standing.price, standing.limit[need]
        own = range(near.first_of_need[need], near.first_of_need[need + 1])
        for arc in (*own, *(arc for arc in near.beyond.values() if near.need[arc] == need)):
            length = near.cost[arc] - price[need] + price[near.capability[arc]]
            change = limit - standing.delivered[arc]
            if change < 0 or (change > 0 and length < 0):
                standing.delivered[arc] = limit
                self.near.take(arc)
                self._unbalance(need, -change)
                self._unbalance(near.capability[arc], change)

    def _fill(self, capability: int, capacity: int) -> None:
        """Cut what a capability delivers above its capacity, and fill one whose capacity is worth something."""
        standing, place = self.near.standing, self.near.needs + capability
        used = standing.used
        if used[capability] > capacity or standing.price[place] > 0:
            self._unbalance(place, used[capability] - capacity)
            used[capability] = capacity

    def _send(self, place: int, amount: int, *, outward: bool) -> None:
        """Move an amount above 0 from a place to the sink, or from the sink to a place."""
        while amount > 0:
            found = ShortestWay(self.near, place, self.left, outward=outward)
            self.left -= found.places
            moved = min(amount, *(self.near.room(*step, outward=outward) for step in found.way))
            for step in found.way:
                self.near.move(*step, moved, outward=outward)
            amount -= moved
