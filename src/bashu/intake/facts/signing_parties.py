"""The parties of a signing verb: beside it, before it, behind it, or named a sentence earlier."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.facts.coordination import (
    Deal,
    deals_of,
    last_joined,
    list_behind,
    pairs_behind,
    partners,
    subject_of,
    types_of,
    unit_tokens,
)
from bashu.intake.facts.kinds import kind_of
from bashu.intake.facts.tokens import Token
from bashu.text import parse_chinese

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.intake.facts.draft import Draft
    from bashu.intake.facts.reading import Reading
    from bashu.intake.facts.verb import Verb

_CUE_BEHIND = re.compile(
    r"对方|签约方|合作方|签约企业|分别[是为]|依次[是为]|包括|(?:它们|他们|这些企业|[三四五六几]家)[^,。]{0,4}[是为]|的,?(?:一?共?还?有|是)|双方是|各方是|有[:：]?$|即"
)
_CUE_EACH = re.compile(r"对方|合作方|分别|依次|它们|他们|这些企业|[三四五六几]家[^,。]{0,3}[是为]")
_SETTLES = re.compile(r"(?:并|正式|成功)?(?:落户|入驻|进驻|落地|入园|加盟)(?:在|于|到)?")
_UNNAMED = re.compile(
    r"(?:[\d一二两三四五六七八九十多数几]+[余多]?[家个所名对](?!单位组成)|一批|众多|部分|来自)[^,。]{0,14}"
    r"(?:企业|公司|高校|院校|单位|机构|客商|厂商|院所|学校|项目)"
)
_SIZES = {"双": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
#: 协议当天在…签署: the agreement of the pair named last
_DEFINITE = re.compile(r"(?:该|这[份一项]|此)?(?:协议|合同|备忘录|公约|意向书)(?!书?(?:约定|明确|显示|提出))")
_ALONE = frozenset({"签字", "签约", "落笔"})

#: the agreements of one verb, and where their words begin
Found = tuple[list[Deal], int]


class PartyFinder:
    """Finds who signs; remembers the pair and the subject named last, for 双方, 两家 and 又与…."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._pair: tuple[int, tuple[Token, ...]] | None = None
        self._subject: tuple[int, Token] | None = None

    def remember(self, number: int, tokens: Sequence[Token]) -> None:
        """Keep the pair and the subject of a sentence that has been read."""
        joined = last_joined(types_of(tokens))
        named = [token for token in tokens if token.type == "U"]
        group = unit_tokens(tokens[joined.start() : joined.end()]) if joined else []
        if joined and ("c" in joined[0] or all(token.type == "U" for token in group)):
            self._pair = number, tuple(group)
        elif len(named) == 2:
            self._pair = number, tuple(named)
        subject = subject_of(tokens)
        if subject is not None:
            self._subject = number, subject

    def find(self, verb: Verb, drafts: Sequence[Draft]) -> Found:
        """The agreements of a verb, none if nobody is named."""
        lead = verb.lead
        behind = self._behind(verb)
        if behind is not None:
            return behind
        joined = last_joined(types_of(lead))
        across = partners(lead)
        if across is not None and (joined is None or not joined.start() <= across[3] < joined.end()):
            return self._across(verb, across)
        if joined is not None and _fits(lead, joined):
            each = verb.text[0] == "各" or "E" in types_of(lead[joined.end() :])
            return deals_of(lead, joined.span(), each, _wanted(verb)), lead[joined.start()].start
        found = self._settled(verb) or _titled(verb) or _again(verb, drafts) or self._pronoun(verb)
        return found if found[0] else self._with_unnamed(verb)

    def _with_unnamed(self, verb: Verb) -> Found:
        """甲与8家厂商签…: one party by name, the others only counted."""
        with_word = next((token for token in reversed(verb.lead) if token.type in "cpo"), None)
        if with_word is None or with_word.type != "c":
            return [], verb.token.start
        if not _UNNAMED.search(verb.words(with_word.end, verb.token.start)):
            return [], verb.token.start
        before = [token for token in verb.lead if token.end <= with_word.start]
        subject = subject_of(before)
        if (
            subject is None
            or subject.type == "b"
            or any(token.type in "po" and token.start > subject.end for token in before)
        ):
            return [], verb.token.start
        return [Deal((self._known(subject),), True, 0.6)], subject.start

    def _known(self, token: Token) -> Token:
        """A subject given by a person's organisation, with its kind."""
        if token.kind:
            return token
        organisation = self._reading.knowledge.organisation_id(token.name)
        return Token("U", token.start, token.end, token.name, kind_of(token.name), organisation)

    def _subject_before(self, verb: Verb, tokens: Sequence[Token]) -> Token | None:
        subject = subject_of(tokens)
        if subject is None and self._subject is not None and verb.number - self._subject[0] <= 2:
            subject = self._subject[1]
        return None if subject is None else self._known(subject)

    def _across(self, verb: Verb, across: tuple[list[Token], bool, bool, int]) -> Found:
        """又与乙、丙分别签…: the other side is the subject of the sentence."""
        others, open_, each, position = across
        begin = verb.lead[position].start
        subject = self._subject_before(verb, verb.tokens[: verb.used_to + position])
        beside = re.split(r"[;:。]", verb.words(verb.tokens[0].start, begin))[-1]
        told = self._counted_before(verb.number, beside)
        if told:
            return [Deal((one, other)) for one in told for other in others], begin
        if subject is None or _UNNAMED.search(beside.rsplit(",", 1)[-1]):
            return [Deal(tuple(others), True, 0.6 if len(others) == 1 else 0.7)], begin
        others = [other for other in others if other.name != subject.name]
        if (each or verb.text[0] == "各") and not open_:
            return [Deal((subject, other)) for other in others], begin
        return ([Deal((subject, *others), open_)] if others else []), begin

    def _counted_before(self, number: int, words: str) -> tuple[Token, ...]:
        """三家企业…: the parties that the sentence before listed, if they are that many."""
        counted = re.search(r"(?:^|,)(?:这|上述)?([两三四五六])(?:家|个|所|方|位)", words)
        if counted is None or self._pair is None or number - self._pair[0] > 1:
            return ()
        return self._pair[1] if _SIZES.get(counted[1]) == len(self._pair[1]) else ()

    def _behind(self, verb: Verb) -> Found | None:
        """Parties listed after the verb: 对方依次是…, 签字的是五家:…."""
        listed = list_behind(verb.rest)
        if listed is None:
            return None
        others, open_, position = listed
        cue = verb.words(verb.token.end, others[0].start)
        between = types_of(verb.rest[:position])
        if not _CUE_BEHIND.search(cue) or "T" in between or between.count("p") > 1:
            return None
        begin = verb.token.start
        pairs = pairs_behind(verb.rest)
        if len(pairs) > 1:
            return [Deal(pair) for pair in pairs], begin
        subject = self._subject_before(verb, verb.tokens[: verb.index]) if _CUE_EACH.search(cue) else None
        if subject is None:
            return ([Deal(tuple(others), open_)] if len(others) > 1 else []), begin
        if open_:
            return [Deal((subject, *others), True)], begin
        return [Deal((subject, other)) for other in others], begin

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

    def _pronoun(self, verb: Verb) -> Found:
        """双方, 两市, 两家 stand for two parties of this sentence or for the pair named last."""
        pronoun = next((token for token in reversed(verb.lead) if token.type == "N"), None)
        units = unit_tokens(verb.lead)
        apart = [token for token in units if token.type == "U"]
        if pronoun is not None and len(apart) == 2 and apart[-1].end < pronoun.start:
            return [Deal(tuple(apart), sure=0.8)], apart[0].start
        begin = verb.token.start
        if self._pair is None or verb.number - self._pair[0] > 2 or any(u.type != "b" for u in units):
            return [], begin
        named = _DEFINITE.match(verb.clause.strip()) is not None
        alone = named or (verb.text in _ALONE and all(token.type in "xaDsv" for token in verb.lead))
        if pronoun is None and not alone:
            return [], begin
        if pronoun is not None and verb.reading.text.startswith("的", pronoun.end):
            return [], begin  # 两地的某局: others than the pair itself
        parties = self._pair[1]
        words = verb.words(pronoun.start, pronoun.end) if pronoun else "双方"
        if _SIZES.get(words[0], len(parties)) != len(parties):
            return [], begin
        return [Deal(parties, sure=0.85)], begin


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
    for token in verb.tokens[max(0, verb.index - 3) : verb.index + 4]:
        if token.type not in "kT":
            continue
        digits = re.search(r"\d+|[一二两三四五六七八九十]+", verb.words(token.start, token.end))
        value = None if digits is None else parse_chinese(digits[0]) or int(digits[0])
        if value is not None and value > 1:
            return int(value)
    return None
