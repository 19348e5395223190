"""The text an agreement was read from, with the facts marked in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bashu.portal.shown import NONE, Words
from bashu.workspace import CORRIDOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bashu.intake import Agreement, Article
    from bashu.portal.data.engines import Engines

AGREEMENT = Words("协议", "agreement")
PARTY = Words("签约方", "party")
NOTICE = Words(
    "以下为本项目用自己的话写的同一事件的通报，标出了从中读出的事实；原文见来源链接。",
    "Below is this project's own notice of the same event with the facts that were read from it; the sources are linked.",
)
LINKED = Words("原文见来源链接。", "The source is linked; its text is not kept here.")


@dataclass(frozen=True)
class Passage:
    """A piece of the text; ``fact`` says what was read from it and is empty for plain text."""

    text: str
    fact: Words


@dataclass(frozen=True)
class EvidenceText:
    """A notice in paragraphs of passages."""

    title: str
    note: Words
    paragraphs: tuple[tuple[Passage, ...], ...]


def evidence_of(engines: Engines, row: Mapping[str, Any], parties: Sequence[str]) -> EvidenceText:
    """The notice that an agreement stands in, if one is kept here."""
    best: tuple[int, Article, Agreement] | None = None
    for article in _articles(engines):
        for agreement in article.agreements:
            agrees = _agreement_in_common(agreement, row, parties)
            if agrees and (best is None or agrees > best[0]):
                best = agrees, article, agreement
    if best is None:
        return EvidenceText("", LINKED, ())
    _, article, agreement = best
    spans = [(span.start, span.end, AGREEMENT) for span in agreement.evidence if span.in_ == "body"]
    named = [*parties, *(party.name for party in agreement.parties)]
    return EvidenceText(article.title, NOTICE, mark(article.body, spans, named))


def _agreement_in_common(agreement: Agreement, row: Mapping[str, Any], parties: Sequence[str]) -> int:
    """How surely an agreement of a page is the one of the table: 0 is not at all."""
    if agreement.status != row["status"] or agreement.level != row["level"]:
        return 0
    if agreement.signed_on and row["signed_on"] and not agreement.signed_on.startswith(row["signed_on"]):
        return 0
    read = [party.name for party in agreement.parties]
    same = sum(any(may_be_one(name, other) for other in read) for name in parties)
    if parties and read:
        return 1 + same if same else 0
    return 1 if not parties and not read else 0


def may_be_one(name: str, other: str) -> bool:
    """Whether one name may be the other shortened: its characters stand in the longer one in their order.

    >>> may_be_one("四川省经济和信息化厅", "四川省经信厅"), may_be_one("四川省经信厅", "重庆市经信委")
    (True, False)
    """
    short, long = sorted((name, other), key=len)
    rest = iter(long)
    return bool(short) and all(character in rest for character in short)


def mark(
    body: str, spans: Iterable[tuple[int, int, Words]], names: Iterable[str]
) -> tuple[tuple[Passage, ...], ...]:
    r"""The paragraphs of a text with spans and names marked; a name inside a span is marked as a name.

    >>> paragraphs = mark("甲与乙签约。\n散会。", [(0, 5, AGREEMENT)], ["乙"])
    >>> [[(passage.text, passage.fact.en) for passage in paragraph] for paragraph in paragraphs]
    [[('甲与', 'agreement'), ('乙', 'party'), ('签约', 'agreement'), ('。', '')], [('散会。', '')]]
    """
    facts: list[Words] = [NONE] * len(body)
    for start, end, fact in spans:
        facts[start:end] = [fact] * len(facts[start:end])
    for name in names:
        start = body.find(name)
        while name and start >= 0:
            facts[start : start + len(name)] = [PARTY] * len(name)
            start = body.find(name, start + len(name))
    paragraphs: list[list[Passage]] = [[]]
    for character, fact in zip(body, facts, strict=True):
        line = paragraphs[-1]
        if character == "\n":
            paragraphs.append([])
        elif line and line[-1].fact == fact:
            line[-1] = Passage(line[-1].text + character, fact)
        else:
            line.append(Passage(character, fact))
    return tuple(tuple(line) for line in paragraphs if line)


def _articles(engines: Engines) -> tuple[Article, ...]:
    """The notices that come with the package, read once for a version of the data."""
    return engines.kept("articles", _read_articles)


def _read_articles() -> tuple[Article, ...]:
    from bashu.intake import read_page

    folder = CORRIDOR / "pages"
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return tuple(read_page(path.read_bytes()) for path in files if path.suffix in {".html", ".txt"})
