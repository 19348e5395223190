"""The path of a page inside its site: 首页 > 经济在线 > 四川经济."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.page.names import part_named
from bashu.intake.page.title import bare

if TYPE_CHECKING:
    from bashu.intake.page.lines import Page

_PLACE = re.compile(r"^.{0,4}?(?:您|你)?(?:现在|目前|当前)?(?:所在)?的?(?:当前)?位置[是为]?\s*[:：]?\s*")
_ARROW = re.compile(r"\s*(?:>+|＞+|»|›|→|&gt;|>>)\s*")
_SLASH = re.compile(r"\s*[/／\\]\s*|\s+-\s+|\s*·\s*")
_HOME = re.compile(r"(?:^|\s)\S{0,10}(?:首页|主页)$|^(?:网站|首页|主页)")
_CRUMB_PART = re.compile(
    r"crumb|path|position|location|weizhi|where|dangqian|place|guide|map-index", re.IGNORECASE
)


def _split(text: str) -> list[str]:
    stated = _PLACE.match(text)
    rest = text[stated.end() :] if stated else text
    parts = _ARROW.split(rest)
    if len(parts) < 2:
        parts = _SLASH.split(rest)
        # slashes and dashes stand in much else: only a path that begins at the front page counts
        if len(parts) < 2 or not (_HOME.search(parts[0]) or stated):
            return []
    return [part.strip() for part in parts if part.strip()]


def crumb_parts(text: str, title: str = "") -> tuple[str, ...]:
    """The channels of a line that shows the path of a page; empty if it is another line.

    >>> crumb_parts("您当前的位置:网站首页 > 园区动态")
    ('网站首页', '园区动态')
    >>> crumb_parts("首页 / 工业"), crumb_parts("营收/利润")
    (('首页', '工业'), ())
    """
    if not 3 <= len(text) <= 160:
        return ()
    parts = _split(text)
    if title and parts and len(parts[-1]) >= 6 and bare(parts[-1]).rstrip(".…")[:30] in bare(title):
        parts.pop()
    # what stands before the first arrow may begin with other words of the head of the page
    if parts and (words := parts[0].split()) and len(words) > 1:
        parts[0] = words[-1]
    if not parts or any(len(part) > 20 or part.endswith(("。", "！")) for part in parts):
        return ()
    if len(parts) == 1 and not (_PLACE.match(text) or (_ARROW.search(text) and _HOME.search(parts[0]))):
        return ()
    return tuple(parts)


def find_channel(page: Page, title_line: int, title: str) -> tuple[tuple[str, ...], int, float]:
    """The path, the line it stands on, and how sure it is.

    Parameters
    ----------
    page : Page
    title_line : int
        Line of the title, -1 if unknown; the path stands before it, or shortly after.
    title : str
    """
    last = len(page.lines) if title_line < 0 else min(len(page.lines), title_line + 4)
    first = 0 if title_line < 0 or page.saved else max(0, title_line - 300)
    best: tuple[float, int, tuple[str, ...]] = (0.0, -1, ())
    for number in range(first, min(last, first + 400)):
        line = page.lines[number]
        if number == title_line or len(line.text) > 160:
            continue
        parts = crumb_parts(line.text, title)
        if not parts:
            continue
        score = 1.0 + (1.0 if _HOME.search(parts[0]) else 0.0) + (1.0 if _PLACE.match(line.text) else 0.0)
        score += 1.0 if _CRUMB_PART.search(page.nodes[line.node].label) else 0.0
        score += 1.0 if title_line >= 0 and 0 < title_line - number <= 6 else 0.0
        score -= 1.0 if part_named(page.nodes[line.node].label) in ("aside", "talk") and score < 2.0 else 0.0
        if score > best[0]:
            best = (score, number, parts)
    if best[0] < (1.0 if page.saved else 2.0):
        return (), -1, 0.0
    return best[2], best[1], min(0.95, 0.5 + 0.15 * best[0])
