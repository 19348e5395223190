"""Minutes between places: goods by road, people by the fastest mode; what comes within reach."""

from bashu.travel.changes import THRESHOLDS
from bashu.travel.places import PlaceIndex, find_place, workplaces
from bashu.travel.settings import TravelSettings
from bashu.travel.travel import Leg, Travel
from bashu.travel.ways import Carries

__all__ = [
    "THRESHOLDS",
    "Carries",
    "Leg",
    "PlaceIndex",
    "Travel",
    "TravelSettings",
    "find_place",
    "workplaces",
]
