"""How every view hands over: a page object and its template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.template import RequestContext
from django.template.loader import select_template

from bashu.portal.core.language import one_language

if TYPE_CHECKING:
    from django.http import HttpRequest


def show(request: HttpRequest, template: str, page: object, status: int = 200) -> HttpResponse:
    """The page in its template, under the name ``page``.

    Numbers are written by the portal's own filters, so Django need not ask for each whether the language
    writes it otherwise.
    """
    found = select_template([template, "plain.html"])
    with one_language():
        text = found.template.render(RequestContext(request, {"page": page}, use_l10n=False))
    return HttpResponse(text, status=status)
