"""A page as the lines a reader sees, each knowing the part of the page it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

#: elements that begin and end a line
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
#: elements whose text nobody reads
_UNSEEN = frozenset(
    "script style noscript template svg iframe object select option textarea button input canvas audio map title head "
    "meta link".split()
)
#: elements that hold one paragraph; what holds the article is their parent
PARAGRAPHS = frozenset("p li h1 h2 h3 h4 h5 h6 dd dt tr figcaption caption".split())

HEADINGS = frozenset(("h1", "h2", "h3"))

#: words in class and id that name a part which is never the article
_ALWAYS_ASIDE = frozenset(
    "comment comments cmt related relate relation recommend recommended recommends tuijian xiangguan sidebar footer "
    "foot copyright statement disclaimer shengming shenming shengm nav navbar menu crumb crumbs breadcrumb breadcrumbs "
    "login qrcode erweima ewm rank ranking hotnews pagination aside banner popup dialog modal toast".split()
)
#: words that usually name such a part, but also stand on the article itself (`js_img_share_area`)
_OFTEN_ASIDE = frozenset(
    "share bdshare fenxiang video player ad ads adv advert tag tags keyword keywords tool tools toolbar pager hot "
    "feedback report hidden hide subscribe follow download like zan search tips profile sweep".split()
)
#: words that name the article
_ARTICLE = frozenset(
    "article artical articles content contents contenttext text txt body detail main artibody endtext editor zoom "
    "ozoom ucap rich founder news newstext newscontent story post paragraph zhengwen".split()
)
_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+")
_INVISIBLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_SMALL = re.compile(
    r"font-size\s*:\s*(?:[5-9](?:\.\d+)?pt|1[0-3]px|(?:x-)?small|0\.[1-8]\d*r?em)", re.IGNORECASE
)

#: more elements than this are not walked: the article of a page stands long before
MOST_ELEMENTS = 120_000


@lru_cache(maxsize=4096)
def part_named(label: str) -> str:
    """What class and id call a part of a page: `aside`, `maybe` aside, `article`, or nothing.

    >>> part_named("post_comment w960"), part_named("js_img_share_area"), part_named("TRS_Editor"), part_named("fl")
    ('aside', 'maybe', 'article', '')
    """
    words = {word.lower() for word in _WORD.findall(label[:200])}
    if words & _ALWAYS_ASIDE:
        return "aside"
    if words & _OFTEN_ASIDE:
        return "maybe"
    return "article" if words & _ARTICLE else ""


@dataclass(slots=True)
class Node:
    """One block element: its parent's number, its name, class and id, and the lines inside it."""

    parent: int
    tag: str
    label: str
    first: int = 0
    end: int = 0
    centred: bool = False


@dataclass(slots=True)
class Line:
    """One line: ``pieces`` are its text and class names between the borders of inline elements.

    ``linked`` counts its characters inside links; a ``caption`` stands below a picture and is set apart.
    """

    text: str
    node: int
    tag: str
    pieces: tuple[tuple[str, str], ...] = ()
    linked: int = 0
    caption: bool = False


@dataclass(slots=True)
class Page:
    """Lines in reading order and the block elements around them; node 0 is the whole page."""

    lines: list[Line] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=lambda: [Node(-1, "html", "")])
    saved: bool = False

    def ancestors(self, node: int) -> Iterator[int]:
        """This node and every node around it, inside out."""
        while node >= 0:
            yield node
            node = self.nodes[node].parent

    def text(self) -> str:
        """The whole visible text."""
        return "\n".join(line.text for line in self.lines)


def squeeze(text: str) -> str:
    """Text with each run of white space as one space.

    >>> squeeze(" 川渝　　 签约 ")
    '川渝 签约'
    """
    return " ".join(text.split())


def text_lines(text: str) -> Page:
    """The lines of a page that was saved as plain text."""
    page = Page(saved=True)
    for raw in text.split("\n"):
        if stripped := squeeze(raw.replace("\t", " | ") if "\t" in raw.strip() else raw):
            pieces = tuple((part, "") for part in re.split(r"[ \u3000\t]{2,}", raw.strip()))
            page.lines.append(Line(stripped, 0, "p", pieces))
    page.nodes[0].end = len(page.lines)
    return page


