"""Minutes between places as data."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Query, Router

from bashu.portal.bounds import Text
from bashu.portal.core.limits import spend
from bashu.portal.request import PortalRequest
from bashu.portal.travel.effects import EffectsPage, effects_page
from bashu.portal.travel.forms import MOST_STOPS, read_line
from bashu.portal.travel.pages import TravelPage, travel_page

router = Router(tags=["travel"])

Year = Annotated[int | None, Query(ge=1900, le=2200)]


@router.get("/travel", response=TravelPage)
def travel(
    request: PortalRequest,
    place: Text = "",
    carries: Literal["goods", "people"] = "people",
    year: Year = None,
    before: Year = None,
    after: Year = None,
) -> TravelPage:
    """Minutes from a place, and what changed between two timetables."""
    return travel_page(request.engines, place, carries, year, before=before, after=after)


Stops = Annotated[
    list[str], Query(max_length=MOST_STOPS, description="stops of a planned line, by id or name")
]
At = Annotated[list[str], Query(max_length=MOST_STOPS, description="minutes of each stop from the first one")]


@router.get("/travel/effects", response=EffectsPage)
def effects(
    request: PortalRequest,
    stop: Stops = [],  # noqa: B006 (ninja copies what a query does not give)
    at: At = [],  # noqa: B006
    before: Year = None,
    after: Year = None,
) -> EffectsPage:
    """Matches and ways to work that two timetables or a planned line make possible."""
    spend(request, "compute")
    return effects_page(request.engines, before, after, read_line(stop, at))
