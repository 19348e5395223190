"""The whole market at once: the cheapest plan, its proof, what it is worth and to whom."""

from bashu.match.market.flow import Flow, FlowSolver, Network, NetworkSimplex
from bashu.match.market.planning import Plan, plan
from bashu.match.market.reasons import REASONS, VERDICTS, Explanation

__all__ = [
    "REASONS",
    "VERDICTS",
    "Explanation",
    "Flow",
    "FlowSolver",
    "Network",
    "NetworkSimplex",
    "Plan",
    "plan",
]
