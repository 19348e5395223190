"""What is asked when a supplier is looked for."""

from django import forms

from bashu.portal.forms import words


class SupplierForm(forms.Form):
    """Words or a product, and the place where it is wanted."""

    q = words()
    product = words()
    place = words()
