"""What a market does without a plan: cheapest offer first, and each buyer for itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.match.market.whole_numbers import exact_sum_of_products

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.market.instance import Market, Numbers, Places


@dataclass(frozen=True, eq=False)
class Baseline:
    """What a simple rule delivers: assignments and unmet as in a plan, and the total cost."""

    name: str
    assignments: pl.DataFrame
    unmet: pl.DataFrame
    total_cost: int


def greedy(market: Market) -> Baseline:
    """Serve the cheapest offer of the whole market first, then the next, never looking back.

    The order is cost, then need, then capability. An offer is settled as soon as no earlier one of the
    same need or of the same capability is open, so all such offers are settled at once; the result is that
    of going through the offers one by one.
    """
    delivered = np.zeros(len(market.cost), np.int64)
    left, room = market.quantity.copy(), market.capacity.copy()
    live = np.argsort(market.cost, kind="stable")
    while len(live := _open(market, live, left, room)):
        first = _first_of_each(market.offer_need[live]) & _first_of_each(market.offer_capability[live])
        settled = live[first]
        need, capability = market.offer_need[settled], market.offer_capability[settled]
        amount = np.minimum(np.minimum(left[need], room[capability]), market.limit[need])
        delivered[settled] = amount
        left[need] -= amount
        room[capability] -= amount
        live = live[~first]
    return _baseline("greedy", market, delivered, left)


def each_buyer_alone(market: Market) -> Baseline:
    """Let every buyer order from its own cheapest suppliers without knowing of the others.

    In every round each buyer orders what it still lacks from its cheapest suppliers with room, and asks no
    supplier for more than it has room for. A supplier with too many orders shares its room in proportion to
    them, whole units first to the largest orders. Rounds go on until nobody can order any more.
    """
    delivered = np.zeros(len(market.cost), np.int64)
    left, room = market.quantity.copy(), market.capacity.copy()
    live = np.lexsort((market.cost, market.offer_need))
    while len(live := _open(market, live, left, room)):
        live = live[delivered[live] < market.limit[market.offer_need[live]]]
        if not len(live):
            break
        orders = _orders(market, live, left, room, delivered)
        granted = _shared(market.offer_capability[live], orders, room)
        delivered[live] += granted
        np.subtract.at(left, market.offer_need[live], granted)
        np.subtract.at(room, market.offer_capability[live], granted)
    return _baseline("each buyer alone", market, delivered, left)


def _open(market: Market, live: Numbers, left: Numbers, room: Numbers) -> Numbers:
    """The offers whose need still lacks something, whose maker has room, and that beat the penalty."""
    need = market.offer_need[live]
    return live[
        (left[need] > 0)
        & (room[market.offer_capability[live]] > 0)
        & (market.cost[live] <= market.penalty[need])
        & (market.limit[need] > 0)
    ]


def _first_of_each(places: Places) -> NDArray[np.bool_]:
    """Where each place appears for the first time."""
    first = np.zeros(len(places), np.bool_)
    position = np.full(int(places.max()) + 1, -1, np.int64)
    position[places[::-1]] = np.arange(len(places))[::-1]
    first[position[position >= 0]] = True
    return first


def _orders(market: Market, live: Numbers, left: Numbers, room: Numbers, delivered: Numbers) -> Numbers:
    """What every buyer orders, going down its own list (``live`` is by need, then cost)."""
    need = market.offer_need[live]
    most = np.minimum(room[market.offer_capability[live]], left[need])
    most = np.minimum(most, market.limit[need] - delivered[live])
    before = np.cumsum(most.astype(np.float64)) - most
    start = np.flatnonzero(np.diff(need, prepend=-1))
    before -= np.repeat(before[start], np.diff(start, append=len(live)))
    orders: Numbers = np.clip(left[need] - before, 0, most).astype(np.int64)
    return orders


def _shared(capability: Places, orders: Numbers, room: Numbers) -> Numbers:
    """Share the room of each capability among its orders in proportion, whole units only."""
    asked = np.zeros(len(room), np.int64)
    np.add.at(asked, capability, orders)
    share = np.minimum(1.0, room / np.maximum(asked, 1))[capability]
    granted = np.minimum(np.floor(orders * share).astype(np.int64), orders)
    over = asked <= room
    granted[over[capability]] = orders[over[capability]]
    over_granted = np.zeros(len(room), np.int64)
    np.add.at(over_granted, capability, granted)
    rest = np.maximum(room - over_granted, 0)
    # What rounding left over goes one unit each to the largest orders.
    order = np.lexsort((-orders, capability))
    grouped = capability[order]
    start = np.flatnonzero(np.diff(grouped, prepend=-1))
    rank = np.arange(len(order)) - np.repeat(start, np.diff(start, append=len(order)))
    more = (rank < rest[grouped]) & (granted[order] < orders[order])
    granted[order[more]] += 1
    return granted


def _baseline(name: str, market: Market, delivered: Numbers, left: Numbers) -> Baseline:
    chosen, short = np.flatnonzero(delivered), np.flatnonzero(left)
    return Baseline(
        name=name,
        assignments=pl.DataFrame(
            {
                "need": market.needs.gather(market.offer_need[chosen]),
                "capability": market.capabilities.gather(market.offer_capability[chosen]),
                "quantity": delivered[chosen],
                "cost": market.cost[chosen],
            }
        ),
        unmet=pl.DataFrame(
            {
                "need": market.needs.gather(short),
                "quantity": left[short],
                "penalty": market.penalty[short],
            }
        ),
        total_cost=exact_sum_of_products(market.cost[chosen], delivered[chosen])
        + exact_sum_of_products(market.penalty[short], left[short]),
    )
