"""Pages of the chain map, the products and the gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.portal.chain import pages
from bashu.portal.chain.forms import MapForm, ProductForm
from bashu.portal.chain.gaps import GAP_FILTERS, gaps_chosen, gaps_page
from bashu.portal.chain.product import product_page
from bashu.portal.forms import LONGEST, Listing, read_form
from bashu.portal.listed import list_file
from bashu.portal.render import show

if TYPE_CHECKING:
    from django.http import HttpResponse

    from bashu.portal.request import PortalRequest


def chain(request: PortalRequest) -> HttpResponse:
    """The chain map."""
    listing, asked = Listing.read(request, ("region", *pages.FILTERS)), read_form(MapForm, request)
    page = pages.chain_page(
        request.engines,
        listing.chosen,
        pages.Asked(
            selected=asked["product"],
            query=asked["q"],
            marks=tuple(mark[:LONGEST] for mark in request.GET.getlist("mark")),
            since=asked["since"],
            until=asked["until"],
            all_links=asked["links"] == "all",
        ),
    )
    return show(request, "chain/map.html", page)


def product(request: PortalRequest, product: str) -> HttpResponse:
    """One product."""
    asked = read_form(ProductForm, request)
    page = product_page(request.engines, product, asked["region"], asked["page"] or 1)
    return show(request, "chain/product.html", page)


def gaps(request: PortalRequest) -> HttpResponse:
    """What is missing, the most urgent first."""
    listing = Listing.read(request, GAP_FILTERS)
    page = gaps_page(request.engines, listing.chosen, listing.sort, listing.page, listing.size)
    return show(request, "chain/gaps.html", page)


def gaps_file(request: PortalRequest, suffix: str) -> HttpResponse:
    """The chosen gaps as a file."""
    listing = Listing.read(request, GAP_FILTERS)
    return list_file(request, "gaps", gaps_chosen(request.engines, listing.chosen, listing.sort), suffix)
