"""Numbers with their units, as exact decimals: what figures are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.intake.facts.figure_words import COUNTED, TELLING, bare_unit
from bashu.text import find_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from bashu.intake.facts.reading import Reading
    from bashu.intake.facts.sentences import Sentence
    from bashu.text import Number

_UNIT = re.compile(
    r"(?P<money>(?:元|美元|欧元|港元|日元|英镑|人民币)(?:人民币)?)"
    r"|(?P<percent>%|个百分点|百分点|‰)"
    r"|(?P<size>平方公里|平方千米|平方米|㎡|公里|千米|公顷|亩|吨|GWh|MWh|kWh|GW|MW|千瓦时|千瓦|兆瓦|吉瓦|亿度|立方米|纳米|英寸|倍|小时|分钟|TEU|标箱)"
    r"|(?P<people>人次|人(?![民才工口均类机])|名(?!单|称|录|为|列|优|校|企)|位(?!于|居|列|置))"
    r"|(?P<count>台/套|台\(套\)|台套|家(?!庭|电(?!子|力)|具)|户(?!外|型)|个(?!百分|性|人(?!才))|项(?!目)|场(?!馆|地|景|所)|批(?!准|复|发)|条(?!件)|座(?!谈)|台(?!湾|账)|套(?!餐)|辆|片(?!区)|只|颗|款(?!项)|件|所(?![有在以属需长所])|支(?!持|撑|付)|份(?!额)|艘|架(?!构)|枚|块|张|宗|笔|对|期|部(?!分|门|署)|天(?!府|然|津|津市|元)|站|种|间|栋|席|届(?!时))"
)
#: 高7.3个和5.2个百分点: the unit stands behind the last of them
_SHARED_POINTS = re.compile(r"个?(?:、[\d.]+个?){0,4}[和与、及][\d.]+个?百分点")
_DURATION = re.compile(
    r"^(?:天[前后内]|个?多?月|个?半?年|周|日|点|岁|次|时|分钟前|代|号|楼|层|路|度|级|省|市|区|县|方|大|者|国|城)"
)


@dataclass(frozen=True)
class Quantity:
    """A number with its unit: `kind` is money, percent, size, people or count; `more` is 余, 多 or 几."""

    start: int
    end: int
    value: Decimal
    unit: str
    kind: str
    more: str = ""
    chinese: bool = False


def find_quantities(
    reading: Reading, sentence: Sentence, taken: Sequence[tuple[int, int]] = ()
) -> Iterator[Quantity]:
    """Quantities of a sentence that are not parts of dates, titles, names or spans already taken."""
    blocked = [(found.start, found.end) for found in reading.dates_in(sentence.start, sentence.end)]
    blocked += [(quote.start, quote.end) for quote in reading.quotes_in(sentence.start, sentence.end)]
    blocked += [span for span in taken if sentence.start <= span[0] < sentence.end]
    blocked += [(m.start, m.end) for m in reading.mentions_in(sentence.start, sentence.end)]
    for item in find_numbers(reading.text[sentence.start : sentence.end]):
        start, end = item.start + sentence.start, item.end + sentence.start
        is_part = any(left < end and start < right for left, right in blocked)
        if is_part or (start and reading.text[start - 1] in "第.-~"):
            continue
        quantity = _quantity(reading.text, start, end, item)
        if quantity is not None:
            yield quantity


def _quantity(text: str, start: int, end: int, item: Number) -> Quantity | None:
    if item.percent:
        return Quantity(start, end, item.value, "%", "percent", item.more, chinese=True)
    written, more = text[start:end], item.more
    if not more and text[end : end + 1] in {"余", "多"}:
        more = text[end]
        end += 1
    match = _UNIT.match(text, end)
    if _SHARED_POINTS.match(text, end):
        return Quantity(start, end, item.value, "百分点", "percent", more)
    if match is None:
        return _bare_money(text, start, end, item, more)
    kind = match.lastgroup or "count"
    if kind == "count" and _DURATION.match(text[end : match.end() + 1]):
        return None
    is_class = re.fullmatch(r"[亿万千百]+", written) and re.match(
        r"以[上下]|级", text[match.end() : match.end() + 2]
    )
    if is_class or (item.chinese and not _telling(text, item, kind, match.end(), more)):
        return None
    value, unit = COUNTED[kind](item.value, written, match[0])
    return Quantity(start, match.end(), value, unit, kind, more, item.chinese)


def _bare_money(text: str, start: int, end: int, item: Number, more: str) -> Quantity | None:
    """7000亿 or 万亿大关 without 元."""
    written = text[start:end]
    if "亿" not in written or text[end : end + 1] == "级":
        return None
    if item.chinese and not re.match(r"大关|规模|$|[,。;、]", text[end : end + 2]):
        return None
    value, unit = bare_unit(item.value, written)
    return Quantity(start, end, value, unit, "money", more, item.chinese)


def _telling(text: str, item: Number, kind: str, end: int, more: str) -> bool:
    """Whether a number in Chinese numerals is meant as a figure: 二十多家, 两千亩, 六个领域; not 一家, 三方."""
    if kind in {"money", "percent", "size"}:
        return kind != "size" or item.value >= 10
    if item.value >= 10 or (more and item.value >= 2):
        return True
    return item.value > 2 and TELLING.match(text, end) is not None
