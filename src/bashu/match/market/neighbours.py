"""The ways along which the deliveries of a standing can still move, and how long they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bashu.match.market.instance import UNLIMITED

if TYPE_CHECKING:
    from bashu.match.market.instance import Market
    from bashu.match.market.standing import Standing, Whole

    #: the place at the other end, the offer at hand, the length
    Step = tuple[int, int, int]

#: stands for the offer on the way between a place and the sink
STRAIGHT = -1


class Neighbours:
    """The residual network of a standing that moves; the sink is the place after the last capability.

    The length of a way is its reduced cost, 0 or more; moving a unit along an offer forwards delivers it, backwards
    takes it back.

    Attributes
    ----------
    needs_up, capabilities_down
        By how much the price of any need has risen, and that of any capability fallen, since the offers at hand
        were put in order: what an offer there may have become shorter.
    touched
        Offers at hand whose delivery has moved.
    """

    def __init__(self, market: Market, standing: Standing) -> None:
        self.market, self.standing = market, standing
        self.needs = len(market.needs)
        self.sink = self.needs + len(market.capabilities)
        self.needs_up, self.capabilities_down = standing.risen
        self.touched: set[int] = set()
        self._own_offers = False

    def steps(self, place: int, below: int, *, outward: bool) -> tuple[list[Step], int]:
        """The ways from a place (outward) or to it that are shorter than ``below``, but those over the sink.

        Also what all others are at least long.
        """
        if (place < self.needs) == outward:
            return self._open(place, below)
        return self._used(place), UNLIMITED

    def to_sink(self, place: int, *, outward: bool) -> int | None:
        """The length of the way to the sink (outward) or from it; ``None`` when nothing can move there."""
        standing, here = self.standing, self.standing.price[place]
        if place < self.needs:
            straight = int(self.market.penalty[place]) - here
            if outward:
                return straight
            return -straight if standing.unmet[place] > 0 else None
        used = standing.used[place - self.needs]
        if outward:
            return -here if used < int(self.market.capacity[place - self.needs]) else None
        return here if used > 0 else None

    def room(self, place: int, arc: int, *, outward: bool) -> int:
        """What can still move from a place over an offer or to the sink; inward: to the place."""
        standing = self.standing
        if arc != STRAIGHT:
            delivered = standing.delivered[arc]
            if (place < self.needs) == outward:
                return standing.limit[standing.near.need[arc]] - delivered
            return delivered
        if place < self.needs:
            return UNLIMITED if outward else standing.unmet[place]
        used = standing.used[place - self.needs]
        return int(self.market.capacity[place - self.needs]) - used if outward else used

    def move(self, place: int, arc: int, amount: int, *, outward: bool) -> None:
        """Move an amount from a place over an offer or to the sink; inward: to the place."""
        standing = self.standing
        change = amount if outward else -amount
        if arc != STRAIGHT:
            standing.delivered[arc] += change if place < self.needs else -change
            self.take(arc)
        elif place < self.needs:
            standing.unmet[place] += change
        else:
            standing.used[place - self.needs] += change

    def take(self, arc: int) -> None:
        """Note that the delivery of an offer has moved."""
        self.touched.add(arc)
        near = self.standing.near
        if near.length[arc] > 0:
            joined = self.standing.joined
            for place in (near.need[arc], near.capability[arc]):
                known = joined.get(place, ())
                if arc not in known:
                    joined[place] = (*known, arc)

    def reprice(self, place: int, change: int) -> None:
        """Change the price of a place."""
        standing = self.standing
        price = standing.price[place] + change
        standing.price[place] = price
        moved = price - standing.first_price[place]
        if place < self.needs:
            self.needs_up = max(self.needs_up, moved)
        else:
            self.capabilities_down = max(self.capabilities_down, -moved)

    def _open(self, place: int, below: int) -> tuple[list[Step], int]:
        """Over the offers of a place that can deliver more; in order, so the rest are longer once one is."""
        near, standing = self.standing.near, self.standing
        price, here = standing.price, standing.price[place]
        moved = here - standing.first_price[place]
        if place < self.needs:
            shorter, turn, others = moved + self.capabilities_down, -here, near.capability
            arcs: range | Whole = range(near.first_of_need[place], near.first_of_need[place + 1])
        else:
            shorter, turn, others = self.needs_up - moved, here, near.need
            at = place - self.needs
            arcs = near.by_capability[near.first_of_capability[at] : near.first_of_capability[at + 1]]
        found: list[Step] = []
        rest = UNLIMITED
        sign = 1 if place < self.needs else -1
        lengths, cost, delivered = near.length, near.cost, standing.delivered
        most = standing.limit[place] if place < self.needs else None
        too_long = below + shorter
        for arc in arcs:
            if lengths[arc] >= too_long:
                return found, min(rest, lengths[arc] - shorter)
            other = others[arc]
            length = cost[arc] + turn + sign * price[other]
            if length >= below:
                rest = min(rest, length)
            elif delivered[arc] < (standing.limit[other] if most is None else most):
                found.append((other, arc, length))
        if near.margin == UNLIMITED:
            return found, rest
        if near.margin - shorter >= below:
            return found, min(rest, near.margin - shorter)
        farther, longer = self.beyond(place, below)
        return found + farther, min(rest, longer)

    def beyond(self, place: int, below: int) -> tuple[list[Step], int]:
        """Over the offers of a place that were not at hand and are shorter than ``below``; now they are."""
        market, standing = self.market, self.standing
        price = np.frombuffer(standing.price, np.int64)
        first_price = np.frombuffer(standing.first_price, np.int64)
        places = np.array([place])
        offers = (
            market.offers_of(places)
            if place < self.needs
            else market.offers_by(places - np.int64(self.needs))
        )
        need, capability = market.offer_need[offers], market.offer_capability[offers] + np.int64(self.needs)
        cost = market.cost[offers]
        first_length = cost - first_price[need] + first_price[capability]
        length = cost - price[need] + price[capability]
        far = first_length > standing.near.margin
        longer = length[far & (length >= below)]
        found = []
        for row in np.flatnonzero(far & (length < below)).tolist():
            arc = self._at_hand(int(offers[row]), int(first_length[row]))
            near = self.standing.near
            if standing.delivered[arc] < standing.limit[near.need[arc]]:
                other = near.capability[arc] if place < self.needs else near.need[arc]
                found.append((other, arc, int(length[row])))
        return found, int(longer.min()) if len(longer) else UNLIMITED

    def _at_hand(self, offer: int, length: int) -> int:
        """Put an offer from beyond the margin to those at hand."""
        if not self._own_offers:
            self.standing, self._own_offers = replace(self.standing, near=self.standing.near.copy()), True
        near = self.standing.near
        arc = near.beyond.get(offer)
        if arc is None:
            arc = near.beyond[offer] = len(near.need)
            near.offer.append(offer)
            near.need.append(int(self.market.offer_need[offer]))
            near.capability.append(int(self.market.offer_capability[offer]) + self.needs)
            near.cost.append(int(self.market.cost[offer]))
            near.length.append(length)
            self.standing.delivered.append(0)
        return arc

    def _used(self, place: int) -> list[Step]:
        """Over the offers of a place in use, backwards: those not longer than 0 at first, and those that joined."""
        near, standing = self.standing.near, self.standing
        price, here, delivered = standing.price, standing.price[place], standing.delivered
        lengths, cost = near.length, near.cost
        if place < self.needs:
            others, sign = near.capability, 1
            own: range | Whole = range(near.first_of_need[place], near.first_of_need[place + 1])
        else:
            others, sign = near.need, -1
            at = place - self.needs
            own = near.by_capability[near.first_of_capability[at] : near.first_of_capability[at + 1]]
        found: list[Step] = []
        for arc in own:
            if lengths[arc] > 0:
                break
            if delivered[arc]:
                other = others[arc]
                found.append((other, arc, sign * (here - price[other]) - cost[arc]))
        for arc in standing.joined.get(place, ()):
            if delivered[arc]:
                other = others[arc]
                found.append((other, arc, sign * (here - price[other]) - cost[arc]))
        return found
