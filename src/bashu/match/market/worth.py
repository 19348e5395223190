"""The smallest prices that prove a plan: what one more unit of capacity would save, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bashu.errors import PlanError

if TYPE_CHECKING:
    from bashu.match.market.allocation import Allocation, Numbers
    from bashu.match.market.instance import Market

#: whole numbers up to here are exact as floats
EXACT = 2**53


def smallest_prices(market: Market, allocation: Allocation) -> tuple[Numbers, Numbers]:
    """Lower all prices of a plan as far as its proof allows.

    Prices that prove one plan form a lattice, so a smallest one exists; there the price of a capability
    is the saving from one more unit of it (the right derivative of the optimal cost). A price may fall by
    the length of the shortest way from the sink through the residual network, measured in reduced costs.

    Returns
    -------
    tuple
        Prices of the needs and of the capabilities.

    Raises
    ------
    PlanError
        When prices are too large for exact distances.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    needs, capabilities = len(market.needs), len(market.capabilities)
    if not needs or not capabilities:
        return allocation.need_price, allocation.capability_price
    sink = needs + capabilities
    starts, ends, lengths = _ways_down(market, allocation)
    if int(lengths.max(initial=0)) * sink > EXACT:
        raise PlanError("prices are too large for exact distances; use a larger unit of cost")
    graph = csr_array((lengths.astype(np.float64), (starts, ends)), shape=(sink + 1, sink + 1))
    fall = dijkstra(graph, indices=np.array([sink]))[0, :sink]
    # Nothing reaches a need of no quantity: no proof depends on its price.
    drop = np.where(np.isfinite(fall), fall, 0).astype(np.int64)
    return allocation.need_price - drop[:needs], allocation.capability_price - drop[needs:]


def _ways_down(market: Market, allocation: Allocation) -> tuple[Numbers, Numbers, Numbers]:
    """Residual arcs that can bound the fall of a price: starts, ends and reduced costs (0 or more)."""
    needs, capabilities = len(market.needs), len(market.capabilities)
    sink = needs + capabilities
    pi, mu = allocation.need_price, allocation.capability_price
    reduced = market.cost - pi[market.offer_need] + mu[market.offer_capability]
    used = allocation.offers
    at_limit = np.zeros(len(market.cost), np.bool_)
    at_limit[used] = allocation.delivered >= market.limit[market.offer_need[used]]
    at_limit |= market.limit[market.offer_need] == 0
    # A price of capacity never falls below 0, so longer ways than its own height bound nothing.
    near = np.flatnonzero(~at_limit & (reduced < mu[market.offer_capability]))
    short = np.flatnonzero(allocation.unmet)
    every = np.arange(capabilities)
    starts = (
        market.offer_need[near].astype(np.int64),
        market.offer_capability[used] + np.int64(needs),
        np.full(len(short) + capabilities, sink, np.int64),
    )
    ends = (
        market.offer_capability[near] + np.int64(needs),
        market.offer_need[used].astype(np.int64),
        short,
        every + needs,
    )
    lengths = (reduced[near], -reduced[used], np.zeros(len(short), np.int64), mu)
    return np.concatenate(starts), np.concatenate(ends), np.concatenate(lengths)
