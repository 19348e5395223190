"""Agreements listed one a line without a verb of their own: 1. 甲——乙,某项目; 一、甲与乙:某项目."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.facts.coordination import types_of, unit_tokens
from bashu.intake.facts.draft import Draft
from bashu.intake.facts.signing_words import date_of
from bashu.intake.facts.tokens import tokenise
from bashu.intake.facts.wording import agreement_name, status_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bashu.intake.facts.reading import Reading
    from bashu.intake.facts.sentences import Sentence
    from bashu.intake.facts.token import Token

_ORDINAL = re.compile(
    r"\s*(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.:]|第[一二三四五六七八九十\d]{1,3}[项个份对组组批号桌]?[,:、是为]*|[①-⑳●■◆▲·★※-])\s*"
)
#: two parties, or more joined by list marks on either side, at the head of the line
_PAIR = re.compile(
    r"[xkaD]{0,3}?(?P<pair>[UPb]R*(?:[sa]+[UPb]R*)*(?P<joint>a?[oc]+a?)[UPb]R*(?:[sa]+[UPb]R*)*)(?P<open>e?)"
)
_SIGNED = re.compile(r"签约|签署|签订|签下|签字|协议|合作意向")
#: how many sentences around a list may say that it is one of agreements
_AROUND = 3


def listed_drafts(reading: Reading) -> list[Draft]:
    """The agreements of every list of at least two pairs that the words around it call signed."""
    found: list[Draft] = []
    run: list[tuple[int, Draft]] = []
    for number, sentence in enumerate(reading.sentences):
        draft = None if sentence.table else _item(reading, number, sentence)
        if draft is None and run and run[-1][0] < number - 1:
            found.extend(_signed(reading, run))
            run = []
        if draft is not None:
            run.append((number, draft))
    found.extend(_signed(reading, run))
    return found


def _item(reading: Reading, number: int, sentence: Sentence) -> Draft | None:
    words = reading.text[sentence.start : sentence.end]
    ordinal = _ORDINAL.match(words)
    joined_by_dash = "—" in words[:60] or "--" in words[:60]
    if ordinal is None and not joined_by_dash:
        return None
    tokens = [
        token
        for token in tokenise(reading, sentence)
        if token.end > sentence.start + (ordinal.end() if ordinal else 0)
    ]
    types = types_of(tokens)
    if "T" in types or "t" in types:
        return None
    match = _PAIR.match(types)
    if match is None:
        return None
    pair = tokens[match.start("pair") : match.end("pair")]
    parties = tuple(unit_tokens(pair))
    if not _two_sides(reading, pair) or "U" not in {party.type for party in parties}:
        return None
    behind = reading.text[pair[-1].end : sentence.end].strip(" ,:;。—-()")
    return Draft(
        parties, parties[0].start, sentence.end, number, open_=bool(match["open"]), name=agreement_name(behind)[0],
        subject=re.split(r"[,;。]", behind)[0][:40], confidence=0.75,
    )  # fmt: skip


def _two_sides(reading: Reading, pair: Sequence[Token]) -> bool:
    """Whether a with-word or a dash stands between them, not a colon that introduces."""
    joints = [token for token in pair if token.type in "oc"]
    return bool(joints) and all(token.type == "c" or reading.text[token.start] in "—-" for token in joints)


def _signed(reading: Reading, run: Sequence[tuple[int, Draft]]) -> Iterator[Draft]:
    """The items of a list, with status and day of the sentence that says what it lists."""
    if len(run) < 2:
        return
    first, last = run[0][0], run[-1][0]
    before = range(first - 1, max(-1, first - 1 - _AROUND), -1)
    after = range(last + 1, min(len(reading.sentences), last + 1 + _AROUND))
    for number in (*before, *after):
        sentence = reading.sentences[number]
        match = _SIGNED.search(reading.text, sentence.start, sentence.end)
        if match is None or sentence.table:
            continue
        clause = re.split(r"[,;:]", reading.text[sentence.start : match.start()])[-1]
        status = status_of(clause, match[0], reading.text[match.end() : match.end() + 12], False)
        for place, draft in run:
            signed_on, _ = date_of(reading, min(number, place), tokenise(reading, sentence), 0)
            yield Draft(
                draft.parties, draft.start, draft.end, place, status=status, open_=draft.open_, name=draft.name,
                subject=draft.subject, signed_on=signed_on, confidence=draft.confidence,
            )  # fmt: skip
        return
