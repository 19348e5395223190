"""Matching: find the right suppliers for a need, and plan the whole market."""

from bashu.match.catalogue import Catalogue, Hit, SearchWeights
from bashu.match.market import Plan, plan
from bashu.match.ranking import Need, Ranker, RankSettings, RankWeights, WhyNot

__all__ = [
    "Catalogue",
    "Hit",
    "Need",
    "Plan",
    "RankSettings",
    "RankWeights",
    "Ranker",
    "SearchWeights",
    "WhyNot",
    "plan",
]
