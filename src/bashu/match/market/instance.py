"""One market as arrays: needs, capabilities and the offers between them, numbered by id."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.market.rules import Rules

    Numbers = NDArray[np.int64]
    Places = NDArray[np.int32]

#: stands for "no limit" where a limit is an int64
UNLIMITED = np.iinfo(np.int64).max


@dataclass(frozen=True, eq=False)
class Market:
    """A checked market; needs and capabilities in the order of their ids, offers by need, then capability.

    Parameters
    ----------
    needs, capabilities
        The ids, sorted.
    quantity, penalty, suppliers
        Per need: units wanted, cost of one unit unmet, the least number of suppliers when met in full.
    capacity
        Per capability: units it can deliver.
    offer_need, offer_capability, cost
        Per offer: the place of its need and of its capability, and the cost of one unit.
    rules
        What a plan must keep beside quantities and capacities; ``None`` when there is nothing.
    """

    needs: pl.Series
    capabilities: pl.Series
    quantity: Numbers
    penalty: Numbers
    suppliers: Numbers
    capacity: Numbers
    offer_need: Places
    offer_capability: Places
    cost: Numbers
    rules: Rules | None = None

    @cached_property
    def first_offer(self) -> Numbers:
        """Where the offers of each need begin; one entry more than there are needs."""
        return np.searchsorted(self.offer_need, np.arange(len(self.needs) + 1))

    @cached_property
    def key(self) -> Numbers:
        """One number per offer, rising, from which the offer of a need and a capability is found."""
        return self.offer_need.astype(np.int64) * max(len(self.capabilities), 1) + self.offer_capability

    @cached_property
    def sides(self) -> pl.DataFrame:
        """Side (``need`` or ``capability``) and id, needs first: the frame that prices are put beside."""
        sides = pl.repeat("need", len(self.needs), dtype=pl.String, eager=True).append(
            pl.repeat("capability", len(self.capabilities), dtype=pl.String, eager=True)
        )
        return pl.DataFrame({"side": sides, "id": pl.concat([self.needs, self.capabilities])})

    @cached_property
    def limit(self) -> Numbers:
        """The most that one supplier may deliver to each need, from its least number of suppliers.

        A need of d units with at least k suppliers takes at most ``floor((d - 1) / (k - 1))`` units from
        each, so that k - 1 suppliers never fill it. Below k units nothing may be delivered at all.
        """
        return supplier_limit(self.quantity, self.suppliers)

    @cached_property
    def offers_by_capability(self) -> tuple[Numbers, Numbers]:
        """The places of the offers by capability, then need, and where those of each capability begin."""
        from scipy.sparse import csr_array

        shape = (len(self.needs), len(self.capabilities))
        places = np.arange(len(self.cost), dtype=np.int64)
        # turning rows into columns counts instead of sorting: a tenth of the time
        turned = csr_array((places, self.offer_capability, self.first_offer), shape=shape).tocsc()
        return turned.data, turned.indptr.astype(np.int64)

    def offers_of(self, needs: Numbers) -> Numbers:
        """The places of all offers of some needs."""
        return _ranges(self.first_offer, needs)

    def offers_by(self, capabilities: Numbers) -> Numbers:
        """The places of all offers by some capabilities."""
        order, first = self.offers_by_capability
        return order[_ranges(first, capabilities)]

    def with_amounts(self, quantity: Numbers, capacity: Numbers) -> Market:
        """The same needs, capabilities and offers with other quantities and capacities."""
        changed = replace(self, quantity=quantity, capacity=capacity)
        for derived in ("first_offer", "key", "sides", "offers_by_capability"):
            if derived in self.__dict__:
                changed.__dict__[derived] = self.__dict__[derived]
        return changed


def _ranges(first: Numbers, places: Numbers) -> Numbers:
    """The numbers from the first of each place up to the first of the next."""
    start, count = first[places], first[places + 1] - first[places]
    ranges: Numbers = np.repeat(start - (np.cumsum(count) - count), count) + np.arange(count.sum())
    return ranges


def supplier_limit(quantity: Numbers, suppliers: Numbers) -> Numbers:
    """The most one supplier may deliver: ``floor((d - 1) / (k - 1))``; unlimited when k is 1.

    >>> supplier_limit(np.array([10, 10, 10, 2]), np.array([2, 3, 4, 3])).tolist()
    [9, 4, 3, 0]
    """
    shared = np.maximum(quantity - 1, 0) // np.maximum(suppliers - 1, 1)
    return np.where(suppliers > 1, shared, UNLIMITED)
