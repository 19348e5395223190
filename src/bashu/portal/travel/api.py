"""Minutes between places as data."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Query, Router

from bashu.portal.bounds import Text
from bashu.portal.request import PortalRequest
from bashu.portal.travel.pages import TravelPage, travel_page

router = Router(tags=["travel"])

Year = Annotated[int | None, Query(ge=1900, le=2200)]


@router.get("/travel", response=TravelPage)
def travel(
    request: PortalRequest,
    place: Text = "",
    carries: Literal["goods", "people"] = "goods",
    year: Year = None,
    before: Year = None,
    after: Year = None,
) -> TravelPage:
    """Minutes from a place, and what changed between two timetables."""
    return travel_page(request.engines, place, carries, year, before=before, after=after)
