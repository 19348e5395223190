"""The steps of the slider: the same way in one timetable after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.portal.shown import Words
from bashu.travel import THRESHOLDS

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines

#: the step that takes the newest train known for each pair, reports of openings included
NEWEST = "newest"


@dataclass(frozen=True)
class Step:
    """One timetable: minutes to each place by its id, and how many places lie within each threshold."""

    key: str
    label: Words
    year: int | None
    chosen: bool
    minutes: dict[str, float]
    within: tuple[int, ...]


def steps(engines: Engines, start: str, year: int | None) -> tuple[Step, ...]:
    """Minutes for people from a place in every timetable, the oldest first, then with the newest trains.

    Raises
    ------
    UnknownName
        When the place is not there.
    """
    years: list[int | None] = [*engines.travel.years, None]
    return tuple(_step(engines, start, each, chosen=each == year) for each in years)


def _step(engines: Engines, start: str, year: int | None, *, chosen: bool) -> Step:
    minutes = engines.kept(
        ("minutes", start, year), lambda: engines.travel.minutes_from(start, "people", year)
    )
    return Step(
        key=NEWEST if year is None else str(year),
        label=Words("最新", "newest") if year is None else Words(str(year), str(year)),
        year=year,
        chosen=chosen,
        minutes=minutes,
        within=tuple(sum(each <= limit for each in minutes.values()) for limit in THRESHOLDS),
    )
