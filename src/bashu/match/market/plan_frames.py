"""An allocation as the frames of a plan: who supplies whom, what stays unmet, and the prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.match.market.reasons import unmet_reasons
from bashu.match.market.whole_numbers import exact_sum_of_products

if TYPE_CHECKING:
    from bashu.match.market.allocation import Allocation
    from bashu.match.market.instance import Market


def plan_frames(
    market: Market, allocation: Allocation, flow: Allocation | None
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, int]:
    """Assignments, unmet, prices and total cost, as :class:`Plan <bashu.match.market.Plan>` states them."""
    chosen, delivered = allocation.offers, allocation.delivered
    short = np.flatnonzero(allocation.unmet)
    assignments = pl.DataFrame(
        {
            "need": market.needs.gather(market.offer_need[chosen]),
            "capability": market.capabilities.gather(market.offer_capability[chosen]),
            "quantity": delivered,
            "cost": market.cost[chosen],
        }
    )
    unmet = pl.DataFrame(
        {
            "need": market.needs.gather(short),
            "quantity": allocation.unmet[short],
            "penalty": market.penalty[short],
            "reason": unmet_reasons(market, allocation, flow),
        }
    )
    prices = market.sides.with_columns(
        price=pl.Series(np.concatenate([allocation.need_price, allocation.capability_price]))
    )
    if market.rules is not None:
        firms = market.rules.firms.rename("id")
        prices = pl.concat(
            [
                prices,
                pl.DataFrame([firms, pl.Series("price", allocation.firm_price)]).select(
                    pl.lit("firm").alias("side"), "id", "price"
                ),
            ]
        )
    total = exact_sum_of_products(market.cost[chosen], delivered) + exact_sum_of_products(
        market.penalty[short], allocation.unmet[short]
    )
    return assignments, unmet, prices, total
