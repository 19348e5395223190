"""Where the article stands on a page: the part with the most sentences, without what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.intake.page.furniture import (
    is_after_article,
    is_after_body,
    is_before_body,
    is_tool,
    without_back_link,
)
from bashu.intake.page.names import PARAGRAPHS, part_named

if TYPE_CHECKING:
    from bashu.intake.page.lines import Line, Page

_STOPS = re.compile("[，。！？；、：“”,;!?]")
_ENDS = re.compile("[。！？…”!?；]")
_HAN = re.compile("[\u3400-\u9fff]")

#: how much of a line's weight each further block around it receives
_SHARES = (1.0, 0.8, 0.6, 0.4, 0.2)


@dataclass(frozen=True)
class Article:
    """Line numbers of the body, and of the whole part of the page that holds it (`start` to `end`)."""

    body: tuple[int, ...]
    start: int
    end: int


def weight_of(line: Line) -> float:
    """How much a line speaks for an article: its characters outside links, more where they form sentences."""
    length = len(line.text)
    if length < 2 or line.linked * 2 > length:
        return 0.0
    stops = len(_STOPS.findall(line.text[:2000]))
    own = length - line.linked
    if stops:
        return float(own + 4 * min(stops, 40))
    return own * (0.4 if length >= 12 else 0.2)


def is_sentence(line: Line) -> bool:
    """Whether a line is a paragraph of running text."""
    return line.linked * 2 <= len(line.text) and len(line.text) >= 12 and _ENDS.search(line.text) is not None


def chinese_characters(text: str) -> int:
    """How many Chinese characters a text has."""
    return len(_HAN.findall(text))


class Parts:
    """Every part of a page with what it weighs and whether its name says that it is not the article."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.weights = [weight_of(line) for line in page.lines]
        self.totals = self._totals()
        self.aside = self._aside()
        self._relative: tuple[int, list[bool]] = (-1, [])

    def _totals(self) -> list[float]:
        sums = [0.0]
        for weight in self.weights:
            sums.append(sums[-1] + weight)
        return [sums[node.end] - sums[node.first] for node in self.page.nodes]

    def _aside(self) -> list[bool]:
        whole = self.totals[0] or 1.0
        flags: list[bool] = []
        for node, total in zip(self.page.nodes, self.totals, strict=True):
            kind = part_named(node.label) if node.label else ""
            tag_aside = node.tag in ("nav", "footer", "aside", "form")
            share = total / whole
            if kind == "talk":
                flags.append(share < 0.95)
            elif kind == "aside" or tag_aside:
                flags.append(share < 0.8)
            else:
                flags.append(kind == "maybe" and share < 0.35)
        return flags

    def aside_within(self, node: int, container: int) -> bool:
        """Whether something between a node and its container is called aside."""
        known, flags = self._relative
        if known != container:
            flags = self._inherited(container)
            self._relative = (container, flags)
        return flags[node]

    def _inherited(self, container: int) -> list[bool]:
        flags = [False] * len(self.page.nodes)
        for number in range(container + 1, len(flags)):
            flags[number] = self.aside[number] or flags[self.page.nodes[number].parent]
        return flags

    def container(self, after: int) -> int:
        """The block that holds the article; `after` is the line of the title (-1 if unknown)."""
        scores = self._scores(after)
        if not scores:
            return 0
        for number in scores:
            label = self.page.nodes[number].label
            if label and part_named(label) == "article":
                scores[number] *= 1.1
        best = max(scores, key=lambda number: (scores[number], number))
        return self._widened(best, after)

    def _scores(self, after: int) -> dict[int, float]:
        """Each line's weight given to the blocks around it, less of it the further out."""
        page = self.page
        scores: dict[int, float] = {}
        for number, line in enumerate(page.lines):
            weight = self.weights[number]
            if not weight:
                continue
            if self.aside_within(line.node, 0):
                weight *= 0.1
            if number < after:
                weight *= 0.3
            holder = page.nodes[line.node].parent if line.tag in PARAGRAPHS else line.node
            for share in _SHARES:
                if holder < 0:
                    break
                scores[holder] = scores.get(holder, 0.0) + weight * share
                holder = page.nodes[holder].parent
        return scores

    def _widened(self, best: int, after: int) -> int:
        """Climb while the block around adds mostly further paragraphs: an article in several sections."""
        page = self.page
        for _ in range(6):
            node = page.nodes[best]
            if node.parent < 0:
                break
            outer = page.nodes[node.parent]
            added = [
                number
                for number in (*range(max(outer.first, after + 1), node.first), *range(node.end, outer.end))
                if not self.aside_within(page.lines[number].node, node.parent)
            ]
            sentences = [number for number in added if is_sentence(page.lines[number])]
            gain = sum(self.weights[number] for number in sentences)
            wide = len(sentences) * 2 >= len(added) and gain >= 0.1 * self.totals[best]
            if (
                not wide
                and outer.tag not in ("tr", "tbody")
                and (outer.first, outer.end) != (node.first, node.end)
            ):
                break
            best = node.parent
        return best


