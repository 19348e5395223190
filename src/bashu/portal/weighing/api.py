"""Verdicts as data."""

from __future__ import annotations

from ninja import Router

from bashu.portal.bounds import Required
from bashu.portal.core.limits import spend
from bashu.portal.request import PortalRequest
from bashu.portal.weighing.pages import WeighPage, weigh_page

router = Router(tags=["weigh"])


@router.get("/weigh", response=WeighPage)
def weigh(request: PortalRequest, product: Required, place: Required) -> WeighPage:
    """Whether to make a product at a place, with everything the verdict rests on."""
    spend(request, "compute")
    return weigh_page(request.engines, product, place)
