"""What is asked about the minutes between places."""

from django import forms

from bashu.portal.forms import words


class TravelForm(forms.Form):
    """A place, what travels, and the timetable years."""

    place = words()
    carries = forms.ChoiceField(required=False, choices=[("goods", "goods"), ("people", "people")])
    year = forms.IntegerField(required=False, min_value=1900, max_value=2200)
    before = forms.IntegerField(required=False, min_value=1900, max_value=2200)
    after = forms.IntegerField(required=False, min_value=1900, max_value=2200)
