"""Agreements as data."""

from __future__ import annotations

from ninja import Router

from bashu.portal.bounds import FIRST, SIZE, Number, Size, Text
from bashu.portal.ledger import pages
from bashu.portal.request import PortalRequest

router = Router(tags=["agreements"])


@router.get("/agreements", response=pages.AgreementsPage)
def agreements(
    request: PortalRequest,
    level: Text = "",
    lines: Text = "",
    status: Text = "",
    sort: Text = "",
    page: Number = FIRST,
    size: Size = SIZE,
) -> pages.AgreementsPage:
    """What was agreed, the latest first."""
    return pages.agreements_page(
        request.engines, {"level": level, "lines": lines, "status": status}, sort, page, size
    )


@router.get("/agreements/{agreement}", response=pages.AgreementPage)
def agreement(request: PortalRequest, agreement: str) -> pages.AgreementPage:
    """One agreement with its evidence."""
    return pages.agreement_page(request.engines, agreement)
