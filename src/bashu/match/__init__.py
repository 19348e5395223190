"""Matching: find the right suppliers for a need, and plan the whole market."""

from bashu.match.catalogue import Catalogue, CatalogueFile, Hit, SearchWeights
from bashu.match.market import Plan, plan
from bashu.match.meeting import MeetSettings, Repair, Schedule, meet, repair
from bashu.match.offers import Offers, offers
from bashu.match.ranking import Lesson, Need, Ranker, RankSettings, RankWeights, WhyNot, learn_weights
from bashu.match.timetables import by_timetables
from bashu.match.unit_costs import CostSettings

__all__ = [
    "Catalogue",
    "CatalogueFile",
    "CostSettings",
    "Hit",
    "Lesson",
    "MeetSettings",
    "Need",
    "Offers",
    "Plan",
    "RankSettings",
    "RankWeights",
    "Ranker",
    "Repair",
    "Schedule",
    "SearchWeights",
    "WhyNot",
    "by_timetables",
    "learn_weights",
    "meet",
    "offers",
    "plan",
    "repair",
]
