"""Numbers as Chinese pages write them: 1.03万亿, 7000亿, 二十多, 百分之十四, 两千."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bashu.text.grams import fold

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "俩": 2,
    "仨": 3,
}
_SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_CHINESE = "零〇一二两三四五六七八九十百千万亿"

#: one number: Arabic digits with an optional multiplier, or Chinese numerals
NUMBER = re.compile(
    rf"(?P<arabic>(?<![\d.A-Za-z])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?<![\d.A-Za-z])\d+(?:\.\d+)?)"
    rf"(?P<between>[余多几]?)(?P<multiplier>万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![克瓦米])|百(?!分))?"
    rf"|百分之(?P<percent>[{_CHINESE}]{{1,6}}(?:点[零〇一二三四五六七八九]{{1,6}})?|\d+(?:\.\d+)?)"
    rf"|(?P<chinese>[{_CHINESE}]{{1,12}}(?:点[零〇一二三四五六七八九]{{1,6}}[万亿]{{0,2}})?)(?P<more>[余多几]?)(?P<after>[万亿]{{0,2}})"
)
_MULTIPLIERS = {
    "十": 10, "百": 100, "千": 1_000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "千万": 10_000_000,
    "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip


@dataclass(frozen=True)
class Number:
    """A number in a text.

    ``more`` is 余, 多 or 几 where the number is a lower bound; ``chinese`` when written in Chinese numerals.
    """

    start: int
    end: int
    value: Decimal
    more: str = ""
    chinese: bool = False
    percent: bool = False


def parse_chinese(text: str) -> Decimal | None:
    """A Chinese numeral as a number; None if it is not one. A bare 万亿 or 百 means one of it.

    >>> [int(parse_chinese(text)) for text in ("二十", "两千三百", "一万零五", "万亿", "二〇二〇", "十五")]
    [20, 2300, 10005, 1000000000000, 2020, 15]
    """
    whole, _, fraction = text.partition("点")
    tail = fraction.lstrip("".join(_DIGITS))
    fraction = fraction[: len(fraction) - len(tail)]
    if len(whole) > 1 and all(char in _DIGITS for char in whole):
        value = Decimal("".join(str(_DIGITS[char]) for char in whole))
    else:
        parsed = _positional(whole)
        if parsed is None:
            return None
        value = Decimal(parsed)
    if fraction:
        value += Decimal("0." + "".join(str(_DIGITS[char]) for char in fraction))
    for char in tail:
        value *= _LARGE.get(char, 1)
    return value


def _positional(text: str) -> int | None:
    total = section = digit = 0
    seen = False
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _SMALL:
            section += (digit if digit or seen else 1) * _SMALL[char] if digit or not seen else _SMALL[char]
            digit = 0
        elif char in _LARGE:
            section = section + digit
            if section == 0 and total:
                total *= _LARGE[char]
            else:
                total += (section or 1) * _LARGE[char]
            section = digit = 0
        else:
            return None
        seen = True
    return total + section + digit if seen else None


def find_numbers(text: str) -> list[Number]:
    """Every number in reading order, Arabic or Chinese, with its multiplier applied.

    >>> [(str(number.value), number.more) for number in find_numbers("二十多家,占百分之十四,3,200人,7000亿")]
    [('20', '多'), ('14', ''), ('3200', ''), ('700000000000', '')]
    """
    found: list[Number] = []
    for match in NUMBER.finditer(fold(text)):
        number = _number(match)
        if number is not None:
            found.append(number)
    return found


def _number(match: re.Match[str]) -> Number | None:
    start, end = match.span()
    if match["arabic"]:
        value = Decimal(match["arabic"].replace(",", "")) * _MULTIPLIERS.get(match["multiplier"] or "", 1)
        return Number(start, end, value, match["between"] or "")
    if match["percent"]:
        digits = match["percent"]
        exact = Decimal(digits) if digits[0].isdigit() and digits[0].isascii() else parse_chinese(digits)
        return None if exact is None else Number(start, end, exact, chinese=True, percent=True)
    parsed = parse_chinese(match["chinese"] + ("" if match["more"] else match["after"]))
    if parsed is None:
        return None
    if match["more"]:
        for char in match["after"]:
            parsed *= _LARGE[char]
    return Number(start, end, parsed, match["more"], chinese=True)
