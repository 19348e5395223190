"""A small part of a market as a mixed-integer programme, solved by HiGHS."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.optimize import LinearConstraint

    from bashu.match.market.instance import Market, Numbers
    from bashu.match.market.rules import Rules

    Floats = NDArray[np.float64]

#: branchings after which the best plan found so far is taken; counted, so that every run gives the same plan
MOST_BRANCHINGS = 400
#: seconds of one part, a last resort against a part that hardly branches
MOST_SECONDS = 30.0


class Part:
    """Some needs with all their offers, within what the rest of a plan leaves.

    Over whole units x on offers and u unmet, and yes-or-no y per offer with a lot and z per need that is all
    or nothing: minimise ``sum cost x + sum penalty u`` where ``sum x + u = quantity``, ``sum x <= room`` of
    each capability, ``sum value x <= money`` of each firm, ``lot y <= x <= most y``, ``u = quantity (1 - z)``.

    Parameters
    ----------
    room, money
        Per capability and per firm: what the rest of the plan leaves.
    """

    def __init__(self, market: Market, rules: Rules, needs: Numbers, room: Numbers, money: Numbers) -> None:
        self.offers = market.offers_of(needs)
        count = market.first_offer[needs + 1] - market.first_offer[needs]
        self.need = np.repeat(np.arange(len(needs)), count)
        capability, own = np.unique(market.offer_capability[self.offers], return_inverse=True)
        self.own = own.astype(np.int64)
        self.room, self.money = np.maximum(room[capability], 0), np.maximum(money, 0)
        self.quantity, self.penalty = market.quantity[needs], market.penalty[needs]
        self.whole = np.flatnonzero(rules.whole[needs])
        self.cost = market.cost[self.offers]
        self.lot = rules.lot[capability][self.own]
        self.value, self.firm = rules.value[capability][self.own], rules.firm[capability][self.own]
        most = np.minimum(np.minimum(self.quantity, market.limit[needs])[self.need], self.room[self.own])
        useless = (self.lot > most) | (self.cost > self.penalty[self.need])
        self.most = np.where(useless, 0, most)
        self.lots = np.flatnonzero((self.lot > 1) & (self.most > 0))

    @cached_property
    def columns(self) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """The places of x, u, y and z."""
        ends = np.cumsum([len(self.offers), len(self.quantity), len(self.lots), len(self.whole)])
        x, u, y, z = np.split(np.arange(ends[-1]), ends[:-1])
        return x, u, y, z

    def solve(self) -> tuple[Numbers, Numbers, bool] | None:
        """Deliveries by offer, unmet by need, and whether they are proved cheapest; None when nothing was found."""
        from scipy.optimize import Bounds, milp

        x, _, y, z = self.columns
        choices = np.zeros(len(y) + len(z))
        ends = np.concatenate([self.most, self.quantity, choices + 1]).astype(np.float64)
        found = milp(
            np.concatenate([self.cost, self.penalty, choices]).astype(np.float64),
            integrality=np.ones(len(ends), np.int64),
            bounds=Bounds(np.zeros(len(ends)), ends),
            constraints=self._constraints(),
            options={"node_limit": MOST_BRANCHINGS, "time_limit": MOST_SECONDS, "mip_rel_gap": 0},
        )
        if found.x is None:
            return None
        delivered = np.round(found.x[x]).astype(np.int64)
        unmet = self.quantity - _sums(self.need, delivered, len(self.quantity))
        return (delivered, unmet, found.status == 0) if self._kept(delivered, unmet) else None

    def _constraints(self) -> list[LinearConstraint]:
        x, u, y, z = self.columns
        paid = np.flatnonzero(self.firm >= 0)
        lots, whole, needs = self.lots, self.whole, np.arange(len(self.quantity))
        ones = np.ones(len(x))
        quantity, none = self.quantity.astype(np.float64), np.full(len(lots), np.inf)
        rows = [
            self._rows([(self.need, x, ones), (needs, u, 1.0)], quantity, quantity),
            self._rows([(self.own, x, ones)], -np.inf, self.room),
            self._rows([(self.firm[paid], paid, self.value[paid])], -np.inf, self.money),
            self._rows([(np.arange(len(y)), lots, 1.0), (np.arange(len(y)), y, -self.lot[lots])], 0, none),
            self._rows([(np.arange(len(y)), lots, 1.0), (np.arange(len(y)), y, -self.most[lots])], -none, 0),
            self._rows(
                [(np.arange(len(z)), u[whole], 1.0), (np.arange(len(z)), z, quantity[whole])],
                quantity[whole],
                quantity[whole],
            ),
        ]
        return [row for row in rows if row is not None]

    def _rows(
        self,
        terms: list[tuple[Numbers, Numbers, Numbers | Floats | float]],
        low: Numbers | Floats | float,
        high: Numbers | Floats | float,
    ) -> LinearConstraint | None:
        """Rules of one kind: terms of row, column and number, between two ends."""
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_array

        height = max(np.size(low), np.size(high))
        rows = np.concatenate([row for row, _, _ in terms])
        if not len(rows):
            return None
        places = np.concatenate([column for _, column, _ in terms])
        numbers = np.concatenate([np.broadcast_to(number, np.shape(row)) for row, _, number in terms])
        shape = (height, sum(map(len, self.columns)))
        matrix = csr_array((numbers.astype(np.float64), (rows, places)), shape=shape)
        return LinearConstraint(matrix, low, high)

    def _kept(self, delivered: Numbers, unmet: Numbers) -> bool:
        """Whether deliveries rounded from the floats of the solver keep every rule in whole numbers."""
        mine = self.firm >= 0
        earned = _sums(self.firm[mine], (self.value * delivered)[mine], len(self.money))
        in_part = (unmet > 0) & (unmet < self.quantity)
        return bool(
            (delivered >= 0).all()
            and (unmet >= 0).all()
            and (delivered <= self.most).all()
            and ((delivered == 0) | (delivered >= self.lot)).all()
            and (_sums(self.own, delivered, len(self.room)) <= self.room).all()
            and (earned <= self.money).all()
            and not in_part[self.whole].any()
        )


def _sums(places: Numbers, amounts: Numbers, length: int) -> Numbers:
    sums = np.zeros(length, np.int64)
    np.add.at(sums, places, amounts)
    return sums
