"""The whole market at once: the cheapest plan, its proof, what it is worth and to whom."""

from bashu.match.market.baselines import Baseline, each_buyer_alone, greedy
from bashu.match.market.comparison import compare
from bashu.match.market.concentration import limit_shares
from bashu.match.market.flow import Flow, FlowSolver, Network, NetworkSimplex
from bashu.match.market.gains import gains, offers_at_home
from bashu.match.market.periods import PeriodPlan, plan_periods
from bashu.match.market.planning import Plan, plan
from bashu.match.market.reasons import REASONS, VERDICTS, Explanation
from bashu.match.market.scenarios import Scenario, Scenarios, each_region_alone, scenarios, without_firm

__all__ = [
    "REASONS",
    "VERDICTS",
    "Baseline",
    "Explanation",
    "Flow",
    "FlowSolver",
    "Network",
    "NetworkSimplex",
    "PeriodPlan",
    "Plan",
    "Scenario",
    "Scenarios",
    "compare",
    "each_buyer_alone",
    "each_region_alone",
    "gains",
    "greedy",
    "limit_shares",
    "offers_at_home",
    "plan",
    "plan_periods",
    "scenarios",
    "without_firm",
]
