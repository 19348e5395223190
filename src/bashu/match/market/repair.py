"""From the cheapest flow to a plan that keeps every rule: cut what breaks one, then solve small parts exactly.

Cutting always ends in a plan that keeps every rule, with more unmet. Around each need that was cut a small part of
the market is then solved again as a mixed-integer programme (HiGHS), the rest held still; a part is only taken over
when the plan becomes cheaper. The prices of the flow still bound the cost of every plan from below, so the distance
that is left is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bashu.match.market.allocation import Allocation
from bashu.match.market.part import Part
from bashu.match.market.rules import money_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bashu.match.market.allocation import MarketSolver
    from bashu.match.market.instance import Market, Numbers
    from bashu.match.market.rules import Rules

#: offers of one part that is solved exactly
MOST_OFFERS = 800
#: times that the smallest deliveries are closed and the flow is solved again
ROUNDS = 10
#: needs from which parts are grown, at most; those with the most to win come first
MOST_PARTS = 300


@dataclass(frozen=True)
class Repair:
    """What keeping the rules took: needs cut, parts solved again, and parts whose search was cut short."""

    needs_cut: int = 0
    parts: int = 0
    parts_open: int = 0


def fewer_small(market: Market, rules: Rules, solver: MarketSolver, flow: Allocation) -> Allocation:
    """A flow with fewer deliveries below their lot: those furthest below are closed and the rest moves.

    Each round closes half of them and solves the flow again, so that what they delivered finds the cheapest
    way that is left in the whole market.
    """
    closed = np.zeros(len(market.cost), np.bool_)
    for _ in range(ROUNDS):
        share = flow.delivered / np.maximum(rules.lot[market.offer_capability[flow.offers]], 1)
        small = np.flatnonzero(share < 1)
        if not len(small):
            break
        furthest = small[np.argsort(share[small], kind="stable")[: (len(small) + 1) // 2]]
        closed[flow.offers[furthest]] = True
        flow = solver.solve(market, closed)
    return flow


def repair(
    market: Market,
    rules: Rules,
    flow: Allocation,
    start: Allocation,
    progress: Callable[[float], None] | None = None,
) -> tuple[Allocation, Repair]:
    """Turn a flow into a plan that keeps every rule.

    Parameters
    ----------
    flow
        The cheapest flow, whose prices bound the cost.
    start
        The flow from which the plan is made.
    progress
        Called with the share that is done, 0 to 1; may raise to give up.
    """
    work = _Work(market, rules, start)
    hurt = work.cut(flow.unmet)
    parts = still_open = 0
    done = np.zeros(len(market.needs), np.bool_)
    for number, need in enumerate(hurt.tolist()):
        if progress is not None:
            progress(number / len(hurt))
        if done[need] or parts >= MOST_PARTS or not work.unmet[need]:
            continue
        needs, inside = work.around(need, hurt)
        done[needs[:inside]] = True
        parts += 1
        still_open += not work.solve(needs)
    return work.allocation(flow), Repair(len(hurt), parts, still_open)


class _Work:
    """Deliveries on every offer, in movement."""

    def __init__(self, market: Market, rules: Rules, flow: Allocation) -> None:
        self.market, self.rules = market, rules
        self.delivered = np.zeros(len(market.cost), np.int64)
        self.delivered[flow.offers] = flow.delivered
        self.unmet = flow.unmet.copy()
        self.used = flow.used(market)
        self.earned = np.zeros(len(rules.firms), np.int64)

    def cut(self, before: Numbers) -> Numbers:
        """Give up what breaks a rule; the needs that lack more than before, the dearest loss first."""
        self._cut_firms()
        self._cut_small()
        broken = self.rules.whole & (self.unmet > 0) & (self.unmet < self.market.quantity)
        offers = self.market.offers_of(np.flatnonzero(broken))
        self._give_up(offers, self.delivered[offers])
        offers = np.flatnonzero(self.delivered)
        self.earned = money_of(self.market, self.rules, offers, self.delivered[offers])
        lost = (self.unmet - before) * self.market.penalty.astype(np.float64)
        hurt = np.flatnonzero(self.unmet > before)
        return hurt[np.argsort(-lost[hurt], kind="stable")]

    def _give_up(self, offers: Numbers, amounts: Numbers) -> None:
        market = self.market
        self.delivered[offers] -= amounts
        np.add.at(self.unmet, market.offer_need[offers], amounts)
        np.subtract.at(self.used, market.offer_capability[offers], amounts)

    def _cut_small(self) -> None:
        offers = np.flatnonzero(self.delivered)
        small = offers[self.delivered[offers] < self.rules.lot[self.market.offer_capability[offers]]]
        self._give_up(small, self.delivered[small])

    def _cut_firms(self) -> None:
        """Take from each firm above its limit the deliveries that save least for the money they cost."""
        market, rules = self.market, self.rules
        offers = np.flatnonzero(self.delivered)
        earned = money_of(market, rules, offers, self.delivered[offers])
        firm = rules.firm[market.offer_capability[offers]]
        for over in np.flatnonzero(earned > rules.money).tolist():
            mine = offers[firm == over]
            value = rules.value[market.offer_capability[mine]]
            mine, value = mine[value > 0], value[value > 0]
            saved = (market.penalty[market.offer_need[mine]] - market.cost[mine]) / value
            excess = int(earned[over] - rules.money[over])
            for offer, price in zip(
                mine[order := np.argsort(saved, kind="stable")].tolist(), value[order].tolist(), strict=True
            ):
                if excess <= 0:
                    break
                amount = min(int(self.delivered[offer]), -(-excess // price))
                self._give_up(np.array([offer]), np.array([amount]))
                excess -= amount * price

    def around(self, need: int, hurt: Numbers) -> tuple[Numbers, int]:
        """Needs of a part: one that was cut, those served by its makers, and so on until the part is full.

        Also how many of them, from the first, have all their neighbours in the part.
        """
        market = self.market
        wanted = np.zeros(len(market.needs), np.bool_)
        wanted[hurt] = True
        chosen: dict[int, None] = {need: None}
        offers = inside = 0
        for each in _in_turn(chosen):
            own = market.offers_of(np.array([each]))
            offers += len(own)
            if offers > MOST_OFFERS:
                break
            beside = market.offers_by(np.unique(market.offer_capability[own]).astype(np.int64))
            near = beside[(self.delivered[beside] > 0) | wanted[market.offer_need[beside]]]
            for other in market.offer_need[near].tolist():
                chosen.setdefault(other, None)
            inside += 1
        needs = np.array(list(chosen), np.int64)
        count = np.cumsum(np.diff(market.first_offer)[needs])
        fit = max(1, int(np.searchsorted(count, MOST_OFFERS, side="right")))
        # the neighbours of the last ones inside may be those that did not fit
        return needs[:fit], max(1, inside * fit // len(needs))

    def solve(self, needs: Numbers) -> bool:
        """Solve one part again; whether its optimum was reached."""
        market, rules = self.market, self.rules
        offers = market.offers_of(needs)
        before = self.delivered[offers]
        room = market.capacity - self.used
        np.add.at(room, market.offer_capability[offers], before)
        money = rules.money - self.earned + money_of(market, rules, offers, before)
        found = Part(market, rules, needs, room, money).solve()
        if found is None:
            return False
        delivered, unmet, optimal = found
        if self._cost(needs, offers, delivered, unmet) < self._cost(
            needs, offers, self.delivered[offers], self.unmet[needs]
        ):
            np.add.at(self.used, market.offer_capability[offers], delivered - before)
            self.earned += money_of(market, rules, offers, delivered) - money_of(
                market, rules, offers, before
            )
            self.delivered[offers], self.unmet[needs] = delivered, unmet
        return optimal

    def _cost(self, needs: Numbers, offers: Numbers, delivered: Numbers, unmet: Numbers) -> int:
        return int(self.market.cost[offers] @ delivered + self.market.penalty[needs] @ unmet)

    def allocation(self, flow: Allocation) -> Allocation:
        """What is delivered now, with the prices of the flow."""
        offers = np.flatnonzero(self.delivered)
        return Allocation(
            offers,
            self.delivered[offers],
            self.unmet,
            flow.need_price,
            flow.capability_price,
            flow.firm_price,
        )


def _in_turn(chosen: dict[int, None]) -> Iterator[int]:
    """Go through needs in the order they were chosen, also those chosen on the way."""
    place = 0
    while place < len(chosen):
        yield list(chosen)[place]
        place += 1
