"""Pages of the chain map, the products and the gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.portal.chain import coverage, pages
from bashu.portal.chain.end_products import coverage_list as all_end_products
from bashu.portal.chain.forms import CoverageForm, MapForm, ProductForm
from bashu.portal.chain.gaps import GAP_FILTERS, gaps_chosen, gaps_page
from bashu.portal.chain.openness import openness_now, openness_page, openness_trend
from bashu.portal.chain.product import product_page
from bashu.portal.core.language import reads_english
from bashu.portal.forms import LONGEST, Listing, read_form
from bashu.portal.listed import list_file
from bashu.portal.render import show
from bashu.report.openness import openness_rows

if TYPE_CHECKING:
    from django.http import HttpResponse

    from bashu.errors import Language
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


def coverage_list(request: PortalRequest) -> HttpResponse:
    """The coverage of every end product."""
    listing = Listing.read(request, ("region", "since"))
    page = all_end_products(request.engines, listing.chosen, listing.page, listing.size)
    return show(request, "chain/coverage_list.html", page)


def coverage_of(request: PortalRequest, product: str) -> HttpResponse:
    """The coverage of one product, part by part."""
    page = coverage.coverage_page(request.engines, product, read_form(CoverageForm, request))
    return show(request, "chain/coverage.html", page)


def coverage_file(request: PortalRequest, product: str, suffix: str) -> HttpResponse:
    """The parts of a coverage as a file; with a date, what changed since."""
    asked = read_form(CoverageForm, request)
    frame = coverage.coverage_frame(request.engines, product, asked, "en" if reads_english() else "zh")
    return list_file(request, "coverage", frame, suffix)


def openness(request: PortalRequest) -> HttpResponse:
    """How far the regions serve each other."""
    return show(request, "chain/openness.html", openness_page(request.engines))


def openness_file(request: PortalRequest, suffix: str) -> HttpResponse:
    """The matrix at the end of every year, and now, as a file."""
    rows = pl.concat([openness_trend(request.engines), openness_now(request.engines)])
    language: Language = "en" if reads_english() else "zh"
    return list_file(request, "openness", openness_rows(rows, request.engines.graph, language), suffix)


def gaps(request: PortalRequest) -> HttpResponse:
    """What is missing, the most urgent first."""
    listing = Listing.read(request, GAP_FILTERS)
    page = gaps_page(request.engines, listing.chosen, listing.sort, listing.page, listing.size)
    return show(request, "chain/gaps.html", page)


def gaps_file(request: PortalRequest, suffix: str) -> HttpResponse:
    """The chosen gaps as a file."""
    listing = Listing.read(request, GAP_FILTERS)
    chosen = gaps_chosen(request.engines, listing.chosen, listing.sort)
    return list_file(request, "gaps", chosen.drop("wanted", "project"), suffix)
