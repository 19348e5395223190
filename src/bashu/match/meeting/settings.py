"""What counts how much when meetings are planned; every default is explained on the method page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeetSettings:
    """How wishes become scores, and what a schedule may spend on being fair.

    Attributes
    ----------
    must, want
        Score of a wish in words; a wish given as a number is its own score.
    fairness
        The share of the best score found that fairness may cost.
    plenty
        Nobody with a feasible request stays without a meeting while somebody has so many.
    walk_minutes
        Minutes on foot between two halls for which the table of walking times names no other.
    most_in_row
        The most meetings somebody has without a rest; None sets no limit.
    rest_minutes
        A pause of so many minutes between two meetings is a rest.
    anew
        Where the bound is not reached, slots are emptied and filled again, a few at a time, until so many
        pairs have been weighed; more takes longer.
    polish
        Steps of the search that follows where the bound is not reached; more takes longer.
    most_moved
        On the day, how many standing meetings may move so that one more finds room.
    reach
        How many meetings are looked at in search of room for one more before it is given up.
    """

    must: int = 100
    want: int = 40
    fairness: float = 0.001
    plenty: int = 5
    walk_minutes: float = 10.0
    most_in_row: int | None = None
    rest_minutes: float = 15.0
    anew: int = 150_000
    polish: int = 3_000
    most_moved: int = 2
    reach: int = 400
