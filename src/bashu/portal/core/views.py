"""The home page, the search box, and the pages about the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.portal.core import errors, pages
from bashu.portal.core.bare import bare_page
from bashu.portal.core.methods import methods_page
from bashu.portal.core.searching import search_page
from bashu.portal.core.sources import sources_page
from bashu.portal.forms import ListForm, read_form
from bashu.portal.naming import foundation
from bashu.portal.render import show

if TYPE_CHECKING:
    from django.http import HttpResponse

    from bashu.portal.request import PortalRequest


def home(request: PortalRequest) -> HttpResponse:
    """The corridor in ten seconds."""
    return show(request, "core/home.html", pages.home_page(request.engines))


def search(request: PortalRequest) -> HttpResponse:
    """What the search box found."""
    return show(request, "core/search.html", search_page(request.engines, read_form(ListForm, request)["q"]))


def methods(request: PortalRequest) -> HttpResponse:
    """How every number is made."""
    return show(request, "core/methods.html", methods_page(request.engines))


def about(request: PortalRequest) -> HttpResponse:
    """What the portal is."""
    return show(request, "core/about.html", pages.AboutPage(foundation(request.engines)))


def sources(request: PortalRequest) -> HttpResponse:
    """Where the data comes from."""
    return show(request, "core/sources.html", sources_page(request.engines))


def bad_request(request: PortalRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read."""
    return errors.answer(request, errors.BAD_REQUEST)


def not_found(request: PortalRequest, exception: Exception) -> HttpResponse:
    """An address where nothing is."""
    return errors.answer(request, errors.NOT_FOUND)


def forbidden(request: PortalRequest, exception: Exception) -> HttpResponse:
    """What the public may not see or do."""
    return errors.answer(request, errors.FORBIDDEN)


def failed(request: PortalRequest) -> HttpResponse:
    """A fault of the software: a page that needs nothing that may be at fault."""
    return bare_page(request, errors.FAILED)
