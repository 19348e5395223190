"""Who the sentences before spoke of: what 双方, 两家公司, 它 and 又与… stand for."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from bashu.intake.facts.coordination import (
    Deal,
    joined_groups,
    last_joined,
    subject_of,
    types_of,
    unit_tokens,
)
from bashu.intake.facts.kinds import kind_of
from bashu.intake.facts.token import Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.intake.facts.reading import Reading
    from bashu.intake.facts.verb import Verb

#: so many sentences back the two sides may be named that 双方 stands for
_BOTH_SIDES = 4
_SIZES = {"双": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
#: 协议当天在…签署: the agreement of the pair named last
_DEFINITE = re.compile(r"(?:该|这[份一项]|此)?(?:协议|合同|备忘录|公约|意向书)(?!书?(?:约定|明确|显示|提出))")

#: 一份采购合同签好了: the paper stands before its verb, and nobody beside it
_OBJECT_FIRST = re.compile(r"(?:协议书?|合同|意向书|备忘录)(?:[也就便]|终于|正式|最终|顺利|当场|总算)*$")

#: 继去年签署协议后,甲与乙…: whose agreement it was is told behind it
_FOLLOWS_UP = re.compile(r"继")

_JOINS = re.compile(r"加入|参与|加盟|入伙|一道|跟进")
#: how many sentences back the two firms of a story may be named
TOLD_BACK = 8
_KIND_WORDS = {
    "企业": "enterprise", "公司": "enterprise", "协会": "association", "商会": "association", "院校": "university", "学校": "university", "校": "university",
}  # fmt: skip
_IT = re.compile(r"它|他|她|后者|该(?:公司|企业|集团|校|院|园区|协会)")
_PLACES = frozenset({"两市", "两区", "两县", "两省", "两省市"})
_ALONE = frozenset({"签字", "签约", "落笔"})


class Memory:
    """The pair, the places and the subject that the sentences read so far named last."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._pair: tuple[int, tuple[Token, ...]] | None = None
        self._subject: tuple[int, Token] | None = None
        self._places: tuple[int, tuple[Token, ...]] | None = None
        self.recent: deque[Sequence[Token]] = deque(maxlen=TOLD_BACK)

    def remember(self, number: int, tokens: Sequence[Token]) -> None:
        """Keep the pair and the subject of a sentence that has been read."""
        self.recent.appendleft(tokens)
        joined = last_joined(types_of(tokens))
        named = [token for token in tokens if token.type == "U"]
        group = unit_tokens(tokens[joined.start() : joined.end()]) if joined else []
        if joined and ("c" in joined[0] or all(token.type == "U" for token in group)):
            self._pair = number, tuple(group)
            if all(token.type == "P" for token in group):
                self._places = number, tuple(group)
        elif len(named) == 2:
            self._pair = number, tuple(named)
        elif (
            joined and "R" not in joined[0] and len(group) == 2 and all(token.type == "P" for token in group)
        ):
            self._places = number, tuple(group)
        subject = subject_of(tokens)
        if subject is not None and subject.type != "b":
            self._subject = number, subject

    def known(self, token: Token) -> Token:
        """A subject given by a person's organisation, with its kind."""
        if token.kind:
            return token
        organisation = self._reading.knowledge.organisation_id(token.name)
        return Token("U", token.start, token.end, token.name, kind_of(token.name), organisation)

    def subject_before(self, verb: Verb, tokens: Sequence[Token]) -> Token | None:
        """The other side of 又与…: who 它 stands for, the subject of this sentence, or that of one before."""
        beside = re.split(r"[,;:。]", verb.words(verb.sentence.start, verb.token.start))[-1]
        if _IT.match(beside.strip()):
            earlier = self._reading.mentions_in(max(0, verb.sentence.start - 300), verb.sentence.start)
            if earlier:
                it = earlier[-1]
                return Token("U", it.start, it.end, it.name, it.kind, it.organisation)
        subject = subject_of(tokens)
        if subject is None and self._subject is not None and verb.number - self._subject[0] <= 2:
            subject = self._subject[1]
        return None if subject is None else self.known(subject)

    def counted_before(self, number: int, words: str) -> tuple[Token, ...]:
        """三家企业…: the parties that the sentence before listed, if they are that many."""
        counted = re.search(r"(?:^|,)(?:这|上述)?([两三四五六])(?:家|个|所|方|位)", words)
        if counted is None or self._pair is None or number - self._pair[0] > 1:
            return ()
        return self._pair[1] if _SIZES.get(counted[1]) == len(self._pair[1]) else ()

    def stand_for(self, verb: Verb) -> tuple[list[Deal], int]:
        """双方, 两市, 两家 stand for two parties of this sentence or for the pair named last."""
        pronoun = _narrowest(verb)
        units = unit_tokens(verb.lead)
        apart = [token for token in units if token.type == "U"]
        if pronoun is not None and apart and apart[-1].end < pronoun.start:
            size = _SIZES.get(verb.words(pronoun.start, pronoun.end).lstrip("这上述")[0], 2)
            if len({token.name for token in apart}) == size:
                return [Deal(tuple(apart), sure=0.8)], apart[0].start
        if _FOLLOWS_UP.match(verb.clause):
            behind = next(
                (group for group in joined_groups(verb.rest) if any(t.type == "c" for t in group)), None
            )
            if behind is not None:
                return [Deal(tuple(unit_tokens(behind)), sure=0.8)], verb.token.start
        deal = self._grown(verb, pronoun, apart) or self._pair_meant(verb, pronoun, units)
        return ([deal] if deal else []), verb.token.start

    def all_counted(self, verb: Verb, position: int) -> tuple[Token, ...]:
        """由甲牵头,联合乙、丙…,三家单位签署: everybody the sentence names, where that is how many sign."""
        pronoun = next((token for token in verb.lead[position:] if token.type == "N"), None)
        if pronoun is None:
            return ()
        size = _SIZES.get(verb.words(pronoun.start, pronoun.end).lstrip("这上述")[0])
        named = {
            token.name: token
            for token in reversed(verb.lead)
            if token.type == "U" and token.end <= pronoun.start
        }
        return tuple(reversed(named.values())) if size is not None and len(named) == size > 2 else ()

    def _pair_meant(self, verb: Verb, pronoun: Token | None, units: Sequence[Token]) -> Deal | None:
        """The pair named last, where the words fit it; else the only organisations told before."""
        named = _DEFINITE.match(verb.clause.strip('“”" ')) is not None
        inside = verb.token.start - len(verb.clause)
        named = named or _OBJECT_FIRST.search(verb.clause) is not None
        others = any(unit.type != "b" and (not named or unit.start >= inside) for unit in units)
        alone = named or (verb.text in _ALONE and all(token.type in "xaDsv" for token in verb.lead))
        if others or (pronoun is None and not alone):
            return None
        last = next((token for token in reversed(verb.lead) if token.type == "N"), None)
        if pronoun is not None and pronoun is last and verb.reading.text.startswith("的", pronoun.end):
            return None  # 两地的某局: others than the pair itself
        words = verb.words(pronoun.start, pronoun.end).lstrip("这上述") if pronoun else "双方"
        reach = _BOTH_SIDES if pronoun and words == "双方" else 2
        near = self._pair is not None and verb.number - self._pair[0] <= reach
        parties = self._pair[1] if near and self._pair else ()
        places = words in _PLACES and not any(
            party.type == "P" or party.kind == "government" for party in parties
        )
        if parties and not places and _SIZES.get(words[0], len(parties)) == len(parties):
            return Deal(parties, sure=0.85)
        return self._told_before(verb, words) if pronoun is not None else None

    def _grown(self, verb: Verb, pronoun: Token | None, units: Sequence[Token]) -> Deal | None:
        """丁也将加入,四方届时签署…: the parties named last and the one that joins them."""
        if pronoun is None or self._pair is None or verb.number - self._pair[0] > 3:
            return None
        known = {token.name for token in self._pair[1]}
        joining = [token for token in units if token.name not in known]
        size = _SIZES.get(verb.words(pronoun.start, pronoun.end)[0])
        if (
            not joining
            or size != len(known) + len(joining)
            or not _JOINS.search(verb.words(verb.sentence.start, verb.token.start))
        ):
            return None
        return Deal((*self._pair[1], *joining), sure=0.85)

    def _told_before(self, verb: Verb, words: str) -> Deal | None:
        """两家公司 far behind their names: the only organisations that the paragraphs before speak of."""
        size = _SIZES.get(words[0])
        if size is None:
            return None
        reading = verb.reading
        first = reading.sentences[max(0, verb.number - TOLD_BACK)].start
        kind = next((kind for word, kind in _KIND_WORDS.items() if word in words), None)
        named: dict[str, Token] = {}
        for mention in reading.mentions_in(first, verb.token.start):
            quoted = reading.text[mention.start - 1 : mention.start] == "“"
            if mention.kind != "media" and not quoted and (kind is None or mention.kind == kind):
                key = mention.organisation or mention.name
                named.setdefault(
                    key,
                    Token("U", mention.start, mention.end, mention.name, mention.kind, mention.organisation),
                )
        places = self._places
        if (
            words[-1] in "地市区县省"
            and places
            and verb.number - places[0] <= TOLD_BACK
            and len(places[1]) == size
        ):
            return Deal(places[1], sure=0.7)
        if len(named) == size:
            return Deal(tuple(named.values()), sure=0.75)
        return None


def _narrowest(verb: Verb) -> Token | None:
    """The word that stands for parties nearest before the verb; 两市 earlier in the sentence says who 双方 are."""
    pronouns = [token for token in reversed(verb.lead) if token.type == "N"]
    if not pronouns:
        return None
    told = verb.words(pronouns[0].start, pronouns[0].end)
    places = [token for token in pronouns[1:] if verb.words(token.start, token.end) in _PLACES]
    return places[0] if told == "双方" and places else pronouns[0]
