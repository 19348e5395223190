"""The parties of a signing verb: beside it, before it, behind it, or named a sentence earlier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.facts.both_places import shared_deals
from bashu.intake.facts.coordination import (
    Deal,
    deals_of,
    last_joined,
    list_behind,
    open_group,
    pairs_behind,
    partners,
    subject_of,
    together,
    types_of,
    unit_tokens,
)
from bashu.intake.facts.memory import Memory
from bashu.intake.facts.token import Token
from bashu.text import parse_chinese

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.intake.facts.draft import Draft
    from bashu.intake.facts.reading import Reading
    from bashu.intake.facts.verb import Verb

_CUE_BEHIND = re.compile(
    r"对方|签约方|合作方|签约企业|分别[是为]|依次[是为]|包括|(?:它们|他们|这些企业|[三四五六几]家)[^,。]{0,4}[是为]|的,?(?:一?共?还?有|是)|[双各三四]方(?:分别)?[为是]|有[:：]?$|即"
)
_CUE_EACH = re.compile(r"对方|合作方|分别|依次|它们|他们|这些企业|[三四五六几]家[^,。]{0,3}[是为]")
#: 同四家企业签了约:甲、乙、丙、丁
_COLON = re.compile(r"[^,。;]{0,14}:")
_ORDERED = re.compile(r"向(?:其|它|他们|该公司|该企业)(?:集中|一次性|批量)?(?:采购|订购|购买|定制|下单)")
#: 一年间与19家企业签订合同: a sum over a time, no event
_OVER_TIME = re.compile(r"年[间来]|以来|累计|至今|截至|上半年|前三季度")
_BRINGS = re.compile(r"(?:成功)?(?:引进|引入|迎来)了?")
_INVESTED_BY = re.compile(r"\s*(?:据悉,|据了解,)?(?:该|此|这个)?项目(?:将)?由")
_JUST_TOLD = 4
_SETTLES = re.compile(r"(?:并|正式|成功)?(?:落户|入驻|进驻|落地|入园|加盟)(?:在|于|到)?")
_UNNAMED = re.compile(
    r"(?:[\d一二两三四五六七八九十多数几]+[余多]?[家个所名对](?!单位组成)|一批|众多|部分|来自)[^,。]{0,14}"
    r"(?:企业|公司|高校|院校|单位|机构|客商|厂商|院所|学校|项目)"
)
#: the agreements of one verb, and where their words begin
Found = tuple[list[Deal], int]


class PartyFinder:
    """Finds who signs; remembers the pair and the subject named last, for 双方, 两家 and 又与…."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._memory = Memory(reading)
        self._told = -_JUST_TOLD - 1

    def remember(self, number: int, tokens: Sequence[Token], told: bool) -> None:
        """Keep whom a sentence that has been read spoke of, and whether it told an agreement."""
        self._told = number if told else self._told
        self._memory.remember(number, tokens)

    def has_just_told(self, number: int) -> bool:
        """Whether one of the sentences just before told an agreement."""
        return 0 < number - self._told <= _JUST_TOLD

    def find(self, verb: Verb, drafts: Sequence[Draft]) -> Found:
        """The agreements of a verb, none if nobody is named."""
        lead = verb.lead
        behind = shared_deals(verb, self._memory.recent) or self._ordered(verb) or self._behind(verb)
        if behind is not None:
            return behind
        joined = last_joined(types_of(lead))
        across = partners(lead)
        if across is not None and (joined is None or not joined.start() <= across[3] < joined.end()):
            return self._across(verb, across)
        if joined is not None and _fits(lead, joined):
            everyone = self._memory.all_counted(verb, joined.end())
            if everyone:
                return [Deal(everyone, sure=0.85)], everyone[0].start
            each = verb.text[0] == "各" or "E" in types_of(lead[joined.end() :])
            return deals_of(lead, joined.span(), each, _wanted(verb)), lead[joined.start()].start
        found = (
            self._settled(verb)
            or self._brought_in(verb)
            or _titled(verb)
            or _again(verb, drafts)
            or self._memory.stand_for(verb)
        )
        return found if found[0] else self._with_unnamed(verb)

    def _with_unnamed(self, verb: Verb) -> Found:
        """甲与8家厂商签…: one party by name, the others only counted."""
        with_word = next((token for token in reversed(verb.lead) if token.type in "cpo"), None)
        if with_word is None or with_word.type != "c":
            return [], verb.token.start
        if not _UNNAMED.search(verb.words(with_word.end, verb.token.start)):
            return [], verb.token.start
        if _OVER_TIME.search(verb.words(verb.sentence.start, verb.token.start)):
            return [], verb.token.start
        before = [token for token in verb.lead if token.end <= with_word.start]
        subject = subject_of(before)
        if (
            subject is None
            or subject.type == "b"
            or any(token.type in "po" and token.start > subject.end for token in before)
        ):
            return [], verb.token.start
        return [Deal((self._memory.known(subject),), True, 0.6)], subject.start

    def _across(self, verb: Verb, across: tuple[list[Token], bool, bool, int]) -> Found:
        """又与乙、丙分别签…: the other side is the subject of the sentence."""
        others, open_, each, position = across
        begin = verb.lead[position].start
        before = verb.tokens[: verb.used_to + position]
        subject = self._memory.subject_before(verb, before)
        group = together(before, subject)
        beside = re.split(r"[;:。]", verb.words(verb.tokens[0].start, begin))[-1]
        told = self._memory.counted_before(verb.number, beside)
        if told:
            return [Deal((one, other)) for one in told for other in others], begin
        if subject is None or _UNNAMED.search(beside.rsplit(",", 1)[-1]):
            return [Deal(tuple(others), True, 0.6 if len(others) == 1 else 0.7)], begin
        others = [other for other in others if other.name != subject.name]
        each = each or verb.text[0] == "各" or (len(others) > 1 and _wanted(verb) == len(others))
        if each and not open_:
            return [Deal((one, other)) for one in group for other in others], begin
        return ([Deal((*group, *others), open_ or open_group(before, group))] if others else []), begin

    def _ordered(self, verb: Verb) -> Found | None:
        """甲拿下一单:乙向其采购…: the buyer stands behind the verb, the seller is the subject."""
        match = _ORDERED.search(verb.reading.text, verb.token.end, verb.sentence.end)
        if match is None:
            return None
        buyer = next((token for token in verb.rest if token.type == "U" and token.end == match.start()), None)
        subject = self._memory.subject_before(verb, verb.tokens[: verb.index])
        if buyer is None or subject is None or buyer.name == subject.name:
            return None
        return [Deal((subject, buyer), sure=0.85)], subject.start

    def _behind(self, verb: Verb) -> Found | None:
        """Parties listed after the verb: 对方依次是…, 签字的是五家:…."""
        listed = list_behind(verb.rest)
        if listed is None:
            return None
        others, open_, position = listed
        cue = verb.words(verb.token.end, others[0].start)
        between = types_of(verb.rest[:position])
        counted = _COLON.fullmatch(cue) is not None and _UNNAMED.search(verb.clause) is not None
        if not (counted or _CUE_BEHIND.search(cue)) or "T" in between or between.count("p") > 1:
            return None
        begin = verb.token.start
        pairs = pairs_behind(verb.rest)
        if len(pairs) > 1:
            return [Deal(pair) for pair in pairs], begin
        each = counted or _CUE_EACH.search(cue)
        subject = self._memory.subject_before(verb, verb.tokens[: verb.index]) if each else None
        if subject is None:
            return ([Deal(tuple(others), open_)] if len(others) > 1 else []), begin
        if open_:
            return [Deal((subject, *others), True)], begin
        return [Deal((subject, other)) for other in others], begin

    def _brought_in(self, verb: Verb) -> Found | None:
        """某区签约引进乙; 某区签下一个项目, 该项目由乙投资: the other side only brings the project."""
        text, sentences = verb.reading.text, verb.reading.sentences
        match = _BRINGS.match(text, verb.token.end, verb.sentence.end)
        if match is None and verb.number + 1 < len(sentences) and "项目" in verb.behind:
            following = sentences[verb.number + 1]
            match = _INVESTED_BY.match(text, following.start, following.end)
        subject = self._memory.subject_before(verb, verb.tokens[: verb.index])
        if match is None or subject is None:
            return None
        named = [m for m in verb.reading.mentions_in(match.end(), match.end() + 1) if m.name != subject.name]
        if not named:
            return None
        other = Token("U", named[0].start, named[0].end, named[0].name, named[0].kind, named[0].organisation)
        return [Deal((subject, other), sure=0.85)], subject.start

    def _settled(self, verb: Verb) -> Found | None:
        """A firm that signs and settles somewhere: 某公司签约落户某高新区."""
        match = _SETTLES.match(verb.reading.text, verb.token.end)
        before = unit_tokens(verb.tokens[: verb.index])
        if match is None or not before or before[-1].type == "P":
            return None
        where = next((token for token in verb.rest if token.start == match.end()), None)
        if where is None or where.type not in "UP" or where.kind not in {"park", "government"}:
            return None
        return [Deal((before[-1], where), sure=0.9)], before[-1].start


