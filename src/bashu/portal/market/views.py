"""Pages of finding a supplier, the needs and the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect

from bashu.portal.core.context import local_path
from bashu.portal.core.language import reads_english
from bashu.portal.core.limits import spend
from bashu.portal.forms import Listing, read_form
from bashu.portal.listed import list_file
from bashu.portal.market import needs as needed
from bashu.portal.market import pages
from bashu.portal.market.forms import SupplierForm, WhyForm, WhyNotForm
from bashu.portal.market.need import need_page
from bashu.portal.market.plan import plan_page
from bashu.portal.market.scenarios import KIND, market_of_run
from bashu.portal.market.why import why_page
from bashu.portal.render import show
from bashu.portal.runs.models import DONE, Run

if TYPE_CHECKING:
    from django.http import HttpResponse

    from bashu.portal.request import PortalRequest


def suppliers(request: PortalRequest) -> HttpResponse:
    """Who can supply what was typed."""
    asked = read_form(SupplierForm, request)
    if asked["q"] or asked["product"]:
        spend(request, "compute")
    page = pages.suppliers_page(
        request.engines, asked["q"], asked["product"], asked["place"], pages.MOST_SUPPLIERS
    )
    return show(request, "market/suppliers.html", page)


def needs(request: PortalRequest) -> HttpResponse:
    """What firms look for."""
    listing = Listing.read(request, needed.FILTERS)
    page = needed.needs_page(request.engines, listing.chosen, listing.sort, listing.page, listing.size)
    return show(request, "market/needs.html", page)


def needs_file(request: PortalRequest, suffix: str) -> HttpResponse:
    """The chosen needs as a file."""
    listing = Listing.read(request, needed.FILTERS)
    return list_file(
        request, "needs", needed.needs_chosen(request.engines, listing.chosen, listing.sort), suffix
    )


def need(request: PortalRequest, need: str) -> HttpResponse:
    """One need: what is wanted, who could supply it, and why not somebody else."""
    asked = read_form(WhyNotForm, request)
    spend(request, "compute")
    return show(request, "market/need.html", need_page(request.engines, need, asked["firm"]))


def plan(request: PortalRequest) -> HttpResponse:
    """The plan for the whole market."""
    listing = Listing.read(request, {})
    return show(request, "market/plan.html", plan_page(request.engines, listing.page, listing.size))


def why(request: PortalRequest) -> HttpResponse:
    """Why a need is served as it is; alone for a dialog, else as a page."""
    asked = read_form(WhyForm, request)
    if not asked["need"]:
        return redirect(local_path("/plan/", english=reads_english()))
    if asked["run"]:
        run = Run.objects.filter(key=asked["run"], kind=KIND, state=DONE).first()
        market = None if run is None else market_of_run(run)
    else:
        market = request.engines.market()
    if market is None:
        raise Http404(asked["run"])
    inner = request.headers.get("HX-Request") == "true"
    template = "market/why_body.html" if inner else "market/why.html"
    return show(request, template, why_page(request.engines, market, asked["need"]))
