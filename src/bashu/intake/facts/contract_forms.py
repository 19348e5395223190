"""Agreements written as a form: 甲方:某政府 / 乙方:某公司 / 签署时间:…."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.facts.draft import Draft
from bashu.intake.facts.kinds import has_ending
from bashu.intake.facts.token import Token
from bashu.intake.facts.wording import agreement_name

if TYPE_CHECKING:
    from bashu.intake.facts.reading import Reading
    from bashu.intake.facts.sentences import Sentence

_PARTY = re.compile(
    r"\s*(?:[(]?[\d一二三四五六]{1,2}[)、.])?\s*(?:协议)?(?:甲方|乙方|丙方|丁方|投资方|引进方|合作方|签约方|承接方|供方|需方|买方|卖方|供应方|采购方|出租方|承租方|委托方|受托方|采购人|采购单位|供应商|中标人|中标单位|招标人|发包人|承包人|出让方|受让方)(?:[一二三\d])?(?:\([^()]{1,8}\))?\s*:\s*"
)
_DAY = re.compile(r"\s*(?:协议|合同)?(?:签署|签约|签订)(?:时间|日期)\s*:")
_NAMED = re.compile(r"\s*(?:协议|合同|项目|文件)名称\s*:\s*(?P<name>[^。;\n]{2,60})")
_DRAFTED = re.compile(r"草案|范本|示范文本|模板|拟签|征求意见")
#: lines of one form stand no further apart
_APART = 3


def form_drafts(reading: Reading) -> list[Draft]:
    """The agreements of every form that names at least two parties, one a line."""
    found: list[Draft] = []
    parties: list[tuple[int, Token]] = []
    for number, sentence in enumerate(reading.sentences):
        token = None if sentence.table else _party(reading, sentence)
        if token is None:
            continue
        label = reading.text[sentence.start : token.start]
        again = any(reading.text[reading.sentences[n].start : t.start] == label for n, t in parties)
        if parties and (number - parties[-1][0] > _APART or again):
            found.extend(_form(reading, parties))
            parties = []
        parties.append((number, token))
    found.extend(_form(reading, parties))
    return found


def _party(reading: Reading, sentence: Sentence) -> Token | None:
    label = _PARTY.match(reading.text, sentence.start, sentence.end)
    if label is None:
        return None
    for mention in reading.mentions_in(label.end(), sentence.end):
        if mention.start == label.end():
            return Token("U", mention.start, mention.end, mention.name, mention.kind, mention.organisation)
    words = reading.text[label.end() : sentence.end].strip(" 。;,\n")
    if 2 <= len(words) <= 30 and has_ending(words):
        return Token("U", label.end(), label.end() + len(words), words)
    return None


def _form(reading: Reading, parties: list[tuple[int, Token]]) -> list[Draft]:
    if len(parties) < 2:
        return []
    first, last = parties[0][0], parties[-1][0]
    signed_on = name = None
    for sentence in reading.sentences[max(0, first - _APART) : last + _APART + 1]:
        if _DAY.match(reading.text, sentence.start, sentence.end):
            days = [found.value for found in reading.dates_in(sentence.start, sentence.end) if found.value]
            signed_on = days[0] if days else None
        titled = _NAMED.match(reading.text, sentence.start, sentence.end)
        if titled is not None:
            name = agreement_name(titled["name"])[0] or titled["name"].strip("《》 ")
    around = reading.text[reading.sentences[max(0, first - _APART)].start : reading.sentences[last].end]
    status = "planned" if _DRAFTED.search(around) else "signed"
    end = reading.sentences[last].end
    tokens = tuple(token for _, token in parties)
    return [
        Draft(
            tokens, tokens[0].start, end, first, status=status, name=name, signed_on=signed_on, confidence=0.8
        )
    ]
