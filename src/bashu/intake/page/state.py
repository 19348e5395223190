"""Articles that a page carries only as data for its scripts."""

from __future__ import annotations

import html as entities
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bashu.intake.page.article import chinese_characters

if TYPE_CHECKING:
    from bashu.intake.page.markup import Markup

_BODY_KEYS = (
    "content",
    "articlebody",
    "contents",
    "contentdetail",
    "html",
    "body",
    "text",
    "articlecontent",
    "data",
    "content_html",
)
_TITLE_KEYS = ("title", "name", "headline", "contenttitle")
_TIME_KEYS = (
    "pubtime",
    "publishtime",
    "publish_time",
    "newstime",
    "datepublished",
    "publishdate",
    "time",
    "ptime",
    "ctime",
)
_SOURCE_KEYS = ("source", "medianame", "media", "sourcename", "author_name", "media_name")

_OPENING = re.compile(r"(?:=\s*|^\s*)([{\[])")
_LITERAL = re.compile(r"""["']?(?:content|articleBody|contentHtml)["']?\s*:\s*(["'])""")
_MEDIUM = re.compile(r"""\b["']?(?:source|media_name|mediaName)["']?\s*:\s*["']([^"'\n]{2,24})["']""")
_LONGEST_SCRIPT = 1_500_000
_FEWEST_CHARACTERS = 120


@dataclass(frozen=True)
class StateArticle:
    """An article found in data: its body is HTML or text."""

    body: str
    title: str = ""
    time: str = ""
    source: str = ""


def _first(item: dict[str, Any], keys: tuple[str, ...]) -> str:
    lowered = {str(key).lower(): value for key, value in item.items()}
    for key in keys:
        value = lowered.get(key)
        if isinstance(value, dict):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _search(data: Any) -> StateArticle | None:
    best: tuple[int, StateArticle] | None = None
    queue: list[tuple[Any, dict[str, Any]]] = [(data, {})]
    seen = 0
    while queue and seen < 20_000:
        item, owner = queue.pop()
        seen += 1
        if isinstance(item, list):
            queue.extend((entry, owner) for entry in item[:500])
            continue
        if not isinstance(item, dict):
            continue
        describes = item if _first(item, _TITLE_KEYS) else owner
        for key, value in item.items():
            if isinstance(value, dict | list):
                queue.append((value, describes))
            elif (
                isinstance(value, str) and str(key).lower() in _BODY_KEYS and len(value) >= _FEWEST_CHARACTERS
            ):
                text = entities.unescape(value) if "&lt;" in value else value
                size = chinese_characters(text)
                if size >= _FEWEST_CHARACTERS and (best is None or size > best[0]):
                    found = StateArticle(
                        text,
                        _first(describes, _TITLE_KEYS),
                        _first(describes, _TIME_KEYS),
                        _first(describes, _SOURCE_KEYS),
                    )
                    best = (size, found)
    return best[1] if best else None


def _string_literal(script: str, quote: str, start: int) -> str:
    """The value of a script's string that begins after its quote at `start`."""
    position = start
    while (end := script.find(quote, position)) >= 0:
        slashes = 0
        while end - slashes - 1 >= start and script[end - slashes - 1] == "\\":
            slashes += 1
        if slashes % 2 == 0:
            break
        position = end + 1
    if end < 0:
        return ""
    raw = script[start:end]
    if quote == "'":
        raw = raw.replace("\\'", "'").replace('"', '\\"').replace('\\\\"', '\\"')
    try:
        return str(json.loads(f'"{raw}"', strict=False))
    except (ValueError, RecursionError):
        return raw


def article_in_state(markup: Markup) -> StateArticle | None:
    """The longest article in the data of the scripts, None if they carry none."""
    best: StateArticle | None = None
    decoder = json.JSONDecoder(strict=False)
    for script in (whole[:_LONGEST_SCRIPT] for whole in markup.scripts):
        if chinese_characters(script) < _FEWEST_CHARACTERS and "\\u" not in script:
            continue
        opening = _OPENING.search(script)
        found: StateArticle | None = None
        if opening:
            try:
                data, _ = decoder.raw_decode(script, opening.start(1))
            except (ValueError, RecursionError):
                pass
            else:
                found = _search(data)
        if found is None and (literal := _LITERAL.search(script)):
            text = entities.unescape(entities.unescape(_string_literal(script, literal[1], literal.end())))
            if chinese_characters(text) >= _FEWEST_CHARACTERS:
                medium = _MEDIUM.search(script, literal.end())
                found = StateArticle(text.strip('"'), source=medium[1] if medium else "")
        if found and (best is None or chinese_characters(found.body) > chinese_characters(best.body)):
            best = found
    return best
