"""Where a cheapest plan stands: deliveries, prices and the offers at hand, ready for a change to be worked in.

An offer whose reduced cost is far above 0 rarely lies on a short way. Only the shortest are kept at hand, in
order; the longest of them is the margin. What lies beyond is looked up when a search reaches so far.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bashu.match.market.instance import UNLIMITED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.market.allocation import Allocation
    from bashu.match.market.instance import Market, Numbers

    #: read one at a time: as quick as a list, and nothing for the garbage collector to look through
    Whole = array[int]

#: offers kept at hand for each need, in the mean
NEAR_OFFERS = 12


@dataclass(frozen=True, eq=False)
class NearOffers:
    """The offers at hand, the shortest first, by need and by capability; places: needs, then capabilities.

    An offer from beyond the margin that came into use is put at the end, outside the two orders.
    """

    offer: Whole
    need: Whole
    capability: Whole
    cost: Whole
    length: Whole
    first_of_need: Whole
    by_capability: Whole
    first_of_capability: Whole
    margin: int
    beyond: dict[int, int] = field(default_factory=dict)

    def copy(self) -> NearOffers:
        """The same offers, to which some from beyond the margin may be added."""
        return replace(
            self,
            offer=self.offer[:],
            need=self.need[:],
            capability=self.capability[:],
            cost=self.cost[:],
            length=self.length[:],
            beyond=self.beyond.copy(),
        )


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
            offer=whole(chosen),
            need=whole(need),
            capability=whole(capability + np.int64(len(market.needs))),
            cost=whole(market.cost[chosen]),
            length=whole(length[chosen]),
            first_of_need=whole(np.searchsorted(need, np.arange(len(market.needs) + 1))),
            by_capability=whole(by_capability),
            first_of_capability=whole(
                np.searchsorted(capability[by_capability], np.arange(len(market.capabilities) + 1))
            ),
            margin=margin,
        )
        # looked up for what lies beyond the margin, and shared by all markets that follow
        _ = market.offers_by_capability
        price = whole(np.concatenate([need_price, scarcity]))
        return cls(
            near=near,
            delivered=whole(delivered[chosen]),
            unmet=whole(allocation.unmet),
            used=whole(allocation.used(market)),
            price=price,
            limit=whole(market.limit),
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


def whole(numbers: NDArray[np.integer[Any]]) -> Whole:
    """Numbers to be read one at a time."""
    return array("q", numbers.astype(np.int64, copy=False).tobytes())


def numbers(read: Whole) -> Numbers:
    """The same numbers for sums over all of them."""
    return np.array(read, np.int64)
