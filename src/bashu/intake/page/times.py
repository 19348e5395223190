"""When a page was published: the time it shows, no more exact than it shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bashu.intake.page.lines import Line, Node, Page

CHINA = timezone(timedelta(hours=8))

_CLOCK = (
    r"(?:[\s,，]*(?:星期|周)[一二三四五六日天])?[\sT\-/·]{0,4}(?P<half>上午|下午|中午|晚上|凌晨|早上|晚)?\s{0,2}"
    r"(?P<hour>[01]?\d|2[0-3])\s?(?:[:：]|时|点)\s?(?P<minute>[0-5]\d)(?:\s?(?:[:：]|分)\s?(?P<second>[0-5]\d)(?!\d)|分)?"
)
_ZONE = r"(?:\.\d{1,9})?\s?(?P<zone>Z|[+\-]\d{2}:?\d{2})?"
_DATE = re.compile(
    r"(?<!\d)(?P<year>19[89]\d|20\d\d)\s?(?:[\-/.年－])\s?(?P<month>1[0-2]|0?[1-9])\s?(?:[\-/.月－])\s?"
    rf"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d(?!\d?[:：]))\s?日?(?:{_CLOCK}{_ZONE})?"
)
#: digits run together where a page puts day and hour in two boxes: 01-1417:58
_SHORT = re.compile(
    r"(?<![\d\-/.年])(?<!\d[:：])(?P<month>1[0-2]|0?[1-9])(?:[\-/]|月)(?P<day>3[01]|[12]\d|0[1-9]|[1-9])日?\s{0,2}"
    r"(?P<hour>[01]\d|2[0-3])[:：](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
)
_PACKED = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?:(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?)?(?!\d)"
)
_IN_ADDRESS = re.compile(
    r"/(?P<year>20\d\d)[\-/_]?(?P<month>0[1-9]|1[0-2])[\-/_]?(?P<day>0[1-9]|[12]\d|3[01])(?=[/_\-.]|\d{0,9}\b)"
)
#: year, then month and day in boxes of their own: 2021 07/16 09:05:12
_BOXED = re.compile(
    r"(?<!\d)(?P<year>20\d\d)\s{1,3}(?P<month>0?[1-9]|1[0-2])\s{0,2}[/\-]\s{0,2}(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:\s{1,3}(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?"
)
_DIGITS = re.compile(r"\d{1,4}\s{0,3}[-/.年月－]?\s{0,3}\d")
_PUBLISHED = re.compile(r"发布|发表|刊发|时间|日期|刊登|上传|播发|更新于|发文")
_UPDATED = re.compile(r"更新|修改|截至|编辑于")
_TODAY = re.compile(r"今天是|现在是|当前时间|北京时间")
_TIME_PART = re.compile(r"time|date|pub|info|source|meta|about|attr|sub", re.IGNORECASE)


@dataclass(frozen=True)
class Moment:
    """A time as exact as it was written; ``year`` 0 stands for a year the page left out."""

    year: int
    month: int
    day: int
    hour: int | None = None
    minute: int = 0
    second: int | None = None

    def text(self) -> str:
        """ISO 8601: the day, or minutes or seconds with the zone.

        >>> Moment(2020, 10, 30, 11, 18).text(), Moment(2020, 10, 30).text()
        ('2020-10-30T11:18+08:00', '2020-10-30')
        """
        day = f"{self.year:04}-{self.month:02}-{self.day:02}"
        if self.hour is None:
            return day
        second = "" if self.second is None else f":{self.second:02}"
        return f"{day}T{self.hour:02}:{self.minute:02}{second}+08:00"


def _moment(match: re.Match[str]) -> Moment | None:
    parts = match.groupdict()
    year = int(parts.get("year") or 0)
    month, day = int(parts["month"]), int(parts["day"])
    hour = int(parts["hour"]) if parts.get("hour") else None
    second = int(parts["second"]) if parts.get("second") else None
    if hour is not None and parts.get("half") in ("下午", "晚上", "晚") and hour < 12:
        hour += 12
    try:
        when = datetime(
            year or 2000, month, day, hour or 0, int(parts.get("minute") or 0), second or 0, tzinfo=CHINA
        )
    except ValueError:
        return None
    zone = parts.get("zone")
    if zone and hour is not None and zone not in ("+08:00", "+0800"):
        shift = timedelta(0)
        if zone != "Z":
            sign = 1 if zone[0] == "+" else -1
            shift = sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        when = (when.replace(tzinfo=UTC) - shift).astimezone(CHINA)
        return Moment(when.year, when.month, when.day, when.hour, when.minute, second)
    return Moment(year, month, day, hour, int(parts.get("minute") or 0), second)


def parse_time(text: str) -> Moment | None:
    """The first full date of a text with its time of day; midnight to the second counts as no time of day.

    >>> parse_time("2019-09-07T00:31:40.109Z").text()
    '2019-09-07T08:31:40+08:00'
    >>> parse_time("2007-08-20-23:59:59").text()
    '2007-08-20'
    """
    match = _DATE.search(text) or _PACKED.search(text)
    moment = _moment(match) if match else None
    if moment is None:
        return None
    clock = (moment.hour, moment.minute, moment.second)
    if clock in ((0, 0, 0), (23, 59, 59), (0, 0, None)):
        return Moment(moment.year, moment.month, moment.day)
    return moment


def time_in_address(address: str) -> Moment | None:
    """The day that many sites put into the address of an article.

    >>> time_in_address("https://example.cn/2020/1030/content_1.html").text()
    '2020-10-30'
    """
    match = _IN_ADDRESS.search(address[:500])
    return _moment(match) if match else None


def from_epoch(seconds: int) -> Moment | None:
    """The time of a count of seconds since 1970."""
    if not 600_000_000 < seconds < 4_000_000_000:
        return None
    when = datetime.fromtimestamp(seconds, tz=CHINA)
    return Moment(when.year, when.month, when.day, when.hour, when.minute, when.second)


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
        if (seen := _first_moment(text)) is None:
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


def _first_moment(text: str) -> tuple[re.Match[str], Moment] | None:
    for pattern in (_DATE, _BOXED, _SHORT):
        match = pattern.search(text)
        if match and (moment := _moment(match)):
            return match, moment
    return None


_RELATIVE = re.compile(r"^(?:昨天|前天|今天|刚刚|\d{1,2}\s?(?:分钟|小时|天)前)(?:\s?\d{1,2}[:：]\d{2})?$")


def is_relative(page: Page, title: int) -> bool:
    """Whether the page shows only a day counted from today (昨天, 3小时前) below its title."""
    if title < 0:
        return False
    return any(_RELATIVE.match(line.text) for line in page.lines[title + 1 : title + 8])


def day_of(moment: Moment) -> Moment:
    """The same moment, to the day."""
    return Moment(moment.year, moment.month, moment.day)


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
                return (moment if moment.hour is not None else _with_year(best.moment, moment.year)), 0.9
    if stated:
        return stated[0], 0.8
    if dated:
        return dated[0], 0.6
    late = next((sighting for sighting in seen if sighting.score > -3 and sighting.moment.year), None)
    return (late.moment, 0.4) if late else (None, 0.0)


def _with_year(moment: Moment, year: int) -> Moment:
    return Moment(year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
