"""A page as the lines a reader sees, each knowing the part of the page it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


#: a text is read up to this many characters and lines
LONGEST_TEXT = 800_000
MOST_LINES = 20_000


@dataclass(slots=True)
class Node:
    """One block element: its parent's number, its name, class and id, and the lines inside it.

    ``aside`` says that its name, or the name of a block around it, is never the article's.
    """

    parent: int
    tag: str
    label: str
    first: int = 0
    end: int = 0
    centred: bool = False
    aside: bool = False


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
        """A node and every node around it, inside out."""
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
    for raw in text[:LONGEST_TEXT].split("\n")[:MOST_LINES]:
        if stripped := squeeze(raw.replace("\t", " | ") if "\t" in raw.strip() else raw):
            pieces = tuple((part, "") for part in re.split(r"[ \u3000\t]{2,}", raw.strip()))
            page.lines.append(Line(stripped, 0, "p", pieces))
    page.nodes[0].end = len(page.lines)
    return page
