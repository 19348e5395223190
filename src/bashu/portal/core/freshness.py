"""Answers by the version of the data: a browser that has one keeps it, a process computes each only once."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from bashu import __version__
from bashu.portal.data.engines import engines
from bashu.portal.data.source import NotPrepared

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

#: what an answer depends on besides its address
VARIES = ("Accept-Encoding", "HX-Request")
#: headers that are kept with an answer
KEPT_HEADERS = ("Content-Type", "Content-Encoding", "Content-Language", "Content-Disposition")
#: a larger answer is not kept
LARGEST = 2 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """A page as it was sent."""

    content: bytes
    headers: tuple[tuple[str, str], ...]


class Shelf:
    """Answers up to so many bytes; the one that was not asked for longest makes room."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = 0
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def get(self, etag: str) -> Answer | None:
        """The answer under a tag, if it is still here."""
        with self._lock:
            if (answer := self._answers.get(etag)) is not None:
                self._answers.move_to_end(etag)
            return answer

    def put(self, etag: str, answer: Answer) -> None:
        """Keep an answer."""
        with self._lock:
            if etag in self._answers:
                return
            self._answers[etag] = answer
            self._held += len(answer.content)
            while self._held > self._limit:
                _, oldest = self._answers.popitem(last=False)
                self._held -= len(oldest.content)

    def clear(self) -> None:
        """Forget every answer."""
        with self._lock:
            self._answers.clear()
            self._held = 0


shelf = Shelf(int(settings.BASHU_LIMITS["kept"]))


class AnswersByVersion:
    """One query decides whether the reader, or this process, already has the answer.

    Every public page depends on its address, the version of the data and the version of the software only,
    so these make its ETag. The engines that the tag names are handed on as ``request.engines``: a page is
    never made of one version and tagged with another.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from the reader's copy, from the shelf, or anew."""
        try:
            request.engines = engines()  # type: ignore[attr-defined]
        except NotPrepared:
            request.engines = None  # type: ignore[attr-defined]
            return self.get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        etag = self._etag(request)
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return self._tagged(HttpResponseNotModified(), etag)
        answer = shelf.get(etag)
        if answer is not None:
            return self._tagged(HttpResponse(answer.content, headers=dict(answer.headers)), etag)
        response = self.get_response(request)
        # the state of long work is none of the version: its pages say that nobody may keep them
        passing = "no-store" in response.get("Cache-Control", "")
        if response.status_code != 200 or response.has_header("Set-Cookie") or passing:
            return response
        if not response.streaming and len(response.content) <= LARGEST and request.method == "GET":
            headers = tuple((name, response[name]) for name in KEPT_HEADERS if response.has_header(name))
            shelf.put(etag, Answer(response.content, headers))
        return self._tagged(response, etag)

    @staticmethod
    def _etag(request: HttpRequest) -> str:
        parts = (
            request.engines.version,  # type: ignore[attr-defined]
            __version__,
            request.get_full_path(),
            request.headers.get("HX-Request", ""),
            "gzip" if "gzip" in request.headers.get("Accept-Encoding", "") else "",
        )
        return f'W/"{hashlib.blake2b(chr(0).join(parts).encode(), digest_size=12).hexdigest()}"'

    @staticmethod
    def _tagged(response: HttpResponse, etag: str) -> HttpResponse:
        response.headers["ETag"] = etag
        # a copy may be kept but is shown only after asking whether it still holds
        response.headers["Cache-Control"] = "no-cache"
        patch_vary_headers(response, VARIES)
        return response
