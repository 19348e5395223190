"""A plan follows a change by moving as little as it must (successive shortest paths).

The prices of a plan leave every way along which a delivery could still move with a length of 0 or more. A
changed quantity, capacity or limit first unbalances a few needs and capabilities; each imbalance then moves to
the sink along a shortest way, and the prices of the places that were nearer than the sink follow (Ahuja, Magnanti
and Orlin, *Network Flows*, 1993, section 9.7). The search stops at the sink, so it only touches the neighbourhood
of the change.

An offer whose length is far above 0 cannot lie on a short way. Only the shortest are kept at hand; the longest of
them is the margin, and what prices have moved since is taken off it. A way longer than what is left of the margin
is not trusted, and the network simplex takes over.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

import numpy as np

from bashu.match.market.allocation import Allocation, price_the_idle
from bashu.match.market.instance import UNLIMITED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.market.instance import Market, Numbers

    #: read one at a time: as quick as a list, and nothing for the garbage collector to look through
    Whole = array[int]

#: places that one adjustment may look at; beyond, the network simplex is the better way
MOST_PLACES = 15_000
#: offers kept at hand for each need, in the mean
NEAR_OFFERS = 12

#: a way: the place it leaves, the offer it goes over (-1: straight to the sink), for each of its steps
Way = list[tuple[int, int]]


class TooFar(Exception):
    """The change reaches further than a local search should go."""


@dataclass(frozen=True, eq=False)
class NearOffers:
    """The offers at hand, the shortest first, by need and by capability; places: needs, then capabilities."""

    offer: Numbers
    need: Whole
    capability: Whole
    cost: Whole
    length: Whole
    first_of_need: Whole
    by_capability: Whole
    first_of_capability: Whole
    margin: int


@dataclass(frozen=True, eq=False)
class Standing:
    """Where deliveries and prices stand: the state that a change is worked into.

    Parameters
    ----------
    near
        The offers at hand.
    delivered, unmet, used, price
        Units on each offer at hand, unmet by need, delivered by capability; the price of each place.
    limit
        The most that one supplier may deliver to each need.
    first_price
        The price of each place when the offers at hand were chosen.
    risen
        By how much the price of any need has risen since, and that of any capability fallen.
    joined
        For some places, their offers at hand that were longer than 0 and have come into use since.
    """

    near: NearOffers
    delivered: Whole
    unmet: Whole
    used: Whole
    price: Whole
    limit: Whole
    first_price: Whole
    risen: tuple[int, int] = (0, 0)
    joined: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, market: Market, allocation: Allocation) -> Standing:
        """Prepare a cheapest allocation for changes."""
        need_price, scarcity = allocation.need_price, allocation.capability_price
        length = market.cost - need_price[market.offer_need] + scarcity[market.offer_capability]
        kept = NEAR_OFFERS * (len(market.needs) + 1)
        margin = int(np.partition(length, kept)[kept]) if len(length) > kept else UNLIMITED
        chosen = np.flatnonzero(length <= margin)
        chosen = chosen[np.lexsort((length[chosen], market.offer_need[chosen]))]
        need, capability = market.offer_need[chosen], market.offer_capability[chosen]
        delivered = np.zeros(len(market.cost), np.int64)
        delivered[allocation.offers] = allocation.delivered
        by_capability = np.lexsort((length[chosen], capability))
        near = NearOffers(
            offer=chosen,
            need=_whole(need),
            capability=_whole(capability + np.int64(len(market.needs))),
            cost=_whole(market.cost[chosen]),
            length=_whole(length[chosen]),
            first_of_need=_whole(np.searchsorted(need, np.arange(len(market.needs) + 1))),
            by_capability=_whole(by_capability),
            first_of_capability=_whole(
                np.searchsorted(capability[by_capability], np.arange(len(market.capabilities) + 1))
            ),
            margin=margin,
        )
        price = _whole(np.concatenate([need_price, scarcity]))
        return cls(
            near=near,
            delivered=_whole(delivered[chosen]),
            unmet=_whole(allocation.unmet),
            used=_whole(allocation.used(market)),
            price=price,
            limit=_whole(market.limit),
            first_price=price,
        )

    def copy(self) -> Standing:
        """The same standing, to be moved apart from this one."""
        return replace(
            self,
            delivered=self.delivered[:],
            unmet=self.unmet[:],
            used=self.used[:],
            price=self.price[:],
            limit=self.limit[:],
            joined=self.joined.copy(),
        )


def adjust(
    before: Market, standing: Standing, after: Market, places: int = MOST_PLACES
) -> tuple[Allocation, Standing] | None:
    """The cheapest allocation of a changed market; ``None`` when the change reaches too far.

    Parameters
    ----------
    before, standing
        A market and where its cheapest plan stands; both stay as they are.
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
    settled = replace(moving.standing, risen=(moving.needs_up, moving.capabilities_down))
    return _allocation(after, settled), settled


