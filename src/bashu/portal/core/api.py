"""The home page, the search box, the methods and the sources as data."""

from __future__ import annotations

from ninja import Router

from bashu.portal.bounds import Text
from bashu.portal.core import pages
from bashu.portal.core.methods import MethodsPage, methods_page
from bashu.portal.core.searching import SearchPage, search_page
from bashu.portal.core.sources import SourcesPage, sources_page
from bashu.portal.request import PortalRequest

router = Router(tags=["core"])


@router.get("/home", response=pages.HomePage)
def home(request: PortalRequest) -> pages.HomePage:
    """Headline figures, findings, tiles with flows, the lines of work, the latest agreements."""
    return pages.home_page(request.engines)


@router.get("/search", response=SearchPage)
def search(request: PortalRequest, q: Text = "") -> SearchPage:
    """Products and organisations that a text may mean."""
    return search_page(request.engines, q)


@router.get("/methods", response=MethodsPage)
def methods(request: PortalRequest) -> MethodsPage:
    """How every number is made."""
    return methods_page(request.engines)


@router.get("/sources", response=SourcesPage)
def sources(request: PortalRequest) -> SourcesPage:
    """The tables with their files, and the sources behind them."""
    return sources_page(request.engines)
