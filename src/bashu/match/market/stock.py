"""Stock that has a limit: a plan over periods as one network in which units wait in rooms of a certain size.

A unit is made by a capability in one period, waits there, is delivered in another and waits at its need until it
is due. Seen from the need it goes the other way: back in time at the need, over an offer, back in time at the
capability, into the capacity of a period (time-expanded network; Ahuja, Magnanti and Orlin, *Network Flows*, 1993,
section 19.6). All of it is one minimum-cost flow, so its potentials prove it cheapest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bashu.errors import NotOptimal
from bashu.match.market.flow import Flow, Network, NetworkSimplex
from bashu.match.market.whole_numbers import exact_sum_of_products

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bashu.match.market.instance import Market, Numbers

#: one unit after another: (place, period, other place, other period, units)
Way = tuple[int, int, int, int, int]


@dataclass(frozen=True, eq=False)
class Rooms:
    """What is wanted, can be made and can wait, by period.

    Parameters
    ----------
    due
        Per need: the period in which it is due.
    capacity, kept
        Per capability and period: units it can make, and units that can wait there at its end.
    stored
        Per need: units that can wait there at the end of any period.
    holding, late
        Cost of one unit for each period that it waits, or that it is late; ``None`` where it may not be late.
    """

    due: Numbers
    capacity: Numbers
    kept: Numbers
    stored: Numbers
    holding: int
    late: int | None


class TimeNetwork:
    """The network of a market over periods; nodes: needs by period, capabilities by period, the sink."""

    def __init__(self, market: Market, rooms: Rooms) -> None:
        self.market, self.rooms = market, rooms
        needs, (capabilities, self.periods) = len(market.needs), rooms.capacity.shape
        self._first_capability = needs * self.periods
        self.sink = (needs + capabilities) * self.periods
        self.starts, self.ends, self.costs, self.room = (np.concatenate(part) for part in self._arcs())
        self.supplies = np.zeros(self.sink + 1, np.int64)
        self.supplies[self._need_at(np.arange(needs), rooms.due)] = market.quantity
        self.supplies[self.sink] = -market.quantity.sum()

    def _need_at(self, need: Numbers, period: Numbers | int) -> Numbers:
        return np.asarray(need * self.periods + period, np.int64)

    def _capability_at(self, capability: Numbers, period: Numbers | int) -> Numbers:
        return np.asarray(self._first_capability + capability * self.periods + period, np.int64)

    def _arcs(self) -> tuple[tuple[Numbers, ...], ...]:
        """Starts, ends, costs and room of: ways unmet, capacities, waits at needs and capabilities, offers."""
        market, rooms = self.market, self.rooms
        needs, able = np.arange(len(market.needs)), np.arange(len(market.capabilities))
        unmet = (
            self._need_at(needs, rooms.due),
            np.full(len(needs), self.sink),
            market.penalty,
            market.quantity,
        )
        made = self._capability_at(np.repeat(able, self.periods), np.tile(np.arange(self.periods), len(able)))
        makes = (made, np.full(len(made), self.sink), np.zeros(len(made), np.int64), rooms.capacity.ravel())
        parts = [unmet, makes]
        for later in range(1, self.periods):
            for nodes, room in (
                (self._need_at(needs, later), np.where(rooms.due >= later, rooms.stored, 0)),
                (self._capability_at(able, later), rooms.kept[:, later - 1]),
            ):
                waits = np.flatnonzero(room > 0)
                cost = np.full(len(waits), rooms.holding)
                parts.append((nodes[waits], nodes[waits] - 1, cost, room[waits]))
        for period in range(self.periods):
            parts.append(self._deliveries(period))
        return tuple(zip(*parts, strict=True))

    def _deliveries(self, period: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """The offers of one period; what is delivered after it is due pays for each period."""
        market, rooms = self.market, self.rooms
        due = rooms.due[market.offer_need]
        chosen = np.flatnonzero((due >= period) if rooms.late is None else due >= -1)
        need, capability = market.offer_need[chosen].astype(np.int64), market.offer_capability[chosen]
        after = np.maximum(period - due[chosen], 0)
        return (
            self._need_at(need, np.minimum(due[chosen], period)),
            self._capability_at(capability.astype(np.int64), period),
            market.cost[chosen] + after * (rooms.late or 0),
            market.quantity[need],
        )

    def solve(self) -> Flow:
        """The cheapest flow, and potentials that prove it."""
        order = np.lexsort((self.ends, self.starts))
        network = Network(
            self.sink + 1,
            self.starts[order].astype(np.int32),
            self.ends[order].astype(np.int32),
            self.costs[order],
        )
        found = NetworkSimplex(network).solve(self.supplies, self.room[order])
        amounts = np.empty_like(found.amounts)
        amounts[order] = found.amounts
        return Flow(amounts, found.potentials)

    def certify(self, flow: Flow) -> None:
        """Prove from the network alone that a flow keeps every room and that none is cheaper.

        Whatever the potentials p are, no flow costs less than ``sum room min(0, cost + p[start] - p[end]) -
        sum supply p`` (weak duality).

        Raises
        ------
        NotOptimal
            Saying what is broken, or by how much the cost exceeds the bound.
        """
        if (flow.amounts < 0).any() or (flow.amounts > self.room).any():
            raise NotOptimal("more waits or is made than there is room for")
        balance = np.zeros(self.sink + 1, np.int64)
        np.add.at(balance, self.starts, flow.amounts)
        np.subtract.at(balance, self.ends, flow.amounts)
        if (balance != self.supplies).any():
            raise NotOptimal("what is delivered, kept and unmet does not add up to the needs")
        reduced = self.costs + flow.potentials[self.starts] - flow.potentials[self.ends]
        bound = exact_sum_of_products(self.room, np.minimum(reduced, 0)) - exact_sum_of_products(
            self.supplies, flow.potentials
        )
        cost = self.cost_of(flow)
        if bound < cost:
            raise NotOptimal(f"the plan costs {cost}, its prices prove only {bound}")

    def cost_of(self, flow: Flow) -> int:
        """What a flow costs."""
        return exact_sum_of_products(self.costs, flow.amounts)

    def unmet(self, flow: Flow) -> Numbers:
        """Per need: units unmet."""
        return flow.amounts[: len(self.market.needs)]

    def worth_of_room(self, flow: Flow) -> Numbers:
        """Per capability and period: what one more unit waiting at its end would save, by the potentials."""
        capabilities, worth = len(self.market.capabilities), np.zeros_like(self.rooms.kept)
        able = np.arange(capabilities)
        for period in range(self.periods - 1):
            later, now = self._capability_at(able, period + 1), self._capability_at(able, period)
            worth[:, period] = flow.potentials[now] - flow.potentials[later] - self.rooms.holding
        return np.maximum(worth, 0)

    def ways(self, flow: Flow) -> Iterator[Way]:
        """The flow as ways: need, period of delivery, capability, period of production, units.

        At a capability what was made first leaves first.
        """
        delivered = np.flatnonzero(flow.amounts)
        starts, ends = self.starts[delivered], self.ends[delivered]
        offer = (starts < self._first_capability) & (ends >= self._first_capability) & (ends < self.sink)
        made = flow.amounts[len(self.market.needs) :][: self.rooms.capacity.size].tolist()
        left = [
            [(period, made[first + period]) for period in range(self.periods) if made[first + period]]
            for first in range(0, len(made), self.periods)
        ]
        rows = delivered[offer]
        place, period = np.divmod(self.ends[rows] - self._first_capability, self.periods)
        need = self.starts[rows] // self.periods
        for row in np.lexsort((need, period, place)).tolist():
            stock, wanted = left[place[row]], int(flow.amounts[rows[row]])
            while wanted:
                first, units = stock[0]
                taken = min(units, wanted)
                stock[0] = (first, units - taken)
                if taken == units:
                    stock.pop(0)
                wanted -= taken
                yield int(need[row]), int(period[row]), int(place[row]), first, taken