def _is_data_table(table: etree._Element) -> bool:
    """Whether a table holds data, not the layout of the page: several short cells in several rows."""
    if table.find(".//table") is not None:
        return False
    rows = wide = cells = length = 0
    for row in table.iter("tr"):
        rows += 1
        count = sum(1 for cell in row if cell.tag in ("td", "th"))
        cells += count
        wide += count >= 2
        if rows > 2000:
            break
    if wide < 2 or wide * 2 < rows:
        return False
    length = sum(len(text) for text in table.itertext())
    return length <= 80 * cells


class _Walk:
    """The state of one walk through a tree."""

    def __init__(self, *, hidden: bool) -> None:
        self.page = Page()
        self.hidden = hidden
        self.stack = [0]
        self.pieces: list[tuple[str, str]] = []
        self.labels = [""]
        self.links = 0
        self.linked = 0
        self.table: etree._Element | None = None
        self.picture = False

    def skips(self, element: etree._Element) -> bool:
        """Whether nobody sees this element."""
        if element.tag in _UNSEEN:
            return True
        style = element.get("style")
        if self.hidden:
            return False
        return bool(style and _INVISIBLE.search(style)) or element.get("hidden") is not None

    def add(self, text: str | None) -> None:
        if text:
            self.pieces.append((text, self.labels[-1]))
            if self.links:
                self.linked += len(text.strip())

    def flush(self) -> None:
        if not self.pieces:
            return
        text = squeeze("".join(piece for piece, _ in self.pieces))
        if text:
            pieces = tuple((kept, label) for piece, label in self.pieces if (kept := squeeze(piece)))
            number = self.stack[-1]
            node = self.page.nodes[number]
            small = all(label.endswith(" small") for _, label in pieces)
            caption = self.picture and (node.centred or small) and len(text) <= 100
            line = Line(text, number, node.tag, pieces, min(self.linked, len(text)), caption)
            self.page.lines.append(line)
            self.picture = False
        self.pieces = []
        self.linked = 0

    def start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in BLOCKS or "-" in tag:
            self._open_block(tag, element)
        elif tag == "br":
            if self.table is None:
                self.flush()
            return
        elif tag == "img":
            self.picture = True
            return
        else:
            self.labels.append(_inline_label(element))
            self.links += tag == "a"
        self.add(element.text)

    def end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in BLOCKS or "-" in tag:
            self._close_block(tag, element)
        elif tag not in ("br", "img"):
            self.labels.pop()
            self.links -= tag == "a"
        self.add(element.tail)

    def _open_block(self, tag: str, element: etree._Element) -> None:
        label = f"{element.get('id') or ''} {element.get('class') or ''}".strip()
        if self.table is not None:
            self.pieces.append((" | " if tag in ("td", "th") and self.pieces else " ", ""))
            if tag == "tr":
                self.flush()
        else:
            self.flush()
            if tag == "table" and _is_data_table(element):
                self.table = element
        node = Node(self.stack[-1], tag, label, len(self.page.lines), centred=_is_centred(element, label))
        self.page.nodes.append(node)
        self.stack.append(len(self.page.nodes) - 1)

    def _close_block(self, tag: str, element: etree._Element) -> None:
        if self.table is None or tag == "tr" or self.table is element:
            self.flush()
        if self.table is element:
            self.table = None
        self.page.nodes[self.stack.pop()].end = len(self.page.lines)

    def finish(self) -> Page:
        """The page read so far, with every open part closed."""
        self.flush()
        for number in self.stack:
            self.page.nodes[number].end = len(self.page.lines)
        return self.page


def _is_centred(element: etree._Element, label: str) -> bool:
    style = element.get("style")
    return (
        element.get("align") == "center"
        or "center" in label
        or element.tag == "center"
        or bool(style and _CENTRED.search(style))
    )


def _inline_label(element: etree._Element) -> str:
    name = element.get("class") or element.get("id") or element.get("itemprop") or ""
    label = f"{name} {element.tag}" if name else str(element.tag)
    style = element.get("style")
    return f"{label} small" if style and _SMALL.search(style) else label


def tree_lines(root: etree._Element, *, hidden: bool = False) -> Page:
    """The lines of a parsed page, in one walk.

    Parameters
    ----------
    root : element
        The tree; it is not changed.
    hidden : bool
        Whether to read also what the style hides (pages that show their text by script).
    """
    walk = _Walk(hidden=hidden)
    events = etree.iterwalk(root, events=("start", "end"))
    count = 0
    for event, element in events:
        if walk.skips(element):
            if event == "start":
                events.skip_subtree()
            else:
                walk.add(element.tail)
        elif event == "start":
            count += 1
            if count > MOST_ELEMENTS:
                break
            walk.start(element)
        else:
            walk.end(element)
    return walk.finish()
