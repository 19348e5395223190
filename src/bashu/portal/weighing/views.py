"""The page on which an intention to build is weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.portal.core.limits import spend
from bashu.portal.forms import read_form
from bashu.portal.render import show
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
    return show(request, "weighing/weigh.html", weigh_page(request.engines, asked["product"], asked["place"]))
