"""A plan beside what happens without it: what planning together is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.match.market.baselines import each_buyer_alone, greedy

if TYPE_CHECKING:
    from bashu.match.market.planning import Plan


def compare(plan: Plan) -> pl.DataFrame:
    """Set a plan beside the two rules a market follows without one.

    Returns
    -------
    polars.DataFrame
        way (``plan``, ``greedy``, ``each buyer alone``), total_cost, dearer_than_plan, needs_unmet (in
        whole or in part), orders. Costs are text when they exceed 64 bits, else whole numbers.

    Examples
    --------
    >>> from bashu.match.market.planning import plan
    >>> needs = pl.DataFrame({"need": ["a", "b"], "quantity": [1, 1], "penalty": [90, 90]})
    >>> capabilities = pl.DataFrame({"capability": ["x", "y"], "capacity": [1, 1]})
    >>> offers = pl.DataFrame(
    ...     {"need": ["a", "a", "b"], "capability": ["x", "y", "x"], "cost": [10, 12, 30]}
    ... )
    >>> compare(plan(needs, capabilities, offers)).select("way", "total_cost", "needs_unmet").rows()
    [('plan', 42, 0), ('greedy', 100, 1), ('each buyer alone', 100, 1)]
    """
    ways = [("plan", plan.total_cost, plan.unmet.height, plan.assignments.height)]
    for baseline in (greedy(plan.market), each_buyer_alone(plan.market)):
        ways.append((baseline.name, baseline.total_cost, baseline.unmet.height, baseline.assignments.height))
    large = max(cost for _, cost, _, _ in ways) >= 2**63
    return pl.DataFrame(
        {
            "way": [way for way, _, _, _ in ways],
            "total_cost": [str(cost) if large else cost for _, cost, _, _ in ways],
            "dearer_than_plan": [
                str(cost - plan.total_cost) if large else cost - plan.total_cost for _, cost, _, _ in ways
            ],
            "needs_unmet": [unmet for _, _, unmet, _ in ways],
            "orders": [orders for _, _, _, orders in ways],
        }
    )
