"""Pages that only frame another page: which address to read instead."""

from __future__ import annotations

import re
from urllib.parse import urljoin

_FRAME = re.compile(r"<(?P<tag>i?frame)\b(?P<rest>[^<>]{0,800})", re.IGNORECASE)
_SOURCE = re.compile(r"\bsrc\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_MAIN = re.compile(r"main|content|article|text|right|body|detail|news|zw|正文", re.IGNORECASE)
_ASIDE = re.compile(
    r"top|head|left|menu|nav|foot|bottom|banner|\bad|counter|stat|share|comment|login|search", re.IGNORECASE
)
_UNSEEN = re.compile(r"(?:width|height)\s*=\s*[\"']?[01][\"'\s]|display\s*:\s*none", re.IGNORECASE)
_NO_PAGE = re.compile(r"^(?:about:|javascript:|data:|#|$)", re.IGNORECASE)
#: no page has more frames
_MOST = 40
#: a link that leads to the next part of the article
_NEXT_PART = re.compile(
    r"<a\b[^<>]{0,300}href\s*=\s*[\"']?(?!javascript|#)[^\"'\s>]{1,300}_\d{1,2}\.s?html?[^<>]{0,200}>\s*(?:下一页|下页)",
    re.IGNORECASE,
)


def frame_address(html: str, url: str | None = None) -> str | None:
    """The address of the frame that holds the article, None where the page has none.

    >>> frame_address('<frameset><frame src="menu.htm" name="left"><frame src="c/1.htm" name="main"></frameset>')
    'c/1.htm'
    >>> frame_address('<iframe src="2.htm"></iframe>', "http://paper.example.cn/a/index.htm")
    'http://paper.example.cn/a/2.htm'
    """
    best: tuple[int, str] | None = None
    for number, match in enumerate(_FRAME.finditer(html)):
        if number >= _MOST:
            break
        source = _SOURCE.search(match["rest"])
        address = next((group for group in source.groups() if group), "").strip() if source else ""
        if _NO_PAGE.match(address) or _UNSEEN.search(match["rest"]):
            continue
        score = 2 * bool(_MAIN.search(match["rest"])) - 3 * bool(_ASIDE.search(match["rest"]))
        if best is None or score > best[0]:
            best = score, address
    if best is None:
        return None
    try:
        return urljoin(url, best[1]) if url else best[1]
    except ValueError:
        return best[1]


def has_next_part(html: str) -> bool:
    """Whether the page links to a further part of its article.

    >>> has_next_part('<a href="t2020_1.html">下一页</a>'), has_next_part('<a href="#">下一页</a>')
    (True, False)
    """
    return _NEXT_PART.search(html) is not None
