"""What one more unit would change: of a capability, or delivered to a need.

Both are shortest ways through the residual network of a plan, measured in reduced costs (Ahuja, Magnanti
and Orlin, *Network Flows*, 1993, chapters 9 and 11). Reduced costs are 0 or more there, because the plan
is optimal, so Dijkstra's method finds them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bashu.errors import PlanError
from bashu.match.market.rules import possible

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from bashu.match.market.allocation import Allocation, Numbers
    from bashu.match.market.instance import Market

    Distances = NDArray[np.float64]

#: whole numbers up to here are exact as floats
EXACT = 2**53


class ResidualNetwork:
    """The ways along which the deliveries of a plan could still move; prepared once, asked often.

    Raises
    ------
    PlanError
        When prices are too large for exact distances.
    """

    def __init__(self, market: Market, allocation: Allocation) -> None:
        self._market, self._allocation = market, allocation
        self._needs, self._sink = len(market.needs), len(market.needs) + len(market.capabilities)
        self._graph = self._residual_graph()

    @classmethod
    def of_flow(cls, market: Market, flow: Allocation) -> ResidualNetwork:
        """That of the cheapest flow of a market under minimum lots: offers that a lot closes are left out."""
        if market.rules is None:
            return cls(market, flow)
        left = possible(market, market.rules)
        place = np.cumsum(left) - 1
        need, capability = market.offer_need[left], market.offer_capability[left]
        free = replace(
            market, offer_need=need, offer_capability=capability, cost=market.cost[left], rules=None
        )
        return cls(free, replace(flow, offers=place[flow.offers]))

    def worth_of_capacity(self) -> Numbers:
        """What one more unit of each capability would save.

        Prices that prove one plan form a lattice, so a smallest one exists; there the price of a capability
        is the saving from one more unit of it. A price may fall by the shortest way to it from the sink.
        """
        fall = self._distances(self._graph, self._sink)[self._needs : self._sink]
        return self._allocation.capability_price - fall.astype(np.int64)

    def cost_of_one_more(self, need: int) -> int | None:
        """What delivering one more unit to a need would cost, however many others must move for it.

        ``None`` when no way leads there. A need with unmet units is served once its penalty exceeds this.
        """
        graph = self._graph.copy()
        first, end = graph.indptr[need : need + 2]
        own = first + np.flatnonzero(graph.indices[first:end] == self._sink)
        graph.data[own] = np.inf
        way = self._distances(graph, need)[self._sink]
        return int(way) + int(self._allocation.need_price[need]) if np.isfinite(way) else None

    def _distances(self, graph: csr_array, start: int) -> Distances:
        from scipy.sparse.csgraph import dijkstra

        distances: Distances = dijkstra(graph, indices=np.array([start]))[0]
        return distances

    def _residual_graph(self) -> csr_array:
        """Arcs with room left, forwards, and arcs in use, backwards, with their reduced costs."""
        from scipy.sparse import csr_array

        market, plan = self._market, self._allocation
        need_price, scarcity = plan.need_price, plan.capability_price
        reduced = market.cost - need_price[market.offer_need] + scarcity[market.offer_capability]
        delivered = np.zeros(len(market.cost), np.int64)
        delivered[plan.offers] = plan.delivered
        room = np.flatnonzero(delivered < market.limit[market.offer_need])
        capability = market.offer_capability + np.int64(self._needs)
        every_need, every_capability = np.arange(self._needs), np.arange(self._needs, self._sink)
        short = np.flatnonzero(plan.unmet)
        free = np.flatnonzero(plan.used(market) < market.capacity)
        # The last kind of arc keeps every price of capacity at 0 or above.
        kinds = [
            (market.offer_need[room], capability[room], reduced[room]),
            (capability[plan.offers], market.offer_need[plan.offers], -reduced[plan.offers]),
            (every_need, np.full(self._needs, self._sink), market.penalty - need_price),
            (np.full(len(short), self._sink), short, np.zeros(len(short), np.int64)),
            (free + self._needs, np.full(len(free), self._sink), np.zeros(len(free), np.int64)),
            (np.full(len(scarcity), self._sink), every_capability, scarcity),
        ]
        starts, ends, lengths = (np.concatenate(column) for column in zip(*kinds, strict=True))
        if int(lengths.max(initial=0)) * (self._sink + 1) > EXACT:
            raise PlanError("prices are too large for exact distances; use a larger unit of cost")
        shape = (self._sink + 1, self._sink + 1)
        return csr_array((lengths.astype(np.float64), (starts, ends)), shape=shape)
