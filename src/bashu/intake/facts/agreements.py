"""The agreements of a page, from every way a page tells them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bashu.intake.facts.agreement_tables import table_drafts
from bashu.intake.facts.contract_forms import form_drafts
from bashu.intake.facts.draft import Draft, merge_drafts
from bashu.intake.facts.kinds import kind_of, level_of
from bashu.intake.facts.pair_lists import listed_drafts
from bashu.intake.facts.signing import signing_drafts
from bashu.intake.facts.signing_words import FAR_BACK, date_of
from bashu.intake.facts.unnamed import UnnamedReader
from bashu.intake.facts.wording import FIVE_LINES, lines_of, main_line
from bashu.intake.model import Agreement, Evidence, Party

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bashu.intake.facts.reading import Reading
    from bashu.intake.facts.token import Token

_VENUE = re.compile(
    r"举行|召开|开幕|举办|签约|签|启动|上演|[开来赶聚]到|聚|云集|落幕|进行|参加|宣布|揭牌|碰头|亮相"
)
_ELABORATES = re.compile(
    r"^(?:按照|根据|双方|协议|两地|两家|三方|各方|今后|往后|未来|接下来|此次|这次|本次|其中|合作|头一|学校|怎么)"
)
_EMPHASIS = re.compile(r"(?:川渝)?两地|双方|川渝")


def read_agreements(reading: Reading) -> list[Agreement]:
    """Every agreement that the body tells, with its parties, its status and where it stands."""
    tables = table_drafts(reading)
    told = [*signing_drafts(reading), *listed_drafts(reading), *form_drafts(reading)]
    named = merge_drafts(sorted([*tables, *told], key=lambda draft: draft.start))
    named = [_dated(reading, draft) for draft in named if draft.parties]
    unnamed = UnnamedReader(reading, named).read()
    drafts = sorted([*named, *merge_unnamed(unnamed)], key=lambda draft: draft.start)
    emphasis = _emphasis(reading)
    starts: dict[int, list[int]] = {}
    for draft in drafts:
        starts.setdefault(draft.sentence, []).append(draft.start)
    return [_finish(reading, draft, starts, emphasis) for draft in drafts if _is_agreement(draft)]


def merge_unnamed(drafts: Sequence[Draft]) -> list[Draft]:
    """Agreements without names, those told twice once."""
    kept: list[Draft] = []
    for draft in drafts:
        if not any(
            (draft.status, draft.level, draft.count) == (o.status, o.level, o.count)
            and not draft.parties
            and draft.status != "signed"
            for o in kept
        ):
            kept.append(draft)
    return kept


def _is_agreement(draft: Draft) -> bool:
    """Two parties, or one and others unnamed, or none and a count or level."""
    if not draft.parties:
        return draft.level is not None
    return len(draft.keys) >= 2 or draft.open_


def _dated(reading: Reading, draft: Draft) -> Draft:
    """A row of a table takes the day that the text around it gives."""
    if not draft.table or draft.signed_on:
        return draft
    signed_on, _ = date_of(reading, draft.sentence, (), 0)
    return replace(draft, signed_on=signed_on)


def _finish(
    reading: Reading, draft: Draft, starts: Mapping[int, Sequence[int]], emphasis: tuple[str, ...]
) -> Agreement:
    parties = tuple(_party(reading, token) for token in _once(draft.parties))
    level = draft.level or level_of(party.kind for party in parties)
    words = _words(reading, draft, starts)
    subject = draft.subject.strip("《》“”的,、")
    lines = lines_of(f"{draft.name or ''}{words}")
    if level == "government" and emphasis and draft.status == "signed":
        lines = tuple(line for line, _ in FIVE_LINES if line in {*lines, *emphasis})
    line = main_line(f"{draft.name or ''}{subject}", level)
    if line == "general" and lines == ("supply",):
        line = "supply"
    lines = lines if line in lines else (line, *lines) if line != "general" else lines
    spans = [*(draft.spans or ((draft.start, draft.end),)), *draft.more]
    return Agreement(
        level=level,
        parties=parties,
        parties_at_least=draft.open_,
        count=draft.count,
        agreement_name=draft.name,
        subject=subject,
        line=line,
        lines=lines or (line,),
        signed_on=draft.signed_on,
        place=_place(reading, draft),
        status=draft.status,
        amount=draft.amount,
        unit=draft.unit,
        evidence=tuple(Evidence(start, end) for start, end in dict.fromkeys(spans)),
        confidence=draft.confidence,
    )


def _once(parties: Sequence[Token]) -> list[Token]:
    seen: dict[str, Token] = {}
    for party in parties:
        seen.setdefault(party.name, party)
    return list(seen.values())


def _party(reading: Reading, token: Token) -> Party:
    return Party(token.name, token.kind or kind_of(token.name), _region(reading, token), token.organisation)


def _region(reading: Reading, token: Token) -> str | None:
    """Province and city of a party, from the workspace's organisation or a place in its name."""
    gazetteer = reading.knowledge.gazetteer
    place_id = reading.knowledge.organisation_place(token.organisation)
    if place_id is not None:
        known = gazetteer.by_id(place_id)
        if known is not None:
            return known.region
    hits = gazetteer.find(token.name)
    return hits[0].place.region if hits else None


