"""Stretches of time as a page puts them, which are periods by themselves: 三年内, 今后五年, 2019年以来."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.intake.facts.figure_site import Site

#: 五年来, 三年内, 今后五年, 八年间: a stretch of time as the page puts it
_STRETCH = re.compile(
    r"(?:今后|未来|过去|近)[一二两三四五六七八九十\d]+个?(?:多)?(?:年|月)(?:内|间|来)?|[一二两三四五六七八九十\d]+(?:个多?|多)?(?:年|月)(?:多)?(?:以内|之内|内|间|来)"
)
_SINCE = re.compile(r"[^,。;]{0,14}以来")


def stretch_of(site: Site) -> tuple[int, str] | None:
    """Where the last stretch of time before the number begins, and how it is written: 三年内, 2019年以来."""
    text, first, start = site.reading.text, site.sentence.start, site.quantity.start
    found = [(match.start(), match[0]) for match in _STRETCH.finditer(text, first, start)]
    for date in site.reading.dates_in(first, start):
        begins = date.kind in {"year", "month"} or (date.value or "").startswith("十")
        since = _SINCE.match(text, date.end) if begins and date.value else None
        if since is not None and date.value and since.end() <= start:
            this_year = (
                date.relative and date.kind == "year" and date.value == (site.reading.published or "")[:4]
            )
            words = f"{date.value}{'年' if date.kind == 'year' else ''}以来"
            found.append((date.start, date.value if this_year else words))
    return max(found, default=None)
