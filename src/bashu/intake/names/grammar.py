"""The grammar of a legal name: 行政区划 | 字号 | 行业 | 组织形式, and what may stand around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from bashu.intake.names.regions import NATION, Region, leading_region
from bashu.intake.names.vocabulary import (
    EXCHANGE_MARKS,
    FORMS,
    LONGEST_TRADE,
    PARTS,
    SHARE_MARKS,
    TRADES,
    UNITS,
)
from bashu.text import normalise, parse_chinese

_EXCHANGE = re.compile(EXCHANGE_MARKS)
_SHARE = re.compile(SHARE_MARKS)
_MARKS = re.compile(r"[^\w()]|_")
_BRACKET = re.compile(r"\(([^()]*)\)")
_FORM = re.compile(rf"(?:{'|'.join(FORMS)})$")
_UNIT = re.compile(rf"(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})$")
_NUMBER = re.compile(
    r"第?\d+|第[一二三四五六七八九十百]+|[一二三四五六七八九十]{1,3}(?=(?:所|厂|院|公司|分公司|局|建|冶|研究所)$|(?:号|期))"
)
_FORMER = re.compile(
    r"\((?:原名?|曾用名|前身)[:：为是]*([^()]{2,})\)|[,，、]?(?:原名|曾用名|前身)[:：为是]*(.{2,})$"
)
#: the least of a name that is left when its region, trade or form is taken away
_LEAST = 2


class LegalName(NamedTuple):
    """A name by the parts of its grammar.

    ``rest`` is brand and trade together, without region, brackets and form; ``place`` is the region as written; ``unit`` is what the name says is
    part of a firm (重庆分公司, 成都研究所), empty for the firm itself; ``numbers`` tell namesakes apart.
    """

    region: Region
    brand: str
    trade: str
    form: str
    unit: str
    rest: str
    place: str
    group: bool
    numbers: tuple[str, ...]


def plain(text: str) -> str:
    """One spelling of a name: half-width, simplified, lower case, no marks but brackets.

    >>> plain("大途電子（深圳） 有限公司")
    '大途电子(深圳)有限公司'
    """
    return _MARKS.sub("", normalise(text))


def without_marks_of_exchange(name: str) -> str:
    """A short name without what a stock exchange adds; never less than two characters.

    >>> [without_marks_of_exchange(plain(name)) for name in ("*ST德豪", "万科A", "凌云B股", "ST大化B", "TCL")]
    ['德豪', '万科', '凌云', '大化', 'tcl']
    """
    bare = _EXCHANGE.sub("", name, count=1)
    bare = _SHARE.sub("", bare, count=1)
    return bare if len(bare) >= _LEAST else name


def former_names(name: str) -> tuple[str, list[str]]:
    """A name as written with its former names: the present name and those before.

    >>> former_names("三六零安全科技股份有限公司(原名:江南嘉捷电梯股份有限公司)")
    ('三六零安全科技股份有限公司', ['江南嘉捷电梯股份有限公司'])
    """
    match = _FORMER.search(name)
    if match is None or match.start() < _LEAST:
        return name, []
    return name[: match.start()] + name[match.end() :], [match[1] or match[2]]


def parse(text: str) -> LegalName:
    """A name by its parts.

    Parameters
    ----------
    text
        A legal name, a short name or the name of a part of a firm, in any spelling.

    >>> parse("大途电子（深圳）有限公司")[:5]
    (('广东', '深圳'), '大途', '电子', '有限公司', '')
    >>> parse("成都华微电子科技股份有限公司")[:5]
    (('四川', '成都'), '华微', '电子科技', '股份有限公司', '')
    >>> parse("华为技术有限公司成都研究所")[:5]
    ((), '华为', '技术', '有限公司', '成都研究所')
    """
    return parse_plain(plain(text))


def parse_plain(name: str, *, strip_region: bool = True) -> LegalName:
    """The parts of a name that is in plain spelling already."""
    unit, name = _unit(name)
    region: Region = ()
    place = ""
    if "(" in name or ")" in name:
        name, region, place = _brackets(name)
    form = _FORM.search(name)
    written = ""
    if form is not None and form.start() >= _LEAST:
        name, written = name[: form.start()], form[0]
    group = "集团" in written or "集团" in name
    if strip_region:
        end, leading = leading_region(name)
        if len(name) - end >= _LEAST:
            name, place = name[end:], place + name[:end]
            region = leading if len(leading) >= len(region) and leading != NATION else region or leading
        if name.endswith("中国") and len(name) >= 2 * _LEAST:
            name, region = name[:-2], region or NATION
    brand, trade = _brand(name)
    numbers = (
        tuple(_number(found) for found in _NUMBER.findall(name + unit)) if _NUMBER.search(name + unit) else ()
    )
    unit = _NUMBER.sub(lambda found: _number(found[0]), unit)
    return LegalName(region, brand, trade, written, unit, name, place, group, numbers)


def _unit(name: str) -> tuple[str, str]:
    """What names a part of a firm at the end, and the firm before it."""
    if name.endswith("公司") and not name.endswith(("分公司", "支公司", "子公司")):
        return "", name
    match = _UNIT.search(name)
    if match is None or match.start() < _LEAST:
        return "", name
    company = name.rfind("公司", 0, match.start() + 1) + len("公司")
    if company > len("公司"):
        return name[company:], name[:company]
    start = match.start()
    if match[0] in PARTS or match[0] not in TRADES:
        start = _before_region(name, start)
        return name[start:], name[:start]
    return _institute(name, start)


def _institute(name: str, start: int) -> tuple[str, str]:
    """研究所 and 研究院 name a part only behind a firm and a place: 华为成都研究所, not 成都光电研究所."""
    begin = _before_region(name, start)
    return (name[begin:], name[:begin]) if begin < start else ("", name)


def _before_region(name: str, end: int) -> int:
    """Where a region that ends here begins, at least two characters into the name; else the end itself."""
    for size in range(min(6, end - _LEAST), 1, -1):
        word = name[end - size : end]
        if leading_region(word)[0] == size:
            return end - size
    return end


def _brackets(name: str) -> tuple[str, Region, str]:
    """A name without its brackets: a region in them is the region, 集团 stays, the rest is a remark."""
    region: Region = ()
    written = ""
    kept = []
    position = 0
    for match in _BRACKET.finditer(name):
        kept.append(name[position : match.start()])
        position = match.end()
        inside = match[1]
        end, place = leading_region(inside)
        if inside and end == len(inside):
            region, written = place, inside
        elif inside in {"集团", "控股", "控股集团"} or not "".join(kept):
            kept.append(inside)
    kept.append(name[position:])
    return "".join(kept).replace("(", "").replace(")", ""), region, written


def _brand(rest: str) -> tuple[str, str]:
    """Brand and trade: words of trade are taken from the end while two characters of brand are left.

    Of a name that is one word of trade (农村商业银行) nothing is taken.
    """
    if rest in TRADES:
        return rest, ""
    end = len(rest)
    while end > _LEAST:
        for size in range(min(LONGEST_TRADE, end - _LEAST), 1, -1):
            if rest[end - size : end] in TRADES:
                end -= size
                break
        else:
            break
    return rest[:end], rest[end:]


def _number(found: str) -> str:
    digits = found.removeprefix("第")
    value = None if digits.isdigit() else parse_chinese(digits)
    return digits.lstrip("0") or "0" if value is None else str(int(value))


def index_text(name: LegalName) -> str:
    """What a name is found by: its place, then brand and trade between marks for their beginning and end.

    >>> index_text(parse("成都华微电子科技股份有限公司"))
    '成都^华微电子科技$'
    """
    return f"{name.place}^{name.rest}$"


def register_text(name: LegalName) -> str:
    """What a name of the register is found by: also with one character for its place, as in 马钢, 柳药.

    >>> register_text(parse("马鞍山钢铁股份有限公司"))
    '马鞍山^钢铁$ 马钢铁'
    """
    text = index_text(name)
    return f"{text} {name.region[-1][0]}{name.rest[:6]}" if name.region else text
