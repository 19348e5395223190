"""What is asked about the chain."""

from django import forms

from bashu.portal.forms import words


class MapForm(forms.Form):
    """The product that is open, words to look for, two years, and whether all links are drawn."""

    product = words()
    q = words()
    since = words()
    until = words()
    links = forms.ChoiceField(required=False, choices=[("", ""), ("all", "all")])


class ProductForm(forms.Form):
    """The region of the coverage and the page of makers."""

    region = words()
    page = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)


class CoverageForm(forms.Form):
    """The region, how far down, and the year to compare with."""

    region = words()
    depth = forms.ChoiceField(required=False, choices=[("", ""), ("2", "2"), ("all", "all")])
    since = words()
