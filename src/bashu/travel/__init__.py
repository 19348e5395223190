"""Minutes between places: goods by road, people by the fastest mode; what comes within reach."""

from bashu.travel.calibration import RoadCalibration, calibrate_road
from bashu.travel.changes import THRESHOLDS
from bashu.travel.leg import Leg
from bashu.travel.places import PlaceIndex, find_place
from bashu.travel.settings import TravelSettings
from bashu.travel.travel import Travel
from bashu.travel.ways import Carries
from bashu.travel.workplaces import Workplaces

__all__ = [
    "THRESHOLDS",
    "Carries",
    "Leg",
    "PlaceIndex",
    "RoadCalibration",
    "Travel",
    "TravelSettings",
    "Workplaces",
    "calibrate_road",
    "find_place",
]
