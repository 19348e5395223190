"""Ranked suppliers for a need, with one visible reason per factor."""

from bashu.match.ranking.explanation import WhyNot
from bashu.match.ranking.fit import KINDS
from bashu.match.ranking.learning import Lesson, learn_weights
from bashu.match.ranking.need import Need
from bashu.match.ranking.ranker import Ranker
from bashu.match.ranking.settings import LIMITS, REASONS, RankSettings, RankWeights

__all__ = [
    "KINDS",
    "LIMITS",
    "REASONS",
    "Lesson",
    "Need",
    "RankSettings",
    "RankWeights",
    "Ranker",
    "WhyNot",
    "learn_weights",
]
