"""Parts of pages that stand hundreds of times on one, or on many pages of one version."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bashu.portal.core.context import local_path
from bashu.portal.core.freshness import Answer, shelf
from bashu.portal.core.language import reads_english
from bashu.portal.core.templatetags.portal import spoken

if TYPE_CHECKING:
    from django.template.base import FilterExpression, NodeList, Parser, Token
    from django.template.context import Context

    from bashu.portal.records import State
    from bashu.portal.shown import Source, Thing, Words

register = template.Library()

#: parts of each kind that a process remembers: the sources and places of a page, not of all pages
REMEMBERED = 1_024


@register.simple_tag
def thing(shown: Thing | None) -> str:
    """The name of something as a link to its page."""
    if shown is None:
        return ""
    name = spoken(shown.name)
    if not shown.path:
        return name
    return format_html('<a href="{}">{}</a>', local_path(shown.path, english=reads_english()), name)


@register.simple_tag
def state(shown: State | None, words: str = "yes") -> SafeString:
    """How something is covered: shape, word and colour together."""
    return _drawn("parts/state.html", reads_english(), state=shown, words=words == "yes")


@register.simple_tag
def region(words: Words) -> SafeString:
    """One of the two regions in its colour and shape."""
    return _drawn("parts/region.html", reads_english(), region=words)


@register.simple_tag
def cited(sources: tuple[Source, ...]) -> SafeString:
    """The sources of a row; many rows rest on the same ones."""
    return _drawn("parts/sources.html", reads_english(), sources=sources) if sources else SafeString("")


@lru_cache(maxsize=REMEMBERED)
def _drawn(name: str, english: bool, **given: object) -> SafeString:
    """A part that depends on nothing but what is given to it and the language."""
    return render_to_string(name, given)


class KeptNode(template.Node):
    """A part of a page that other pages of this version share."""

    def __init__(self, name: str, depends: list[FilterExpression], nodelist: NodeList) -> None:
        self.name, self.depends, self.nodelist = name, depends, nodelist

    def render(self, context: Context) -> SafeString:
        """The part as it was drawn first, for the same data, language and whatever else it depends on."""
        engines = context["request"].engines
        given = (str(part.resolve(context)) for part in self.depends)
        key = "\0".join((self.name, engines.version, "en" if reads_english() else "zh", *given))
        if (kept := shelf.get(key)) is not None:
            return SafeString(kept.content.decode())
        text = self.nodelist.render(context)
        shelf.put(key, Answer(text.encode(), ()))
        return text


@register.tag("kept")
def read_kept(parser: Parser, token: Token) -> KeptNode:
    """``{% kept "name" this that %} … {% endkept %}``: the same wherever this and that are the same."""
    _, name, *depends = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip("\"'"), [parser.compile_filter(each) for each in depends], nodelist)
