"""How every view hands over: a page object and its template."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.template.loader import select_template

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Templates are pure Python, so only one of them makes progress at a time anyway. In turn they are ready
#: one after the other; side by side all of them would be ready only when the last one is.
_turn = threading.Lock()


def show(request: HttpRequest, template: str, page: object, status: int = 200) -> HttpResponse:
    """The page in its template, under the name ``page``."""
    with _turn:
        text = select_template([template, "plain.html"]).render({"page": page}, request)
    return HttpResponse(text, status=status)
