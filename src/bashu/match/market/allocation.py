"""From a market to a network and back: who delivers how much, at which prices."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from bashu.match.market.flow import Flow, FlowSolver, Network, NetworkSimplex
from bashu.match.market.instance import UNLIMITED, Market
from bashu.match.market.rules import possible, units_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Allocation:
    """A solved market: the offers that are used, what stays unmet, and prices that prove it cheapest.

    Parameters
    ----------
    offers, delivered
        The places of the offers in use, rising, and the units they deliver (above 0).
    unmet, need_price
        Per need: units unmet, and the price of a unit.
    capability_price
        Per capability: the price of a unit of its capacity, with what its firm may still earn in it.
    firm_price
        Per firm with a limit: the price of a unit under it.
    """

    offers: Numbers
    delivered: Numbers
    unmet: Numbers
    need_price: Numbers
    capability_price: Numbers
    firm_price: Numbers = field(default_factory=lambda: np.zeros(0, np.int64))

    def used(self, market: Market) -> Numbers:
        """Units that each capability delivers."""
        used = np.zeros(len(market.capabilities), np.int64)
        np.add.at(used, market.offer_capability[self.offers], self.delivered)
        return used

    def on(self, offers: Numbers) -> Numbers:
        """Units on some offers."""
        if not len(self.offers):
            return np.zeros(len(offers), np.int64)
        place = np.minimum(np.searchsorted(self.offers, offers), len(self.offers) - 1)
        return np.where(self.offers[place] == offers, self.delivered[place], 0)

    def delivered_on(self, market: Market, need: int) -> Numbers:
        """Units on each offer of one need, in the order of its offers."""
        return self.on(np.arange(market.first_offer[need], market.first_offer[need + 1]))


class MarketSolver:
    """The network of a market, solved again and again for other quantities and capacities.

    Every need sends its quantity towards one sink: through an offer and the capability behind it, or
    straight, at its penalty, for what stays unmet. The sink comes last, so arcs are sorted as they stand.
    Offers dearer than the penalty are left out: no cheapest plan uses one.
    """

    def __init__(self, market: Market, make: Callable[[Network], FlowSolver] = NetworkSimplex) -> None:
        needs, capabilities = len(market.needs), len(market.capabilities)
        useful = np.flatnonzero(market.cost <= market.penalty[market.offer_need])
        need = market.offer_need[useful]
        # A firm with a limit stands between its capabilities and the sink.
        rules = market.rules
        firms = len(rules.firms) if rules is not None else 0
        sink = needs + capabilities + firms
        offers_of = np.bincount(need, minlength=needs)
        self._useful = useful
        # Arcs stand in this order: per need its offers, then its way to stay unmet; capabilities, then firms.
        self._offer_arcs = np.arange(len(useful), dtype=np.int64) + need
        self._unmet_arcs = np.cumsum(offers_of) + np.arange(needs)
        self._arcs = len(useful) + needs + capabilities + firms
        self._capability_arcs = slice(len(useful) + needs, len(useful) + needs + capabilities)
        starts, ends = np.empty(self._arcs, np.int32), np.empty(self._arcs, np.int32)
        costs = np.zeros(self._arcs, np.int64)
        starts[: len(useful) + needs] = np.repeat(np.arange(needs, dtype=np.int32), offers_of + 1)
        starts[len(useful) + needs :] = np.arange(needs, sink, dtype=np.int32)
        ends[self._offer_arcs] = market.offer_capability[useful] + np.int32(needs)
        ends[self._unmet_arcs] = ends[len(useful) + needs :] = sink
        costs[self._offer_arcs] = market.cost[useful]
        costs[self._unmet_arcs] = market.penalty
        if rules is not None and firms:
            limited = np.flatnonzero((rules.firm >= 0) & (rules.value > 0))
            ends[self._capability_arcs.start + limited] = needs + capabilities + rules.firm[limited]
        self._limited = bool((market.suppliers > 1).any()) or rules is not None
        self._sink = sink
        self._solver = make(Network(sink + 1, starts, ends, costs))
        # One basis serves every plan made from this market, so one solve at a time.
        self._lock = Lock()

    def solve(self, market: Market, closed: NDArray[np.bool_] | None = None) -> Allocation:
        """Solve for the quantities and capacities of ``market``, which has the same ids and offers.

        Offers that are ``closed`` deliver nothing; the prices then say nothing about the whole market.
        """
        needs = len(market.needs)
        capacities = np.full(self._arcs, UNLIMITED)
        if self._limited:
            limits = market.limit[market.offer_need[self._useful]]
            if market.rules is not None:
                limits = np.where(possible(market, market.rules)[self._useful], limits, 0)
            if closed is not None:
                limits = np.where(closed[self._useful], 0, limits)
            capacities[self._offer_arcs] = limits
        capacities[self._capability_arcs] = market.capacity
        if market.rules is not None:
            capacities[self._capability_arcs.stop :] = units_of(market.rules)
        supplies = np.zeros(self._sink + 1, np.int64)
        supplies[:needs] = market.quantity
        supplies[-1] = -market.quantity.sum()
        with self._lock:
            flow = self._solver.solve(supplies, capacities)
        return self._read(flow, market)

    def _read(self, flow: Flow, market: Market) -> Allocation:
        needs = len(market.needs)
        carrying = np.flatnonzero(flow.amounts[: self._capability_arcs.start])
        # A need has as many arcs before its own as there are offers and needs before it.
        place = np.searchsorted(self._unmet_arcs, carrying)
        offered = carrying != self._unmet_arcs[place]
        carrying, place = carrying[offered], place[offered]
        price = flow.potentials[-1] - flow.potentials[:-1]
        # A capability with room left is worth nothing more; its potential may lie below zero.
        need_price, capability_price, firm_price = np.split(price, [needs, needs + len(market.capabilities)])
        capability_price, firm_price = np.maximum(capability_price, 0), np.maximum(firm_price, 0)
        price_the_idle(market, need_price, capability_price)
        return Allocation(
            offers=self._useful[carrying - place],
            delivered=flow.amounts[carrying],
            unmet=flow.amounts[self._unmet_arcs],
            need_price=need_price,
            capability_price=capability_price,
            firm_price=firm_price,
        )


def price_the_idle(market: Market, need_price: Numbers, capability_price: Numbers) -> None:
    """Give needs of no quantity and capabilities of no capacity the price of a first unit, in place.

    No flow ties their potentials to the rest, so a solver may leave anything there.
    """
    idle = np.flatnonzero(market.quantity == 0)
    if len(idle):
        need_price[idle] = market.penalty[idle]
        offers = market.offers_of(idle)
        full_price = market.cost[offers] + np.minimum(
            capability_price[market.offer_capability[offers]], market.penalty[market.offer_need[offers]]
        )
        np.minimum.at(need_price, market.offer_need[offers], full_price)
    closed = np.flatnonzero(market.capacity == 0)
    if len(closed):
        capability_price[closed] = 0
        offers = market.offers_by(closed)
        saved = need_price[market.offer_need[offers]] - market.cost[offers]
        np.maximum.at(capability_price, market.offer_capability[offers], saved)
