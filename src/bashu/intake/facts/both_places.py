"""Bodies told once for several places: 两区经信局、商务局分别签订…, 两地工商联签订…."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from bashu.intake.facts.bodies import formal_name
from bashu.intake.facts.coordination import Deal, joined_groups, unit_tokens
from bashu.intake.facts.kinds import kind_of
from bashu.intake.facts.token import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bashu.intake.facts.reading import Reading
    from bashu.intake.facts.verb import Verb

_SIZES = {"两": 2, "双": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_BODY = (
    r"(?:[\u4e00-\u9fff]{1,10}?(?:局|[厅委](?![员长])|委员会|管委会|工商联|贸促会|友协|科协|(?:人民)?法院|检察院|海关|总?工会|"
    r"妇联|投促中心|投资促进中心|行业协会|协会|商会|高新区|经开区)|税务局)"
)
#: the places counted, 的, and one body or a list of bodies right behind
_SHARED = re.compile(
    rf"(?P<count>[两双三四五六])(?P<level>省市|区县|市县|[地省市区县州])(?:的)?"
    rf"(?P<bodies>{_BODY}(?:[、和与及]{_BODY}){{0,9}})(?:负责人|代表|分别|还|也|又|共同|就|在|将|拟|随后|现场|当场|[,签于])"
)
_NO_BODY = re.compile(r"[,。;的将就]|签|部门|分别|共同")
#: how many sentences back the places may be named
_REACH = 8


def shared_deals(verb: Verb, following: Sequence[Sequence[Token]]) -> tuple[list[Deal], int] | None:
    """The agreements of bodies that the clause of a verb tells once for places named before, body by body.

    Parameters
    ----------
    verb
        The signing verb.
    following
        The tokens of the sentences before, the nearest first.
    """
    start = max((token.end for token in verb.lead if token.type in "po"), default=verb.sentence.start)
    floor = max(start, verb.lead[0].start if verb.lead else start)
    match = next(_SHARED.finditer(verb.reading.text, floor, verb.token.start + 1), None)
    if match is None or any(token.type == "c" and token.start >= match.end() for token in verb.lead):
        return None
    bodies = [body for body in re.split(r"[、和与及]", match["bodies"]) if body]
    if any(_NO_BODY.search(body) for body in bodies):
        return None
    before = [token for token in verb.tokens if token.end <= match.start()]
    places = next(
        _places_of((before, *following), verb.reading, _SIZES[match["count"]], match["level"]), None
    )
    if places is None:
        return None
    deals = [Deal(tuple(_body_of(place, body) for place in places), sure=0.85) for body in bodies]
    return deals, match.start()


def _body_of(place: Token, body: str) -> Token:
    name = f"{place.name}{body}"
    return Token("U", place.start, place.end, name, kind_of(name))


def _places_of(
    sentences: Sequence[Sequence[Token]], reading: Reading, size: int, level: str
) -> Iterator[tuple[Token, ...]]:
    """Groups of so many places, the nearest first: listed as places, or at the head of those who are joined."""
    for tokens in sentences[:_REACH]:
        for group in (*reversed(joined_groups(tokens)), *_side_by_side(tokens)):
            places = tuple(_place(reading, token) for token in unit_tokens(group))
            named = tuple(place for place in places if place is not None)
            if len(places) == len({place.name for place in named}) == size and _fit(named, level):
                yield named


def _side_by_side(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Two places without a mark between them: 重庆成都双核联动."""
    for left, right in itertools.pairwise(tokens):
        if left.type == right.type == "P" and left.end == right.start:
            yield left, right


def _fit(places: Sequence[Token], level: str) -> bool:
    """Whether 两市 can mean these: cities, not districts of them."""
    return level == "地" or all(place.name[-1] in level or place.kind == "park" for place in places)


def _place(reading: Reading, token: Token) -> Token | None:
    """The place that a party is, or that its name begins with."""
    if token.type == "P":
        return token
    hit = next((hit for hit in reading.places_in(token.start, token.end) if hit.start == token.start), None)
    return None if hit is None else Token("P", hit.start, hit.end, formal_name(hit), "government")
