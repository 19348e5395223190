"""Solve markets with OR-Tools in a process of its own: JSON lines in, one total cost a line out.

OR-Tools cannot be loaded beside other solvers of this project, hence the separate process.
"""

from __future__ import annotations

import json
import sys

from ortools.graph.python import min_cost_flow


def total_cost(market: dict[str, list[list[int]]]) -> int:
    """Needs: quantity, penalty, limit of one supplier; capabilities: capacity; offers: need, capability, cost."""
    needs, capabilities = market["needs"], market["capabilities"]
    solver = min_cost_flow.SimpleMinCostFlow()
    hub = len(needs) + len(capabilities)
    demand = sum(quantity for quantity, _, _ in needs)
    for place, (quantity, penalty, _) in enumerate(needs):
        solver.add_arc_with_capacity_and_unit_cost(hub, place, quantity, penalty)
        solver.set_node_supply(place, -quantity)
    for place, (capacity,) in enumerate(capabilities):
        solver.add_arc_with_capacity_and_unit_cost(hub, len(needs) + place, min(capacity, demand), 0)
    for need, capability, cost in market["offers"]:
        quantity, _, limit = needs[need]
        solver.add_arc_with_capacity_and_unit_cost(len(needs) + capability, need, min(quantity, limit), cost)
    solver.set_node_supply(hub, demand)
    status = solver.solve()
    assert status == solver.OPTIMAL, status
    return int(solver.optimal_cost())


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(f"{total_cost(json.loads(line))}\n")
