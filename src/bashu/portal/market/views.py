"""Pages of finding a supplier, the needs and the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.portal.core.limits import spend
from bashu.portal.forms import Listing, read_form
from bashu.portal.listed import list_file
from bashu.portal.market import pages
from bashu.portal.market.forms import SupplierForm
from bashu.portal.market.plan import plan_page
from bashu.portal.render import show

if TYPE_CHECKING:
    from django.http import HttpResponse

    from bashu.portal.request import PortalRequest


def suppliers(request: PortalRequest) -> HttpResponse:
    """Who can supply what was typed."""
    asked = read_form(SupplierForm, request)
    if asked["q"] or asked["product"]:
        spend(request, "compute")
    page = pages.suppliers_page(request.engines, asked["q"], asked["product"], asked["place"])
    return show(request, "market/suppliers.html", page)


def needs(request: PortalRequest) -> HttpResponse:
    """What firms look for."""
    listing = Listing.read(request, pages.FILTERS)
    page = pages.needs_page(request.engines, listing.chosen, listing.sort, listing.page, listing.size)
    return show(request, "market/needs.html", page)


def needs_file(request: PortalRequest, suffix: str) -> HttpResponse:
    """The chosen needs as a file."""
    listing = Listing.read(request, pages.FILTERS)
    return list_file(
        request, "needs", pages.needs_chosen(request.engines, listing.chosen, listing.sort), suffix
    )


def plan(request: PortalRequest) -> HttpResponse:
    """The plan for the whole market."""
    listing = Listing.read(request, {})
    return show(request, "market/plan.html", plan_page(request.engines, listing.page, listing.size))
