"""A body cut into sentences and rows of tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_SENTENCE = 400
_SENTENCE_END = re.compile(r"[。!?;\n]+[”’\"』」)]*")
_ROW = re.compile(r"\s*\|\s*|\t")


@dataclass(frozen=True)
class Sentence:
    """One sentence: its span, the paragraph it stands in, and whether it is a row of a table."""

    start: int
    end: int
    paragraph: int
    table: bool = False


def split_cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the cells of one line, without the space around them.

    >>> split_cells("企业 | 金额", 0, 7)
    [(0, 2), (5, 7)]
    """
    spans: list[tuple[int, int]] = []
    position = start
    for match in _ROW.finditer(text, start, end):
        spans.append((position, match.start()))
        position = match.end()
    spans.append((position, end))
    trimmed = []
    for left, right in spans:
        cell = text[left:right]
        trimmed.append((left + len(cell) - len(cell.lstrip()), right - (len(cell) - len(cell.rstrip()))))
    return trimmed


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of a folded body in reading order, each row of a table as one."""
    found: list[Sentence] = []
    offset = 0
    for paragraph, line in enumerate(text.split("\n")):
        end = offset + len(line)
        if line.strip():
            if _is_row(line.strip()):
                found.append(Sentence(offset, end, paragraph, table=True))
            else:
                position = offset
                for match in _SENTENCE_END.finditer(text, offset, end):
                    found.extend(_pieces(text, position, match.end(), paragraph))
                    position = match.end()
                if text[position:end].strip():
                    found.extend(_pieces(text, position, end, paragraph))
        offset = end + 1
    return found


def _is_row(line: str) -> bool:
    """Whether a line is a row of a table; 短讯|某区签约… with whole sentences behind one mark is none."""
    marks = len(_ROW.findall(line))
    return marks > 1 or (marks == 1 and not re.search(r"[。!?]", line))


def _pieces(text: str, start: int, end: int, paragraph: int) -> Iterator[Sentence]:
    """A sentence, cut at a comma where it is longer than any sentence is: reading stays linear in the page."""
    while end - start > _LONGEST_SENTENCE:
        comma = text.rfind(",", start, start + _LONGEST_SENTENCE)
        cut = comma + 1 if comma > start else start + _LONGEST_SENTENCE
        yield Sentence(start, cut, paragraph)
        start = cut
    yield Sentence(start, end, paragraph)