def _words(reading: Reading, draft: Draft, starts: Mapping[int, Sequence[int]]) -> str:
    """The sentence of an agreement and those behind it that say more about it."""
    sentences = reading.sentences
    first = sentences[draft.sentence]
    if first.table or not draft.parties:
        return reading.text[first.start : first.end]
    following = [start for start in starts[draft.sentence] if start > draft.start]
    words = reading.text[min(draft.start, first.start) : min(following, default=first.end)]
    for number in range(draft.sentence + 1, min(draft.sentence + 4, len(sentences))):
        sentence = sentences[number]
        if following or number in starts or sentence.table or sentence.paragraph > first.paragraph + 1:
            break
        text = reading.text[sentence.start : sentence.end].strip()
        if sentence.paragraph == first.paragraph or _ELABORATES.match(text):
            words += text
    return words


def _emphasis(reading: Reading) -> tuple[str, ...]:
    """The lines of work that one sentence about both regions lists as what matters most."""
    for sentence in reading.sentences:
        words = reading.text[sentence.start : sentence.end]
        found = tuple(line for line, pattern in FIVE_LINES if pattern.search(words))
        if len(found) >= 4 and _EMPHASIS.search(words):
            return found
    return ()


def _place(reading: Reading, draft: Draft) -> str | None:
    """Where it was signed: the venue of its sentence or of one before it."""
    if draft.status in {"past", "planned"} or (draft.status == "intention" and not draft.signed_on):
        return None
    for number in range(draft.sentence, max(-1, draft.sentence - FAR_BACK), -1):
        sentence = reading.sentences[number]
        if sentence.table:
            continue
        venue = _venue(reading, sentence.start, sentence.end)
        if venue is not None:
            return venue
    return None


def _venue(reading: Reading, start: int, end: int) -> str | None:
    text = reading.text
    for hit in reading.places_in(start, end):
        before = text[max(start, hit.start - 3) : hit.start]
        after = text[hit.end : min(end, hit.end + 24)]
        dateline = (
            before.endswith(",")
            and after[:1] in {"。", ","}
            and bool(re.search(r"\d日,$", text[max(0, hit.start - 4) : hit.start]))
        )
        held = re.search(
            r"在$|[开来赶聚]到了?$|聚集?在$|[相齐汇]聚$|云集$|走进$|做客$", before
        ) and _VENUE.search(f"{before}{after}")
        if dateline or held or (before.endswith("在") and after[:1] == ","):
            return (
                "".join(dict.fromkeys(hit.place.path[:3]))
                if hit.place.level not in {"zone", "park"}
                else hit.place.region
            )
    return None
