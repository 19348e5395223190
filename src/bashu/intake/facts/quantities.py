"""Numbers with their units, as exact decimals: what figures are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bashu.intake.facts.figure_words import COUNTED, MULTIPLIERS, TELLING, bare_unit
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
    r"|(?P<size>(?:平方公里|平方千米|平方米|㎡|公里|千米|公顷|亩|吨|千克|公斤|毫米|厘米|海里|GWh|MWh|kWh|GW|MW|千瓦时|千瓦|兆瓦|吉瓦|千伏安|亿度|立方米|纳米|英寸|倍|小时|分钟|TEU|标箱|米(?!兰|其)|升(?!至|到|级|高|值|学)|Wh/kg|PFlops|EFlops|PB|TB|(?<!1080)(?<!720)P(?![A-Za-z\d]))(?:/[年月天日])?)"
    r"|(?P<people>人次|人(?![民才工口均类机])|名(?!单|称|录|为|列|优|校|企)|位(?!于|居|列|置))"
    r"|(?P<days>日历天|个?工作日(?!内)|个月)"
    r"|(?P<count>(?:台/套|台套|架次|车次|列次|台|家(?!庭|电(?!子|力)|具)|户(?!外|型)|个(?!百分|性|人(?!才)|小时|月|工作日|季度|星期)|项(?!目)|场(?!馆|地|景|所)|批(?!准|复|发)|条(?!件)|座(?!谈)|台(?!湾|账)|套(?!餐)"
    r"|辆|片(?!区)|只|颗|款(?!项)|件|所(?![有在以属需长所])|支(?!持|撑|付)|份(?!额)|艘|架(?!构)|枚|块|张|宗|笔|期|部(?!分|门|署)|天(?!府|然|津|津市|元)|站|种|间|栋|席"
    r"|双(?!方|城|圈)|对(?![接口象于外等])|列(?![为入席出])|次(?![日年月级要于])|类(?![型似别])|门(?!槛|口|类)|处(?!理|于|长|罚)|头(?!部)|株|棵|册|卷|桶|箱|瓶|袋|羽)(?:/[年月天日])?)"
)
#: what is counted in days or months only where a duration is told: 工期420日历天, 用了18个月
_LASTING = re.compile(
    r"(?:用了?|历时|耗时|用时|仅用|只用|工期|周期|上线(?:运行)?(?:才|仅|已)?|提前|缩短了?)(?:约|近|仅|只|为)?$"
)
#: 4500-6500元: the unit stands behind the upper end
_UPPER_END = re.compile(r"[-—~至]{1,2}\d+(?:\.\d+)?(?P<multiplier>[万亿]?)")
#: 其余3个项目: the rest of what was counted before
_REST = re.compile(r"(?:其余|另外|其他|其它|余下|剩余|剩下)的?$")
#: 七成, 三成以上
_TENTHS = re.compile(r"成(?=[,。;、以左多的]|$)(?!,达)")
#: 高7.3个和5.2个百分点: the unit stands behind the last of them
_SHARED_POINTS = re.compile(r"个?(?:、[\d.]+个?){0,4}[和与、及][\d.]+个?百分点")
_DURATION = re.compile(
    r"^(?:天[前后内]|个?多?月|个?半?年|周|日|点|岁|时|分钟前|代|号|楼|层|路|度|级|省|市|区|县|方|大|者|国|城)"
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
        vague = item.chinese and reading.text[start - 1 : start] in {"几", "数"}  # 几十, 数百: no figure
        if is_part or vague or (start and reading.text[start - 1] in "第.-~"):
            continue
        quantity = _quantity(reading.text, start, end, item)
        if quantity is not None:
            yield quantity


def _quantity(text: str, start: int, end: int, item: Number) -> Quantity | None:
    if item.percent:
        return Quantity(start, end, item.value, "%", "percent", item.more, chinese=True)
    if item.value < 10 and _TENTHS.match(text, end):
        return Quantity(start, end + 1, item.value * 10, "%", "percent", item.more, item.chinese)
    upper = _UPPER_END.match(text, end)
    if upper is not None and (unit := _UNIT.match(text, upper.end())) and unit.lastgroup != "count":
        lower = replace(item, value=item.value * MULTIPLIERS[upper["multiplier"]])
        return _with_unit(text, (start, upper.end()), lower, unit, item.more)
    more = item.more
    if not more and text[end : end + 1] in {"余", "多"}:
        more = text[end]
        end += 1
    match = _UNIT.match(text, end)
    if _SHARED_POINTS.match(text, end):
        return Quantity(start, end, item.value, "百分点", "percent", more)
    if match is None:
        return _bare_money(text, start, end, item, more)
    return _with_unit(text, (start, end), item, match, more)


def _with_unit(
    text: str, span: tuple[int, int], item: Number, match: re.Match[str], more: str
) -> Quantity | None:
    start, end = span
    written = text[start:end]
    kind = match.lastgroup or "count"
    if kind == "count" and _DURATION.match(text[end : match.end() + 1]):
        return None
    if _REST.search(text, max(0, start - 4), start):
        return None
    if kind == "days":
        if not _LASTING.search(text, max(0, start - 8), start):
            return None
        unit = match[0].removesuffix("日历天").removesuffix("工作日").removesuffix("个")
        return Quantity(start, match.end(), item.value, unit or "天", "count", more, item.chinese)
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
