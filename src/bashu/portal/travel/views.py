"""The page of the minutes between places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.portal.forms import read_form
from bashu.portal.render import show
from bashu.portal.travel.forms import TravelForm
from bashu.portal.travel.pages import travel_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from bashu.portal.request import PortalRequest


def travel(request: PortalRequest) -> HttpResponse:
    """Minutes from a place, then and now."""
    asked = read_form(TravelForm, request)
    page = travel_page(
        request.engines,
        asked["place"],
        asked["carries"] or "goods",
        asked["year"],
        before=asked["before"],
        after=asked["after"],
    )
    return show(request, "travel/travel.html", page)
