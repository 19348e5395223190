"""The title of an article: as the page shows it, without the name of the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.intake.page.names import HEADINGS

if TYPE_CHECKING:
    from bashu.intake.page.lines import Line, Page
    from bashu.intake.page.metadata import Metadata

_SPACE = re.compile(r"\s+")
#: where a site hangs its name on the title
_BORDER = re.compile(r"\s*(?:_+|\s[-–—|]+\s|[|｜]|--+|——(?=[^—]{2,12}$)|\s-|-(?=[^-]{2,14}$))\s*")
_SITE = re.compile(
    r"网$|网站$|频道|新闻|在线$|日报|晚报|早报|时报|商报|晨报|快报|都市报|电视台|广播|客户端|门户|论坛|资讯|中心$|首页|平台$|\.(?:com|cn|net|org)|"
    r"政府|腾讯|新浪|搜狐|网易|凤凰|澎湃|百度|头条|知乎|百家号|CSDN|The Paper|财经$|科技$|观察$|周刊$|杂志|APP$|官网",
    re.IGNORECASE,
)
#: bodies that run a site of their own; only after a border that no title has inside
_OWNER = re.compile(r"(?:厅|局|委员会|办公室|协会|联盟|学院|大学|集团|公司|管委会|园区)$")
_TITLE_PART = re.compile(r"title|headline|topic|bt$|biaoti|activity-name", re.IGNORECASE)
_LARGE = re.compile(r" large$")
_CROWD = re.compile(r"[>＞»]|^(?:首页|您|当前位置)")


@dataclass(frozen=True)
class Title:
    """The title, the line it stands on (-1 if on none), and how sure it is."""

    text: str
    line: int
    confidence: float


def bare(text: str) -> str:
    """Text without any white space."""
    return _SPACE.sub("", text)


def without_site(text: str) -> str:
    """A title element without the names that follow or precede the title.

    >>> without_site("两地签约共建电子信息产业园_某某新闻_某某网")
    '两地签约共建电子信息产业园'
    >>> without_site("两地签约 - 示例省经济和信息化厅")
    '两地签约'
    >>> without_site("四川-法国智能制造产业线上对接会召开")
    '四川-法国智能制造产业线上对接会召开'
    """
    parts = _BORDER.split(text)
    borders = _BORDER.findall(text)
    if len(parts) < 2:
        return text
    end = len(parts)
    while end > 1:
        last, border = parts[end - 1], borders[end - 2].strip()
        clear = border != "-" or borders[end - 2].endswith(" ")
        named = _SITE.search(last) or not last or (clear and _OWNER.search(last))
        hung = border.startswith("_") or border in ("|", "｜") or "--" in border
        if not (named or (hung and len(last) <= 12)) or len(bare(last)) > 20:
            break
        if len(bare("".join(parts[: end - 1]))) < 4:
            break
        end -= 1
    begin = 0
    if end - begin > 1 and "--" in borders[0] and len(parts[0]) <= 8 and len(bare(parts[1])) >= 10:
        begin = 1
    kept = parts[begin]
    for position in range(begin + 1, end):
        kept += borders[position - 1] + parts[position]
    return kept.strip()


def _is_heading(page: Page, line: Line) -> bool:
    if line.tag in HEADINGS:
        return True
    return any(
        page.nodes[node].tag in HEADINGS for _, node in zip(range(3), page.ancestors(line.node), strict=False)
    )


def _title_like(page: Page, line: Line) -> float:
    """How much the place of a line speaks for a title."""
    score = 0.0
    if _is_heading(page, line):
        score += 3.0 if line.tag != "h3" else 2.0
    node = page.nodes[line.node]
    labels = (node.label, node.tag, *(label for _, label in line.pieces))
    if any(_TITLE_PART.search(label) or _LARGE.search(label) for label in labels):
        score += 2.0
    if line.linked * 2 > len(line.text):
        score -= 3.0
    return score


def find_title(page: Page, declared: Metadata) -> Title:
    """The title, from the visible line that the title element or the metadata repeat.

    Parameters
    ----------
    page : Page
    declared : Metadata
        What the page declares; where no visible line agrees, it is all there is.
    """
    element = declared.element_title
    declarations = dict.fromkeys((bare(element)[:300], *(bare(title)[:300] for title in declared.titles)))
    wanted = [text for text in declarations if text][:6]
    if visible := _visible_title(page, wanted):
        return visible
    if declared.titles and (not element or bare(declared.titles[0])[:8] in bare(element)):
        return Title(without_site(declared.titles[0]), -1, 0.8)
    if shown := _most_prominent(page):
        return shown
    if element:
        return Title(without_site(element), -1, 0.6)
    return Title(declared.titles[0], -1, 0.6) if declared.titles else Title("", -1, 0.0)


def _visible_title(page: Page, wanted: list[str]) -> Title | None:
    """The line that repeats a declared title best."""
    best: tuple[float, int, str] | None = None
    for number, line in enumerate(page.lines):
        if len(line.text) > 160:
            continue
        # a heading may carry a badge of its own (原创) beside the title
        variants = {line.text, *(piece for piece, _ in line.pieces)} if len(line.pieces) <= 5 else {line.text}
        for variant in variants:
            agreement = max((_agreement(bare(variant), whole) for whole in wanted), default=0.0)
            # a few characters may be the name of the site: they are a title only where they stand as one
            if agreement and (len(bare(variant)) >= 8 or _is_heading(page, line)):
                score = agreement * 10 + _title_like(page, line) - number * 0.0005
                if best is None or score > best[0]:
                    best = (score, number, variant)
    if best is None:
        return None
    score, number, variant = best
    text, last = _with_following(page, number, wanted)
    if not any(bare(text) in whole for whole in wanted):
        text = variant
    return Title(text, last, 0.98 if score >= 7 else 0.85)


def _with_following(page: Page, number: int, wanted: list[str]) -> tuple[str, int]:
    """A title broken over several lines, put together, and the last of its lines."""
    first = page.lines[number]
    best = (first.text, number)
    for start in range(max(0, number - 2), number + 1):
        text = ""
        for end in range(start, min(start + 4, len(page.lines))):
            if page.lines[end].node != first.node:
                break
            text += page.lines[end].text
            if not any(bare(text) in whole for whole in wanted):
                break
            if end >= number and len(text) > len(best[0]):
                best = (text, end)
    return best


def _agreement(text: str, whole: str) -> float:
    """How much of a declared title a line repeats, 0 if it is another text.

    >>> _agreement("两地签约", "两地签约_某某网")
    0.5
    """
    if not 4 <= len(text) <= 120:
        return 0.0
    if text == whole:
        return 1.0
    if text in whole:
        share = len(text) / len(whole)
        return share if len(text) >= 8 or (share >= 0.4 and whole.startswith(text)) else 0.0
    # the title element may be cut by the system that made it
    if len(whole) >= 12 and (
        text.startswith(whole) or (whole[-1] in "….." and text.startswith(whole.rstrip("….")))
    ):
        return 0.9
    return 0.0


def _most_prominent(page: Page) -> Title | None:
    """A heading of the page where nothing declared agrees with any line."""
    best: tuple[float, int] | None = None
    for number, line in enumerate(page.lines[:400]):
        shortest = 4 if line.tag in ("h1", "h2") else 8
        if not shortest <= len(line.text) <= 80 or _CROWD.search(line.text) or line.text.endswith("。"):
            continue
        score = _title_like(page, line)
        if score >= 2.0 and (best is None or score > best[0]):
            best = (score, number)
    if best is None:
        return None
    return Title(page.lines[best[1]].text, best[1], 0.6)


_LIST_STRIP = re.compile(r"[|｜·]|^(?:\S{1,6} ){3,}\S{1,6}$")


def find_saved_title(page: Page, time_line: int, crumb_line: int) -> Title:
    """The title of a page saved as text: the line before the line of the time, after the path of the page."""
    last = time_line if time_line >= 0 else min(len(page.lines), 25)
    for number in range(last - 1, max(crumb_line, -1), -1):
        text = page.lines[number].text
        usable = 5 <= len(text) <= 80 and not _LIST_STRIP.search(text) and not _CROWD.search(text)
        usable = usable and not text.startswith(("—", "–", "--"))
        if usable and not text.endswith("。"):
            if time_line < 0:
                first = next(
                    (n for n in range(crumb_line + 1, last) if _is_saved_title(page.lines[n].text)),
                    number,
                )
                return Title(page.lines[first].text, first, 0.6)
            return Title(text, number, 0.9)
    following = range(max(time_line, crumb_line) + 1, min(len(page.lines), max(time_line, 0) + 6))
    for number in following:
        if _is_saved_title(page.lines[number].text):
            return Title(page.lines[number].text, number, 0.6)
    return Title("", -1, 0.0)


def _is_saved_title(text: str) -> bool:
    return (
        6 <= len(text) <= 60
        and not _LIST_STRIP.search(text)
        and not _CROWD.search(text)
        and text[-1] not in "。；：:"
    )