def _cut_after(page: Page, numbers: list[int]) -> list[int]:
    """Lines up to the heading after which the article does not go on.

    A box of links in the middle of an article has such a heading too: where much text follows, only
    the heading and its links are left out.
    """
    weights = [len(page.lines[number].text) if is_sentence(page.lines[number]) else 0 for number in numbers]
    whole = sum(weights) or 1
    before = 0
    kept: list[int] = []
    for position, number in enumerate(numbers):
        line = page.lines[number]
        if is_after_article(line.text):
            rest = whole - before
            if rest * 3 < whole or (page.saved and before * 2 > whole):
                return kept
            continue
        before += weights[position]
        kept.append(number)
    return kept


def find_article(page: Page, parts: Parts, title: str, heads: tuple[int, ...]) -> Article:
    """The lines of the body.

    Parameters
    ----------
    page : Page
    parts : Parts
        Prepared from the same page.
    title : str
        Its repetitions are no body.
    heads : tuple of int
        Lines of the head (time, title, path of the page), -1 if unknown; a time may also stand below the body.
    """
    heads = tuple(sorted(heads, reverse=True))
    container = 0 if page.saved else parts.container(heads[0])
    node = page.nodes[container]
    numbers = [
        number
        for number in range(node.first, node.end)
        if page.saved
        or not (
            parts.aside_within(page.lines[number].node, container)
            or (
                page.lines[number].linked > 0.8 * len(page.lines[number].text)
                and not is_sentence(page.lines[number])
            )
        )
    ]
    whole = sum(parts.weights[number] for number in numbers)
    for head in heads:
        after = [number for number in numbers if number > head]
        if sum(parts.weights[number] for number in after) * 3 >= whole:
            numbers = after
            break
    numbers = _without_captions(page, _cut_after(page, numbers))
    while numbers and is_before_body(page.lines[numbers[0]].text, title):
        numbers.pop(0)
    while numbers and _ends_outside(page, numbers[-1]):
        numbers.pop()
    body = tuple(
        number for number in numbers if not is_tool(page.lines[number].text) or "|" in page.lines[number].text
    )
    return Article(body, node.first, node.end)


def _without_captions(page: Page, numbers: list[int]) -> list[int]:
    """Lines without captions, unless the whole article is set like one."""
    kept = [number for number in numbers if not page.lines[number].caption]
    centred = sum(page.nodes[page.lines[number].node].centred for number in kept)
    length = sum(len(page.lines[number].text) for number in numbers)
    if centred * 3 > len(kept) or sum(len(page.lines[number].text) for number in kept) * 10 < length * 7:
        return numbers
    return kept


def _ends_outside(page: Page, number: int) -> bool:
    text = page.lines[number].text
    return is_after_body(text) or (
        page.saved and len(text) < 40 and not _ENDS.search(text) and "|" not in text
    )


def body_text(page: Page, article: Article) -> str:
    """The paragraphs of the body joined by line breaks."""
    texts = [page.lines[number].text for number in article.body]
    if texts:
        texts[-1] = without_back_link(texts[-1])
    return "\n".join(texts)
