"""What if: the same market without a firm, without the other region, or with other costs, beside the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.errors import Finding, UnknownName
from bashu.match.market.gains import offers_at_home
from bashu.tables import as_frame, as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bashu.match.market.planning import Plan
    from bashu.tables import Frame


@dataclass(frozen=True, eq=False)
class Scenario:
    """What differs from the market of a plan.

    Attributes
    ----------
    quantities
        need, quantity: needs that change.
    capacities
        capability, capacity: capabilities that change; 0 for a lost one.
    offers
        need, capability, cost: all offers, when they change.
    """

    quantities: Frame | None = None
    capacities: Frame | None = None
    offers: Frame | None = None


@dataclass(frozen=True, eq=False)
class Scenarios:
    """A plan beside the plans of its scenarios.

    Attributes
    ----------
    summary
        scenario, total_cost, dearer_than_plan (both text beyond 64 bits), needs_unmet, needs_worse (short by
        more than in the plan), needs_better, orders; the plan itself comes first, named ``plan``.
    unmet
        scenario, need, quantity, more (than in the plan): every need whose unmet quantity differs.
    plans
        The plan of each scenario.
    """

    summary: pl.DataFrame
    unmet: pl.DataFrame
    plans: Mapping[str, Plan]


def without_firm(capabilities: Frame, organisation: str) -> Scenario:
    """The market without one firm: all its capabilities have no capacity.

    Raises
    ------
    UnknownName
        When the firm has no capability.
    """
    able = as_text(
        as_frame(capabilities, "capabilities", ["capability", "organisation"]), "capability", "organisation"
    )
    own = able.filter(pl.col("organisation") == organisation)
    if not own.height:
        details = {"what": "organisation", "nearest": ""}
        raise UnknownName(Finding("unknown_name", value=organisation, details=details))
    return Scenario(capacities=own.select("capability", capacity=pl.lit(0)))


def each_region_alone(offers: Frame, needs: Frame, capabilities: Frame) -> Scenario:
    """The market without the other region: only offers inside one region are left.

    What its plan costs more than the common plan is the value of cooperation in one number.
    """
    return Scenario(offers=offers_at_home(offers, needs, capabilities))


def scenarios(
    plan: Plan, cases: Mapping[str, Scenario], progress: Callable[[float], None] | None = None
) -> Scenarios:
    """Plan each scenario and set it beside the plan.

    Parameters
    ----------
    progress
        Called with the share that is done, 0 to 1; what it raises ends the work.

    Examples
    --------
    >>> from bashu.match.market.planning import plan
    >>> needs = pl.DataFrame({"need": ["a"], "quantity": [3], "penalty": [90]})
    >>> capabilities = pl.DataFrame(
    ...     {"capability": ["x", "y"], "capacity": [3, 2], "organisation": ["X", "Y"]}
    ... )
    >>> offers = pl.DataFrame({"need": ["a", "a"], "capability": ["x", "y"], "cost": [10, 20]})
    >>> beside = scenarios(
    ...     plan(needs, capabilities, offers), {"without X": without_firm(capabilities, "X")}
    ... )
    >>> beside.summary.select("scenario", "total_cost", "dearer_than_plan", "needs_worse").rows()
    [('plan', 30, 0, 0), ('without X', 130, 100, 1)]
    """
    plans = {}
    for number, (name, case) in enumerate(cases.items()):
        if progress is not None:
            progress(number / len(cases))
        plans[name] = _plan_of(plan, case)
    beside = {"plan": plan, **plans}
    differences = pl.concat([_difference(name, plan, other) for name, other in beside.items()])
    large = max(other.total_cost for other in beside.values()) >= 2**63
    rows = []
    for name, other in beside.items():
        mine = differences.filter(pl.col("scenario") == name)["more"]
        dearer = other.total_cost - plan.total_cost
        rows.append(
            {
                "scenario": name,
                "total_cost": str(other.total_cost) if large else other.total_cost,
                "dearer_than_plan": str(dearer) if large else dearer,
                "needs_unmet": other.unmet.height,
                "needs_worse": int((mine > 0).sum()),
                "needs_better": int((mine < 0).sum()),
                "orders": other.assignments.height,
            }
        )
    return Scenarios(pl.DataFrame(rows), differences, plans)


def _plan_of(plan: Plan, case: Scenario) -> Plan:
    from bashu.match.market.planning import plan_of_market
    from bashu.match.market.reading import with_offers

    based = plan if case.offers is None else plan_of_market(with_offers(plan.market, case.offers))
    if case.quantities is None and case.capacities is None:
        return based
    return based.replan(case.quantities, capacities=case.capacities)


def _difference(name: str, plan: Plan, other: Plan) -> pl.DataFrame:
    before, after = plan.allocation.unmet, other.allocation.unmet
    places = np.flatnonzero(before != after)
    return pl.DataFrame(
        {
            "scenario": pl.Series([name] * len(places), dtype=pl.String),
            "need": plan.market.needs.gather(places),
            "quantity": after[places],
            "more": after[places] - before[places],
        }
    )
