"""The organisations as data."""

from __future__ import annotations

from ninja import Router

from bashu.portal.bounds import FIRST, SIZE, Number, Size, Text
from bashu.portal.core.limits import spend
from bashu.portal.firms import pages
from bashu.portal.firms.firm import FirmPage, firm_page
from bashu.portal.firms.wanted import WantedPage, wanted_page
from bashu.portal.request import PortalRequest

router = Router(tags=["firms"])


@router.get("/firms", response=pages.FirmsPage)
def firms(
    request: PortalRequest,
    q: Text = "",
    kind: Text = "",
    region: Text = "",
    place: Text = "",
    standing: Text = "",
    sort: Text = "",
    page: Number = FIRST,
    size: Size = SIZE,
) -> pages.FirmsPage:
    """Organisations, searched by name and filtered."""
    chosen = {"kind": kind, "region": region, "place": place, "standing": standing}
    return pages.firms_page(request.engines, chosen, q, sort=sort, page=page, size=size)


@router.get("/firms/{organisation}", response=FirmPage)
def firm(request: PortalRequest, organisation: str) -> FirmPage:
    """One organisation as far as it is public."""
    return firm_page(request.engines, organisation)


@router.get("/firms/{organisation}/needs", response=WantedPage)
def wanted(request: PortalRequest, organisation: str) -> WantedPage:
    """The needs that one organisation could serve, those where it scores highest first."""
    spend(request, "compute")
    return wanted_page(request.engines, organisation)
