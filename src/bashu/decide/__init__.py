"""Where the rooms meet: what to complete first, whether to build here, what faster travel makes possible."""

from bashu.decide.commutes import commute_effects
from bashu.decide.effects import travel_effects
from bashu.decide.gaps import GapSettings, gaps
from bashu.decide.light import Condition, WeighSettings
from bashu.decide.nearer import with_names
from bashu.decide.openness import openness, period_ends
from bashu.decide.verdict import Verdict
from bashu.decide.weigh import Weigher, weigh

__all__ = [
    "Condition",
    "GapSettings",
    "Verdict",
    "WeighSettings",
    "Weigher",
    "commute_effects",
    "gaps",
    "openness",
    "period_ends",
    "travel_effects",
    "weigh",
    "with_names",
]
