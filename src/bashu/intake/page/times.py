"""When a page was published: the time it shows, else what it declares."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.intake.page.moments import Moment, first_moment, parse_time, time_in_address, with_year

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bashu.intake.page.lines import Line, Node, Page

_DIGITS = re.compile(r"\d{1,4}\s{0,3}[-/.年月－]?\s{0,3}\d")
_PUBLISHED = re.compile(r"发布|发表|刊发|时间|日期|刊登|上传|播发|更新于|发文")
_UPDATED = re.compile(r"更新|修改|截至|编辑于")
_TODAY = re.compile(r"今天是|现在是|当前时间|北京时间")
_TIME_PART = re.compile(r"time|date|pub|info|source|meta|about|attr|sub", re.IGNORECASE)


#: a page with more times than this is a list
_MOST_SIGHTINGS = 2_000


@dataclass(frozen=True)
class Sighting:
    """A time seen on a line of the page, with how much speaks for it."""

    line: int
    moment: Moment
    score: float


def spaced(line: Line) -> str:
    """The text of a line with a space wherever an inline element begins or ends."""
    return " ".join(piece for piece, _ in line.pieces) if len(line.pieces) > 1 else line.text


def _nearness(number: int, title: int) -> float:
    """What the distance from the title says: the time stands below it, seldom above."""
    distance = number - title
    if title < 0:
        return 4.0 - number * 0.1 if number < 30 else 0.0
    if 0 <= distance <= 14:
        return 10.0 - 0.5 * distance
    if -6 <= distance < 0:
        return 5.0 + 0.5 * distance
    return -1.0 if distance > 0 else -2.0


def _judge(node: Node, text: str, found: re.Match[str], moment: Moment) -> float:
    """What the line and its surroundings say for or against the time of publication."""
    score = 0.0
    before = text[max(0, found.start() - 10) : found.start()]
    if _UPDATED.search(before):
        score -= 3.0
    elif _PUBLISHED.search(before):
        score += 5.0
    if _TODAY.search(text):
        score -= 8.0
    score += 2.0 if moment.hour is not None else 0.0
    score -= 3.0 if not moment.year else 0.0
    if _TIME_PART.search(node.label):
        score += 2.0
    rest = len(text) - (found.end() - found.start())
    if rest > 20 and not _PUBLISHED.search(text[:80]) and "来源" not in text:
        # a date without a time of day inside a longer text belongs to what the text tells
        score -= 3.0 if moment.hour is not None else 12.0
    if text.endswith(("。", "？", "！")):
        score -= 6.0
    return score - 5.0 if node.aside else score


def sightings(page: Page, title: int) -> list[Sighting]:
    """Times on the page that may be the time of publication, the likeliest first.

    Parameters
    ----------
    page : Page
    title : int
        The line of the title, -1 if unknown.
    """
    found: list[Sighting] = []
    for number, line in enumerate(page.lines):
        text = spaced(line) if len(line.text) <= 400 else line.text[:120]
        running = len(text) > 130 or (len(text) > 60 and text.endswith("。"))
        if not _DIGITS.search(text) or (running and not (title >= 0 and number - title <= 3)):
            continue
        if (seen := first_moment(text)) is None:
            continue
        match, moment = seen
        if running and not _PUBLISHED.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        score = _nearness(number, title) + _judge(page.nodes[line.node], text, match, moment)
        found.append(Sighting(number, moment, score))
        if len(found) >= _MOST_SIGHTINGS:
            break
    found.sort(key=lambda sighting: (-sighting.score, sighting.line))
    return found


_RELATIVE = re.compile(r"^(?:昨天|前天|今天|刚刚|\d{1,2}\s?(?:分钟|小时|天)前)(?:\s?\d{1,2}[:：]\d{2})?$")


def is_relative(page: Page, title: int) -> bool:
    """Whether the page shows only a day counted from today (昨天, 3小时前) below its title."""
    if title < 0:
        return False
    return any(_RELATIVE.match(line.text) for line in page.lines[title + 1 : title + 8])


def published(
    seen: list[Sighting], declared: Iterable[str], addresses: Iterable[str]
) -> tuple[Moment | None, float]:
    """The time of publication and how sure it is: the visible one first, then what the page declares.

    Parameters
    ----------
    seen : list of Sighting
        The likeliest first.
    declared : iterable of str
        Times from meta elements and scripts, the most trusted first.
    addresses : iterable of str
        Addresses of the page.
    """
    stated = [moment for text in declared if (moment := parse_time(text))]
    dated = [moment for address in addresses if (moment := time_in_address(address))]
    best = next((sighting for sighting in seen if sighting.score > 0), None)
    if best and best.moment.year:
        agreed = any(
            (m.year, m.month, m.day) == (best.moment.year, best.moment.month, best.moment.day) for m in stated
        )
        return best.moment, 0.99 if agreed else min(0.95, 0.6 + best.score * 0.03)
    if best:
        for moment in (*stated, *dated):
            if (moment.month, moment.day) == (best.moment.month, best.moment.day):
                return (moment if moment.hour is not None else with_year(best.moment, moment.year)), 0.9
    if stated:
        return stated[0], 0.8
    if dated:
        return dated[0], 0.6
    late = next((sighting for sighting in seen if sighting.score > -3 and sighting.moment.year), None)
    return (late.moment, 0.4) if late else (None, 0.0)
