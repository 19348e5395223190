"""What a reader sees when something cannot be answered: what happened, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.errors import InputError, UnknownName
from bashu.portal.core.bare import ErrorPage, bare_page
from bashu.portal.core.lane import Busy
from bashu.portal.core.limits import TooMany
from bashu.portal.data.source import NotPrepared
from bashu.portal.forms import BadQuestion
from bashu.portal.render import show
from bashu.portal.shown import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


NOT_FOUND = ErrorPage(
    404,
    Words("没有这一页", "There is no such page"),
    Words("这个地址上没有内容。", "Nothing is at this address."),
    Words(
        "请核对网址，或从首页、搜索框找起。",
        "Check the address, or start from the home page or the search box.",
    ),
)
BAD_REQUEST = ErrorPage(
    400,
    Words("这个问题看不懂", "The question cannot be read"),
    Words("网址中有的参数无法识别。", "A part of the address cannot be read."),
    Words("请改正后再试。", "Correct it and try again."),
)
FAILED = ErrorPage(
    500,
    Words("出错了", "Something went wrong"),
    Words("这一页没有生成，错误已经记下。", "The page could not be made; the error has been logged."),
    Words("请稍后再试。", "Try again later."),
)
FORBIDDEN = ErrorPage(
    403,
    Words("没有权限", "This is not open to you"),
    Words("这一页或这个操作不对外开放。", "This page or action is not open to the public."),
    Words(
        "若是从表单来的，请退回上一页刷新后再提交。",
        "If you came from a form, go back, reload it and send it again.",
    ),
)
NOT_PREPARED = ErrorPage(
    503,
    Words("数据尚未导入", "There is no data yet"),
    Words("数据库里还没有数据。", "The database holds no data."),
    Words("请管理员运行 bashu init。", "The operator should run: bashu init."),
    retry_after=60,
)


def error_page(error: Exception) -> ErrorPage | None:
    """The page for an error that was raised on purpose, or None for a fault of the software."""
    if isinstance(error, UnknownName):
        found = error.findings[0]
        return ErrorPage(
            404,
            Words("没有找到", "Not found"),
            Words(found.problem("zh") + "。", found.problem("en") + "."),
            Words(found.remedy("zh") + "。", found.remedy("en") + "."),
        )
    if isinstance(error, InputError):
        sentence = Words(error.sentence("zh"), error.sentence("en"))
        return ErrorPage(400, BAD_REQUEST.title, sentence, BAD_REQUEST.remedy)
    if isinstance(error, BadQuestion):
        fields = tuple((name, "; ".join(problems)) for name, problems in error.fields.items())
        return ErrorPage(400, BAD_REQUEST.title, BAD_REQUEST.sentence, BAD_REQUEST.remedy, fields)
    if isinstance(error, Busy):
        return ErrorPage(
            503,
            Words("现在计算的人太多", "Too many are computing just now"),
            Words(
                "计算排队已满，浏览不受影响。", "The line for computations is full; reading works as usual."
            ),
            Words(f"请 {error.seconds} 秒后再试。", f"Try again in {error.seconds} seconds."),
            retry_after=error.seconds,
        )
    if isinstance(error, TooMany):
        return ErrorPage(
            429,
            Words("请求过多", "Too many requests"),
            Words(
                "这个地址一分钟内的计算次数已用完。",
                "This address has used up its computations for the minute.",
            ),
            Words(f"请 {error.seconds} 秒后再试。", f"Try again in {error.seconds} seconds."),
            retry_after=error.seconds,
        )
    return NOT_PREPARED if isinstance(error, NotPrepared) else None


def answer(request: HttpRequest, page: ErrorPage) -> HttpResponse:
    """An error as a page, or as JSON for the API."""
    if request.path.startswith("/api/"):
        return bare_page(request, page)
    response = show(request, "core/error.html", page, page.status)
    if page.retry_after is not None:
        response.headers["Retry-After"] = str(page.retry_after)
    response.headers["Cache-Control"] = "no-store"
    return response


class PlainErrors:
    """Turn errors that were raised on purpose into pages; everything else stays a fault and is logged."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on, unless there is no data to answer from."""
        if request.engines is None:  # type: ignore[attr-defined]
            return answer(request, NOT_PREPARED)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of an error, if it has one."""
        page = error_page(error)
        return None if page is None else answer(request, page)
