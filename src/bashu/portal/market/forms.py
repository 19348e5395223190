"""What is asked when a supplier is looked for."""

from django import forms

from bashu.portal.forms import words
from bashu.portal.market.scenario import MOST_SUPPLIERS, PREFERENCES


class SupplierForm(forms.Form):
    """Words or a product, and the place where it is wanted."""

    q = words()
    product = words()
    place = words()


class ScenarioForm(forms.Form):
    """What is to be different from the market as it is."""

    without = words()
    apart = forms.BooleanField(required=False)
    prefer = forms.ChoiceField(required=False, choices=[(name, name) for name in PREFERENCES])
    timetable = forms.IntegerField(required=False, min_value=0, max_value=9999)
    suppliers = forms.IntegerField(required=False, min_value=1, max_value=MOST_SUPPLIERS)
    most_share = forms.IntegerField(required=False, min_value=1, max_value=100)
    any_lot = forms.BooleanField(required=False)


class WhyForm(forms.Form):
    """A need, in the plan as it is or in that of a run."""

    need = words()
    run = words()


class WhyNotForm(forms.Form):
    """A supplier, by name or id, of which somebody asks why it is not the first choice."""

    firm = words()
