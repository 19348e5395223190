"""From a parsed page to its lines, in one walk."""

from __future__ import annotations

import re

from lxml import etree

from bashu.intake.page.lines import Line, Node, Page, squeeze
from bashu.intake.page.names import BLOCKS, UNSEEN, part_named

_LARGE = re.compile(r"font-size\s*:\s*(?:1[89]|[2-4]\d)(?:\.\d+)?(?:px|pt)", re.IGNORECASE)
_INVISIBLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_SMALL = re.compile(
    r"font-size\s*:\s*(?:[5-9](?:\.\d+)?pt|1[0-3]px|(?:x-)?small|0\.[1-8]\d*r?em)", re.IGNORECASE
)

#: more elements than this are not walked: the article of a page stands long before
MOST_ELEMENTS = 30_000


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
        if element.tag in UNSEEN:
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
        if (style := element.get("style")) and _LARGE.search(style):
            label += " large"
        if self.table is not None:
            self.pieces.append((" | " if tag in ("td", "th") and self.pieces else " ", ""))
            if tag == "tr":
                self.flush()
        else:
            self.flush()
            if tag == "table" and _is_data_table(element):
                self.table = element
        node = Node(self.stack[-1], tag, label, len(self.page.lines), centred=_is_centred(element, label))
        node.aside = self.page.nodes[node.parent].aside or (
            bool(label) and part_named(label) in ("aside", "talk")
        )
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
    if style and _SMALL.search(style):
        return f"{label} small"
    large = (style and _LARGE.search(style)) or (
        element.tag == "font" and element.get("size") in ("4", "5", "6", "7")
    )
    return f"{label} large" if large else label


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
