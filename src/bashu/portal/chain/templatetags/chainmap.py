"""What the address of the chain map carries: marked products, and what a filter must not lose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

if TYPE_CHECKING:
    from django.template.context import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def marking(context: Context, product: str) -> str:
    """The query of this page with one product marked, or no longer marked."""
    asked = context["request"].GET.copy()
    marks = asked.getlist("mark")
    asked.setlist(
        "mark", [mark for mark in marks if mark != product] if product in marks else [*marks, product]
    )
    return f"?{asked.urlencode()}"


@register.simple_tag(takes_context=True)
def carried(context: Context, *names: str) -> list[tuple[str, str]]:
    """The parts of the address that a form hands on, every value of each."""
    asked = context["request"].GET
    return [(name, value) for name in names for value in asked.getlist(name)]