def _allocation(market: Market, standing: Standing) -> Allocation:
    delivered = _numbers(standing.delivered)
    used = np.flatnonzero(delivered)
    price = _numbers(standing.price)
    need_price, capability_price = np.split(price, [len(market.needs)])
    # A capability that nobody uses may have fallen below 0 on the way.
    capability_price = np.maximum(capability_price, 0)
    price_the_idle(market, need_price, capability_price)
    return Allocation(
        standing.near.offer[used],
        delivered[used],
        _numbers(standing.unmet),
        need_price,
        capability_price,
    )


def _whole(numbers: NDArray[np.integer[Any]]) -> Whole:
    return array("q", numbers.astype(np.int64, copy=False).tobytes())


def _numbers(whole: Whole) -> Numbers:
    return np.array(whole, np.int64)


class _Movement:
    """Works the changes of a market into a standing. The sink is the place after the last capability."""

    def __init__(self, market: Market, standing: Standing, places: int) -> None:
        self.market, self.standing, self.left = market, standing, places
        self.needs = len(market.needs)
        self.sink = self.needs + len(market.capabilities)
        self.needs_up, self.capabilities_down = standing.risen
        self.excess: dict[int, int] = {}

    def follow(self, before: Market) -> None:
        """Take over the amounts of the market, then settle what that unbalances."""
        market = self.market
        for need in np.flatnonzero(market.quantity != before.quantity).tolist():
            self._unbalance(need, int(market.quantity[need] - before.quantity[need]))
            self.standing.limit[need] = int(market.limit[need])
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
        near, standing = self.standing.near, self.standing
        limit, price = standing.limit[need], standing.price
        for arc in range(near.first_of_need[need], near.first_of_need[need + 1]):
            length = near.cost[arc] - price[need] + price[near.capability[arc]]
            change = limit - standing.delivered[arc]
            if change < 0 or (change > 0 and length < 0):
                standing.delivered[arc] = limit
                self._join(arc)
                self._unbalance(need, -change)
                self._unbalance(near.capability[arc], change)

    def _fill(self, capability: int, capacity: int) -> None:
        """Cut what a capability delivers above its capacity, and fill one whose capacity is worth something."""
        used, place = self.standing.used, self.needs + capability
        if used[capability] > capacity or self.standing.price[place] > 0:
            self._unbalance(place, used[capability] - capacity)
            used[capability] = capacity

    def _send(self, place: int, amount: int, *, outward: bool) -> None:
        """Move an amount above 0 from a place to the sink, or from the sink to a place."""
        while amount > 0:
            way = self._shortest_way(place, outward=outward)
            moved = min(amount, self._room(way, outward=outward))
            for start, arc in way:
                self._move(start, arc, moved, outward=outward)
            amount -= moved

    def _shortest_way(self, start: int, *, outward: bool) -> Way:
        """A shortest way to the sink (outward) or from it; afterwards all its lengths are 0."""
        distance: dict[int, int] = {start: 0}
        reached: dict[int, tuple[int, int]] = {}
        settled: dict[int, int] = {}
        heap = [(0, start)]
        nearest = UNLIMITED
        while heap:
            far, place = heappop(heap)
            if far >= nearest:
                break
            if place in settled:
                continue
            settled[place] = far
            for neighbour, arc, length in self._onward(place, nearest - far, outward=outward):
                total = far + length
                if neighbour not in settled and total < distance.get(neighbour, UNLIMITED):
                    distance[neighbour] = total
                    reached[neighbour] = (place, arc)
                    if neighbour == self.sink:
                        nearest = total
                    else:
                        heappush(heap, (total, neighbour))
        self._account(settled, nearest, 1 if outward else -1)
        way = [reached[self.sink]]
        while way[-1][0] != start:
            way.append(reached[way[-1][0]])
        return way

    def _account(self, settled: dict[int, int], nearest: int, sign: int) -> None:
        """Refuse a search that went too far; else move the prices of the places nearer than the sink."""
        margin = self.standing.near.margin - self.needs_up - self.capabilities_down
        self.left -= len(settled)
        if nearest > margin or self.left < 0:
            raise TooFar
        if nearest:
            self._reprice(settled, nearest, sign)

    def _reprice(self, settled: dict[int, int], nearest: int, sign: int) -> None:
        """Move prices by what a place was nearer than the sink; offers shorten where the two ends part."""
        price, first = self.standing.price, self.standing.first_price
        for place, far in settled.items():
            price[place] += sign * (nearest - far)
            moved = price[place] - first[place]
            if place < self.needs:
                self.needs_up = max(self.needs_up, moved)
            else:
                self.capabilities_down = max(self.capabilities_down, -moved)

    def _onward(self, place: int, below: int, *, outward: bool) -> list[tuple[int, int, int]]:
        """The places next to a place that are nearer than ``below``: place, offer at hand, length."""
        near = self._used(place, below) if (place < self.needs) != outward else self._open(place, below)
        standing, here = self.standing, self.standing.price[place]
        if place < self.needs:
            straight = int(self.market.penalty[place]) - here
            if outward or standing.unmet[place] > 0:
                near.append((self.sink, -1, straight if outward else -straight))
        else:
            used, full = standing.used[place - self.needs], int(self.market.capacity[place - self.needs])
            if used < full if outward else used > 0:
                near.append((self.sink, -1, -here if outward else here))
        return near

    def _open(self, place: int, below: int) -> list[tuple[int, int, int]]:
        """Over the offers of a place that can deliver more; the rest are too long once the first one is."""
        near, standing = self.standing.near, self.standing
        price, here = standing.price, standing.price[place]
        moved = here - standing.first_price[place]
        found = []
        if place < self.needs:
            limit = standing.limit[place]
            too_long = below + moved + self.capabilities_down
            for arc in range(near.first_of_need[place], near.first_of_need[place + 1]):
                if near.length[arc] >= too_long:
                    break
                length = near.cost[arc] - here + price[near.capability[arc]]
                if length < below and standing.delivered[arc] < limit:
                    found.append((near.capability[arc], arc, length))
            return found
        too_long = below - moved + self.needs_up
        first, end = near.first_of_capability[place - self.needs : place - self.needs + 2]
        for arc in near.by_capability[first:end]:
            if near.length[arc] >= too_long:
                break
            length = near.cost[arc] - price[near.need[arc]] + here
            if length < below and standing.delivered[arc] < standing.limit[near.need[arc]]:
                found.append((near.need[arc], arc, length))
        return found

    def _used(self, place: int, below: int) -> list[tuple[int, int, int]]:
        """Over the offers of a place in use, backwards: those not longer than 0 at first, and those that joined."""
        near, standing = self.standing.near, self.standing
        price, here = standing.price, standing.price[place]
        arcs: list[int] = []
        if place < self.needs:
            others, sign = near.capability, 1
            for arc in range(near.first_of_need[place], near.first_of_need[place + 1]):
                if near.length[arc] > 0:
                    break
                arcs.append(arc)
        else:
            others, sign = near.need, -1
            first, end = near.first_of_capability[place - self.needs : place - self.needs + 2]
            for arc in near.by_capability[first:end]:
                if near.length[arc] > 0:
                    break
                arcs.append(arc)
        arcs.extend(standing.joined.get(place, ()))
        found = []
        for arc in arcs:
            if standing.delivered[arc] > 0:
                length = sign * (here - price[others[arc]]) - near.cost[arc]
                if length < below:
                    found.append((others[arc], arc, length))
        return found

    def _room(self, way: Way, *, outward: bool) -> int:
        """What can still move along a way."""
        standing, room = self.standing, UNLIMITED
        for place, arc in way:
            if arc >= 0:
                here = standing.delivered[arc]
                if (place < self.needs) == outward:
                    here = standing.limit[standing.near.need[arc]] - here
            elif place < self.needs:
                here = UNLIMITED if outward else standing.unmet[place]
            else:
                here = standing.used[place - self.needs]
                if outward:
                    here = int(self.market.capacity[place - self.needs]) - here
            room = min(room, here)
        return room

    def _move(self, place: int, arc: int, amount: int, *, outward: bool) -> None:
        standing = self.standing
        change = amount if outward else -amount
        if arc >= 0:
            standing.delivered[arc] += change if place < self.needs else -change
            self._join(arc)
        elif place < self.needs:
            standing.unmet[place] += change
        else:
            standing.used[place - self.needs] += change

    def _join(self, arc: int) -> None:
        if self.standing.near.length[arc] <= 0:
            return
        joined = self.standing.joined
        for place in (self.standing.near.need[arc], self.standing.near.capability[arc]):
            known = joined.get(place, ())
            if arc not in known:
                joined[place] = (*known, arc)
