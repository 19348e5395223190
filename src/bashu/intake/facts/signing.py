"""Agreements that a sentence tells with a signing verb."""

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
from bashu.intake.facts.draft import Draft
from bashu.intake.facts.kinds import kind_of
from bashu.intake.facts.tokens import Token, tokenise
from bashu.intake.facts.wording import agreement_name, core_subject, status_of
from bashu.text import parse_chinese

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.intake.facts.reading import Reading, Sentence

#: verbs that sign only when an agreement is named beside them
_WEAK = re.compile(
    r"^(?:达成|握|落笔|落定|敲定|谈成|谈妥|拿下|结为|结成|签$|联姻|合资|共同出资|缔结|订立|牵)"
)
_AGREEMENT = re.compile(r"协议|备忘录|意向|合同|共识|合作|伙伴|契约|订单|公约|责任书|签约")
_SPECTATOR = re.compile(r"见证|出席|参加|观摩|围观|主持|监督|组织|策划|筹备|参与")
_CUE_BEHIND = re.compile(
    r"对方|签约方|合作方|签约企业|分别是|分别为|依次是|依次为|包括|(?:它们|他们|这些企业|三家|几家)[^,。]{0,4}[是为]|的(?:一?共?有|是)|双方是|各方是|有[:：]?$|即"
)
_SETTLES = re.compile(r"(?:并|正式|成功)?(?:落户|入驻|进驻|落地|入园|加盟)(?:在|于|到)?")
_JOINING_HANDS = re.compile(r"牵手|携手|联手|握手|联姻|结缘")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+[份项个对组批]|另一?[份项对组]|一[份项]")
_UNNAMED = re.compile(
    r"(?:[\d一二两三四五六七八九十多数几]+[余多]?[家个所名](?!单位组成)|一批|众多|部分|来自)[^,。]{0,14}(?:企业|公司|高校|院校|单位|机构|客商|厂商|院所|学校|项目)"
)
_UNSIGNED = re.compile(r"(?:尚未|仍未|还未|还没有?|并未|暂未)(?:正式|最终)?签[署订约]")
_HELD = re.compile(r"举办|主办|承办|协办|举行|召开|打造|开展|启动")


