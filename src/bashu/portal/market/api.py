"""Suppliers, needs and the plan as data."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404, HttpResponse
from ninja import Query, Router

from bashu.portal.bounds import FIRST, SIZE, Number, Required, Size, Text
from bashu.portal.core.limits import spend
from bashu.portal.market import needs as needed
from bashu.portal.market import pages
from bashu.portal.market.need import NeedPage, need_page
from bashu.portal.market.plan import PlanPage, plan_page
from bashu.portal.market.scenarios import ScenarioPage, ScenariosPage, scenario_page, scenarios_page
from bashu.portal.market.why import WhyPage, why_page
from bashu.portal.request import PortalRequest
from bashu.portal.runs.models import Run

router = Router(tags=["market"])


@router.get("/suppliers", response=pages.SuppliersPage)
def suppliers(
    request: PortalRequest,
    q: Text = "",
    product: Text = "",
    place: Text = "",
    limit: Annotated[int, Query(ge=1, le=pages.MOST_SUPPLIERS)] = 20,
) -> pages.SuppliersPage:
    """Suppliers for words or a product, the best first, with one reason per factor."""
    spend(request, "compute")
    return pages.suppliers_page(request.engines, q, product, place, limit)


@router.get("/needs", response=needed.NeedsPage)
def needs(
    request: PortalRequest,
    product: Text = "",
    standing: Text = "",
    region: Text = "",
    sort: Text = "",
    page: Number = FIRST,
    size: Size = SIZE,
) -> needed.NeedsPage:
    """What firms look for."""
    chosen = {"product": product, "standing": standing, "region": region}
    return needed.needs_page(request.engines, chosen, sort, page, size)


@router.get("/needs/{need}", response=NeedPage)
def need(request: PortalRequest, need: str, firm: Text = "") -> NeedPage:
    """One need, its suppliers with their reasons, and why ``firm`` is not the first choice."""
    spend(request, "compute")
    return need_page(request.engines, need, firm)


@router.get("/plan", response=PlanPage)
def plan(request: PortalRequest, page: Number = FIRST, size: Size = SIZE) -> PlanPage:
    """The plan for the whole market with its figures."""
    return plan_page(request.engines, page, size)


@router.get("/plan/why", response=WhyPage)
def why(request: PortalRequest, need: Required) -> WhyPage:
    """Why a need of the plan is served as it is, with every offer and what the prices say of it."""
    market = request.engines.market()
    if market is None:
        raise Http404(need)
    return why_page(request.engines, market, need)


@router.get("/plan/scenarios", response=ScenariosPage)
def scenarios(request: PortalRequest, response: HttpResponse) -> ScenariosPage:
    """Plans under other circumstances that were asked for, with their numbers."""
    response.headers["Cache-Control"] = "no-store"
    return scenarios_page(request.engines)


@router.get("/plan/scenarios/{key}", response=ScenarioPage)
def scenario(
    request: PortalRequest, response: HttpResponse, key: str, page: Number = FIRST, size: Size = SIZE
) -> ScenarioPage:
    """One of these plans: how far it is, and what it says beside the plan as it is."""
    run = Run.objects.filter(key=key, kind="plan").first()
    if run is None:
        raise Http404(key)
    response.headers["Cache-Control"] = "no-store"
    return scenario_page(request.engines, run, page=page, size=size)
