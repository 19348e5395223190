"""Minimum-cost flow behind a small interface, solved by the network simplex of LEMON (pylmcf)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bashu.errors import PlanError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Places = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Network:
    """A directed network: arcs sorted by start, then end; costs of 0 or more; whole numbers only."""

    nodes: int
    starts: Places
    ends: Places
    costs: Numbers


@dataclass(frozen=True, eq=False)
class Flow:
    """What a solver found: flow on every arc, and a potential of every node that proves it cheapest.

    With the potentials p, ``cost + p[start] - p[end]`` is at least 0 where an arc has room left, and at
    most 0 where it carries flow.
    """

    amounts: Numbers
    potentials: Numbers


class FlowSolver(Protocol):
    """Solves one network again and again for changing supplies and capacities."""

    def solve(self, supplies: Numbers, capacities: Numbers) -> Flow:
        """Ship every supply (sum 0, negative = demand) at the lowest cost."""
        ...


class NetworkSimplex:
    """The primal network simplex; a second solve starts from the basis of the first.

    Examples
    --------
    >>> network = Network(3, np.array([0, 0, 1], np.int32), np.array([1, 2, 2], np.int32), np.array([1, 3, 5]))
    >>> solver = NetworkSimplex(network)
    >>> solver.solve(np.array([5, 0, -5]), np.array([3, 3, 5])).amounts.tolist()
    [2, 3, 2]
    """

    def __init__(self, network: Network) -> None:
        import pylmcf

        self._graph = pylmcf.Graph(network.nodes, network.starts, network.ends)
        self._graph.set_edge_costs(network.costs)
        # Among the ways to repair a basis after a change this one took half the time of the default.
        self._graph.set_warm_repair("dual_greedy")
        self._capacities: Numbers | None = None

    def solve(self, supplies: Numbers, capacities: Numbers) -> Flow:
        """Ship every supply at the lowest cost; warm after the first time.

        Raises
        ------
        PlanError
            When the network cannot carry the supplies.
        """
        if self._capacities is None or not np.array_equal(self._capacities, capacities):
            self._graph.set_edge_capacities(capacities)
            self._capacities = capacities
        self._graph.set_node_supply(supplies)
        try:
            self._graph.solve()
        except RuntimeError as error:
            raise PlanError(f"the network cannot carry these supplies: {error}") from error
        return Flow(self._graph.result(), self._graph.raw_potentials())
