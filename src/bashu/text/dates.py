"""Dates and periods in Chinese text, as precise as they are written, relative ones against a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bashu.text.date_forms import DATE, read_date
from bashu.text.grams import fold

#: a month without a year is of the year named before only in the same sentence
_NEXT_SENTENCE = re.compile(r"[。!?\n]")


@dataclass(frozen=True)
class DateMention:
    """A date or period in a text.

    ``value`` is 2020, 2020-10, 2020-10-29, 2022-2024 or a period in words (十三五末); None when the words
    name no day by themselves (近日, 当天). ``kind`` is day, month, year, range, period, same or vague;
    ``relative`` marks words that only the publication day makes a date (昨天, 去年).
    """

    start: int
    end: int
    text: str
    value: str | None
    kind: str
    relative: bool = False


def find_dates(text: str, published: str | None = None) -> list[DateMention]:
    """Every date or period in reading order.

    Parameters
    ----------
    text
        The text; a day without a year takes the year in which it lies closest before publication.
    published
        The day of publication (ISO, at least the day), or None: then such a day stays without a value.

    >>> [(found.text, found.value) for found in find_dates("10月29日签约,2019年营收,去年立项", "2020-10-30")]
    [('10月29日', '2020-10-29'), ('2019年', '2019'), ('去年', '2019')]
    """
    day = _published_day(published)
    folded = fold(text)
    found: list[DateMention] = []
    last_year: int | None = None
    ever: int | None = None
    stated = 0
    for match in DATE.finditer(folded):
        if last_year is not None and _NEXT_SENTENCE.search(folded, stated, match.start()):
            last_year = None
        stated = match.start()
        if match["relative_year"] == "上年" and day is not None and ever == day.year - 1:
            read: tuple[str | None, str, bool] = (str(ever - 1), "year", True)
        else:
            read = read_date(match, day, last_year)
        value, kind, relative = read
        if kind == "none":
            continue
        if kind in {"day", "month", "year", "period"} and value is not None and match["year"]:
            last_year, stated = int(value[:4]), match.end()
            ever = last_year
        found.append(DateMention(*match.span(), text[match.start() : match.end()], value, kind, relative))
    return found


def _published_day(published: str | None) -> date | None:
    if not published or not re.match(r"\d{4}-\d{2}-\d{2}", published):
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None
