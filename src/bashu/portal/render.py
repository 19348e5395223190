"""How every view hands over: a page object and its template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.template.loader import select_template

if TYPE_CHECKING:
    from django.http import HttpRequest


def show(request: HttpRequest, template: str, page: object, status: int = 200) -> HttpResponse:
    """The page in its template, under the name ``page``."""
    text = select_template([template, "plain.html"]).render({"page": page}, request)
    return HttpResponse(text, status=status)
