"""What is asked about the minutes between places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

from bashu.portal.forms import LONGEST, BadQuestion, words

if TYPE_CHECKING:
    from collections.abc import Sequence

#: stops that a planned line may have
MOST_STOPS = 12


def timetable() -> forms.IntegerField:
    """A timetable year, or none."""
    return forms.IntegerField(required=False, min_value=1900, max_value=2200)


class TravelForm(forms.Form):
    """A place, what travels, and the timetable years."""

    place = words()
    carries = forms.ChoiceField(required=False, choices=[("goods", "goods"), ("people", "people")])
    year = timetable()
    before = timetable()
    after = timetable()


class EffectsForm(forms.Form):
    """Two timetable years."""

    before = timetable()
    after = timetable()


def read_line(places: Sequence[str], minutes: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Stops of a planned line with their minutes; stops without a name are left out.

    >>> read_line(["成都", "", "重庆"], ["0", "", "50"])
    (('成都', '0'), ('重庆', '50'))

    Raises
    ------
    BadQuestion
        When there are too many stops, names that are too long, or stops and minutes of different number.
    """
    stops = tuple(
        (place.strip(), at.strip()) for place, at in zip(places, minutes, strict=False) if place.strip()
    )
    if len(places) != len(minutes) or len(stops) > MOST_STOPS:
        raise BadQuestion({"stop": [f"1–{MOST_STOPS} stop=…&at=…"]})
    if any(len(text) > LONGEST for stop in stops for text in stop):
        raise BadQuestion({"stop": [f"<= {LONGEST}"]})
    return stops
