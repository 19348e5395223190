"""What is asked when an intention to build is weighed."""

from django import forms

from bashu.portal.forms import words


class WeighForm(forms.Form):
    """A product and a place, by id or name."""

    product = words()
    place = words()
