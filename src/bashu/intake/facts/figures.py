"""Figures: a number with what it measures, of whom, when, and how exactly."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bashu.intake.facts.figure_tables import table_figures
from bashu.intake.facts.figure_words import (
    COUNTED,
    MEASURE,
    TELLING,
    bare_unit,
    comparison_before,
    counted_measure,
    noun_after,
    noun_before,
    scope_of,
)
from bashu.intake.model import Evidence, Figure
from bashu.text import find_numbers
from bashu.text.units import plain_decimal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bashu.intake.facts.reading import Reading, Sentence
    from bashu.text import DateMention, Number

_UNIT = re.compile(
    r"(?P<money>(?:元|美元|欧元|港元|日元|英镑|人民币)(?:人民币)?)"
    r"|(?P<percent>%|个百分点|百分点|‰)"
    r"|(?P<size>平方公里|平方千米|平方米|㎡|公里|千米|公顷|亩|吨|GWh|MWh|kWh|GW|MW|千瓦时|千瓦|兆瓦|吉瓦|亿度|立方米|纳米|英寸|倍|小时|分钟|TEU|标箱)"
    r"|(?P<people>人次|人(?![民才工口均类机])|名(?!单|称|录|为|列|优|校|企)|位(?!于|居|列|置))"
    r"|(?P<count>台/套|台\(套\)|台套|家(?!庭|电|具)|户(?!外|型)|个(?!百分|性|人(?!才))|项(?!目)|场(?!馆|地|景|所)|批(?!准|复|发)|条(?!件)|座(?!谈)|台(?!湾|账)|套(?!餐)|辆|片(?!区)|只|颗|款(?!项)|件|所(?!有|在|以|属|需)|支(?!持|撑|付)|份(?!额)|艘|架(?!构)|枚|块|张|宗|笔|对|期|部(?!分|门|署)|天(?!府|然|津|津市|元)|站|种|间|栋|席|届(?!时))"
)
_DURATION = re.compile(
    r"^(?:个?多?月|个?半?年|周|日|点|岁|次|时|分钟前|代|号|楼|层|路|度|级|省|市|区|县|方|大|者|国|城)"
)
_TOO_LATE = re.compile(r"还将|还要|再办|将再|再举办|下一步还|争取再")
_EVENT = re.compile(
    r"签约|项目|协议|参会|参加|出席|参展|合同|成交|现场|到会|集中|事项|分\d+批|台/套|发布|挂出|两地企业|企业隔|谈合作"
)
_PLAN = re.compile(r"每年|全年|预计|计划|规划|年产|达产|建成|投产|今后|力争|目标|未来|拟|将(?!近)")
_SIGNED_SUM = re.compile(r"签约|合同|意向|成交|协议(?!存款)|订单|采购|交易|总金额|募集|签")
_THIS_SIGNING = re.compile(r"(?:这|此|本)次(?:集中)?签约")
_SAME_TIME = re.compile(r"^(?:与此)?同[时期],?|^同年,?|^当年,?")
_AFTER_START = re.compile(r"(?:投产|达产|建成|建成投产|达产达效|投用|满产)后")
_RANK = re.compile(
    r"(?:[居列位]|排(?:名|在)?|稳居|跃居)[^,。;]{0,2}?((?:全国|中西部|西部|全省|全市|世界|全球|东部|中部)[^,。;]{0,6}?第[一二三四五六七八九十\d]+)"
)


class FigureReader:
    """Reads the figures of a body sentence by sentence, and those of its tables."""

    def __init__(self, reading: Reading, taken: tuple[tuple[int, int], ...] = ()) -> None:
        self.reading = reading
        self.text = reading.text
        self.taken = taken
        self.found: list[Figure] = []

    def read(self) -> list[Figure]:
        """Figures in reading order, each said once."""
        for number, sentence in enumerate(self.reading.sentences):
            if sentence.table:
                continue
            self._read_sentence(number, sentence)
        self.found.extend(table_figures(self.reading))
        return _once(sorted(self.found, key=lambda figure: figure.evidence[0].start))

    def _read_sentence(self, number: int, sentence: Sentence) -> None:
        previous: Figure | None = None
        for item in self._numbers(sentence):
            figure = self._figure(number, sentence, item, previous)
            if figure is not None:
                self.found.append(figure)
                previous = figure

    def _numbers(self, sentence: Sentence) -> Iterator[Number]:
        words = self.text[sentence.start : sentence.end]
        blocked = [(d.start, d.end) for d in self.reading.dates_in(sentence.start, sentence.end)]
        blocked += [span for span in self.reading.quotes if sentence.start <= span[0] < sentence.end]
        blocked += [(m.start, m.end) for m in self.reading.mentions_in(sentence.start, sentence.end)]
        blocked += [span for span in self.taken if sentence.start <= span[0] < sentence.end]
        for item in find_numbers(words):
            start, end = item.start + sentence.start, item.end + sentence.start
            if any(left < end and start < right for left, right in blocked):
                continue
            if start and self.text[start - 1] in "第.-~至" and self.text[start - 1] != "至":
                continue
            yield type(item)(start, end, item.value, item.more, item.chinese, item.percent)

    def _figure(
        self, number: int, sentence: Sentence, item: Number, previous: Figure | None
    ) -> Figure | None:
        quantity = self._quantity(item)
        if quantity is None:
            return None
        value, unit, kind, end, more = quantity
        clause_start, clause_end = self._clause(sentence, item.start, end)
        before = self.text[clause_start : item.start]
        after = self.text[end:clause_end]
        if _TOO_LATE.search(before):
            return None
        comparison, cut = comparison_before(before)
        comparison = comparison or more or self._comparison_after(after)
        lead = before[:cut]
        if kind == "count" or kind == "people":
            told = self._counted(item, unit, lead, after)
            if told is None:
                return None
            subject, measure = told
        else:
            subject, measure = self._measured(lead, after, unit, comparison, previous, sentence, item.start)
            if not measure:
                return None
        if kind not in {"count", "people"}:
            subject = self._with_place(subject, sentence, item.start)
        rank = _RANK.search(self.text, end, sentence.end)
        scope = scope_of(f"{self.text[sentence.start : item.start]}")
        if rank and previous is None:
            scope = "、".join(part for part in (scope, rank[1]) if part)
        period = self._period(
            number,
            sentence,
            item.start,
            clause_start,
            clause_end,
            f"{subject}{measure}{before}{after}",
            previous,
        )
        return Figure(
            subject=subject,
            measure=measure,
            value=f"{plain_decimal(value):f}",
            unit=unit,
            period=period,
            comparison=comparison or None,
            scope=scope,
            evidence=(Evidence(clause_start + len(before) - len(before.lstrip()), end),),
            confidence=0.85 if subject else 0.65,
        )

    def _quantity(self, item: Number) -> tuple[Decimal, str, str, int, str] | None:
        """Value, unit, kind of unit, end and the words 余 or 多 of one number with its unit."""
        text = self.text
        if item.percent:
            return item.value, "%", "percent", item.end, item.more
        end = item.end
        more = item.more
        if not more and text[end : end + 1] in {"余", "多"}:
            more = text[end]
            end += 1
        written = text[item.start : item.end]
        match = _UNIT.match(text, end)
        if match is None:
            large = "亿" in written and not re.match(r"[级]", text[end : end + 1])
            if large and (not item.chinese or re.match(r"大关|规模|$|[,。;、]", text[end : end + 2])):
                return bare_unit(item.value, written) + ("money", end, more) if large else None
            return None
        kind = match.lastgroup or ""
        unit = match[0]
        if _DURATION.match(text[end : match.end() + 1]) and kind == "count":
            return None
        if re.match(r"[亿万千百]+$", written) and re.match(r"以[上下]|级", text[match.end() : match.end() + 2]):
            return None
        if item.chinese and not self._telling(item, kind, match.end(), more):
            return None
        value, unit = COUNTED[kind](item.value, written, unit) if kind in COUNTED else (item.value, unit)
        return value, unit, kind, match.end(), more

    def _telling(self, item: Number, kind: str, end: int, more: str) -> bool:
        """Whether a number in Chinese numerals is meant as a figure: 二十多家, 两千亩, 六个领域; not 一家, 三方."""
        if kind in {"money", "percent", "size"}:
            return item.value >= 2 or kind == "money"
        if item.value >= 10 or (more and item.value >= 2):
            return True
        return bool(TELLING.match(self.text, end)) and item.value > 2

    def _clause(self, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
        left = max((self.text.rfind(mark, sentence.start, start) for mark in ",;:"), default=-1)
        right = min(
            (found for mark in ",;:。!?、" if (found := self.text.find(mark, end, sentence.end)) >= 0),
            default=sentence.end,
        )
        return max(sentence.start, left + 1), right

    def _comparison_after(self, after: str) -> str:
        match = re.match(r"(?:左右|以上|以下|上下|以内|之多)", after)
        return match[0] if match else ""

    def _counted(self, item: Number, unit: str, lead: str, after: str) -> tuple[str, str] | None:
        """Subject and measure of a count: what is counted stands behind it, or before it."""
        noun = noun_after(after)
        if not noun:
            noun = noun_before(lead)
        if not noun and unit not in {"场", "批", "天", "人", "户"}:
            return ("", "数量") if item.value >= 5 and not item.chinese else None
        return noun, counted_measure(unit, noun)

    def _measured(
        self,
        lead: str,
        after: str,
        unit: str,
        comparison: str,
        previous: Figure | None,
        sentence: Sentence,
        start: int,
    ) -> tuple[str, str]:
        """Subject and measure of an amount: the last measuring word before it."""
        share = re.search(
            r"占(?:到|了|据)?(?P<whole>[^,。]{0,12}?)(?:的|比重|比例|份额)*(?:为|达|约)?$", lead
        )
        if unit in {"%", "‰"} and share is not None:
            whole = share["whole"].rstrip("的")
            return lead[: share.start()] or (previous.subject if previous else ""), f"占{whole}比重"
        if unit in {"%", "百分点"} and (comparison or re.search(r"比|增|降|速", lead)):
            return self._growth(lead, unit, comparison, previous)
        hits = list(MEASURE.finditer(lead))
        if hits:
            hit = hits[-1]
            subject = lead[: hit.start()].rstrip("的")
            if hit[0] in {"合计", "总计"}:
                money = "投资" if "投资" in self.text[sentence.start : start] else "金额"
                return _subject(subject), f"{money}{hit[0]}"
            return _subject(subject) or (previous.subject if previous else ""), hit[0]
        behind = re.match(
            r"(?:的|人民币)?(?P<measure>[^,。;]{0,6}?(?:投资|产值|规模|订单|产能|资金|基金|收入|市场|贷款|授信))",
            after,
        )
        if behind:
            return _subject(lead), behind["measure"]
        earlier = list(MEASURE.finditer(self.text, sentence.start, start))
        if earlier:
            return _subject(lead), earlier[-1][0]
        plain = _subject(lead)
        return (plain, plain[-6:]) if len(plain) >= 2 else ("", "")

    def _with_place(self, subject: str, sentence: Sentence, start: int) -> str:
        """The place a figure is of: 全省 is the province named last, and a bare industry that of its sentence."""
        whole = re.match(r"(?:全|我|本)(?:省|市)", subject)
        if whole is None and (not subject or self.reading.knowledge.gazetteer.find(subject)):
            return subject
        first = sentence.start if whole is None else 0
        places = [hit for hit in self.reading.places if first <= hit.start < start]
        if whole is not None:
            level = "省" if whole[0].endswith("省") else "市"
            fitting = [hit for hit in places if (hit.place.level == "province") == (level == "省") or len(hit.place.path) == 1]
            return f"{fitting[-1].name}{subject[whole.end():]}" if fitting else subject
        if places and re.search(r"产业|行业|工业|企业|经济|制造业|集群|园区", subject) and len(subject) < 14:
            return f"{places[-1].name}{subject}"
        return subject

    def _growth(self, lead: str, unit: str, comparison: str, previous: Figure | None) -> tuple[str, str]:
        """Growth rates, and by how many points one growth rate is above another."""
        against = re.search(r"(?P<subject>[^比]*)比(?P<other>[^比]{2,16}?)(?:的?(?:增速|平均|水平))?$", lead)
        if against:
            subject = _subject(against["subject"]) or (previous.subject if previous else "")
            return subject, f"{comparison or '高'}于{against['other']}"
        if unit == "百分点":
            return _subject(lead) or (previous.subject if previous else ""), comparison or "变化"
        hits = list(MEASURE.finditer(lead))
        subject = _subject(lead) or (f"{previous.subject}{previous.measure}" if previous else "")
        return subject, f"{hits[-1][0]}增速" if hits else "增速"

    def _period(
        self,
        number: int,
        sentence: Sentence,
        start: int,
        left: int,
        right: int,
        words: str,
        previous: Figure | None,
    ) -> str | None:
        """The time a figure speaks of: a date before it in the sentence, a year beside it, the day of the event."""
        started = _AFTER_START.search(self.text, left, start)
        if started:
            return started[0]
        dates = self.reading.dates_in(sentence.start, sentence.end)
        own = [d for d in dates if d.start < start and d.kind in {"year", "month", "range", "period", "day"}]
        beside = [
            d for d in dates if left <= d.start < right and d.kind in {"year", "range", "period"} and d.value
        ]
        spans = [d for d in own if d.kind != "day" and d.value]
        if beside:
            return beside[-1].value
        if spans:
            return spans[-1].value
        days = [d for d in own if d.kind == "day"]
        if days:
            return self._own_day(days[-1], sentence, start, words)
        if previous is not None and previous.unit == "百分点":
            return previous.period
        head = self.text[sentence.start : sentence.start + 8].strip()
        continues = number and self.text[sentence.start - 1] == ";"
        if number and (continues or _SAME_TIME.match(head)):
            return self._carried(number)
        if "百分点" in self.text[start : start + 12] and self.found:
            return self._last_period()
        if _EVENT.search(words) or _THIS_SIGNING.search(self.text, sentence.start, sentence.end):
            return self._event_day(number, sentence)
        return None

    def _own_day(self, day: DateMention, sentence: Sentence, start: int, words: str) -> str | None:
        """A day in the same sentence: for counts of that day and sums signed on it, not for plans or yearly amounts."""
        if day.relative:
            return None
        if re.search(r"(?:截至|截止|截止到|到|至)$", self.text[sentence.start : day.start]):
            return day.value
        if _PLAN.search(words):
            return None
        is_sum = re.search(r"[元亩%]|百分点|平方米|GW|MW", self.text[start : start + 14].split(",")[0])
        if is_sum and not _SIGNED_SUM.search(self.text, sentence.start, start + 8):
            return None
        return day.value

    def _carried(self, number: int) -> str | None:
        """同时: the period of the sentence before."""
        before = self.reading.sentences[number - 1]
        spans = [
            d
            for d in self.reading.dates_in(before.start, before.end)
            if d.kind in {"year", "range", "period"}
        ]
        return spans[-1].value if spans else None

    def _last_period(self) -> str | None:
        return next((figure.period for figure in reversed(self.found) if figure.period), None)

    def _event_day(self, number: int, sentence: Sentence) -> str | None:
        """The day of the event, when the sentence before names it, or this signing is spoken of."""
        words = self.text[sentence.start : sentence.end]
        if re.match(r"目前|眼下|现在", words) or "以来" in words:
            return None
        about_signing = _THIS_SIGNING.search(words) is not None
        for earlier in range(number - 1, -1, -1):
            other = self.reading.sentences[earlier]
            if other.table or (
                not about_signing and (other.paragraph != sentence.paragraph or earlier < number - 1)
            ):
                continue
            for found in reversed(self.reading.dates_in(other.start, other.end)):
                if found.kind == "day":
                    return None if found.relative else found.value
                if found.kind == "vague":
                    return None
        return None


def _subject(words: str) -> str:
    """The words of a clause that name whom a figure is about."""
    plain = re.sub(
        r"^(?:(?:其中|目前|截至|据[^,]{0,8}|到(?!达)|全部?(?![省市县区国球年])|共|累计|同时|此外|预计|计划|当时|约定)+[,:]?)", "", words
    )
    plain = re.sub(r"(?:19|20)\d{2}年(?:度|底|末)?(?:到(?:19|20)\d{2}年)?|[“”\"]", "", plain)
    return plain.strip(" 的,、:和与为是有达").removeprefix("从")


def _once(figures: list[Figure]) -> list[Figure]:
    """Each figure once: value, unit and period equal and the measure overlapping is the same figure told twice."""
    kept: list[Figure] = []
    for figure in figures:
        twin = next((index for index, other in enumerate(kept) if _same(figure, other)), None)
        if twin is None:
            kept.append(figure)
        else:
            kept[twin] = replace(kept[twin], evidence=(*kept[twin].evidence, *figure.evidence))
    return kept


def _same(figure: Figure, other: Figure) -> bool:
    if (figure.value, figure.unit) != (other.value, other.unit) or "%" in figure.unit:
        return False
    periods = {figure.period, other.period} - {None}
    return len(periods) < 2 and bool(set(figure.measure) & set(other.measure))
