"""The page of the published statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.portal.figures import pages
from bashu.portal.forms import Listing
from bashu.portal.listed import list_file
from bashu.portal.render import show

if TYPE_CHECKING:
    from django.http import HttpResponse

    from bashu.portal.request import PortalRequest


def statistics(request: PortalRequest) -> HttpResponse:
    """Published figures with their scope."""
    listing = Listing.read(request, pages.FILTERS)
    page = pages.statistics_page(request.engines, listing.chosen, listing.sort, listing.page, listing.size)
    return show(request, "figures/statistics.html", page)


def statistics_file(request: PortalRequest, suffix: str) -> HttpResponse:
    """The chosen figures as a file."""
    listing = Listing.read(request, pages.FILTERS)
    return list_file(
        request, "statistics", pages.statistics_chosen(request.engines, listing.chosen, listing.sort), suffix
    )
