"""Days of the calendar from dates that may name a month or a year only."""

from __future__ import annotations

import calendar
from datetime import date


def last_day(text: str | None) -> date | None:
    """The last day of a stated year, month or day: what is still in time, and the freshest it can be.

    Raises
    ------
    ValueError
        When the text is none of these.

    >>> last_day("2027-02"), last_day("2026"), last_day(None)
    (datetime.date(2027, 2, 28), datetime.date(2026, 12, 31), None)
    """
    if not text:
        return None
    year, *rest = (int(part) for part in text.split("-"))
    month = rest[0] if rest else 12
    day = rest[1] if len(rest) > 1 else calendar.monthrange(year, month)[1]
    return date(year, month, day)
