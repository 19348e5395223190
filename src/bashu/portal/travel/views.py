"""The pages of the minutes between places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.errors import InputError, UnknownName
from bashu.portal.core.limits import spend
from bashu.portal.forms import read_form
from bashu.portal.render import show
from bashu.portal.shown import told
from bashu.portal.travel.effects import effects_page
from bashu.portal.travel.forms import EffectsForm, TravelForm, read_line
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
        asked["carries"] or "people",
        asked["year"],
        before=asked["before"],
        after=asked["after"],
    )
    return show(request, "travel/travel.html", page)


def effects(request: PortalRequest) -> HttpResponse:
    """What two timetables or a planned line make possible."""
    asked = read_form(EffectsForm, request)
    line = read_line(request.GET.getlist("stop"), request.GET.getlist("at"))
    if line or asked["before"] or asked["after"]:
        spend(request, "compute")
    question = (request.engines, asked["before"], asked["after"], line)
    try:
        page, status = effects_page(*question), 200
    except (UnknownName, InputError) as wrong:
        # the form comes back with what was typed and says what is wrong with it
        status = 404 if isinstance(wrong, UnknownName) else 400
        page = effects_page(*question, told(wrong.findings[0]))
    return show(request, "travel/effects.html", page, status)
