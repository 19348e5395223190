"""Who published, wrote and edited an article, from the lines around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.intake.page.labels import (
    EDGE,
    MEDIUM,
    clean_medium,
    joined,
    labelled_authors,
    labelled_editor,
    labelled_source,
    split_names,
)
from bashu.intake.page.moments import FULL_DATE, SHORT_DATE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bashu.intake.page.lines import Line, Page

_BEFORE_SLASH = re.compile(
    rf"^(?P<names>[\u4e00-\u9fff· 、]{{2,16}})\s?[/／]\s?(?P<medium>[^{EDGE}/]{{2,20}})$"
)
_RESPONSIBLE = re.compile("[责責]")
_NOISE = re.compile(
    r"^(?:原创|转载|头条|首发|独家|字号|字体|大|中|小|超大|标准|分享|分享到|收藏|举报|打印|关闭|评论|跟贴|参与|微博|微信|QQ空间|朋友圈|阅读|浏览|"
    r"点击|发布|发表|于|发表于|发布于|发布时间|时间|来源|作者|编辑|更多|关注|订阅|播放|刷新|返回|首页|正文|昨天|今天|刚刚|下载|扫码|手机看|听新闻|朗读|"
    r"繁体|简体|English|登录|注册|置顶|热点|推荐|人参与|点赞|赞|顶|踩|[\W\d_]+|\d+\s?(?:次|条|人|阅读|评论|万).{0,6}|[A-Za-z]{1,2}[+\-]?)$"
)
_AUTHOR_PART = re.compile(r"author|byline|writer|reporter|zuozhe", re.IGNORECASE)
_NO_MEDIUM = re.compile(r"[:：，。？！>]|\d{3,}|^\d")
_SOURCE_PART = re.compile(
    r"source|media|author|account|nickname|jgname|publisher|from|laiyuan|profile|ly\b", re.IGNORECASE
)
_TIME_LABEL = re.compile(r"(?:发布|发表|更新|刊发|创建|上传)?(?:时间|日期|于)?\s{0,2}[:：]?\s{0,2}$")


@dataclass(frozen=True)
class Credits:
    """Names and how sure each is."""

    source: str = ""
    source_confidence: float = 0.0
    authors: tuple[str, ...] = ()
    editor: str = ""


def _medium_score(name: str, *, named: bool) -> float:
    """How likely a text beside the time is a medium, 0 where it cannot be one."""
    if not 2 <= len(name) <= 20 or _NOISE.match(name) or _NO_MEDIUM.search(name):
        return 0.0
    score = 0.55 + (0.3 if named else 0.0) + (0.2 if MEDIUM.search(name) else 0.0)
    # platforms show the company behind an account beside its name
    return score - 0.4 if name.endswith("公司") else score


def _beside_time(line: Line, *, block: str, beside: bool) -> tuple[str, float]:
    """A medium that stands without a label on the line of the time (`beside`) or next to it."""
    best = ("", 0.0)
    for text, label in line.pieces or ((line.text, ""),):
        rest = SHORT_DATE.sub("  ", FULL_DATE.sub("  ", text)) if len(text) < 200 else ""
        named = bool(_SOURCE_PART.search(label) or _SOURCE_PART.search(block))
        for part in re.split(r"\s{2,}|\s(?=\S{2,12}[:：])|[|｜·]", rest.strip()):
            words = [word for word in part.split() if not _NOISE.match(word)]
            name = clean_medium(_TIME_LABEL.sub("", " ".join(words)))
            score = _medium_score(name, named=named)
            if score > best[1] and (beside or score >= 0.7):
                best = (name, score)
    return best


def _unlabelled_source(
    page: Page, time_line: int, title_line: int, stop: int
) -> tuple[str, float, tuple[str, ...]]:
    """Medium, confidence and authors from the line of the time and its neighbours."""
    lines = page.lines
    near = [time_line, time_line - 1, time_line + 1, time_line - 2]
    near = [number for number in near if 0 <= number < len(lines) and title_line < number < stop]
    for number in near:
        if slashed := _BEFORE_SLASH.match(lines[number].text):
            names = split_names(slashed["names"])
            medium = clean_medium(slashed["medium"])
            if names and medium and MEDIUM.search(medium):
                return medium, 0.9, names
    best: tuple[str, float] = ("", 0.0)
    for number in near:
        line = lines[number]
        if len(line.text) > 100 or labelled_authors(line.text) or line.text.endswith("。"):
            continue
        block = page.nodes[line.node].label if number != time_line else ""
        name, score = _beside_time(line, block=block, beside=number == time_line)
        if score > best[1] + (0.15 if number != time_line else 0.0):
            best = (name, min(score, 0.95))
    return best[0], best[1], ()


def read_credits(
    page: Page,
    *,
    title_line: int,
    time_line: int,
    body: tuple[int, ...],
    declared_sources: Iterable[str],
    account: str,
    writers: Iterable[str] = (),
) -> Credits:
    """Source, authors and editor.

    Parameters
    ----------
    page : Page
    title_line, time_line : int
        Line numbers, -1 if unknown.
    body : tuple of int
        The lines of the body: what is named before and after it counts, not what it tells.
    declared_sources : iterable of str
        Media named by meta elements.
    account : str
        Name of the account on a platform.
    writers : iterable of str
        Names that a platform states as those of the writers.
    """
    lines = page.lines
    begin, end = (body[0], body[-1] + 1) if body else (len(lines), len(lines))
    start = title_line if 0 <= title_line < begin else max(0, begin - 12)
    if 0 <= time_line < begin:
        start = min(start, max(0, time_line - 2))
    head = [joined(lines[number]) for number in range(start, begin) if len(lines[number].text) <= 300]
    last = range(max(end - 3, begin), min(end + 14, len(lines)))
    tail = [joined(lines[number]) for number in last if len(lines[number].text) <= 200]

    authors: tuple[str, ...] = ()
    source, sure = next(((name, 0.97) for text in head if (name := labelled_source(text))), ("", 0.0))
    if not source and account:
        source, sure = clean_medium(account), 0.95
    if 0 <= time_line < begin:
        name, score, authors = _unlabelled_source(page, time_line, title_line, begin)
        if not source and score >= 0.55:
            source, sure = name, score
    if not source:
        source, sure = next(((name, 0.85) for text in tail if (name := labelled_source(text))), ("", 0.0))
    if not source:
        source, sure = next(
            ((name, 0.7) for text in declared_sources if (name := _clean_declared(text))), ("", 0.0)
        )

    opening = [lines[number].text[:160] for number in body[:8]]
    if not authors:
        texts = (*head, *opening, *tail[:6])
        stated = (split_names(name) for name in writers)
        authors = next((names for names in stated if names), ())
        authors = authors or next((names for text in texts if (names := labelled_authors(text))), ())
        authors = authors or _named_authors(page, range(start, begin), source)
    editor = next(
        (name for text in (*head, *tail) if _RESPONSIBLE.search(text) and (name := labelled_editor(text))), ""
    )
    editor = editor or next((name for text in (*head, *tail) if (name := labelled_editor(text))), "")
    return Credits(source, sure, authors, editor)


def _named_authors(page: Page, head: range, source: str) -> tuple[str, ...]:
    """Names on a line of the head whose class says that they are the authors'."""
    for number in head:
        line = page.lines[number]
        labels = (page.nodes[line.node].label, *(label for _, label in line.pieces))
        if len(line.text) > 30 or line.text == source or not any(map(_AUTHOR_PART.search, labels)):
            continue
        names = split_names(line.text)
        if names and "".join(names) == "".join(line.text.split()) and not any(map(MEDIUM.search, names)):
            return names
    return ()


def _clean_declared(text: str) -> str:
    return labelled_source(text) or clean_medium(text)
