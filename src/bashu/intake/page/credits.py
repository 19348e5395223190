"""Who published, wrote and edited an article, from the lines around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.intake.page.times import _DATE, _SHORT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bashu.intake.page.lines import Line, Page

#: stands between the inline elements of a line
_EDGE = "\x1f"

_LABELS = (
    r"作者|责任编辑|责编|编辑|记者|时间|日期|发布|发表|点击|浏览|阅读|字号|字体|分享|评论|打印|关闭|举报|人气|次数|来源|审核|校对|收藏|"
    r"\d{4}[-年/.]|\d+\s?次|我要|大\s|T\s|A-"
)
_SOURCE = re.compile(
    r"(?<!资料)(?<!数据)(?<!图片)(?<!照片)(?<!视频)(?<!素材)(?:来\s{0,2}源\s{0,2}(?:于|自)?|稿源|转自|转载自|摘自|供稿单位|发布机构|发布单位|发文机关)"
    rf"(?:\s{{0,2}}[:：][\s{_EDGE}]{{0,4}}|{_EDGE}[\s{_EDGE}]{{0,3}}|(?=[^\s:：，。]{{2,12}}(?:{_EDGE}|$)))(?P<name>[^{_EDGE}]{{1,60}})"
)
_EDITOR = re.compile(
    r"(?P<label>责任编辑|责任编缉|责\s?编|值班编辑|网络编辑|实习编辑|本文编辑|编\s?辑)\s{0,3}"
    rf"(?:[:：丨|/][\s{_EDGE}]{{0,4}}|[\s{_EDGE}]{{1,3}})(?P<name>[^{_EDGE}\s|｜/、，,（()）【】\[\]<>。]{{1,20}})"
)
_AUTHOR = re.compile(
    rf"(?:^|[\s{_EDGE}|｜（(【\[])(?:作者|本文作者|撰文|撰稿|采写|采访|文字|文|记者|原创|编译)\s{{0,2}}[:：/／|丨][\s{_EDGE}]{{0,3}}"
    rf"(?P<names>[^{_EDGE}|｜）)】\]。；;]{{2,40}})|[{_EDGE}|]\s?作者(?P<bare>[\u4e00-\u9fff]{{2,4}})\s?(?:[{_EDGE}|]|$)"
)
#: a reporter in brackets inside the first paragraph, or alone on a line
_REPORTER = re.compile(
    r"(?:[（(【][^）)】]{0,16}(?:记者|通讯员|作者)[\s:：]{0,3}|^\S{0,12}(?:记者|通讯员|作者)[\s:：]{1,3})"
    r"(?P<names>[\u4e00-\u9fff·、，, ]{2,40})(?:[）)】]|$)"
)
_ROLE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{0,8})?(?:见习|实习|特约|首席)?(?:记者|通讯员|作者|编辑(?=\s?[:：]))"
)

_BEFORE_SLASH = re.compile(
    rf"^(?P<names>[\u4e00-\u9fff· 、]{{2,16}})\s?[/／]\s?(?P<medium>[^{_EDGE}/]{{2,20}})$"
)
_CODE = re.compile(r"[_\-\s]{0,2}[A-Z]{1,6}\d{2,10}$|[_\-]\w{2,12}$|[（(].*$")
_HAN = re.compile("[\u3400-\u9fff]")
_MEDIUM = re.compile(
    r"(?:报|网|社|台|新闻|周刊|杂志|在线|频道|日报|快讯|观察|视点|视界|财经|科技|资讯|传媒|通讯|时评|头条|发布|融媒|客户端|资本|经济|局|委|"
    r"厅|办|处|政府|中心|号|圈|说|社区|论坛|参考|评论|商讯|数据|之家|记|志)$"
)
_NOISE = re.compile(
    r"^(?:原创|转载|头条|首发|独家|字号|字体|大|中|小|超大|标准|分享|分享到|收藏|举报|打印|关闭|评论|跟贴|参与|微博|微信|QQ空间|朋友圈|阅读|浏览|"
    r"点击|发布|发表|于|发表于|发布于|发布时间|时间|来源|作者|编辑|更多|关注|订阅|播放|刷新|返回|首页|正文|昨天|今天|刚刚|下载|扫码|手机看|听新闻|朗读|"
    r"繁体|简体|English|登录|注册|置顶|热点|推荐|人参与|点赞|赞|顶|踩|[\W\d_]+|\d+\s?(?:次|条|人|阅读|评论|万).{0,6}|[A-Za-z]{1,2}[+\-]?)$"
)
_AUTHOR_PART = re.compile(r"author|byline|writer|reporter|zuozhe", re.IGNORECASE)
_NO_MEDIUM = re.compile(r"[:：，。？！>]|\d{3,}|^\d")
_NOBODY = frozenset(
    (
        "未知",
        "佚名",
        "本站",
        "网络",
        "互联网",
        "原创",
        "转载",
        "admin",
        "administrator",
        "匿名",
        "无",
        "管理员",
        "小编",
    )
)
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


def joined(line: Line) -> str:
    """A line with the borders of its inline elements kept."""
    return _EDGE.join(piece for piece, _ in line.pieces) if line.pieces else line.text


def _clean_medium(text: str) -> str:
    text = re.split(
        rf"\s{{2,}}|\s(?={_LABELS})|[|｜，。；;]|(?:作者|责任编辑|编辑|发布时间|时间|日期)\s?[:：]",
        text,
        maxsplit=1,
    )[0]
    text = re.sub(r"[\[【（(](?:整理|原创|编辑|转载|综合).{0,4}$", "", text)
    text = text.strip(" \u3000[]【】（）()<>《》:：|-—·、\"'")
    if len(text) > 30 or text in _NOBODY or not re.search(r"\w", text) or text.isdigit():
        return ""
    return text


def labelled_source(text: str) -> str:
    r"""The medium that a line names as its source.

    >>> labelled_source("发布时间:2025-04-30 16:02 来源:沱江园区通讯 浏览量: 字号:大 中 小")
    '沱江园区通讯'
    """
    for match in _SOURCE.finditer(text):
        if name := _clean_medium(match["name"]):
            return name
    return ""


def labelled_editor(text: str) -> str:
    """The editor that a line names, without the code of the newsroom.

    >>> labelled_editor("本文来源：某某报 责任编辑：张三_NB1234")
    '张三'
    """
    found = ""
    for match in _EDITOR.finditer(text):
        name = match["name"].strip()
        if _HAN.search(name):
            name = _CODE.sub("", name)
        if name and name not in _NOBODY and len(name) <= 12:
            if match["label"].startswith("责"):
                return name
            found = found or name
    return found


def _split_names(text: str) -> tuple[str, ...]:
    names: list[str] = []
    for part in re.split(r"[\s、，,/&]+", _ROLE.sub(" ", text).strip()):
        name = re.sub(r"(?:编译|整理|整合|报道|摄|翻译|综合)$", "", part)
        if name in _NOBODY or name.startswith(("编辑", "校对", "来源")):
            break
        if 2 <= len(name) <= 4 and all(_HAN.match(character) or character == "·" for character in name):
            names.append(name)
        elif (
            name
            and not names
            and len(name) <= 12
            and not re.search(r"[\d:：]", name)
            and not _MEDIUM.search(name)
        ):
            return (name,)
        else:
            break
    return tuple(dict.fromkeys(names))


def labelled_authors(text: str) -> tuple[str, ...]:
    """Writers that a line names.

    >>> labelled_authors("作者：张三 李四"), labelled_authors("采写：本报见习记者 王五"), labelled_authors("作者：未知")
    (('张三', '李四'), ('王五',), ())
    """
    for pattern in (_AUTHOR, _REPORTER):
        for match in pattern.finditer(text):
            named = match.groupdict()
            if names := _split_names(named["names"] or named.get("bare") or ""):
                return names
    return ()


def _medium_score(name: str, *, named: bool) -> float:
    """How likely a text beside the time is a medium, 0 where it cannot be one."""
    if not 2 <= len(name) <= 20 or _NOISE.match(name) or _NO_MEDIUM.search(name):
        return 0.0
    score = 0.55 + (0.3 if named else 0.0) + (0.2 if _MEDIUM.search(name) else 0.0)
    # platforms show the company behind an account beside its name
    return score - 0.4 if name.endswith("公司") else score


def _beside_time(line: Line, *, block: str, beside: bool) -> tuple[str, float]:
    """A medium that stands without a label on the line of the time (`beside`) or next to it."""
    best = ("", 0.0)
    for text, label in line.pieces or ((line.text, ""),):
        rest = _SHORT.sub("  ", _DATE.sub("  ", text)) if len(text) < 200 else ""
        named = bool(_SOURCE_PART.search(label) or _SOURCE_PART.search(block))
        for part in re.split(r"\s{2,}|\s(?=\S{2,12}[:：])|[|｜·]", rest.strip()):
            words = [word for word in part.split() if not _NOISE.match(word)]
            name = _clean_medium(_TIME_LABEL.sub("", " ".join(words)))
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
            names = _split_names(slashed["names"])
            medium = _clean_medium(slashed["medium"])
            if names and medium and _MEDIUM.search(medium):
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
        source, sure = _clean_medium(account), 0.95
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
        stated = (_split_names(name) for name in writers)
        authors = next((names for names in stated if names), ())
        authors = authors or next((names for text in texts if (names := labelled_authors(text))), ())
        authors = authors or _named_authors(page, range(start, begin), source)
    editor = next((name for text in (*head, *tail) if "责" in text and (name := labelled_editor(text))), "")
    editor = editor or next((name for text in (*head, *tail) if (name := labelled_editor(text))), "")
    return Credits(source, sure, authors, editor)


def _named_authors(page: Page, head: range, source: str) -> tuple[str, ...]:
    """Names on a line of the head whose class says that they are the authors'."""
    for number in head:
        line = page.lines[number]
        labels = (page.nodes[line.node].label, *(label for _, label in line.pieces))
        if len(line.text) > 30 or line.text == source or not any(map(_AUTHOR_PART.search, labels)):
            continue
        names = _split_names(line.text)
        if names and "".join(names) == "".join(line.text.split()) and not any(map(_MEDIUM.search, names)):
            return names
    return ()


def _clean_declared(text: str) -> str:
    return labelled_source(text) or _clean_medium(text)
