"""The page on which an intention to build is weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.errors import UnknownName
from bashu.portal.core.limits import spend
from bashu.portal.forms import read_form
from bashu.portal.render import show
from bashu.portal.shown import told
from bashu.portal.weighing.forms import WeighForm
from bashu.portal.weighing.pages import weigh_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from bashu.portal.request import PortalRequest


def weigh(request: PortalRequest) -> HttpResponse:
    """The form and, once it is filled in, the verdict."""
    asked = read_form(WeighForm, request)
    if asked["product"] and asked["place"]:
        spend(request, "compute")
    try:
        page, status = weigh_page(request.engines, asked["product"], asked["place"]), 200
    except UnknownName as unknown:
        # the form comes back with what was typed, and says which name is not known and which are near
        message = told(unknown.findings[0])
        page, status = weigh_page(request.engines, asked["product"], asked["place"], message), 404
    return show(request, "weighing/weigh.html", page, status)
