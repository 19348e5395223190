"""What lists and forms are made of: addresses with a part changed, heads to sort by, choices."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import template
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from bashu.portal.core.templatetags.portal import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.template.context import Context

    from bashu.portal.shown import Choice

register = template.Library()


@register.simple_tag(takes_context=True)
def address(context: Context, **changes: object) -> str:
    """The query of this page with some parts changed; empty ones leave it."""
    kept = _without(context["request"].META.get("QUERY_STRING", ""), tuple(changes))
    given = urlencode([(name, value) for name, value in changes.items() if value not in {"", None}])
    return f"?{'&'.join(filter(None, (kept, given)))}"


@lru_cache(maxsize=64)
def _without(query: str, names: tuple[str, ...]) -> str:
    """A query without some of its parts; a page asks for the same one hundreds of times."""
    pairs = [
        (name, value)
        for name, values in QueryDict(query.encode("latin-1")).lists()
        if name not in names
        for value in values
    ]
    return urlencode(pairs)


@register.inclusion_tag("parts/sort_head.html", takes_context=True)
def sort_head(context: Context, name: str, zh: str, en: str, kind: str = "") -> dict[str, Any]:
    """The head of a column that the server sorts by: a link that turns the order round."""
    now = context["request"].GET.get("sort", "")
    return {
        "label": say(zh, en),
        "link": address(context, sort=f"-{name}" if now == name else name, page=""),
        "direction": {name: "ascending", f"-{name}": "descending"}.get(now, ""),
        "kind": kind,
    }


@register.simple_tag
def options(choices: Iterable[Choice]) -> SafeString:
    """The choices of a select, under the names of their groups; a page has hundreds."""
    parts = [
        _options(each)
        if not str(group)
        else format_html('<optgroup label="{}">{}</optgroup>', group, _options(each))
        for group, each in groupby(choices, key=lambda choice: choice.group)
    ]
    return SafeString("".join(parts))


def _options(choices: Iterable[Choice]) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}{}</option>',
        (
            (
                choice.value,
                _SELECTED if choice.chosen else "",
                choice.label,
                "" if choice.count is None else f" ({choice.count})",
            )
            for choice in choices
        ),
    )


_SELECTED = SafeString(" selected")


@register.simple_tag
def label_of(choices: Iterable[Choice], value: str) -> str:
    """What a chosen value is called; typed words stay as they were typed."""
    return next((str(choice.label) for choice in choices if choice.value == value), value)
