"""An article in several files: pages 1 to 3 of one article, or a frame and what it shows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bashu.errors import Finding, UnreadableFile
from bashu.intake.page.read import outer_fields, read_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.intake.page.fields import PageFields

#: more parts than this are no article
MOST_PARTS = 50
_NUMBER_IN_TITLE = re.compile(r"\s*[(（](?P<number>\d{1,2}|[一二三四五六七八九上中下])(?:/\d{1,2})?[)）]\s*$")
_NUMBER_ON_PAGE = re.compile(
    r"第\s*(?P<first>\d{1,2})\s*(?:/\s*\d{1,2}\s*)?页|(?<![\d/])(?P<second>\d{1,2})\s*/\s*\d{1,2}\s*页"
)
_WORDS = {word: number for number, word in enumerate("一二三四五六七八九", 1)} | {"上": 1, "中": 2, "下": 3}
#: only from fields that say something about every part of an article
_FILLED = ("title", "published_at", "source", "authors", "editor", "channel")


def read_parts(parts: Sequence[bytes | str], url: str | None = None) -> PageFields:
    r"""Read an article that comes in several files, given in any order.

    Pages of one article are ordered by the numbers they carry (in the title or as 第2页, 2/3页), else as they are
    given; the same page twice counts once. A frame without a text of its own lends its title, time and channel to
    the page that it shows.

    Raises
    ------
    UnreadableFile
        When no part holds an article; `framed_page` when only the frame was given.

    >>> page = '<h1>签约({})</h1><p>2020-10-30 来源:示例网</p><div><p>{}两地的企业在宜宾签下合作协议,约定明年投产。</p></div>'
    >>> read_parts([page.format(2, '第二天,'), page.format(1, '头一天,')]).body.split('\n')[0][:4]
    '头一天,'
    """
    read: list[PageFields] = []
    refused: UnreadableFile | None = None
    for part in parts[:MOST_PARTS]:
        try:
            read.append(read_fields(part, url))
        except UnreadableFile as error:
            refused = error
            read.append(outer_fields(part, url))
    told = [fields for fields in read if fields.body]
    if not told:
        raise refused or UnreadableFile(Finding("empty_page"))
    ordered = _in_order(told)
    bodies = list(dict.fromkeys(_without_repeats(fields, number) for number, fields in enumerate(ordered)))
    first = replace(ordered[0], title=_NUMBER_IN_TITLE.sub("", ordered[0].title))
    joined = replace(
        first,
        body="\n".join(bodies),
        page_text="\n".join(fields.page_text for fields in ordered),
        confidence={
            **first.confidence,
            "body": min(fields.confidence.get("body", 0.0) for fields in ordered),
        },
    )
    outer = [fields for fields in read if not fields.body]
    for other in (*ordered[1:], *outer):
        joined = _filled(joined, other)
    return joined


def _in_order(parts: Sequence[PageFields]) -> list[PageFields]:
    """By the numbers the parts carry, if each carries another one."""
    numbers = [_number_of(part) for part in parts]
    if None in numbers or len(set(numbers)) < len({part.body for part in parts}):
        return list(parts)
    return [part for _, part in sorted(zip(numbers, parts, strict=True), key=lambda item: item[0] or 0)]


def _number_of(part: PageFields) -> int | None:
    title = _NUMBER_IN_TITLE.search(part.title)
    if title is not None:
        return int(title["number"]) if title["number"].isdigit() else _WORDS[title["number"]]
    found = {int(m["first"] or m["second"]) for m in _NUMBER_ON_PAGE.finditer(part.page_text)}
    return found.pop() if len(found) == 1 else None


def _without_repeats(part: PageFields, number: int) -> str:
    """The body of a later part without the title that it repeats."""
    lines = part.body.split("\n")
    title = _NUMBER_IN_TITLE.sub("", part.title)
    while number and len(lines) > 1 and title and lines[0].strip().startswith(title):
        lines = lines[1:]
    return "\n".join(lines)


def _filled(fields: PageFields, other: PageFields) -> PageFields:
    """What this part does not say, from another part."""
    missing = [name for name in _FILLED if not getattr(fields, name) and getattr(other, name)]
    confidence = dict(fields.confidence) | {name: other.confidence.get(name, 0.0) for name in missing}
    return replace(fields, confidence=confidence, **{name: getattr(other, name) for name in missing})
