"""Agreements that sentences tell with a signing verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.facts.cooperation import begun_long_ago, joined_hands, orders_placed
from bashu.intake.facts.coordination import types_of, unit_tokens
from bashu.intake.facts.draft import Draft
from bashu.intake.facts.memory import TOLD_BACK
from bashu.intake.facts.signing_parties import PartyFinder
from bashu.intake.facts.signing_words import date_of, matter_of, name_of
from bashu.intake.facts.tokens import tokenise
from bashu.intake.facts.verb import Verb
from bashu.intake.facts.wording import status_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bashu.intake.facts.coordination import Deal
    from bashu.intake.facts.reading import Reading
    from bashu.intake.facts.token import Token

#: no sentence tells more signings than this
_MOST_VERBS = 30
#: verbs that sign only when an agreement is named beside them
_WEAK = re.compile(
    r"^(?:达成|握|落笔|落定|敲定|谈成|谈妥|拿下|(?:交换|互换)了?$|盖|加盖|结为|结成|签$|联姻|合资|共同出资|缔结|订立|牵)"
)
#: 敲定了合作的最后条款: what is settled before anything is signed
_ONLY_TERMS = re.compile(r"[^,。;]{0,20}?(?:条款|细节|方案|日程|议程|时间表|名单)(?![^,。;]{0,6}协议)")
_AGREEMENT = re.compile(r"友好|对子|结对|协议|备忘录|意向|合同|共识|合作|伙伴|契约|订单|公约|责任书|签约")
_SPECTATOR = re.compile(r"见证|出席|参加|观摩|围观|主持|监督(?!管理|局)|策划|筹备|参与")
_PROPOSED = re.compile(r"建议|呼吁|提议|鼓励|支持[^,。]{0,12}(?:企业|高校|园区)[^,。]{0,6}$")
#: 落实与…签订的协议: an agreement that is only carried out
_CARRIED_OUT = re.compile(r"落实|履行|执行|兑现|细化|对照|梳理")
#: 签订的协议已有130多个: a sum, no event
_COUNTED_UP = re.compile(r"的[^,。;]{0,16}(?:协议|合同|项目)(?:已|累计|总计|共计|达到|超过)")
#: 这是今年双方签订的第二个项目: told of one that was told already
_ORDINAL = re.compile(r"的?第[一二三四五六七八九十\d]+[个项份次]")
#: 双方应缔结友好关系: what is asked of somebody
_REQUIRED = re.compile(r"(?:(?<![供相适响反对])应当?|须|需要?|方可|才能)$")
#: 办理合同签订手续, 从签约到投产: the word for signing as a noun
_AS_A_NOUN = re.compile(
    r"(?:的)?(?:手续|(?:时间|日期|地点)(?!:)|事宜|流程|程序|工作(?!站|室|组)|到[^,。;]{1,6}(?:用|仅|只|不到))"
)
#: 如签订…, 凡与…签订: a condition
_CONDITION = re.compile(r"(?:^|[,;:])(?:如果?|若|一旦|凡是?|对(?=[^,。;]{0,24}$))[^,。;]{0,30}$")
#: what a person or a household signs is no agreement between bodies
_PRIVATE = re.compile(r"[^,。;]{0,6}?(?:劳动|购房|租房|就业|聘用|劳务)(?:合同|协议)")
#: 关于签署…的议案: what is put to the vote
_MOTION = re.compile(r"[^,。;]{0,40}?的?(?:议案|请示|批复|提案)")
_UP_TO_NOW = re.compile(r"截至|截止|累计")
_FOR_ALL = re.compile(r"代表(?:双方|各方|[两三四]方|[两三四][地市区县校])")
_THEIR_FIRMS = re.compile(r"[两三四五各](?:地|省市|市|区|县)的?(?:企业|公司|厂商|园区|高校|院校|协会|商会)")
#: every word that a signing verb, joined hands or an order contains: a sentence without one is not taken apart
_TOUCHES = re.compile(
    r"签|[握牵盖缔]|订立|联手|携手|联姻|结缘|落了?笔|落款|落下|落了款|落定|落印|用印|文本|交换|互换|达成|敲定|谈成|谈妥|拿下|结[为成]"
    r"|续约|合作关系|战略合作|合资|出资|早在|早些年|订单|采购|订购|购买|定制|下单|下了|下达|追加"
)
_ADVISED = re.compile(r"(?:建议|呼吁|提议|提案|倡导)[^。;]{0,40}$")
_ENDED = re.compile(r"终止|解除|废止|到期|失效|期满")
#: 由甲、乙签订协议: what is ordered is still to be done
_BY_ORDER = re.compile(r"\s*(?:[(]?[一二三四五六七八九十\d]{1,2}[)、.])?\s*(?:请|要求)?由")
#: 甲、乙举行战略合作协议签署仪式
_HELD_BY_THEM = re.compile(r"(?<!联合)举行了?[^,。;]{0,30}(?:协议|合同|备忘录|合作)$")
_UNSIGNED = re.compile(r"(?:尚未|仍未|还未|还没有?|并未|暂未)(?:正式|最终)?签[署订约]")


def signing_drafts(reading: Reading) -> list[Draft]:
    """The agreements of every sentence that is not a row of a table, in reading order."""
    finder = PartyFinder(reading)
    drafts: list[Draft] = []
    near = _near_signing(reading)
    for number, sentence in enumerate(reading.sentences):
        if sentence.table or number not in near:
            continue
        tokens = tokenise(reading, sentence)
        found = _of_sentence(reading, number, tokens, finder)
        found = found or list(joined_hands(reading, number, tokens, drafts))
        drafts.extend(
            found or [*orders_placed(reading, number, tokens), *begun_long_ago(reading, number, tokens)]
        )
        finder.remember(number, tokens, told=bool(found))
    return drafts


def _near_signing(reading: Reading) -> set[int]:
    """The sentences that may tell a signing, and those before them whose parties it may take up."""
    near: set[int] = set()
    for number, sentence in enumerate(reading.sentences):
        if _TOUCHES.search(reading.text, sentence.start, sentence.end):
            near.update(range(max(0, number - TOLD_BACK), number + 1))
    return near


def _of_sentence(reading: Reading, number: int, tokens: Sequence[Token], finder: PartyFinder) -> list[Draft]:
    drafts: list[Draft] = []
    used_to = 0
    verbs = [index for index, token in enumerate(tokens) if token.type in "Tt"]
    for index in verbs[:_MOST_VERBS]:
        verb = Verb(reading, number, tokens, index, used_to)
        if _only_watched(verb) or _negated(verb):
            continue
        found = list(_of_verb(verb, finder, drafts))
        if found:
            drafts.extend(found)
            used_to = index + 1
    return drafts


def _of_verb(verb: Verb, finder: PartyFinder, drafts: Sequence[Draft]) -> Iterator[Draft]:
    deals, begin = finder.find(verb, drafts)
    if not deals:
        return
    around = f"{verb.words(begin, verb.token.start)}{verb.text}{verb.behind}"
    if _WEAK.match(verb.text) and (not _AGREEMENT.search(around) or _ONLY_TERMS.match(verb.behind)):
        return
    if verb.token.type == "t" and not _is_ceremony_of(verb, begin):
        return
    name, count, about = name_of(verb, begin)
    signed_on, passed = date_of(verb.reading, verb.number, verb.tokens, verb.index)
    clause = f"{_without_people(verb)}{'即将' if _unsigned_yet(verb) else ''}"
    passed = passed or (verb.behind.startswith("的") and _looks_back(verb, clause))
    if (_BY_ORDER.match(verb.clause) and signed_on is None) or _MOTION.match(verb.behind):
        clause = f"{clause}即将"
    status = status_of(clause, verb.text, f"{verb.behind.split(',', 1)[0]}{name or ''}", passed)
    if status == "signed" and signed_on and _lies_ahead(signed_on, verb.reading.published or ""):
        status, signed_on = "planned", None
    dated = any(token.type == "D" for token in verb.tokens[: verb.index])
    if status in {"planned", "past"} and not passed and not dated:
        signed_on = None
    if status == "planned" and signed_on and _lies_behind(signed_on, verb.reading.published or ""):
        signed_on = None
    if _FOR_ALL.search(verb.clause) and finder.has_just_told(verb.number):
        return  # who signed for both is told behind the agreement itself
    deals = [deal for deal in deals if _credible(deal, status, around)]
    alone = len(deals) == 1
    for deal in deals:
        yield Draft(
            parties=deal.parties,
            start=min(begin, verb.token.start),
            end=verb.object_end,
            sentence=verb.number,
            status=status,
            open_=deal.open_,
            count=count if alone else 1,
            name=name,
            subject=about or matter_of(verb, begin, name),
            signed_on=signed_on,
            confidence=_confidence(deal, verb),
            umbrella=verb.token.type == "t" or (alone and count > 1 and name is None),
            spans=() if alone else (*_spans(verb.tokens, deal), (verb.token.start, verb.object_end)),
        )


def _credible(deal: Deal, status: str, words: str) -> bool:
    """Whether somebody signs: not a lone place, not two places that only negotiate, not the firms of places."""
    bare = all(party.type == "P" and not party.formal for party in deal.parties)
    return not (bare and (len(deal.parties) < 2 or status == "planned" or _THEIR_FIRMS.search(words)))


def _looks_back(verb: Verb, clause: str) -> bool:
    """Whether an agreement is only carried out, or has come to its end."""
    return _CARRIED_OUT.search(clause) is not None or _ENDED.search(verb.behind) is not None


def _without_people(verb: Verb) -> str:
    """The clause before the verb without names of people: 曾孝平 was not once."""
    clause = verb.clause
    for token in verb.lead:
        if token.type == "R":
            clause = clause.replace(verb.words(token.start, token.end), "")
    return clause


def _lies_ahead(day: str, published: str) -> bool:
    """Whether a day is still to come when the page is published: 约定4月8日签署."""
    return bool(published) and day[: len(published[:10])] > published[: len(day)]


def _lies_behind(day: str, published: str) -> bool:
    """Whether a day had passed when the page was published: no day on which anything is still to be signed."""
    return bool(published) and day[: len(published[:10])] < published[: len(day)]


def _only_watched(verb: Verb) -> bool:
    """Whether somebody only watches the signing: 出席签约仪式, 在签约仪式上."""
    start = verb.token.start
    before = verb.words(max(0, start - 8), start)
    at_event = verb.token.type == "t" and re.search(r"在[^,。]{0,6}$", before)
    if at_event and "c" not in types_of(verb.tokens[: verb.index]):
        return True
    return _SPECTATOR.search(re.split(r"[,。;:]", before)[-1]) is not None


def _negated(verb: Verb) -> bool:
    """Whether the signing is denied or only proposed: 没有签署, 建议签订."""
    if (
        _PROPOSED.search(verb.clause)
        or _REQUIRED.search(verb.clause)
        or _ADVISED.search(verb.words(verb.sentence.start, verb.token.start))
    ):
        return True
    if _AS_A_NOUN.match(verb.behind) or _PRIVATE.match(verb.behind) or _CONDITION.search(verb.clause):
        return True
    if _COUNTED_UP.match(verb.behind) or _ORDINAL.match(verb.behind) or _UP_TO_NOW.search(verb.clause):
        return True
    for token in reversed(verb.tokens[max(0, verb.index - 6) : verb.index]):
        if token.type == "n":
            return True
        if token.type in "po":
            return False
    return False


def _unsigned_yet(verb: Verb) -> bool:
    """Whether one of the next sentences says that nothing has been signed yet."""
    following = verb.reading.sentences[verb.number + 1 : verb.number + 4]
    if not following:
        return False
    return _UNSIGNED.search(verb.reading.text, following[0].start, following[-1].end) is not None


def _is_ceremony_of(verb: Verb, begin: int) -> bool:
    """Whether the parties of a signing event are joined by a with-word in its own clause."""
    beside = types_of([token for token in verb.tokens[: verb.index] if token.start >= begin])
    listed = re.fullmatch(r"[UP]R*(?:s[UP]R*)+[xa]{0,2}", beside) is not None
    held = _HELD_BY_THEM.search(verb.words(begin, verb.token.start)) is not None
    listed = listed or (held and re.match(r"[UP]R*(?:s[UP]R*)+", beside) is not None)
    return ("c" in beside or listed) and not {"p", "o"} & set(beside)


def _confidence(deal: Deal, verb: Verb) -> float:
    brands = sum(token.type == "b" for token in deal.parties)
    value = 0.9 * deal.sure - 0.15 * (brands > 0) - 0.1 * (brands == len(deal.parties) > 0)
    return round(value - (0.1 if _WEAK.match(verb.text) else 0.0), 2)


def _spans(tokens: Sequence[Token], deal: Deal) -> tuple[tuple[int, int], ...]:
    """Where the parties of one agreement among several stand: together if nobody else stands between."""
    first = min(party.start for party in deal.parties)
    last = max(party.end for party in deal.parties)
    others = [
        token for token in unit_tokens(tokens) if first < token.start < last and token not in deal.parties
    ]
    return tuple((party.start, party.end) for party in deal.parties) if others else ((first, last),)
