"""The plan of a whole market: who supplies whom at the lowest total cost, with its proof."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, UnknownName
from bashu.match.market.adjustment import adjust
from bashu.match.market.allocation import Allocation, MarketSolver
from bashu.match.market.certificate import certify, lower_bound
from bashu.match.market.plan_frames import plan_frames
from bashu.match.market.reading import check_sizes, read_changes, read_market
from bashu.match.market.reasons import Explanation, explain
from bashu.match.market.repair import Repair, fewer_small, repair
from bashu.match.market.standing import Standing
from bashu.match.market.worth import ResidualNetwork

if TYPE_CHECKING:
    from collections.abc import Callable

    from bashu.match.market.instance import Market
    from bashu.tables import Frame
    from bashu.workspace import Basis


@dataclass(frozen=True, eq=False)
class Plan:
    """The cheapest plan of a market, and the prices that prove it.

    Attributes
    ----------
    assignments
        need, capability, quantity (above 0), cost (of one unit).
    unmet
        need, quantity (above 0), penalty, reason (a code of ``REASONS``).
    total_cost
        Cost times quantity over the assignments plus penalty times quantity over the unmet needs.
    prices
        side (``need`` or ``capability``), id, price: what one unit is worth to a need, and what one unit
        of scarce capacity is worth. They prove the optimum by the identity in :mod:`certificate
        <bashu.match.market.certificate>`.
    bound
        What no plan can cost less than, proved by the prices; the total cost itself unless rules stand in
        the way that no flow can hold.
    repair
        What keeping such rules took; ``None`` without any.
    basis
        What the tables behind the plan rest on, when they came from a workspace.
    """

    assignments: pl.DataFrame
    unmet: pl.DataFrame
    total_cost: int
    prices: pl.DataFrame
    basis: Basis | None = None
    bound: int = 0
    repair: Repair | None = None
    market: Market = field(kw_only=True, repr=False)
    allocation: Allocation = field(kw_only=True, repr=False)
    flow: Allocation | None = field(default=None, kw_only=True, repr=False)
    solver: MarketSolver | None = field(default=None, kw_only=True, repr=False)

    def certify(self) -> None:
        """Prove, without the solver, that the plan keeps every rule and that none is cheaper than the bound.

        Raises
        ------
        NotOptimal
            Saying which rule is broken, or by how much the cost exceeds the bound.
        """
        bound = None if self.market.rules is None else self.bound
        certify(self.market, self.assignments, self.unmet, self.prices, self.total_cost, bound=bound)

    @property
    def gap(self) -> float:
        """By what share of its cost the plan may exceed the cheapest one: 0 when it is proved cheapest."""
        return (self.total_cost - self.bound) / self.total_cost if self.total_cost else 0.0

    def replan(self, changes: Frame | None = None, *, capacities: Frame | None = None) -> Plan:
        """Plan again after changes; this plan stays as it is.

        Parameters
        ----------
        changes
            need, quantity: the new total of each need that changes.
        capacities
            capability, capacity: the new total of each capability that changes; 0 for a lost supplier.

        Raises
        ------
        TableError
            Naming the row of an unknown or repeated id and of a number that is not whole and 0 or more.
        """
        quantity, capacity = self.market.quantity.copy(), self.market.capacity.copy()
        if changes is not None:
            places, amounts = read_changes(changes, "changes", "need", "quantity", self.market.needs)
            quantity[places] = amounts
        if capacities is not None:
            places, amounts = read_changes(
                capacities, "capacities", "capability", "capacity", self.market.capabilities
            )
            capacity[places] = amounts
        market = self.market.with_amounts(quantity, capacity)
        check_sizes(market)
        if market.rules is not None:
            return _solve(market, self.solver or MarketSolver(market), self.basis)
        adjusted = adjust(self.market, self._standing, self.allocation, market)
        if adjusted is not None:
            made = _plan_of(market, adjusted[0], self.solver, self.basis)
            made.__dict__["_standing"] = adjusted[1]
            return made
        solver = self.solver or MarketSolver(market)
        return _solve(market, solver, self.basis)

    def why(self, need: str) -> Explanation:
        """Explain the service of a need: what each supplier would have to change to be chosen.

        Raises
        ------
        UnknownName
            When the market has no such need.
        """
        need = str(need)
        place = self.market.needs.search_sorted(need)
        if place == len(self.market.needs) or self.market.needs[place] != need:
            raise UnknownName(Finding("unknown_name", value=need, details={"what": "need", "nearest": ""}))
        reasons = self.unmet.filter(pl.col("need") == need)["reason"]
        if not len(reasons):
            return explain(self.market, self.allocation, place)
        held = self.market.rules is not None and len(self.market.rules.firms) > 0
        served_from = None if held else self._residual.cost_of_one_more(place)
        return explain(self.market, self.allocation, place, reasons[0], served_from)

    @cached_property
    def _standing(self) -> Standing:
        return Standing.of(self.market, self.allocation)

    @cached_property
    def _residual(self) -> ResidualNetwork:
        """Of the plan itself; under minimum lots and all or nothing, of the flow that leaves them out."""
        if self.flow is None:
            return ResidualNetwork(self.market, self.allocation)
        return ResidualNetwork.of_flow(self.market, self.flow)

    @cached_property
    def worth(self) -> pl.DataFrame:
        """What one more unit of each capability would save: capability, worth, used, capacity.

        Under rules that no flow can hold it is the price in the flow, the most that a unit could save.
        """
        exact = self.market.rules is None
        return pl.DataFrame(
            {
                "capability": self.market.capabilities,
                "worth": self._residual.worth_of_capacity() if exact else self.allocation.capability_price,
                "used": self.allocation.used(self.market),
                "capacity": self.market.capacity,
            }
        ).sort("worth", "capability", descending=[True, False])

    def with_basis(self, basis: Basis) -> Plan:
        """The same plan, saying what its tables rest on."""
        return replace(self, basis=basis)

    def __getstate__(self) -> dict[str, object]:
        """Leave the prepared solver behind when a plan goes to another process."""
        state = {**self.__dict__, "solver": None}
        state.pop("_standing", None)
        return state


def plan(
    needs: Frame,
    capabilities: Frame,
    offers: Frame,
    firms: Frame | None = None,
    *,
    progress: Callable[[float], None] | None = None,
) -> Plan:
    """Plan a whole market at the lowest total cost (minimum-cost flow with penalties for unmet needs).

    Minimise ``sum cost x + sum penalty u`` over whole units x on offers and u unmet, where each need
    receives ``sum x + u = quantity``, each capability delivers ``sum x <= capacity``, and one supplier of
    a need with at least k suppliers delivers ``x <= floor((quantity - 1) / (k - 1))`` to it (network
    simplex; Kiraly and Kovacs, *Acta Univ. Sapientiae, Informatica* 4, 2012, 67-118).

    Parameters
    ----------
    needs
        need, quantity, penalty (cost of one unit unmet)[, min_suppliers]: whole numbers[, all_or_nothing:
        true where a part of the quantity is of no use].
    capabilities
        capability, capacity[, organisation, minimum_lot (least units of one delivery), value (money for a
        unit, where firms are limited)].
    offers
        need, capability, cost (of one unit); of the same offer twice the cheaper counts.
    firms
        organisation, limit: the most money that a firm may earn over all its capabilities.
    progress
        Called with the share that is done, 0 to 1; what it raises ends the work.

    Minimum lots, all or nothing, and limits over products of different value are no flow: the cheapest flow
    is cut to what keeps them and improved by mixed-integer programmes of small parts. The plan then states a
    proved ``bound`` and its ``gap``.

    Raises
    ------
    TableError
        Naming the row of what is absent, repeated, unknown, negative, fractional or too large.

    Examples
    --------
    >>> made = plan(
    ...     pl.DataFrame({"need": ["laptops", "panels"], "quantity": [8, 5], "penalty": [100, 60]}),
    ...     pl.DataFrame({"capability": ["boards", "glass"], "capacity": [6, 4]}),
    ...     pl.DataFrame(
    ...         {
    ...             "need": ["laptops", "panels", "panels"],
    ...             "capability": ["boards", "boards", "glass"],
    ...             "cost": [20, 10, 30],
    ...         }
    ...     ),
    ... )
    >>> made.total_cost
    500
    >>> made.unmet.rows()
    [('laptops', 2, 100, 'no_capacity'), ('panels', 1, 60, 'capacity_taken')]
    >>> made.certify()
    """
    return plan_of_market(read_market(needs, capabilities, offers, firms), progress)


def plan_of_market(market: Market, progress: Callable[[float], None] | None = None) -> Plan:
    """Plan a market that is already read."""
    return _solve(market, MarketSolver(market), None, progress)


def _solve(
    market: Market,
    solver: MarketSolver,
    basis: Basis | None,
    progress: Callable[[float], None] | None = None,
) -> Plan:
    flow = solver.solve(market)
    if market.rules is None:
        return _plan_of(market, flow, solver, basis)
    start = fewer_small(market, market.rules, solver, flow)
    kept, repaired = repair(market, market.rules, flow, start, progress)
    made = _plan_of(market, kept, solver, basis, flow)
    bound = lower_bound(market, flow.need_price, flow.capability_price, flow.firm_price)
    return replace(made, bound=bound, repair=repaired)


def _plan_of(
    market: Market,
    allocation: Allocation,
    solver: MarketSolver | None,
    basis: Basis | None,
    flow: Allocation | None = None,
) -> Plan:
    assignments, unmet, prices, total = plan_frames(market, allocation, flow)
    return Plan(
        assignments,
        unmet,
        total,
        prices,
        basis,
        total,
        market=market,
        allocation=allocation,
        flow=flow,
        solver=solver,
    )
