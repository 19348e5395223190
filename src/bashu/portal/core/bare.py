"""An error page that needs no data, no template and next to no time: for floods and for faults of the software."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static

from bashu.portal.shown import Words

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class ErrorPage:
    """An error in plain words: what happened, in short and in a sentence, what to do, and when to come back."""

    status: int
    title: Words
    sentence: Words
    remedy: Words
    fields: tuple[tuple[str, str], ...] = ()
    retry_after: int | None = None


PAGE = """<!doctype html>
<html lang="{lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · {site}</title>
<link rel="stylesheet" href="{style}">
<link rel="stylesheet" href="{dark}" media="(prefers-color-scheme: dark)">
</head>
<body>
<header class="header"><div class="wide"><a class="brand" href="{home}"><span><b>{site}</b></span></a></div></header>
<main class="wide" id="content"><div class="title"><p class="eyebrow number">{status}</p><h1>{title}</h1><p class="finding">{sentence}</p></div>
<p>{remedy}</p>
<ul class="next"><li><a href="{again}">{again_words}</a></li><li><a href="{home}">{home_words}</a></li><li><a href="{other}" hreflang="{other_lang}" lang="{other_lang}">{other_words}</a></li></ul></main>
</body>
</html>
"""


def bare_page(request: HttpRequest, page: ErrorPage) -> HttpResponse:
    """The error in the language of the address, with a way back; JSON for the API."""
    headers = {"Cache-Control": "no-store"} | (
        {"Retry-After": str(page.retry_after)} if page.retry_after else {}
    )
    if request.path.startswith("/api/"):
        body = {
            "status": page.status,
            "title": {"zh": page.title.zh, "en": page.title.en},
            "detail": {"zh": page.sentence.zh, "en": page.sentence.en},
            "remedy": {"zh": page.remedy.zh, "en": page.remedy.en},
            "fields": dict(page.fields),
        }
        return JsonResponse(
            body, status=page.status, headers=headers, json_dumps_params={"ensure_ascii": False}
        )
    english = request.path == "/en" or request.path.startswith("/en/")
    words = {
        name: escape(text.en if english else text.zh)
        for name, text in (("title", page.title), ("sentence", page.sentence), ("remedy", page.remedy))
    }
    plain = request.path.removeprefix("/en") if english else request.path
    # an address that was refused for its length is not sent back
    asked = request.get_full_path() if page.status != 414 else ("/en/" if english else "/")
    content = PAGE.format(
        **words,
        status=page.status,
        lang="en" if english else "zh-Hans",
        site="Bashu" if english else "巴蜀",
        style=static("dist/main.css"),
        dark=static("dist/dark.css"),
        home="/en/" if english else "/",
        home_words="Home" if english else "首页",
        again=escape(asked),
        again_words="Try again" if english else "再试一次",
        other=escape((plain if english else f"/en{plain}")[:500]),
        other_lang="zh-Hans" if english else "en",
        other_words="中文" if english else "English",
    )
    return HttpResponse(content, status=page.status, headers=headers)
