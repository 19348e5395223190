"""What is asked when a register is checked."""

from django import forms

from bashu.portal.forms import words
from bashu.tables import TABLES


class CheckForm(forms.Form):
    """A file, the table it is meant for if its headers leave that open, and what is wanted back."""

    register = forms.FileField(required=True, max_length=200)
    kind = forms.ChoiceField(required=False, choices=[("", ""), *((name, name) for name in TABLES)])
    answer = words()
