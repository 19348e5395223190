"""Pages of the organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.portal.core.limits import spend
from bashu.portal.firms import pages
from bashu.portal.firms.firm import firm_page
from bashu.portal.firms.register import FILTERS
from bashu.portal.firms.wanted import wanted_page
from bashu.portal.forms import Listing
from bashu.portal.listed import list_file
from bashu.portal.render import show

if TYPE_CHECKING:
    from django.http import HttpResponse

    from bashu.portal.request import PortalRequest


def firms(request: PortalRequest) -> HttpResponse:
    """The organisations, searched and filtered."""
    listing = Listing.read(request, FILTERS)
    page = pages.firms_page(
        request.engines,
        listing.chosen,
        listing.query,
        sort=listing.sort,
        page=listing.page,
        size=listing.size,
    )
    return show(request, "firms/list.html", page)


def firms_file(request: PortalRequest, suffix: str) -> HttpResponse:
    """The chosen organisations as a file."""
    listing = Listing.read(request, FILTERS)
    chosen = pages.firms_chosen(request.engines, listing.chosen, listing.query, listing.sort)
    return list_file(request, "organisations", chosen, suffix)


def firm(request: PortalRequest, organisation: str) -> HttpResponse:
    """One organisation."""
    return show(request, "firms/firm.html", firm_page(request.engines, organisation))


def wanted(request: PortalRequest, organisation: str) -> HttpResponse:
    """The needs that one organisation could serve."""
    spend(request, "compute")
    return show(request, "firms/wanted.html", wanted_page(request.engines, organisation))
