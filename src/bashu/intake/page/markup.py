"""The source of a page taken apart once: scripts and notes aside, markup that a parser can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

#: more markup than this (characters, scripts not counted) is no article; the rest is left unread
LONGEST_MARKUP = 1_500_000

_TAG = re.compile(
    r"<(?:!doctype|html|head|body|div|p|br|table|span|a|meta|title|h[1-6]|section)\b", re.IGNORECASE
)
_OPENING = re.compile(r"<(script|style|noscript|textarea|svg)\b", re.IGNORECASE)
_CLOSING = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("script", "style", "noscript", "textarea", "svg")
}
_PICTURE = re.compile(r"data:[a-z]{0,20}/?[a-z0-9.+\-]{0,40};base64,[A-Za-z0-9+/=%]*", re.IGNORECASE)
#: a page put together from parts closes itself in the middle; the parser would stop there
_ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_NOTE_LENGTH = 4000


@dataclass(frozen=True)
class Markup:
    """A page in parts: ``html`` for the parser, ``scripts`` and ``notes`` (comments) as their text."""

    html: str
    scripts: tuple[str, ...]
    notes: tuple[str, ...]


def is_markup(text: str) -> bool:
    """Whether this text is HTML and not a page saved as plain text.

    >>> is_markup("<p>签约</p><br>"), is_markup("首页 > 经济在线 > 四川经济")
    (True, False)
    """
    start = text[:200_000]
    found = sum(1 for _, _ in zip(range(3), _TAG.finditer(start), strict=False))
    return found >= 2 or (found == 1 and text.lstrip()[:1] == "<")


def _without_notes(text: str) -> tuple[str, list[str]]:
    kept: list[str] = []
    notes: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        kept.append(text[position:start])
        notes.append(text[start + 4 : min(end, start + 4 + _NOTE_LENGTH)])
        position = end + 3
    kept.append(text[position:])
    return "".join(kept), notes


def take_apart(text: str) -> Markup:
    """Separate scripts, styles, comments and inline pictures from the markup, in one pass each.

    >>> take_apart("<p>签约<script>var ct='1';</script></p><!-- 正文 -->")
    Markup(html='<p>签约 </p>', scripts=("var ct='1';",), notes=(' 正文 ',))
    """
    kept: list[str] = []
    scripts: list[str] = []
    position = 0
    while opening := _OPENING.search(text, position):
        name = opening[1].lower()
        closing = _CLOSING[name].search(text, opening.end())
        if closing is None:
            # never closed: a browser would swallow the rest, a reader keeps it
            kept.append(text[position : opening.start()])
            position = opening.end()
            break
        kept.append(text[position : opening.start()])
        if name == "script":
            scripts.append(text[text.find(">", opening.end() - 1, closing.start()) + 1 : closing.start()])
        position = closing.end()
    kept.append(text[position:])
    html, notes = _without_notes(" ".join(kept))
    if "base64," in html:
        html = _PICTURE.sub("", html)
    return Markup(_ENDS.sub("", html[:LONGEST_MARKUP]), tuple(scripts), tuple(notes))


def parse(html: str) -> etree._Element | None:
    """The tree of this markup, or None where it nests deeper than any page that a person wrote."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if any("Excessive depth" in entry.message for entry in parser.error_log.filter_from_fatals()):
        return None
    return root


def flat_text(html: str) -> str:
    """Every tag replaced by a line break: what is left to read when there is no tree."""
    return _ANY_TAG.sub("\n", html)
