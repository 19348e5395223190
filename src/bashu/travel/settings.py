"""What the minutes assume where no source states them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.travel.network import Minutes


@dataclass(frozen=True)
class TravelSettings:
    """Assumptions of travel, each in minutes, kilometres or kilometres an hour.

    ``transfer_minutes`` is added for every change of trains, because the timetables hold running times and
    no departure times. ``station_minutes`` is added once to every journey by train, for the way to the first
    and from the last station; it is 0 by default, so trains count from platform to platform.
    ``inner_minutes`` is the way between two addresses of one place. A place without rows of its own inherits
    those of its parent unless both centres are known and lie more than ``inherit_within_km`` apart.
    Where no road row exists, ``road_start_minutes + road_minutes_per_km`` x great circle estimates the drive;
    both were fitted to the published driving times of the bundled corridor
    (:func:`bashu.travel.calibrate_road`), which are those of cars between expressway entrances. Every road
    minute that is not the reader's own is multiplied by ``road_factor``: 1.2 for lorries, which may drive 100
    where cars may drive 120 (Implementing Regulations of the Road Traffic Safety Law, article 78).
    """

    transfer_minutes: float = 45.0
    station_minutes: float = 0.0
    inner_minutes: float = 30.0
    inherit_within_km: float = 60.0
    road_start_minutes: float = 0.0
    road_minutes_per_km: float = 0.5725
    road_factor: float = 1.0

    def drive(self, kilometres: Minutes) -> Minutes:
        """Estimated minutes for great-circle distances.

        >>> import numpy as np
        >>> TravelSettings(road_start_minutes=10, road_minutes_per_km=0.5, road_factor=1.2).drive(np.array([60.0]))
        array([48.])
        """
        return self.road_factor * (self.road_start_minutes + self.road_minutes_per_km * kilometres)
