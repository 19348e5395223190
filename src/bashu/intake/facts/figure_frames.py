"""The times that stand around a figure: dates that say a period, the frame of a report, the day of an event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.facts.signing_words import FAR_BACK, in_a_name

if TYPE_CHECKING:
    from bashu.intake.facts.figure_site import Site
    from bashu.intake.facts.reading import Reading
    from bashu.text import DateMention

#: kinds of dates that are a period by themselves
SPANS = frozenset({"year", "range", "period"})
#: 2020年签订协议以来: a beginning, not a period
_SINCE = re.compile(r"[^,。;]{0,14}以来")
#: 2021年6月上线, 9月签署: when something happened or is to happen, no period of what is counted
_HAPPENS = re.compile(
    r"(?:在[^,。;]{2,14}?(?:期间|上))?(?:正式|共同|双方)*(?:成立|创立|创办|建校|落户|入驻|签署|签订|签约|签了|启动|开工|动工|投产|投用|建成|上线|上市|获批|挂牌|交付使用)(?!率|项目|企业|的?[^,。;]{0,8}[\d一二三四五六七八九十]+[余多]?[个项家份])"
)
#: 2023年度印制板供货合同, 2016年度会员大会在: a year in the name of a paper or of an event
_PAPER = re.compile(
    r"度?[\u4e00-\u9fff]{0,10}?(?:合同|协议)(?!金额|额|总额)"
    r"|度?(?:(?!举[办行]|召开|组织|开展|实现|完成|新增|参加)[\u4e00-\u9fffA-Za-z()·]){0,20}?(?:大会|会议|年会|论坛|峰会|博览会|仪式|交易会|洽谈会|推介会|活动)(?=在|于|[上暨,]|[举召开]|\d+日)"
)
#: 由上年的468亿元: a time said of one number is not that of the others
_OF_ANOTHER = re.compile(r"的\d")
#: 比一季度回落, 较上年末增加: what is compared with, no period
_COMPARED = re.compile(r"(?:比|较|与|同|[高低快慢]于)(?:上述)?$")
_RATE_OF_CHANGE = re.compile(r"同比|环比|比上年|较上年|增速|增长|下降|升至|降至|百分点|占比|占全|占到")
_AT_PRESENT = re.compile(r"目前|已经?(?:破|超|突破)|现有|已有|截至|累计|现已|拥有|(?:全[县市区省国]|共)有")
_PLAN = re.compile(r"预计|计划|规划|今后|力争|目标|未来|拟|将(?!近)|达产|建成后|投产后")
_SAME_TIME = re.compile(r"^(?:与此)?同[时期],?|^同年,?|^当年,?|^其中,?|^从[^,。]{1,6}看,")
#: 6月当月: one month set apart inside a report of more
_ASIDE = re.compile(r"份?[当单]月")
_WHOLE_YEAR = re.compile(r"全年(?!度)|年内|这一年")
_DONE = re.compile(r"已(?!于)|目前|现有")
_ENDED = re.compile(r"落幕|闭幕|落下帷幕")
#: so many sentences of one paragraph may stand between the day and what was counted on it
_IN_PARAGRAPH = 4
#: so many sentences back, and so many paragraphs, the time of a report reaches
_IN_REPORT, _PARAGRAPHS = 8, 2


def spans_of(site: Site) -> list[DateMention]:
    """The dates of the figure's sentence that may be its time: not those of names, beginnings and comparisons."""
    return _periods_in(site.reading, site.sentence.start, site.sentence.end, site.quantity.start)


def _periods_in(reading: Reading, start: int, end: int, number: int = -1) -> list[DateMention]:
    text = reading.text
    return [
        found
        for found in reading.dates_in(start, end)
        if _is_said_of(text, found.end, number)
        or not (
            _SINCE.match(text, found.end)
            or (found.kind in SPANS | {"month"} and in_a_name(text, found.end))
            or _COMPARED.search(text, max(0, found.start - 4), found.start)
            or _OF_ANOTHER.match(text, found.end)
            or (found.kind in SPANS | {"month"} and _HAPPENS.match(text, found.end))
            or (found.kind == "year" and _PAPER.match(text, found.end))
        )
    ]


def _is_said_of(text: str, end: int, number: int) -> bool:
    return text[end:number] in {"", "的"} if number >= end else False


