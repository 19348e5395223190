"""Meetings as an iCalendar file (RFC 5545) that a telephone takes in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

#: octets of a line, the line end not counted (RFC 5545, section 3.1)
LONGEST_LINE = 75
#: China has kept one time without summer time since 1992
_TIMEZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    "DTSTART:19920101T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True)
class Appointment:
    """One entry: ``uid`` stays the same when the meeting moves, and ``sequence`` then grows.

    ``starts`` and ``ends`` are moments in Beijing time without a zone.
    """

    uid: str
    starts: datetime
    ends: datetime
    summary: str
    location: str = ""
    description: str = ""
    sequence: int = 0
    cancelled: bool = False


def calendar(
    appointments: Iterable[Appointment],
    stamp: datetime,
    name: str = "",
    method: Literal["PUBLISH", "CANCEL"] = "PUBLISH",
) -> bytes:
    r"""A calendar of appointments in the time of Asia/Shanghai.

    Parameters
    ----------
    stamp
        The moment the entries were made, with its zone.
    name
        What the calendar is called.
    method
        ``PUBLISH`` tells of entries, also of cancelled ones; ``CANCEL`` takes all of them back (RFC 5546,
        sections 3.2.1 and 3.2.5).

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> start, end = datetime(2026, 12, 1, 9, 0), datetime(2026, 12, 1, 9, 25)
    >>> text = calendar([Appointment("1@x", start, end, "会面; A, B")], datetime(2026, 11, 26, tzinfo=UTC)).decode()
    >>> [line for line in text.split(chr(13) + chr(10)) if line.startswith(("SUMMARY", "DTSTART;"))]
    ['DTSTART;TZID=Asia/Shanghai:20261201T090000', 'SUMMARY:会面\\; A\\, B']
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Bashu//Meetings//ZH",
        "CALSCALE:GREGORIAN",
        f"METHOD:{method}",
    ]
    if name:
        lines.append(f"X-WR-CALNAME:{_escaped(name)}")
    lines += _TIMEZONE
    made = stamp.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for entry in appointments:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escaped(entry.uid)}",
            f"DTSTAMP:{made}",
            f"DTSTART;TZID=Asia/Shanghai:{entry.starts:%Y%m%dT%H%M%S}",
            f"DTEND;TZID=Asia/Shanghai:{entry.ends:%Y%m%dT%H%M%S}",
            f"SUMMARY:{_escaped(entry.summary)}",
            *([f"LOCATION:{_escaped(entry.location)}"] if entry.location else []),
            *([f"DESCRIPTION:{_escaped(entry.description)}"] if entry.description else []),
            f"SEQUENCE:{entry.sequence}",
            f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _escaped(text: str) -> str:
    """Text as section 3.3.11 wants it; control characters are left out."""
    kept = "".join(character for character in text if character == "\n" or character.isprintable())
    for plain in ("\\", ";", ","):
        kept = kept.replace(plain, f"\\{plain}")
    return kept.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line of at most 75 octets, continued on lines that start with a space; no character is cut in two."""
    pieces: list[bytes] = [b""]
    for character in line:
        octets = character.encode()
        if len(pieces[-1]) + len(octets) > LONGEST_LINE:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces) + b"\r\n"
