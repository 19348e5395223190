"""The home page, the search box, the methods and the sources as data."""

from __future__ import annotations

from ninja import Router

from bashu.portal.bounds import Text
from bashu.portal.core import pages
from bashu.portal.core.methods import MethodsPage, methods_page
from bashu.portal.request import PortalRequest

router = Router(tags=["core"])


@router.get("/home", response=pages.HomePage)
def home(request: PortalRequest) -> pages.HomePage:
    """Headline figures, findings, tiles with flows, the lines of work, the latest agreements."""
    return pages.home_page(request.engines)


@router.get("/search", response=pages.SearchPage)
def search(request: PortalRequest, q: Text = "") -> pages.SearchPage:
    """Products and organisations that a text may mean."""
    return pages.search_page(request.engines, q)


@router.get("/methods", response=MethodsPage)
def methods(request: PortalRequest) -> MethodsPage:
    """How every number is made."""
    return methods_page(request.engines)


@router.get("/sources", response=pages.SourcesPage)
def sources(request: PortalRequest) -> pages.SourcesPage:
    """The tables with their files, and the sources behind them."""
    return pages.sources_page(request.engines)
