"""What one address may ask for: so many pages and so many computations a minute, and no endless address."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from django.conf import settings

from bashu.portal.core.bare import ErrorPage, bare_page
from bashu.portal.shown import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

#: addresses whose requests one process counts; the one that was silent longest is forgotten
ADDRESSES = 20_000


class TooMany(Exception):
    """An address asked more often than it may."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"come back in {seconds} s")
        self.seconds = seconds


class Allowance:
    """A bucket for each address: it holds a minute's requests and fills evenly (token bucket).

    Examples
    --------
    >>> allowance = Allowance(per_minute=2, clock=lambda: 0.0)
    >>> allowance.take("a"), allowance.take("a"), allowance.take("a"), allowance.take("b")
    (0, 0, 30, 0)
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str) -> int:
        """Take one request from the bucket: 0 when there was one, else the seconds until there is."""
        now = self._clock()
        rate = self.per_minute / 60
        with self._lock:
            left, then = self._buckets.pop(address, (float(self.per_minute), now))
            left = min(self.per_minute, left + (now - then) * rate)
            allowed = left >= 1
            self._buckets[address] = (left - 1 if allowed else left, now)
            while len(self._buckets) > ADDRESSES:
                self._buckets.popitem(last=False)
        return 0 if allowed else max(1, round((1 - left) / rate))


def address_of(request: HttpRequest) -> str:
    """The address a request came from; behind a known proxy, the one that the proxy names."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    while address in settings.BASHU_PROXIES and forwarded and forwarded[-1]:
        address = forwarded.pop()
    return address


_allowances: dict[str, Allowance] = {}


def spend(request: HttpRequest, kind: str) -> None:
    """Count one request of a kind (``read`` or ``compute``) against the address it came from.

    Raises
    ------
    TooMany
        When the address has used up its minute.
    """
    per_minute = max(1, int(settings.BASHU_LIMITS[kind]) // settings.BASHU_PROCESSES)
    allowance = _allowances.get(kind)
    if allowance is None or allowance.per_minute != per_minute:
        allowance = _allowances[kind] = Allowance(per_minute)
    if seconds := allowance.take(address_of(request)):
        raise TooMany(seconds)


TOO_LONG = ErrorPage(
    414,
    Words("网址过长", "The address is too long"),
    Words("网址超过了一页需要的长度。", "The address is longer than any page needs."),
    Words("请从首页重新选择条件。", "Choose the filters anew from the home page."),
)
TOO_OFTEN = (
    Words("请求过多", "Too many requests"),
    Words(
        "这个地址一分钟内的请求次数已用完；同一单位的人可能共用一个地址。",
        "This address has used up its requests for the minute; people of one office may share an address.",
    ),
)


class RequestLimits:
    """Refuse endless addresses and too many requests before anything else is done for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say when to come back."""
        if len(request.get_full_path()) > settings.BASHU_LIMITS["address"]:
            return bare_page(request, TOO_LONG)
        try:
            spend(request, "read")
        except TooMany as many:
            remedy = Words(f"请 {many.seconds} 秒后再试。", f"Come back in {many.seconds} seconds.")
            return bare_page(request, ErrorPage(429, *TOO_OFTEN, remedy, retry_after=many.seconds))
        return self.get_response(request)
