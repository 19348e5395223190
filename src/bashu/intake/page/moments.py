"""Dates and times as Chinese pages write them, no more exact than they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))

_CLOCK = (
    r"(?:[\s,，]*(?:星期|周)[一二三四五六日天])?[\sT\-/·]{0,4}(?P<half>上午|下午|中午|晚上|凌晨|早上|晚)?\s{0,2}"
    r"(?P<hour>[01]?\d|2[0-3])\s?(?:[:：]|时|点)\s?(?P<minute>[0-5]\d)(?:\s?(?:[:：]|分)\s?(?P<second>[0-5]\d)(?!\d)|分)?"
)
_ZONE = r"(?:\.\d{1,9})?\s?(?P<zone>Z|[+\-]\d{2}:?\d{2})?"
FULL_DATE = re.compile(
    r"(?<!\d)(?P<year>19[89]\d|20\d\d)\s?(?:[\-/.年－])\s?(?P<month>1[0-2]|0?[1-9])\s?(?:[\-/.月－])\s?"
    rf"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d(?!\d?[:：]))\s?日?(?:{_CLOCK}{_ZONE})?"
)
#: digits run together where a page puts day and hour in two boxes: 01-1417:58
SHORT_DATE = re.compile(
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
BOXED_DATE = re.compile(
    r"(?<!\d)(?P<year>20\d\d)\s{1,3}(?P<month>0?[1-9]|1[0-2])\s{0,2}[/\-]\s{0,2}(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:\s{1,3}(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?"
)


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
    match = FULL_DATE.search(text) or _PACKED.search(text)
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


def first_moment(text: str) -> tuple[re.Match[str], Moment] | None:
    """The first date of a text and where it stands; its year may be missing."""
    for pattern in (FULL_DATE, BOXED_DATE, SHORT_DATE):
        match = pattern.search(text)
        if match and (moment := _moment(match)):
            return match, moment
    return None


def day_of(moment: Moment) -> Moment:
    """The same moment, to the day."""
    return Moment(moment.year, moment.month, moment.day)


def with_year(moment: Moment, year: int) -> Moment:
    """The same moment in a year that the page left out."""
    return Moment(year, moment.month, moment.day, moment.hour, moment.minute, moment.second)
