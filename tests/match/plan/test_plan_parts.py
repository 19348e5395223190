"""The parts behind the plan: the flow solver, the basis, and numbers too large for exact distances."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from bashu.errors import PlanError
from bashu.match.market import Network, NetworkSimplex, plan
from bashu.workspace import Basis, Viewpoint

NETWORK = Network(3, np.array([0, 0, 1], np.int32), np.array([1, 2, 2], np.int32), np.array([1, 3, 5]))


def test_potentials_prove_the_flow_and_a_second_solve_starts_warm() -> None:
    solver = NetworkSimplex(NETWORK)
    for supply, expected in ((5, 21), (4, 15), (6, 27)):
        capacities = np.array([3, 3, 5])
        flow = solver.solve(np.array([supply, 0, -supply]), capacities)
        assert int(flow.amounts @ NETWORK.costs) == expected
        reduced = NETWORK.costs + flow.potentials[NETWORK.starts] - flow.potentials[NETWORK.ends]
        assert (reduced[flow.amounts < capacities] >= 0).all()
        assert (reduced[flow.amounts > 0] <= 0).all()


def test_a_network_that_cannot_carry_its_supplies_says_so() -> None:
    with pytest.raises(PlanError, match="cannot carry"):
        NetworkSimplex(NETWORK).solve(np.array([9, 0, -9]), np.array([3, 3, 5]))


def small_plan(penalty: int) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    return (
        pl.DataFrame({"need": ["a", "b"], "quantity": [2, 2], "penalty": [penalty, penalty - 1]}),
        pl.DataFrame({"capability": ["x"], "capacity": [2]}),
        pl.DataFrame({"need": ["a", "b"], "capability": ["x", "x"], "cost": [1, 1]}),
    )


def test_a_plan_says_what_its_tables_rest_on() -> None:
    basis = Basis("7", Viewpoint.public(), illustrative=True)
    made = plan(*small_plan(9)).with_basis(basis)
    assert made.basis == basis
    assert made.replan().basis == basis


def test_worth_is_exact_or_refused() -> None:
    made = plan(*small_plan(10**6))
    assert made.worth["worth"].to_list() == [10**6 - 2]
    huge = plan(*small_plan(2**56))
    huge.certify()
    with pytest.raises(PlanError, match="too large"):
        _ = huge.worth
