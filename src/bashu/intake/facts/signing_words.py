"""Name, matter and day of an agreement, from the words around its verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.facts.coordination import unit_tokens
from bashu.intake.facts.wording import agreement_name, core_subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.intake.facts.reading import Reading
    from bashu.intake.facts.token import Token
    from bashu.intake.facts.verb import Verb

#: how many sentences back the day and the place of an event may be named
FAR_BACK = 60
_SAME_NAME = re.compile(r"签的|各签|[签一]份|一[份项]")
_DEFINITE = re.compile(r"(?:该|这[份项]|在|此)?协议上?|签字之后|签约后")
_MATTER = re.compile(
    r"(?:就|围绕|针对|聚焦|在)([^,。]{4,40}?)(?:方面|领域|等)?(?:事宜|事项|工作)?(?:正式|进行|举行|共同|签|达成|开展|上)*$"
)
_MATTER_BEHIND = re.compile(
    r"[,。](?:约定|双方[将要]?|今后|瞄准|内容涉及|内容包括|围绕|共同|合力|着眼点是|重点|将)?([^,。]{3,60})"
)
_MATTER_WORDS = re.compile(r"共建|合作|推进|打造|建设|协同|供应|培养|研发|开展|联动|设立")
#: 二季度重点项目签约仪式: a time in the name of an event
_IN_A_NAME = re.compile(
    r"度?(?:全[市区县省]|[\u4e00-\u9fff]{1,5}[省市区县州])?(?:重点|重大|集中|招商|项目)[^,。;]{0,16}(?:签约|开工|仪式|活动)"
)
_DATED = frozenset({"day", "month", "year", "vague", "same"})


def in_a_name(text: str, end: int) -> bool:
    """Whether a time that ends here only belongs to the name of an event.

    >>> in_a_name("二季度重点项目签约仪式", 3), in_a_name("二季度签约项目九个", 3)
    (True, False)
    """
    return _IN_A_NAME.match(text, end) is not None


def name_of(verb: Verb, begin: int) -> tuple[str | None, int, str]:
    """Name, number and matter of the agreement, from a title in quotation marks or plain words.

    Parameters
    ----------
    verb
        The signing verb.
    begin
        Where the words of its parties begin.
    """
    quoted = [token for token in verb.rest if token.type == "Q" and token.start < verb.following]
    if quoted:
        return verb.words(quoted[0].start + 1, quoted[0].end - 1), 1, ""
    name, count, about = agreement_name(verb.behind)
    if name is not None:
        return name, count, about
    quoted = [token for token in verb.lead if token.type == "Q"]
    if quoted:
        return verb.words(quoted[0].start + 1, quoted[0].end - 1), 1, ""
    between = verb.words(begin, verb.token.start)
    before = agreement_name(re.split(r"[,:]", between)[-1])[0]
    name = None if before is None else _without_parties(before, verb)
    if name is None and _SAME_NAME.search(f"{verb.clause}{verb.text}{verb.behind[:3]}"):
        earlier = re.split(r"签[署订下了约]", verb.words(verb.sentence.start, verb.token.start))[-1]
        name = agreement_name(earlier)[0]
    if name is None and verb.number and _DEFINITE.search(f"{verb.clause}{between}{verb.text}{verb.behind}"):
        name = _named_before(verb)
    return name, count, about


def _without_parties(name: str, verb: Verb) -> str | None:
    """甲与乙的合作协议: the name without those who sign it."""
    tail = re.search(r"的?([^的]{2,40})$", name)
    name = tail[1] if tail else name
    for token in unit_tokens(verb.tokens):
        name = name.split(verb.words(token.start, token.end))[-1]
    name = name.rsplit("在", 1)[-1].lstrip("的就把将与和")
    return name if len(name) > 2 else None


def _named_before(verb: Verb) -> str | None:
    """在协议上签字: the agreement that the sentence before named."""
    previous = verb.reading.sentences[verb.number - 1]
    words = verb.words(previous.start, previous.end)
    quoted = verb.reading.quotes_in(previous.start, previous.end)
    if quoted:
        return verb.words(quoted[0].start + 1, quoted[0].end - 1)
    name = agreement_name(re.split(r"[,:]", words)[-1])[0] or agreement_name(words)[0]
    return None if name is None else re.sub(r"^.*?[是为](?=共建|战略|关于|推进)", "", name)


def matter_of(verb: Verb, begin: int, name: str | None) -> str:
    """What it is about, as far as the words say: 就…签署, 共建…, the name, or 在…方面 before the parties."""
    between = verb.words(begin, verb.token.start)
    match = _MATTER.search(between)
    if match and not re.search(r"仪式|会上|现场|见证|举行", match[1]):
        return match[1]
    behind = _MATTER_BEHIND.search(verb.behind)
    if behind and _MATTER_WORDS.search(behind[0]):
        return behind[1].strip()
    before = re.search(
        r"(?:在|就|围绕)([^,。]{3,30}?)(?:方面|领域|上),?$", verb.words(verb.sentence.start, begin)
    )
    return core_subject(name) or (before[1] if before else "")


def date_of(reading: Reading, number: int, tokens: Sequence[Token], index: int) -> tuple[str | None, bool]:
    """The day of signing, and whether the sentence dates it well before publication.

    The nearest date before the verb counts, else one behind it, else the day of the event: the last one that
    the sentences before name. 近日 and its like say that the page does not know the day.
    """
    published = (reading.published or "")[:10]
    before = [token for token in tokens[:index] if token.type == "D"]
    if any(token.kind == "range" for token in before):
        return None, True
    own = [token for token in before if token.kind in _DATED]
    own = own or [token for token in tokens[index:] if token.type == "D" and token.kind == "day"]
    for token in reversed(own):
        if token.kind == "vague":
            return None, False
        if token.kind == "same":
            continue
        if token.name:
            return token.name, well_before(token.name, published)
    return _event_day(reading, number, published) or day_told_later(reading, number), False


def _event_day(reading: Reading, number: int, published: str) -> str | None:
    paragraph = reading.sentences[number].paragraph
    for sentence in reversed(reading.sentences[max(0, number - FAR_BACK) : number]):
        if sentence.table:
            continue
        for found in reversed(reading.dates_in(sentence.start, sentence.end)):
            if found.kind == "vague" and sentence.paragraph >= paragraph - 1:
                return None
            if found.kind == "day" and found.value and not well_before(found.value, published):
                return found.value
    return None


def day_told_later(reading: Reading, number: int) -> str | None:
    """The day of an event that the page names only behind the agreements: 对接会3月16日在遂宁举行."""
    told = reading.event_day
    return told[1] if told is not None and told[0] < number + FAR_BACK else None


def well_before(value: str, published: str) -> bool:
    """Whether a date lies so far before publication that the page only looks back on it.

    >>> [well_before(value, "2022-04-21") for value in ("2019", "2022-04-20", "2022", "2021-12-30")]
    [True, False, False, True]
    """
    if len(published) < 10 or not value[:4].isdigit():
        return False
    year, month = int(published[:4]), int(published[5:7])
    if len(value) < 7:
        return int(value[:4]) < year
    return (year * 12 + month) - (int(value[:4]) * 12 + int(value[5:7])) > 3
