"""Places that only say where, and words that only describe the party behind them."""

from __future__ import annotations

import re

from bashu.intake.facts.token import Token

_OF_UNNAMED = re.compile(
    r"(?:(?:、|和|与|及)[\u4e00-\u9fff]{2,6}?[省市区县]){0,6}的(?:\d+|[一两三四五六七八九十多几数]+)[余多]?(?:家|所|个|名)"
)
#: 成都企业: firms of a place, not the place
_OF_FIRMS = re.compile(r"的?(?:企业|公司|厂商|客商|高校|院校|院所)(?![与和、\u4e00-\u9fff]{0,3}联)")


def drop_venues(text: str, tokens: list[Token]) -> list[Token]:
    """Places that only say where: 在四川宜宾, 落户重庆, 赴成都."""
    result: list[Token] = []
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        if token.type == "P" and (_OF_UNNAMED.match(text, token.end) or _OF_FIRMS.match(text, token.end)):
            result.append(Token("v", token.start, token.end, token.name))
            continue
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        is_site = (
            token.type == "U" and token.kind in {"park", "other"} and after is not None and after.type in "Tt"
        )
        if (token.type == "P" or is_site) and before is not None and before.type in "xvb":
            lead = text[before.start : before.end]
            if lead.endswith(("在", "于", "到", "至", "赴", "从", "来自", "位于", "抵", "落户", "飞")):
                result.append(Token("v", token.start, token.end, token.name))
                continue
        result.append(token)
    return result


#: 来自重庆的 | 某公司: where a party comes from, before its name
_ORIGIN = re.compile(r"(?:来自|位于|远在|扎根|总部位于|总部设在|落户|地处|隶属于|身处)$")
#: what a party is, said right before its name
_WHAT_IT_IS = re.compile(
    r"(?:企业|公司|国企|央企|民企|龙头|单位|高校|院校|学府|巨头|[强优]|独角兽|供应商|制造商|运营商|开发商|厂商|商会|协会)$"
)
#: 邻座的, 同为上市公司的: longer words say more than what a party is
_LONGEST_ATTRIBUTE = 8
_DATED_AT = frozenset({"于", "在", "从"})


def drop_attributes(text: str, tokens: list[Token]) -> list[Token]:
    """Without words that only describe the party behind them, and without 于 before a date."""
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        words = text[token.start : token.end]
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.type == "x" and words in _DATED_AT and after is not None and after.type == "D":
            index += 1
            continue
        if _in_apposition(words, token, after):
            index += 1
            continue
        if token.type == "c" or (token.type in "xb" and _ORIGIN.search(words)):
            end = _attribute_end(text, tokens, index + 1)
            if end and token.type == "c":
                result.append(token)
            if end:
                index = end
                continue
        result.append(token)
        index += 1
    return result


def _in_apposition(words: str, token: Token, after: Token | None) -> bool:
    """Whether words stand right before a party and only say what it is: 参股公司 | 甲, 链主企业 | 乙."""
    if after is None or after.type not in "Ub" or after.start != token.end:
        return False
    if token.type == "U":
        return words.endswith(("子公司", "孙公司"))
    return token.type in "xb" and _WHAT_IT_IS.search(words) is not None


def _attribute_end(text: str, tokens: list[Token], index: int) -> int:
    """The place behind 的 when only places stand between it and the word of origin, else 0."""
    for place in range(index, min(index + 4, len(tokens) - 1)):
        token = tokens[place]
        if text[token.start : token.end] == "的":
            return place + 1 if place > index and tokens[place + 1].type in "Ub" else 0
        if token.type not in "Pvsxb" or token.end - token.start > _LONGEST_ATTRIBUTE:
            return 0
    return 0
