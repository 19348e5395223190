"""Working together told without a signing verb: hands joined in a list of agreements, work begun long ago."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from bashu.intake.facts.coordination import deals_of, joined_groups, last_joined, types_of
from bashu.intake.facts.draft import Draft
from bashu.intake.facts.signing_words import date_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bashu.intake.facts.reading import Reading
    from bashu.intake.facts.token import Token

_JOINING_HANDS = re.compile(r"牵手|携手|联手|握手|联姻|结缘")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+[份项个对组批]|另一?[份项对组]|一[份项]")
_SIGNING = re.compile(r"签约|签署|签订|签了|签下|对接会")
_HELD = re.compile(r"举办|主办|承办|协办|举行|召开|打造|开展|启动")
_LONG_AGO = re.compile(r"早在|早些年")
_WORKING = re.compile(r"合作|共建|推进|开始|启动|建立|携手")


def joined_hands(
    reading: Reading, number: int, tokens: Sequence[Token], earlier: Sequence[Draft]
) -> Iterator[Draft]:
    """第三份由…:甲牵手乙: an agreement of a list, told with joined hands."""
    sentence = reading.sentences[number]
    words = reading.text[sentence.start : sentence.end]
    if not _JOINING_HANDS.search(words) or _HELD.search(words):
        return
    if not (_ORDINAL.search(words) or _tells_of_signing(reading, number)):
        return
    for group in joined_groups(tokens):
        if any(token.type == "U" for token in group):
            yield from _joined(reading, number, tokens, group, earlier)


def _joined(
    reading: Reading, number: int, tokens: Sequence[Token], group: Sequence[Token], earlier: Sequence[Draft]
) -> Iterator[Draft]:
    sentence = reading.sentences[number]
    signed_on, _ = date_of(reading, number, tokens, tokens.index(group[0]))
    name = next((draft.name for draft in reversed(earlier) if draft.sentence >= number - 2), None)
    matter = re.search(
        r"(?:瞄准|着眼|聚焦|围绕|共建|开展)([^,。]+)", reading.text[group[-1].end : sentence.end]
    )
    for deal in deals_of(group, (0, len(group)), each=False, wanted=None):
        yield Draft(
            deal.parties, group[0].start, group[-1].end, number, open_=deal.open_, signed_on=signed_on, name=name,
            subject=matter[1] if matter else "", confidence=0.7,
        )  # fmt: skip


_ORDERS = re.compile(r"(?:当场|现场|一次性|随即|再次)?向")
_ORDERED = re.compile(
    r"(?:一次性|追加)?(?:下了|下达|采购|订购|定制|追加)[^,。;]{0,20}(?:订单|合同|\d[^,。;]{0,4}[台套件片])"
)


def orders_placed(reading: Reading, number: int, tokens: Sequence[Token]) -> Iterator[Draft]:
    """甲当场向乙下了三千万元订单: an order is an agreement between the two."""
    sentence = reading.sentences[number]
    named = [token for token in tokens if token.type == "U"]
    for buyer, seller in itertools.pairwise(named):
        if not _ORDERS.fullmatch(reading.text, buyer.end, seller.start):
            continue
        match = _ORDERED.match(reading.text, seller.end, sentence.end)
        if match is None:
            continue
        signed_on, _ = date_of(reading, number, tokens, tokens.index(buyer))
        yield Draft(
            (buyer, seller),
            buyer.start,
            match.end(),
            number,
            signed_on=signed_on,
            subject=match[0],
            confidence=0.7,
        )


def _tells_of_signing(reading: Reading, number: int) -> bool:
    """Whether the words before, or the title, speak of a signing that the joined hands belong to."""
    start = reading.sentences[max(0, number - 3)].start
    return _SIGNING.search(reading.text, start, reading.sentences[number].start) is not None or bool(
        _SIGNING.search(reading.title)
    )


def begun_long_ago(reading: Reading, number: int, tokens: Sequence[Token]) -> Iterator[Draft]:
    """早在2022年,甲与乙就…: work that the page says began long before; past, and for review."""
    sentence = reading.sentences[number]
    joined = last_joined(types_of(tokens))
    if joined is None or "c" not in joined[0] or "U" not in joined[0]:
        return
    group = tokens[joined.start() : joined.end()]
    behind = reading.text[group[-1].end : sentence.end]
    if not _LONG_AGO.search(reading.text, sentence.start, sentence.end) or not _WORKING.search(behind):
        return
    signed_on, _ = date_of(reading, number, tokens, joined.end())
    matter = re.search(r"(?:开始|启动|推进|共建|合作)+([^,。]{3,40})", behind)
    for deal in deals_of(tokens, joined.span(), each=False, wanted=None):
        yield Draft(
            deal.parties, group[0].start, sentence.end, number, status="past", open_=deal.open_, signed_on=signed_on,
            subject=matter[1] if matter else "", confidence=0.55,
        )  # fmt: skip
