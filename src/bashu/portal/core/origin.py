"""Changes come from pages of this host only, and who asked for something is known again by a token."""

from __future__ import annotations

import functools
import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.http import HttpResponseForbidden, HttpResponseNotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

#: the cookie that holds the token; without accounts it is all that tells one asker from another
COOKIE = "bashu-asker"
COOKIE_SECONDS = 24 * 60 * 60


def changing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only POST, and only from a page of this host: browsers say where a form came from.

    Who sends neither header is no browser that somebody else could lead.
    """

    @functools.wraps(view)
    def checked(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
        # a page without referrers sends "null" as its origin; browsers that do say where it stands to this host
        foreign = (
            site not in {"same-origin", "none"}
            if site is not None
            else origin is not None and urlsplit(origin).netloc != request.get_host()
        )
        if foreign:
            return HttpResponseForbidden(
                "403 来自别的网站 / sent from another site\n", content_type="text/plain; charset=utf-8"
            )
        return view(request, *arguments, **named)

    return checked


def token_of(request: HttpRequest) -> str:
    """The token of who asks, or nothing."""
    return str(request.COOKIES.get(COOKIE, ""))[:64]


def give_token(response: HttpResponse, token: str, *, secure: bool) -> None:
    """Let the browser keep a token for a day."""
    response.set_cookie(
        COOKIE, token, max_age=COOKIE_SECONDS, httponly=True, samesite="Strict", secure=secure
    )


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(24)