class SigningReader:
    """Reads agreements sentence by sentence; keeps the last pair named, for 双方 and 两家."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.drafts: list[Draft] = []
        self._last_pair: tuple[int, tuple[Token, ...]] | None = None
        self._subject: tuple[int, Token] | None = None

    def read(self) -> list[Draft]:
        """The agreements of every sentence that is not a row of a table, in reading order."""
        for number, sentence in enumerate(self.reading.sentences):
            if not sentence.table:
                self._read_sentence(number, sentence)
        return self.drafts

    def _read_sentence(self, number: int, sentence: Sentence) -> None:
        tokens = tokenise(self.reading, sentence)
        types = types_of(tokens)
        before = len(self.drafts)
        used_to = 0
        for index, token in enumerate(tokens):
            if token.type not in "Tt" or self._is_spectator(tokens, index):
                continue
            if self._negated(tokens, index):
                continue
            if self._read_verb(number, sentence, tokens, index, used_to):
                used_to = index + 1
        if len(self.drafts) == before:
            self._read_hands(number, sentence, tokens)
        if len(self.drafts) == before:
            self._read_earlier(number, sentence, tokens)
        joined = last_joined(types)
        if joined and "c" in joined[0]:
            self._last_pair = number, tuple(unit_tokens(tokens[joined.start() : joined.end()]))
        subject = subject_of(tokens)
        if subject is not None:
            self._subject = number, subject

    def _is_spectator(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether somebody only watches the signing: 出席签约仪式, 在签约仪式上."""
        start = tokens[index].start
        before = self.text[max(0, start - 8) : start]
        if (
            tokens[index].type == "t"
            and re.search(r"在[^,。]{0,6}$", before)
            and "c" not in types_of(tokens[:index])
        ):
            return True
        return bool(_SPECTATOR.search(re.split(r"[,。;:]", before)[-1]))

    def _negated(self, tokens: Sequence[Token], index: int) -> bool:
        for token in reversed(tokens[max(0, index - 6) : index]):
            if token.type == "n":
                return True
            if token.type in "po":
                return False
        return False

    def _clause(self, start: int, sentence: Sentence) -> str:
        """The words of the clause before an offset."""
        return re.split(r"[,;:]", self.text[sentence.start : start])[-1]

    def _read_verb(
        self, number: int, sentence: Sentence, tokens: list[Token], index: int, used_to: int
    ) -> bool:
        verb = tokens[index]
        verb_text = self.text[verb.start : verb.end]
        following = next((t.start for t in tokens[index + 1 :] if t.type == "T"), sentence.end)
        behind = self.text[verb.end : following]
        deals, begin = self._deals(number, tokens, index, used_to)
        if not deals:
            return False
        between = self.text[begin : verb.start]
        around = between + verb_text + behind
        if _WEAK.match(verb_text) and not _AGREEMENT.search(
            re.sub(r"^[^,]*?(?=,|$)", lambda m: m[0], around)
        ):
            return False
        if verb.type == "t" and not self._is_ceremony_of(tokens, index, begin):
            return False
        name, count, about = self._name(tokens, index, between, behind, following)
        clause = self._clause(verb.start, sentence)
        if name is None and re.search(r"签的|各签|[签一]份|一[份项]", f"{clause}{verb_text}{behind[:3]}"):
            name = agreement_name(self.text[sentence.start : verb.start])[0]
        if name is None and number:
            name = self._definite_name(number, f"{clause}{around}")
        signed_on, passed = self._date(number, sentence, tokens, index)
        if self._unsigned_yet(number):
            clause += "即将"
        status = status_of(clause, verb_text, f"{behind.split(',')[0]}{name or ''}", passed)
        if status == "past" and not passed and signed_on and not re.search(r"\d{4}", clause):
            signed_on = signed_on if any(t.type == "D" for t in tokens[:index]) else None
        wanted = count if len(deals) > 1 else 1
        for deal in deals:
            spans = (*_spans(tokens, deal), (verb.start, self._object_end(verb.end, following)))
            self.drafts.append(
                Draft(
                    spans=spans if len(deals) > 1 else (),
                    parties=deal.parties,
                    start=min(begin, verb.start),
                    end=self._object_end(verb.end, following),
                    sentence=number,
                    status=status,
                    open_=deal.open_,
                    count=count if len(deals) == 1 and wanted == 1 else 1,
                    name=name,
                    subject=about
                    or self._about(between, behind)
                    or core_subject(name)
                    or self._matter_before(sentence, begin),
                    signed_on=signed_on,
                    confidence=self._confidence(deal, verb_text),
                    umbrella=verb.type == "t" or (len(deals) == 1 and count > 1 and name is None),
                )
            )
        return True

    def _unsigned_yet(self, number: int) -> bool:
        """Whether one of the next sentences says that nothing has been signed yet."""
        last = min(number + 3, len(self.reading.sentences) - 1)
        if last <= number:
            return False
        words = self.text[self.reading.sentences[number + 1].start : self.reading.sentences[last].end]
        return _UNSIGNED.search(words) is not None

    def _is_ceremony_of(self, tokens: Sequence[Token], index: int, begin: int) -> bool:
        """Whether the parties of a signing event are joined by a with-word in its own clause."""
        beside = types_of([token for token in tokens[:index] if token.start >= begin])
        return "c" in beside and not {"p", "o"} & set(beside)

    def _confidence(self, deal: Deal, verb: str) -> float:
        brands = sum(token.type == "b" for token in deal.parties)
        value = 0.9 * deal.sure - 0.15 * (brands > 0) - 0.1 * (brands == len(deal.parties) > 0)
        return round(value - (0.1 if _WEAK.match(verb) else 0.0), 2)

    def _deals(self, number: int, tokens: list[Token], index: int, used_to: int) -> tuple[list[Deal], int]:
        """The agreements of one verb and where their words begin."""
        lead = tokens[used_to:index]
        wanted = self._wanted(tokens, index)
        each_verb = self.text[tokens[index].start] == "各"
        joined = last_joined(types_of(lead))
        across = partners(lead)
        behind = self._behind(number, tokens, index, wanted)
        if behind is not None:
            return behind
        if across is not None and (joined is None or across[3] >= joined.end() or joined.start() > across[3]):
            return self._across(number, tokens, used_to, across, each_verb)
        if joined is not None and self._fits(lead, joined):
            each = each_verb or "E" in types_of(lead[joined.end() :])
            deals = deals_of(lead, joined.span(), each, wanted)
            return deals, lead[joined.start()].start
        settled = self._settles(tokens, index)
        if settled is not None:
            return [Deal(settled, sure=0.9)], settled[0].start
        if used_to and not unit_tokens(lead):
            earlier = self.drafts[-1]
            if earlier.sentence == number:
                return [Deal(earlier.parties, earlier.open_)], tokens[used_to].start
        return self._pronoun(number, lead, tokens[index])

    def _fits(self, lead: Sequence[Token], joined: re.Match[str]) -> bool:
        """Whether the group before a verb is really its subject."""
        group = lead[joined.start() : joined.end()]
        rest = types_of(lead[joined.end() :])
        units = unit_tokens(group)
        brands = [token for token in units if token.type == "b"]
        if "c" not in types_of(group):
            if brands and len(brands) == len(units):
                return False
            return rest.count("p") <= 1 or "N" in rest
        if brands and len(brands) == len(units):
            return rest.count("p") == 0 or "N" in rest
        return rest.count("p") <= 2

    def _wanted(self, tokens: Sequence[Token], index: int) -> int | None:
        """How many agreements the words around a verb count: 签下六份, 两份协议."""
        for token in tokens[max(0, index - 3) : index + 4]:
            text = self.text[token.start : token.end]
            digits = re.search(r"\d+|[一二两三四五六七八九十]+", text) if token.type in "kT" else None
            if digits:
                value = int(digits[0]) if digits[0].isascii() else parse_chinese(digits[0])
                if value is not None and value > 1:
                    return int(value)
        return None

    def _across(
        self,
        number: int,
        tokens: Sequence[Token],
        used_to: int,
        across: tuple[list[Token], bool, bool, int],
        each_verb: bool,
    ) -> tuple[list[Deal], int]:
        others, open_, each, position = across
        begin = tokens[used_to + position].start
        subject = subject_of(tokens[: used_to + position]) or self._earlier_subject(number)
        beside = re.split(r"[,;:。]", self.text[tokens[0].start : begin])[-1]
        if subject is None or _UNNAMED.search(beside):
            return (
                [Deal(tuple(others), True, 0.6)] if len(others) == 1 else [Deal(tuple(others), True, 0.7)]
            ), begin
        subject = self._known(subject)
        others = [other for other in others if other.name != subject.name]
        if (each or each_verb) and not open_:
            return [Deal((subject, other)) for other in others], begin
        return ([Deal((subject, *others), open_)] if others else []), begin

    def _known(self, token: Token) -> Token:
        """A subject given by a person's organisation, with its kind."""
        if token.kind:
            return token
        organisation = self.reading.knowledge.organisation_id(token.name)
        return Token("U", token.start, token.end, token.name, kind_of(token.name), organisation)

    def _earlier_subject(self, number: int) -> Token | None:
        return self._subject[1] if self._subject is not None and number - self._subject[0] <= 2 else None

    def _behind(
        self, number: int, tokens: Sequence[Token], index: int, wanted: int | None
    ) -> tuple[list[Deal], int] | None:
        """Parties listed after the verb: 对方依次是…, 签字的是五家:…."""
        rest = tokens[index + 1 :]
        listed = list_behind(rest)
        if listed is None:
            return None
        others, open_, position = listed
        cue = self.text[tokens[index].end : others[0].start]
        if not _CUE_BEHIND.search(cue) or "。" in cue or any(token.type == "T" for token in rest[:position]):
            return None
        if types_of(rest[:position]).count("p") > 1:
            return None
        begin = tokens[index].start
        pairs = pairs_behind(rest)
        if len(pairs) > 1:
            return [Deal(pair) for pair in pairs], begin
        subject = None
        if re.search(r"对方|合作方|分别|依次|它们|他们|这些企业|[三四五六几]家[^,。]{0,3}[是为]", cue):
            subject = subject_of(tokens[:index]) or self._earlier_subject(number)
        if subject is None:
            return ([Deal(tuple(others), open_)] if len(others) > 1 else []), begin
        subject = self._known(subject)
        if open_:
            return [Deal((subject, *others), True)], begin
        return [Deal((subject, other)) for other in others], begin

    def _settles(self, tokens: Sequence[Token], index: int) -> tuple[Token, ...] | None:
        """A firm that signs and settles somewhere: 某公司签约落户某高新区."""
        verb = tokens[index]
        match = _SETTLES.match(self.text, verb.end)
        before = [token for token in tokens[:index] if token.type in "UbP"]
        if match is None or not before or before[-1].type == "P":
            return None
        where = next((token for token in tokens[index + 1 :] if token.start >= match.end()), None)
        if where is None or where.start != match.end() or where.type not in "UPv":
            return None
        if where.kind not in {"park", "government"}:
            return None
        return before[-1], where

    def _pronoun(self, number: int, lead: Sequence[Token], verb: Token) -> tuple[list[Deal], int]:
        """双方, 两市, 两家 stand for the pair named last."""
        pronoun = next((token for token in reversed(lead) if token.type == "N"), None)
        apart = [token for token in unit_tokens(lead) if token.type == "U"]
        if pronoun is not None and len(apart) == 2 and apart[-1].end < pronoun.start:
            return [Deal(tuple(apart), sure=0.8)], apart[0].start
        if self._last_pair is None or number - self._last_pair[0] > 2 or unit_tokens(lead):
            return [], verb.start
        opens = not lead or all(token.type in "xaDsv" for token in lead)
        if pronoun is None and not (
            opens and verb.type == "T" and self.text[verb.start : verb.end] in {"签字", "签约", "落笔"}
        ):
            return [], verb.start
        parties = self._last_pair[1]
        words = self.text[pronoun.start : pronoun.end] if pronoun else "双方"
        size = {"双": 2, "两": 2, "三": 3, "四": 4, "五": 5}.get(words[0], len(parties))
        if size != len(parties):
            return [], verb.start
        return [Deal(parties, sure=0.85)], verb.start

    def _name(
        self, tokens: Sequence[Token], index: int, between: str, behind: str, following: int
    ) -> tuple[str | None, int, str]:
        """Name, number and matter of the agreement, from a title in quotation marks or plain words."""
        verb = tokens[index]
        quoted = [t for t in tokens if t.type == "Q" and (verb.end <= t.start < following)]
        if not quoted:
            quoted = [
                t
                for t in tokens[:index]
                if t.type == "Q" and not any(x.type == "T" for x in tokens[tokens.index(t) : index])
            ]
        if quoted:
            return self.text[quoted[0].start + 1 : quoted[0].end - 1], 1, ""
        name, count, about = agreement_name(behind)
        if name is None:
            earlier, _, _ = agreement_name(re.split(r"[,:]", between)[-1])
            if earlier is not None:
                tail = re.search(r"的?([^的]{2,40})$", earlier)
                name = tail[1] if tail else earlier
                name = self._without_parties(name, tokens)
        return name, count, about

    def _without_parties(self, name: str, tokens: Sequence[Token]) -> str | None:
        for token in unit_tokens(tokens):
            name = name.split(self.text[token.start : token.end])[-1]
        name = name.lstrip("的就在把将与和")
        return name if len(name) > 2 else None

    def _definite_name(self, number: int, around: str) -> str | None:
        """在协议上签字: the agreement that the sentence before named."""
        if not re.search(r"(?:该|这[份项]|在|此)?协议上?|签字之后|签约后", around):
            return None
        previous = self.reading.sentences[number - 1]
        words = self.text[previous.start : previous.end]
        quoted = [span for span in self.reading.quotes if previous.start <= span[0] < previous.end]
        if quoted:
            return self.text[quoted[0][0] + 1 : quoted[0][1] - 1]
        name = agreement_name(re.split(r"[,:]", words)[-1])[0] or agreement_name(words)[0]
        return None if name is None else re.sub(r"^.*?[是为](?=共建|战略|关于|推进)", "", name)

    def _about(self, between: str, behind: str) -> str:
        """What it is about, as far as the sentence says: 就…签署, 围绕…, 共建…."""
        match = re.search(
            r"(?:就|围绕|针对|聚焦|在)([^,。]{4,40}?)(?:方面|领域|等)?(?:事宜|事项|工作)?(?:正式|进行|举行|共同|签|达成|开展|上)*$",
            between,
        )
        if match and not re.search(r"仪式|会上|现场|见证|举行", match[1]):
            return match[1]
        match = re.search(
            r"[,。](?:约定|双方[将要]?|今后|瞄准|内容涉及|内容包括|围绕|共同|合力|着眼点是|重点|将)?([^,。]{3,60})",
            behind,
        )
        return (
            match[1].strip()
            if match and re.search(r"共建|合作|推进|打造|建设|协同|供应|培养|研发|开展|联动|设立", match[0])
            else ""
        )

    def _matter_before(self, sentence: Sentence, begin: int) -> str:
        """在企业配套合作方面,甲与乙…: the matter stands before the parties."""
        match = re.search(r"(?:在|就|围绕)([^,。]{3,30}?)(?:方面|领域|上),?$", self.text[sentence.start : begin])
        return match[1] if match else ""

    def _date(
        self, number: int, sentence: Sentence, tokens: Sequence[Token], index: int
    ) -> tuple[str | None, bool]:
        """The day of signing, and whether the sentence dates it well before publication."""
        published = (self.reading.published or "")[:10]
        own = [
            t for t in tokens[:index] if t.type == "D" and t.kind in {"day", "month", "year", "vague", "same"}
        ]
        own = own or [t for t in tokens[index:] if t.type == "D" and t.kind == "day"]
        for token in reversed(own):
            if token.kind == "vague":
                return None, False
            if token.kind == "same":
                break
            if token.name:
                return token.name, _well_before(token.name, published)
        paragraph = sentence.paragraph
        for earlier in range(number - 1, -1, -1):
            other = self.reading.sentences[earlier]
            if other.table:
                continue
            for found in reversed(self.reading.dates_in(other.start, other.end)):
                if found.kind == "vague" and other.paragraph >= paragraph - 1:
                    return None, False
                if found.kind == "day" and found.value and not _well_before(found.value, published):
                    return found.value, False
        return None, False

    def _object_end(self, start: int, following: int) -> int:
        """Where the words of the agreement end: the clause with its name."""
        match = re.compile(r"[,。;!?]").search(self.text, start, following)
        return match.start() if match else following

    def _read_hands(self, number: int, sentence: Sentence, tokens: list[Token]) -> None:
        """第三份由…:甲牵手乙: joining hands in a list of agreements."""
        words = self.text[sentence.start : sentence.end]
        if not _JOINING_HANDS.search(words) or not (_ORDINAL.search(words) and not _HELD.search(words)):
            return
        joined = last_joined(types_of(tokens))
        if joined is None or "U" not in joined[0]:
            return
        group = tokens[joined.start() : joined.end()]
        signed_on, _ = self._date(number, sentence, tokens, joined.start())
        name = next((d.name for d in reversed(self.drafts) if d.sentence >= number - 2), None)
        for deal in deals_of(tokens, joined.span(), each=False, wanted=None):
            behind = self.text[group[-1].end : sentence.end]
            subject = re.search(r"(?:瞄准|着眼|聚焦|围绕|共建|开展)([^,。]+)", behind)
            self.drafts.append(
                Draft(
                    deal.parties, group[0].start, group[-1].end, number, open_=deal.open_, signed_on=signed_on,
                    name=name, subject=subject[1] if subject else "", confidence=0.7,
                )
            )  # fmt: skip

    def _read_earlier(self, number: int, sentence: Sentence, tokens: list[Token]) -> None:
        """早在2022年,甲与乙就…: work that the page says began long before."""
        words = self.text[sentence.start : sentence.end]
        if not re.search(r"早在|早些年", words):
            return
        joined = last_joined(types_of(tokens))
        if joined is None or "c" not in joined[0] or "U" not in joined[0]:
            return
        group = tokens[joined.start() : joined.end()]
        behind = self.text[group[-1].end : sentence.end]
        if not re.search(r"合作|共建|推进|开始|启动|建立|携手", behind):
            return
        signed_on, _ = self._date(number, sentence, tokens, joined.end())
        subject = re.search(r"(?:开始|启动|推进|共建|合作)+([^,。]{3,40})", behind)
        for deal in deals_of(tokens, joined.span(), each=False, wanted=None):
            self.drafts.append(
                Draft(
                    deal.parties, group[0].start, sentence.end, number, status="past", open_=deal.open_,
                    signed_on=signed_on, subject=subject[1] if subject else "", confidence=0.55,
                )
            )  # fmt: skip


def _spans(tokens: Sequence[Token], deal: Deal) -> tuple[tuple[int, int], ...]:
    """Where the parties of one agreement among several stand: together if nobody else stands between."""
    first = min(party.start for party in deal.parties)
    last = max(party.end for party in deal.parties)
    others = [t for t in unit_tokens(tokens) if first < t.start < last and t not in deal.parties]
    if not others:
        return ((first, last),)
    return tuple((party.start, party.end) for party in deal.parties)


def _well_before(value: str, published: str) -> bool:
    """Whether a date lies so far before publication that the page only looks back on it.

    >>> _well_before("2019", "2022-04-21"), _well_before("2020-10-29", "2020-10-30"), _well_before("2022", "2022-04-21")
    (True, False, False)
    """
    if len(published) < 10:
        return False
    size = min(len(value), 7)
    if value[:4] != published[:4]:
        later = int(published[:4]) * 12 + int(published[5:7])
        month = int(value[5:7]) if len(value) >= 7 and value[5:7].isdigit() else 12
        return later - (int(value[:4]) * 12 + month) > 2 or size < 7
    if size == 7:
        return int(published[5:7]) - int(value[5:7]) > 3
    return False
