"""Addresses in templates."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from bashu.portal.core.context import local_path

register = template.Library()


@register.filter
def local(path: str) -> str:
    """The address of a thing in the reader's language."""
    return local_path(path, english=(get_language() or "").startswith("en"))
