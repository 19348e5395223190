"""What pages draw without scripts: bars, then-and-now lines, cells of times."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from django import template
from django.utils.html import format_html_join

from bashu.portal.core.templatetags.portal import figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.safestring import SafeString

    from bashu.portal.chain.openness import Share
    from bashu.portal.market.pages import SupplierRow
    from bashu.portal.shown import Bar
    from bashu.portal.travel.pages import TravelPage

register = template.Library()
#: reasons that are shown before the rest is opened
_AT_ONCE = 4


@register.inclusion_tag("parts/bars.html")
def bars(reasons: Sequence[Bar], *, many: bool = False) -> dict[str, Any]:
    """Reasons as small bars, each with its words."""
    return {"bars": [(bar, _length(bar)) for bar in reasons], "many": many}


def _length(bar: Bar, scale: float = 1.0) -> float:
    """How much of a bar is filled, in units of the drawing.

    >>> from bashu.portal.shown import NONE, Bar
    >>> _length(Bar("near", NONE, 0.5)), _length(Bar("wanted", NONE, 1.0, empty=1.0, full=2.0))
    (28.0, 0.0)
    """
    share = ((bar.value or 0.0) - bar.empty) / ((bar.full - bar.empty) * scale)
    return round(56 * min(max(share, 0.0), 1.0), 1)


@register.inclusion_tag("parts/reasons.html")
def reasons(shown: Sequence[Bar], scale: float = 1.0, first: Sequence[str] = ()) -> dict[str, Any]:
    """Four reasons in two lines, those of ``first`` before others; all of them open from there.

    ``scale`` is the value of a full bar.
    """
    ahead = {key: number for number, key in enumerate(first)}
    ordered = sorted(shown, key=lambda bar: ahead.get(bar.key, len(ahead)))
    drawn = [(bar, _length(bar, scale)) for bar in ordered]
    return {"bars": drawn[:_AT_ONCE], "rest": drawn[_AT_ONCE:]}


@register.simple_tag
def telling(rows: Sequence[SupplierRow]) -> tuple[str, ...]:
    """The reasons by how far they set the suppliers of a list apart: what is the same for all says nothing."""
    values: dict[str, list[float]] = {}
    for row in rows:
        for bar in row.reasons:
            values.setdefault(bar.key, []).append(bar.value or 0.0)
    return tuple(sorted(values, key=lambda key: min(values[key]) - max(values[key])))


@register.filter
def known(rows: Iterable[SupplierRow]) -> list[SupplierRow]:
    """The suppliers that are no example firms."""
    return [row for row in rows if not row.illustrative]


@register.filter
def examples(rows: Iterable[SupplierRow]) -> list[SupplierRow]:
    """The example firms among suppliers."""
    return [row for row in rows if row.illustrative]


@register.simple_tag
def largest_reason(rows: Iterable[SupplierRow]) -> float:
    """The largest single reason of a list, so that its bars share one scale."""
    return max((bar.value or 0.0 for row in rows for bar in row.reasons), default=0.0) or 1.0


@register.filter
def at(mapping: dict[str, Any], key: str) -> Any:
    """The entry of a mapping."""
    return mapping.get(key, "")


@register.inclusion_tag("parts/dumbbell.html")
def dumbbell(before: float, after: float, longest: float) -> dict[str, Any]:
    """Two times on one scale: then as a ring, now as a dot."""
    scale = 232 / math.ceil(max(longest, 1.0))
    return {"before": round(4 + before * scale, 1), "after": round(4 + after * scale, 1)}


@register.simple_tag
def stretches(shares: Iterable[Share]) -> list[dict[str, Any]]:
    """Shares of a whole one after the other: where each begins and ends in per cent, and where its number stands."""
    drawn, start = [], 0.0
    for each in shares:
        width = 100 * each.share
        drawn.append(
            {
                "key": each.key,
                "x": round(start, 2),
                "width": round(width, 2),
                "middle": round(start + width / 2, 2),
            }
        )
        start += width
    return drawn


@register.filter
def longest(changes: Iterable[Any]) -> float:
    """The longest of the times then and now."""
    return max((time for change in changes for time in (change.before, change.after)), default=1.0)


@register.simple_tag
def minute_cells(times: Iterable[float | None]) -> SafeString:
    """The minutes of a row in every timetable, a cell each."""
    return format_html_join("", '<td class="figure">{}</td>', ((figure(minutes, 0),) for minutes in times))


@register.simple_tag
def ring_counts(page: TravelPage) -> list[tuple[int, list[tuple[int, bool]]]]:
    """How many places lie within each threshold, in each timetable where there are several."""
    if page.steps:
        return [
            (ring, [(step.within[number], step.chosen) for step in page.steps])
            for number, ring in enumerate(page.rings)
        ]
    return [(ring, [(sum(each.minutes <= ring for each in page.reached), True)]) for ring in page.rings]
