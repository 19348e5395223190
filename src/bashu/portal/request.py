"""A request with the engines that answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines


class PortalRequest(HttpRequest):
    """A request after the middleware has chosen the engines: one version of the data for the whole answer."""

    engines: Engines
