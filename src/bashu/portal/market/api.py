"""Suppliers, needs and the plan as data."""

from __future__ import annotations

from typing import Annotated

from ninja import Query, Router

from bashu.portal.bounds import FIRST, SIZE, Number, Size, Text
from bashu.portal.core.limits import spend
from bashu.portal.market import pages
from bashu.portal.market.plan import PlanPage, plan_page
from bashu.portal.request import PortalRequest

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


@router.get("/needs", response=pages.NeedsPage)
def needs(
    request: PortalRequest,
    product: Text = "",
    standing: Text = "",
    region: Text = "",
    sort: Text = "",
    page: Number = FIRST,
    size: Size = SIZE,
) -> pages.NeedsPage:
    """What firms look for."""
    chosen = {"product": product, "standing": standing, "region": region}
    return pages.needs_page(request.engines, chosen, sort, page, size)


@router.get("/plan", response=PlanPage)
def plan(request: PortalRequest, page: Number = FIRST, size: Size = SIZE) -> PlanPage:
    """The plan for the whole market with its figures."""
    return plan_page(request.engines, page, size)
