"""From a market to a network and back: who delivers how much, at which prices."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from bashu.match.market.flow import Flow, FlowSolver, Network, NetworkSimplex
from bashu.match.market.instance import UNLIMITED, Market

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Allocation:
    """A solved market: units on every offer, units unmet of every need, and prices that prove it cheapest."""

    delivered: Numbers
    unmet: Numbers
    need_price: Numbers
    capability_price: Numbers


class MarketSolver:
    """The network of a market, solved again and again for other quantities and capacities.

    Every need sends its quantity towards one sink: through an offer and the capability behind it, or
    straight, at its penalty, for what stays unmet. The sink comes last, so arcs are sorted as they stand.
    Offers dearer than the penalty are left out: no cheapest plan uses one.
    """

    def __init__(self, market: Market, make: Callable[[Network], FlowSolver] = NetworkSimplex) -> None:
        self._make = make
        needs, capabilities = len(market.needs), len(market.capabilities)
        useful = np.flatnonzero(market.cost <= market.penalty[market.offer_need])
        self._useful = useful
        self._offer_need = market.offer_need[useful]
        offers = len(useful)
        sink = needs + capabilities
        ahead = np.cumsum(np.bincount(self._offer_need, minlength=needs))
        self._offer_arcs = np.arange(offers, dtype=np.int64) + self._offer_need
        self._unmet_arcs = ahead + np.arange(needs, dtype=np.int64)
        self._capability_arcs = slice(offers + needs, None)
        arcs = offers + needs + capabilities
        starts, ends = np.empty(arcs, np.int32), np.empty(arcs, np.int32)
        costs = np.zeros(arcs, np.int64)
        starts[self._offer_arcs] = self._offer_need
        ends[self._offer_arcs] = market.offer_capability[useful] + needs
        costs[self._offer_arcs] = market.cost[useful]
        starts[self._unmet_arcs] = np.arange(needs, dtype=np.int32)
        ends[self._unmet_arcs] = sink
        costs[self._unmet_arcs] = market.penalty
        starts[self._capability_arcs] = np.arange(needs, sink, dtype=np.int32)
        ends[self._capability_arcs] = sink
        self._limited = bool((market.suppliers > 1).any())
        self._solver = make(Network(sink + 1, starts, ends, costs))
        # One basis serves every plan made from this market, so one solve at a time.
        self._lock = Lock()

    def __reduce__(self) -> str:
        raise TypeError("a prepared market lives in one process; plan again in the other")

    def solve(self, market: Market) -> Allocation:
        """Solve for the quantities and capacities of ``market``, which has the same ids and offers."""
        needs = len(market.needs)
        capacities = np.full(len(self._useful) + needs + len(market.capabilities), UNLIMITED)
        if self._limited:
            capacities[self._offer_arcs] = market.limit[self._offer_need]
        capacities[self._capability_arcs] = market.capacity
        supplies = np.zeros(needs + len(market.capabilities) + 1, np.int64)
        supplies[:needs] = market.quantity
        supplies[-1] = -market.quantity.sum()
        with self._lock:
            flow = self._solver.solve(supplies, capacities)
        return self._read(flow, market)

    def _read(self, flow: Flow, market: Market) -> Allocation:
        needs = len(market.needs)
        delivered = np.zeros(len(market.cost), np.int64)
        delivered[self._useful] = flow.amounts[self._offer_arcs]
        price = flow.potentials[-1] - flow.potentials[:-1]
        # A capability with room left is worth nothing more; its potential may lie below zero.
        need_price, capability_price = price[:needs], np.maximum(price[needs:], 0)
        _price_the_idle(market, need_price, capability_price)
        return Allocation(delivered, flow.amounts[self._unmet_arcs], need_price, capability_price)


def _price_the_idle(market: Market, need_price: Numbers, capability_price: Numbers) -> None:
    """Give needs of no quantity and capabilities of no capacity the price of a first unit, in place.

    No flow ties their potentials to the rest, so a solver may leave anything there.
    """
    idle = market.quantity == 0
    if idle.any():
        need_price[idle] = market.penalty[idle]
        offers = np.flatnonzero(idle[market.offer_need])
        full_price = market.cost[offers] + np.minimum(
            capability_price[market.offer_capability[offers]], market.penalty[market.offer_need[offers]]
        )
        np.minimum.at(need_price, market.offer_need[offers], full_price)
    closed = market.capacity == 0
    if closed.any():
        capability_price[closed] = 0
        offers = np.flatnonzero(closed[market.offer_capability])
        saved = need_price[market.offer_need[offers]] - market.cost[offers]
        np.maximum.at(capability_price, market.offer_capability[offers], saved)
