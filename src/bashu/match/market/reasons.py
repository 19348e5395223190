"""Why a need stays unmet and why a supplier was not chosen, read from the prices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.match.market.rules import possible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bashu.errors import Language
    from bashu.match.market.allocation import Allocation
    from bashu.match.market.instance import Market

#: code -> (Chinese, English), for a need that stays unmet in whole or in part
REASONS: Mapping[str, tuple[str, str]] = {
    "no_offer": ("没有供应商报价", "nobody offers it"),
    "dearer_than_penalty": (
        "每个报价都高于缺货代价",
        "every offer costs more than leaving it unmet",
    ),
    "more_suppliers_needed": (
        "要求的供应商家数凑不齐",
        "more suppliers are asked for than can share it",
    ),
    "capacity_taken": (
        "低于缺货代价的产能已用在更需要的地方",
        "the capacity below its penalty is worth more elsewhere",
    ),
    "rule": (
        "起订量、整单供货或单一企业限额不允许",
        "a minimum lot, all or nothing, or the limit of a firm stands against it",
    ),
    "no_capacity": ("报价的供应商已没有更多产能", "those who offer it have no more capacity to give"),
}

#: code -> (Chinese, English), for one offer of a need
VERDICTS: Mapping[str, tuple[str, str]] = {
    "chosen": ("已选用", "chosen"),
    "at_supplier_limit": (
        "已选用，受单一供应商上限限制",
        "chosen up to the limit of one supplier",
    ),
    "as_good": ("同样划算，未选用", "just as good, not chosen"),
    "dearer": ("比选用的贵", "dearer than those chosen"),
    "capacity_dearer": (
        "产能紧张，留给别处更划算",
        "its capacity is scarce and worth more elsewhere",
    ),
    "no_capacity": ("没有产能", "no capacity"),
}


def unmet_reasons(market: Market, allocation: Allocation, flow: Allocation | None = None) -> pl.Series:
    """One code of :data:`REASONS` for every need that stays unmet, in the order of the needs.

    Where a need lacks more than in the cheapest flow, or fits no lot, a rule stands against it.
    """
    needs = len(market.needs)
    short = np.flatnonzero(allocation.unmet)
    offers = market.offers_of(short)
    delivered = allocation.on(offers)
    need, capability = market.offer_need[offers], market.offer_capability[offers]
    cost, penalty = market.cost[offers], market.penalty[need]
    below = cost <= penalty
    with_room = below & (market.capacity[capability] > delivered)
    # One more unit from a supplier at its limit would pay: only the rule on suppliers stands against it.
    at_limit = delivered >= market.limit[need]
    held_back = with_room & at_limit & (cost + allocation.capability_price[capability] < penalty)

    def some(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.bincount(need[mask], minlength=needs)[short] > 0

    ruled = np.zeros(len(short), np.bool_)
    if flow is not None and market.rules is not None:
        fits = possible(market, market.rules)[offers]
        ruled = (allocation.unmet > flow.unmet)[short] | (some(below) & ~some(below & fits))
    codes = np.select(
        [ruled, ~some(below | ~below), ~some(below), ~some(with_room), some(held_back)],
        ["rule", "no_offer", "dearer_than_penalty", "no_capacity", "more_suppliers_needed"],
        "capacity_taken",
    )
    return pl.Series("reason", codes.tolist(), dtype=pl.String)


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why one need is served as it is.

    Attributes
    ----------
    need, quantity, delivered, unmet, penalty
        The need and what it gets.
    price
        What one unit is worth to this need in the plan: cost plus scarcity of the dearest unit it uses.
    served_from
        What delivering one more unit would cost, moving others where that pays: the need is served once its
        penalty exceeds this. Null when it is met in full, when no way leads to it, and where firms are
        limited; under minimum lots and all or nothing it is counted in the flow, which leaves those out.
    reason
        A code of :data:`REASONS`, null when the need is met in full.
    offers
        capability, quantity, cost, scarcity (price of a unit of its capacity), gap (how much cheaper a
        unit must become to be chosen; 0 for those chosen), verdict.
    """

    need: str
    quantity: int
    delivered: int
    unmet: int
    penalty: int
    price: int
    served_from: int | None
    reason: str | None
    offers: pl.DataFrame

    def sentence(self, language: Language = "en") -> str:
        """One sentence for a person."""
        chinese = language == "zh"
        if self.reason is None:
            return f"{self.need}：已全部满足" if chinese else f"{self.need}: met in full"
        why = REASONS[self.reason][0 if chinese else 1]
        text = (
            f"{self.need}：缺 {self.unmet}（共需 {self.quantity}）：{why}"
            if chinese
            else f"{self.need}: {self.unmet} of {self.quantity} unmet: {why}"
        )
        if self.reason in {"capacity_taken", "dearer_than_penalty"} and self.served_from is not None:
            text += (
                f"；缺货代价高于 {self.served_from} 时可得到供应（现为 {self.penalty}）"
                if chinese
                else f"; a penalty above {self.served_from} would win supply (it is {self.penalty})"
            )
        return text


def explain(
    market: Market,
    allocation: Allocation,
    need: int,
    reason: str | None = None,
    served_from: int | None = None,
) -> Explanation:
    """Explain the service of the need at place ``need``; the reason is that of the unmet needs."""
    offers = slice(market.first_offer[need], market.first_offer[need + 1])
    capability = market.offer_capability[offers]
    cost, delivered = market.cost[offers], allocation.delivered_on(market, need)
    scarcity = allocation.capability_price[capability]
    price = int(allocation.need_price[need])
    limit = market.limit[need]
    gap = np.where(delivered > 0, 0, np.maximum(cost + scarcity - price, 0))
    closed = market.capacity[capability] == 0
    verdict = np.select(
        [(delivered > 0) & (delivered == limit), delivered > 0, closed, gap == 0, cost > price],
        ["at_supplier_limit", "chosen", "no_capacity", "as_good", "dearer"],
        "capacity_dearer",
    )
    unmet = int(allocation.unmet[need])
    frame = pl.DataFrame(
        {
            "capability": market.capabilities.gather(capability),
            "quantity": delivered,
            "cost": cost,
            "scarcity": scarcity,
            "gap": gap,
            "verdict": pl.Series(verdict.tolist(), dtype=pl.String),
        }
    )
    return Explanation(
        need=str(market.needs[need]),
        quantity=int(market.quantity[need]),
        delivered=int(delivered.sum()),
        unmet=unmet,
        penalty=int(market.penalty[need]),
        price=price,
        served_from=served_from,
        reason=reason,
        offers=frame.sort("gap", "cost", "capability"),
    )
