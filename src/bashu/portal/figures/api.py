"""Published statistics as data."""

from __future__ import annotations

from ninja import Router

from bashu.portal.bounds import FIRST, SIZE, Number, Size, Text
from bashu.portal.figures import pages
from bashu.portal.request import PortalRequest

router = Router(tags=["statistics"])


@router.get("/statistics", response=pages.StatisticsPage)
def statistics(
    request: PortalRequest,
    region: Text = "",
    measure: Text = "",
    scope: Text = "",
    publisher: Text = "",
    sort: Text = "",
    page: Number = FIRST,
    size: Size = SIZE,
) -> pages.StatisticsPage:
    """Published figures with scope and publisher, conflicts apart."""
    chosen = {"region": region, "measure": measure, "scope": scope, "publisher": publisher}
    return pages.statistics_page(request.engines, chosen, sort, page, size)
