"""What the minutes assume where no source states them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TravelSettings:
    """Assumptions of travel, each in minutes, kilometres or kilometres an hour.

    ``transfer_minutes`` is added for every change of trains, because the timetables hold running times and
    no departure times. ``station_minutes`` is added once to every journey by train, for the way to the first
    and from the last station; it is 0 by default, so trains count from platform to platform.
    ``inner_minutes`` is the way between two addresses of one place. A place without rows of its own inherits
    those of its parent unless both centres are known and lie more than ``inherit_within_km`` apart.
    Where no road row exists, ``road_detour`` times the great circle at ``road_speed`` estimates the drive.
    """

    transfer_minutes: float = 45.0
    station_minutes: float = 0.0
    inner_minutes: float = 30.0
    inherit_within_km: float = 60.0
    road_detour: float = 1.35
    road_speed: float = 75.0