def whole_year(site: Site) -> tuple[int, str] | None:
    """Where 全年 stands before the number, and the year it means: the one named last, else that of the page."""
    text, reading = site.reading.text, site.reading
    found = list(_WHOLE_YEAR.finditer(text, site.sentence.start, site.quantity.start))
    if not found or text[found[-1].start() - 1 : found[-1].start()] == "年":
        return None
    place = found[-1].start()
    for date in reversed(_periods_in(reading, max(0, place - 600), place)):
        if date.value and date.kind in SPANS | {"month"} and re.match(r"\d{4}(?!-\d{4})", date.value):
            return place, date.value[:4]
    return (place, reading.published[:4]) if reading.published else None


def carried(site: Site) -> str | None:
    """The period of the sentence before, where this one goes on: after a semicolon, with 同时 or 其中."""
    reading, start = site.reading, site.sentence.start
    if not site.number:
        return None
    if _DONE.search(site.before):
        return None
    goes_on = reading.text[start - 1] == ";" or _SAME_TIME.match(reading.text[start : start + 12].strip())
    if not goes_on:
        return None
    before = reading.sentences[site.number - 1]
    spans = [d for d in _periods_in(reading, before.start, before.end) if d.kind in SPANS]
    return spans[-1].value if spans else None


def is_statistic(site: Site) -> bool:
    """Whether a sentence reports how something changed, as the sentences of a statistical report do."""
    words = site.reading.text[site.sentence.start : site.sentence.end]
    if _AT_PRESENT.search(words) or _PLAN.search(words):
        return False
    if _RATE_OF_CHANGE.search(words):
        return True
    before = site.reading.sentences[site.number - 1] if site.number else site.sentence
    return (
        before.paragraph == site.sentence.paragraph
        and not before.table
        and _RATE_OF_CHANGE.search(site.reading.text, before.start, before.end) is not None
    )


def of_report(site: Site) -> str | None:
    """The period in which a statistical report moves when it comes to this figure."""
    return report_period(site.reading, site.number)


def report_period(reading: Reading, number: int) -> str | None:
    """The period named last before the sentence of this number; none beyond a sentence that tells an event."""
    prose = [other for other in reading.sentences[max(0, number - 30) : number] if not other.table]
    paragraphs: set[int] = {reading.sentences[number].paragraph} - (
        {reading.sentences[number].paragraph} if reading.sentences[number].table else set()
    )
    for other in reversed(prose[-_IN_REPORT:]):
        paragraphs.add(other.paragraph)
        if len(paragraphs) > _PARAGRAPHS + 1:
            return None
        spans = [
            d.value
            for d in _periods_in(reading, other.start, other.end)
            if d.kind in SPANS | {"month"} and d.value and not _ASIDE.match(reading.text, d.end)
        ]
        if spans:
            return spans[-1]
    return None


def event_day(site: Site, *, far: bool, taking_part: bool) -> str | None:
    """The day of the event a figure was counted on.

    Parameters
    ----------
    site
        The quantity in its sentence.
    far
        Whether the sentence takes up the event of the page, which may be dated far before or only behind it.
    taking_part
        Whether those who take part are counted: the day may stand some sentences before in the paragraph.
    """
    reading, sentence = site.reading, site.sentence
    words = reading.text[sentence.start : sentence.end]
    if re.match(r"目前|眼下|现在", words) or "以来" in words:
        return None
    reach = FAR_BACK if far else _IN_PARAGRAPH if taking_part else 1
    if not far:
        reach = max(reach, _since_the_full_stop(site))
    for other in reversed(reading.sentences[max(0, site.number - reach) : site.number]):
        if other.table or (not far and other.paragraph != sentence.paragraph):
            continue
        for found in reversed(reading.dates_in(other.start, other.end)):
            if found.kind in {"day", "vague"}:
                ended = _ENDED.search(reading.text, other.start, other.end)
                return None if found.relative or ended else first_day(reading, found).value
    told = reading.event_day if far else None
    return told[1] if told is not None and told[0] >= site.number else None


def first_day(reading: Reading, day: DateMention) -> DateMention:
    """The day on which an event of several days began: 8月20日至21日."""
    if reading.text[day.start - 1 : day.start] not in {"至", "到", "-", "—", "~"}:
        return day
    before = [d for d in reading.dates_in(max(0, day.start - 16), day.start) if d.end >= day.start - 2]
    return before[-1] if before and before[-1].kind == "day" and before[-1].value else day


def _since_the_full_stop(site: Site) -> int:
    """How many sentences back a row of parts with semicolons between them begins."""
    reading, number = site.reading, site.number
    while number and reading.text[reading.sentences[number].start - 1] in ";":
        number -= 1
    return site.number - number
