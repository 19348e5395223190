"""Pages of the agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.portal.forms import Listing
from bashu.portal.ledger import pages
from bashu.portal.listed import list_file
from bashu.portal.render import show

if TYPE_CHECKING:
    from django.http import HttpResponse

    from bashu.portal.request import PortalRequest


def agreements(request: PortalRequest) -> HttpResponse:
    """What was agreed."""
    listing = Listing.read(request, pages.FILTERS)
    page = pages.agreements_page(request.engines, listing.chosen, listing.sort, listing.page, listing.size)
    return show(request, "ledger/agreements.html", page)


def agreements_file(request: PortalRequest, suffix: str) -> HttpResponse:
    """The chosen agreements as a file."""
    listing = Listing.read(request, pages.FILTERS)
    return list_file(
        request, "agreements", pages.agreements_chosen(request.engines, listing.chosen, listing.sort), suffix
    )


def agreement(request: PortalRequest, agreement: str) -> HttpResponse:
    """One agreement with its evidence."""
    return show(request, "ledger/agreement.html", pages.agreement_page(request.engines, agreement))
