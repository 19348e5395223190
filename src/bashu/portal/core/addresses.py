"""Addresses whose code loads when somebody asks below them, not before the first page."""

from __future__ import annotations

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class LoadedWhenAsked(URLResolver):
    """A group of addresses known by its prefix and its namespace until one of them is asked for or written.

    ``include`` loads every module that it names before the portal answers at all.

    Parameters
    ----------
    prefix
        What the addresses begin with, such as ``api/``.
    module
        Name of a module with ``urlpatterns``.
    namespace
        What stands before the colon when one of them is written.

    Examples
    --------
    >>> LoadedWhenAsked("api/", "bashu.portal.api", "api").namespace
    'api'
    """

    def __init__(self, prefix: str, module: str, namespace: str) -> None:
        super().__init__(RoutePattern(prefix), module, app_name=namespace, namespace=namespace)

    def _populate(self) -> None:
        """Nothing to know beforehand: Django writes an address of a namespace from its patterns alone."""
