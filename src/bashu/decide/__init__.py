"""Where the rooms meet: what to complete first, whether to build here, what faster travel makes possible."""

from bashu.decide.effects import travel_effects
from bashu.decide.gaps import GapSettings, gaps
from bashu.decide.light import Condition, WeighSettings
from bashu.decide.verdict import Verdict
from bashu.decide.weigh import Weigher, weigh

__all__ = [
    "Condition",
    "GapSettings",
    "Verdict",
    "WeighSettings",
    "Weigher",
    "gaps",
    "travel_effects",
    "weigh",
]