def _titled(verb: Verb) -> Found | None:
    """Parties that only the title of the agreement names: 《甲局 乙局 战略合作框架协议》."""
    for token in verb.rest:
        if token.type == "T":
            return None
        if token.type == "Q":
            named = verb.reading.mentions_in(token.start, token.end)
            parties = tuple(Token("U", m.start, m.end, m.name, m.kind, m.organisation) for m in named)
            return ([Deal(parties, sure=0.9)], verb.token.start) if len(parties) > 1 else None
    return None


def _again(verb: Verb, drafts: Sequence[Draft]) -> Found | None:
    """并签下…: a second verb of the same sentence without parties of its own."""
    last_comma = max((place for place, token in enumerate(verb.lead) if token.type == "p"), default=-1)
    if not verb.used_to or unit_tokens(verb.lead[last_comma + 1 :]):
        return None
    if not drafts or drafts[-1].sentence != verb.number or _UNNAMED.search(verb.clause):
        return None
    return [Deal(drafts[-1].parties, drafts[-1].open_)], verb.tokens[verb.used_to].start


def _fits(lead: Sequence[Token], joined: re.Match[str]) -> bool:
    """Whether a group before a verb is close enough to be its subject; brands alone must be closer."""
    group = lead[joined.start() : joined.end()]
    commas = types_of(lead[joined.end() :]).count("p")
    numbered = "N" in types_of(lead[joined.end() :])
    only_brands = all(token.type == "b" for token in unit_tokens(group))
    if "c" not in types_of(group):
        return not only_brands and (commas <= 1 or numbered)
    return numbered or commas <= (0 if only_brands else 2)


def _wanted(verb: Verb) -> int | None:
    """How many agreements the words around a verb count: 签下六份, 两份协议."""
    for token in verb.tokens[max(0, verb.index - 3) : verb.index + 6]:
        if token.type not in "kT":
            continue
        digits = re.search(r"\d+|[一二两三四五六七八九十]+", verb.words(token.start, token.end))
        value = None if digits is None else parse_chinese(digits[0]) or int(digits[0])
        if value is not None and value > 1:
            return int(value)
    return None
