"""What a reader may ask for in an address: filters, pages of a list, words; all of it bounded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms

from bashu.portal.naming import MOST_ROWS, ROWS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

F = TypeVar("F", bound=forms.Form)

#: characters of an id, a filter value or typed words
LONGEST = 120


class BadQuestion(Exception):
    """An address asks for something that no page has; ``fields`` says what is wrong with which part."""

    def __init__(self, fields: dict[str, list[str]]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def words(**arguments: Any) -> forms.CharField:
    """A field of bounded text that may be empty."""
    return forms.CharField(required=False, max_length=LONGEST, strip=True, **arguments)


def read_form(form: type[F], request: HttpRequest) -> dict[str, Any]:
    """The checked values of a form that came with an address.

    Raises
    ------
    BadQuestion
        Naming every part that cannot be read.
    """
    bound = form(request.GET)
    if not bound.is_valid():
        raise BadQuestion({name: [str(error) for error in errors] for name, errors in bound.errors.items()})
    return bound.cleaned_data


class ListForm(forms.Form):
    """Which part of a list."""

    q = words()
    sort = words()
    page = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)
    size = forms.IntegerField(required=False, min_value=1, max_value=MOST_ROWS)


@dataclass(frozen=True)
class Listing:
    """A part of a filtered list."""

    chosen: dict[str, str]
    query: str
    sort: str
    page: int
    size: int

    @classmethod
    def read(cls, request: HttpRequest, filters: Iterable[str]) -> Listing:
        """The filters and the page that an address asks for."""
        asked = read_form(ListForm, request)
        chosen = {name: request.GET.get(name, "")[:LONGEST] for name in filters}
        return cls(chosen, asked["q"], asked["sort"], asked["page"] or 1, asked["size"] or ROWS)
