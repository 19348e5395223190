"""Names behind their labels: 来源, 作者, 记者, 责任编辑, on one line of a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.intake.page.lines import Line

#: stands between the inline elements of a line
EDGE = "\x1f"
_LABELS = (
    r"作者|[责責]任[编編][辑輯]|责编|[编編][辑輯]|[记記]者|[发發][布佈表]|点击|點擊|瀏覽|时间|日期|发布|发表|点击|浏览|阅读|字号|字体|分享|评论|打印|关闭|举报|人气|次数|来源|审核|校对|收藏|"
    r"\d{4}[-年/.]|\d+\s?次|我要|大\s|T\s|A-"
)
_SOURCE = re.compile(
    r"(?<!资料)(?<!数据)(?<!图片)(?<!照片)(?<!视频)(?<!素材)(?:[来來]\s{0,2}源\s{0,2}(?:于|自)?|稿源|转自|转载自|摘自|供稿单位|发布机构|发布单位|发文机关)"
    rf"(?:\s{{0,2}}[:：][\s{EDGE}]{{0,4}}|{EDGE}[\s{EDGE}]{{0,3}}|(?=[^\s:：，。]{{2,12}}(?:{EDGE}|$)))(?P<name>[^{EDGE}]{{1,60}})"
)
_EDITOR = re.compile(
    r"(?P<label>[责責]任[编編][辑輯缉]|责\s?编|值班编辑|网络编辑|实习编辑|本文编辑|[编編]\s?[辑輯])\s{0,3}"
    rf"(?:[:：丨|/][\s{EDGE}]{{0,4}}|[\s{EDGE}]{{1,3}})(?P<name>[^{EDGE}\s|｜/、，,（()）【】\[\]<>。]{{1,20}})"
)
_AUTHOR = re.compile(
    rf"(?:^|[\s{EDGE}|｜（(【\[])(?:作者|本文作者|撰文|撰稿|采写|采访|文字|文|[记記]者|原创|编译)\s{{0,2}}[:：/／|丨][\s{EDGE}]{{0,3}}"
    rf"(?P<names>[^{EDGE}|｜）)】\]。；;]{{2,40}})|[{EDGE}|]\s?作者{EDGE}?(?P<bare>[\u4e00-\u9fff]{{2,4}})\s?(?:[{EDGE}|]|$)"
)
#: a reporter in brackets inside the first paragraph, or alone on a line
_REPORTER = re.compile(
    r"(?:[（(【][^）)】]{0,16}(?:[记記]者|通[讯訊]员|作者)[\s:：]{0,3}|^\S{0,12}(?:[记記]者|通[讯訊]员|作者)[\s:：]{1,3})"
    r"(?P<names>[\u4e00-\u9fff·、，, ]{2,40})(?:[）)】]|$)"
)
_ROLE = re.compile(
    r"(?:(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{0,8})?(?:见习|实习|特约|首席)?(?:记者|通讯员|作者|编辑(?=\s?[:：]))"
)
#: where the next label begins without any space before it
_NEXT_LABEL = re.compile(r"点击|浏览|阅读|时间|字号|来源|发布|审核|校对|分享|打印|作者")
_CODE = re.compile(r"[_\-\s]{0,2}[A-Z]{1,6}\d{2,10}$|[_\-]\w{2,12}$|[（(].*$")
_HAN = re.compile("[\u3400-\u9fff]")
MEDIUM = re.compile(
    r"(?:报|网|社|台|新闻|周刊|杂志|在线|频道|日报|快讯|观察|视点|视界|财经|科技|资讯|传媒|通讯|时评|头条|发布|融媒|客户端|资本|经济|局|委|"
    r"厅|办|处|政府|中心|号|圈|说|社区|论坛|参考|评论|商讯|数据|之家|记|志)$"
)
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


def joined(line: Line) -> str:
    """A line with the borders of its inline elements kept."""
    return EDGE.join(piece for piece, _ in line.pieces) if line.pieces else line.text


def clean_medium(text: str) -> str:
    """The name of a medium without what follows it on the line; empty if it names none."""
    text = re.split(
        rf"\s{{2,}}|\s(?={_LABELS})|[|｜，。；;]|(?:作者|[责責]任[编編][辑輯]|[编編][辑輯]|发布时间|时间|日期)\s?[:：]",
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
        if name := clean_medium(match["name"]):
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
            name = _CODE.sub("", _NEXT_LABEL.split(name, maxsplit=1)[0])
        if name and name not in _NOBODY and len(name) <= 12:
            if match["label"][0] in "责責":
                return name
            found = found or name
    return found


def split_names(text: str) -> tuple[str, ...]:
    """The names of people in a list without their roles."""
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
            and not MEDIUM.search(name)
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
            if names := split_names(named["names"] or named.get("bare") or ""):
                return names
    return ()
