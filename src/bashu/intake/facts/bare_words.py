"""公司, 该校, 两家企业: words that stand for parties named before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.facts.token import Token

if TYPE_CHECKING:
    from bashu.intake.facts.names import Mention
    from bashu.intake.facts.reading import Reading

_BARE_HEAD = re.compile(
    r"(?:该|本)?(公司|集团|研究院|研究所|学院|大学|协会|联盟|商会|园区|管委会|高新区|经开区|新区)"
)
#: bare words for a party -> the kind it is of
_BARE_KINDS = {
    "公司": "enterprise", "集团": "enterprise", "企业": "enterprise", "园区": "park", "管委会": "park", "学校": "university",
    "高校": "university", "校方": "university", "企业方": "enterprise", "院方": "research", "商会": "association", "协会": "association",
}  # fmt: skip
#: who speaks of himself -> the kind he is of
_SPEAKERS = {
    "公司": "enterprise", "本公司": "enterprise", "我公司": "enterprise", "我司": "enterprise", "本集团": "enterprise", "我校": "university",
    "我院": "university", "本校": "university", "我会": "association", "我商会": "association", "我协会": "association", "本会": "association",
    "我所": "research",
}  # fmt: skip
#: “我们和甲签了合同。”乙负责人说: whose words they are is told behind them
_WE = re.compile(r"我们(?:公司|企业|厂|学校|协会|商会|园区)?")
#: 市政府 without its city
_BARE_GOVERNMENT = re.compile(r"([省市区县])(?:人民)?政府")
_SAID_BY = re.compile(r"[”\"],?")
_SAYS = re.compile(
    r"(?:相关|有关)?(?:负责人|董事长|总经理|经理|厂长|会长|秘书长|院长|主任|老板|副?总)?[\u4e00-\u9fff]{0,5}?(?:说|介绍|表示|告诉|称|坦言|透露|笑)"
)


_ROLE_ALONE = re.compile(
    r"(?:副)?(?:会长|理事长|秘书长|主任|局长|厅长|区长|县长|市长|院长|校长|所长|董事长|总经理|总裁|书记|负责人|代表|法定代表人)(?:们)?"
)


def roles_alone(text: str, tokens: list[Token]) -> list[Token]:
    """会长, 负责人 without a name behind an organisation: the organisation speaks through them."""
    return [
        Token("R", token.start, token.end)
        if index
        and token.type in "xb"
        and tokens[index - 1].type in "UP"
        and _ROLE_ALONE.fullmatch(text, token.start, token.end)
        else token
        for index, token in enumerate(tokens)
    ]


_COUNTED = re.compile(
    r"(?:这|上述)?[两三四五六七八九](?:家|个|所)(?:企业|公司|单位|机构|协会|商会|院校|学校|园区)"
)


def counted(text: str, token: Token) -> Token:
    """两家公司 alone in its clause: the parties named before, if they are that many."""
    if token.type not in "xb" or not _COUNTED.fullmatch(text, token.start, token.end):
        return token
    start = token.start + (text[token.start] in "这上") + (text[token.start] == "上")
    return Token("N", start, token.end)


def _topic_last(reading: Reading, token: Token, earlier: list[Mention]) -> list[Mention]:
    """The same mentions with the first of the sentence before as the last: it is what 公司 goes on about."""
    start = max(reading.text.rfind(mark, 0, token.start) for mark in "。!?\n;")
    before = max(reading.text.rfind(mark, 0, max(0, start)) for mark in "。!?\n")
    told = [mention for mention in earlier if before < mention.start < start]
    own = [mention for mention in earlier if mention.start > start]
    return [*earlier, told[0]] if told and not own else earlier


def resolved(reading: Reading, token: Token, before: Token | None, after: Token | None) -> Token:
    """公司, 研究院, 该校 alone: the organisation of that kind named last."""
    if token.type == "U":
        return _government(reading, token)
    if token.type not in "bx":
        return token
    words = reading.text[token.start : token.end]
    beside = (
        before.type == "c"
        if before is not None and before.type in "cPU"
        else after is not None and after.type in "cT"
    )
    match = _BARE_HEAD.fullmatch(words)
    kind = _BARE_KINDS.get(words) if beside else None
    if match is None and kind is None:
        return _speaking(reading, token, words) if beside else token
    earlier = reading.mentions_in(max(0, token.start - 400), token.start)
    full = None
    if match is not None and (before is None or before.type in "pDa"):
        earlier = _topic_last(reading, token, earlier)
    if match is not None:
        full = next((mention for mention in reversed(earlier) if mention.name.endswith(match[1])), None)
    if full is None and kind is not None:
        full = next((mention for mention in reversed(earlier) if mention.kind == kind), None)
    if full is not None:
        return Token("U", token.start, token.end, full.name, full.kind, full.organisation)
    return _speaking(reading, token, words) if beside else token


def _government(reading: Reading, token: Token) -> Token:
    """市政府 alone: that of the city named last, or of the only one that the page names."""
    bare = _BARE_GOVERNMENT.fullmatch(token.name)
    if bare is None:
        return token
    fitting = [hit for hit in reading.places_in(0, len(reading.text)) if hit.name.endswith(bare[1])]
    before = [hit for hit in fitting if hit.start < token.start]
    places = before[-1:] or (fitting[:1] if len({hit.place.path for hit in fitting}) == 1 else [])
    if not places:
        return token
    return Token("U", token.start, token.end, f"{places[0].name}{token.name[1:]}", "government")


def _speaking(reading: Reading, token: Token, words: str) -> Token:
    """我校, 我司: who writes the page; 我们 inside quotation marks: the organisation whose words they are."""
    if words in _SPEAKERS:
        return Token("U", token.start, token.end, words, _SPEAKERS[words])
    if not _WE.fullmatch(words):
        return token
    closed = _SAID_BY.search(reading.text, token.end, token.end + 200)
    if closed is None:
        return token
    for mention in reading.mentions_in(closed.end(), closed.end() + 4):
        if _SAYS.match(reading.text, mention.end):
            return Token("U", token.start, token.end, mention.name, mention.kind, mention.organisation)
    return token
