"""The time a figure speaks of, asked for from near to far: beside the number, in its sentence, before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.facts.figure_frames import (
    SPANS,
    carried,
    event_day,
    first_day,
    is_statistic,
    of_report,
    spans_of,
    whole_year,
)
from bashu.intake.facts.figure_stretch import stretch_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.intake.facts.figure_site import Site
    from bashu.intake.model import Figure
    from bashu.text import DateMention

_EVENT = re.compile(
    r"签约|项目|协议|参会|参加|出席|参展|合同|成交|现场|到会|与会|会后|集中|事项|会议|对接会|签字|签署|成员单位|授牌|师生|观众|嘉宾|代表|展团"
)
_PLAN = re.compile(
    r"届时|每年|全年|预计|计划|规划|年产|达产|建成|投产|今后|力争|目标|未来|拟|预估|约定|将(?!近)|已有|已增至|增至|累计|已达|已经?(?:实施|建成|引进|完成|落地|推动|形成|聚集|集聚|培育|建立|吸引)|互相|相互|已经?(?:超过|突破|达)"
)
#: what belongs to a project or a firm, whenever it was signed
_OF_A_THING = re.compile(r"投资|投入|资助|出资|注册资本|占地|面积|用地|产能|用房")
#: 集中签约18个项目,总投资…: a sum of what was signed at the event
_TOTAL = re.compile(r"集中签约|签约项目|项目[^,。;]{0,6}签约|\d+[余多]?个[^,。;]{0,12}项目")
#: 68家企业入选名单: a list is of its year
_ON_A_LIST = re.compile(r"同意[^。;]{0,12}成为|入选|入围|入列|上榜|名单")
_SIGNED_SUM = re.compile(r"签约|合同|意向|成交|协议(?!存款)|订单|采购|交易|总金额|募集|签")
_AGREED_SUM = re.compile(r"意向|采购|订单")
#: words that take up the event of the page again
OF_EVENT = re.compile(
    r"对接会|本次|本场|此次|这次|活动(?:共|当天|中)|签约(?:项目|活动|仪式)|(?<!上)一次(?:集中)?签约|当[天日场]|现场(?!地|馆)"
)
#: 论坛设立了4个分会场: the event of the page as the subject of a sentence
_EVENT_ITSELF = re.compile(
    r"\s*(?:本届|本次|此次)?(?:论坛|大会|活动|峰会|沙龙|年会|展会|仪式|对接会|推介会)(?!上|期间|工作)"
)
_PRESENT = re.compile(r"参加|出席|到场|到会|参会|与会|见证|现场|代表")
_PART = re.compile(r"\s*其中,?")
_DONE = re.compile(r"已|目前|现有")
#: 该项目总投资…: what a project is to cost, whenever it was signed
_OF_PROJECT = re.compile(r"\s*(?:该|此)?项目(?!签约|合同|组)")
#: units of those who take part
TAKING_PART = frozenset({"家", "所", "户", "人"})
_AFTER_START = re.compile(r"(?:投产|达产|建成|建成投产|达产达效|投用|满产)后")
#: 2015年的 | 78家: a time that is said of this number alone
_OF_THIS_NUMBER = re.compile(r"的?$")
#: 由上年的468亿元降至67亿元: the time of what is compared with is not that of the result
_BASE = re.compile(r"年的\d")
#: what is the case when the page is written, whatever year was named before
_AT_PRESENT = re.compile(r"(?<!截至)目前|现有|现已|眼下|如今")
#: …协议,9类产品一次检测: what an agreement provides for is not counted on its day
_PROVIDED = re.compile(r"(?:协议|公约|备忘录)[”》]?,[^。;]*$")
#: 2010年,甲与乙签过协议,累计…: the year was that of the signing
_SIGNED_THEN = re.compile(r"签[署订过]|曾[^,。;]{0,8}签")
_MEANWHILE = re.compile(r"累计|共(?!同)|协议|合同|约定")
_UP_TO = re.compile(r"(?:截至|截止|截止到|(?<![日号])[到至])$")


def period_of(site: Site, words: str, found: Sequence[Figure]) -> str | None:
    """The period of a figure, None where the page does not say.

    Parameters
    ----------
    site
        The quantity with its clause.
    words
        Subject, measure and clause of the figure: they tell a count of this event from a plan.
    found
        The figures read so far.
    """
    started = _AFTER_START.search(site.reading.text, site.sentence.start, site.quantity.start)
    if started and not any(started.end() < d.start < site.quantity.start for d in spans_of(site)):
        return started[0]
    stated, told = _in_sentence(site, words)
    if told:
        return stated
    taken_over = (
        carried(site)
        or _of_whole(site, found)
        or _told_with(site, words)
        or (of_report(site) if is_statistic(site) else None)
    )
    if taken_over is not None:
        return taken_over
    if site.quantity.unit == "百分点":
        return found[-1].period if found and site.previous is None else None
    return _of_event(site, words)


def _of_event(site: Site, words: str) -> str | None:
    """The day of the event, for what was counted or agreed at it."""
    opening = site.reading.text[site.sentence.start : site.quantity.start]
    of_project = _OF_PROJECT.match(site.before) or _OF_PROJECT.match(opening)
    agreed = site.quantity.kind == "money" and _AGREED_SUM.search(words)
    event = (_EVENT.search(words) or agreed) and not _PLAN.search(words) and not of_project
    if not _still_open(site) and (event or _about_event(site) or _beside_signing(site)):
        return event_day(site, far=_about_event(site), taking_part=site.quantity.unit in TAKING_PART)
    return None


def _in_sentence(site: Site, words: str) -> tuple[str | None, bool]:
    """The period that the figure's own sentence states, and whether it states one."""
    text, start = site.reading.text, site.quantity.start
    dates = spans_of(site)
    for near in reversed(dates):
        times = site.quantity.unit == "倍"  # 是2015年的3倍: what it is compared with
        if (
            near.end <= start
            and near.value
            and not times
            and _OF_THIS_NUMBER.fullmatch(text[near.end : start])
        ):
            return near.value, True
    beside = [d for d in dates if site.left <= d.start < site.right and d.kind in SPANS and d.value]
    before = [d for d in dates if d.start < start]
    spans = [d for d in before if d.kind in SPANS | {"month"} and d.value]
    latest = (beside or spans)[-1] if beside or spans else None
    for nearer in (stretch_of(site), whole_year(site)):
        if nearer is not None and (latest is None or latest.start < nearer[0]):
            return nearer[1], True
    if latest is not None:
        of_project = latest.kind == "month" and _OF_PROJECT.match(site.before)
        left = not beside and (of_project or _left_behind(site, latest))
        return None if left else latest.value, True
    days = [d for d in before if d.kind in {"day", "same"}]
    days = [first_day(site.reading, d) for d in days]
    named = [d for d in days if d.kind == "day"]  # 6月28日…,当日: the day that the sentence itself names
    return (_own_day(site, (named or days)[-1], words), True) if days else (None, False)


def _left_behind(site: Site, date: DateMention) -> bool:
    """Whether a year was said of one clause only and the number is in another: 现有…家,2018年产值…,产品出口…国."""
    text = site.reading.text
    if date.start >= site.left or site.quantity.unit in {"%", "‰", "百分点"}:
        return False
    if _AT_PRESENT.search(text, site.left, site.quantity.start):
        return True
    if _SIGNED_THEN.search(text, date.end, max(date.end, site.left)) and _MEANWHILE.search(site.before):
        return True
    framing = date.end < len(text) and text[date.end] == ","
    return not framing and _AT_PRESENT.search(text, site.sentence.start, date.start) is not None


def _own_day(site: Site, day: DateMention, words: str) -> str | None:
    """A day in the same sentence: for counts of that day and sums signed on it, not for plans or yearly amounts."""
    text, sentence = site.reading.text, site.sentence
    value = day.value
    if day.kind == "same":
        value = None if _still_open(site) else event_day(site, far=False, taking_part=True)
    elif day.relative:
        return None
    if site.quantity.unit in {"%", "‰"} or value is None:
        return None
    if _UP_TO.search(text[sentence.start : day.start]):
        return value
    to_come = value > (site.reading.published or value)[:10]
    on_list = site.quantity.kind == "count" and _ON_A_LIST.search(text, sentence.start, sentence.end)
    planned = _PLAN.search(words) and not on_list
    if to_come or planned or _OF_PROJECT.match(site.before) or _is_provided(site):
        return None
    return _of_day(site, value, words)


def _of_day(site: Site, value: str, words: str) -> str | None:
    """The day for what was counted on it or signed that day; only its year for those that are on a list."""
    text, sentence = site.reading.text, site.sentence
    counted = site.quantity.kind in {"count", "people"}
    if counted:
        on_list = site.quantity.kind == "count" and _ON_A_LIST.search(text, sentence.start, sentence.end)
        return value[:4] if on_list else value
    of_a_thing = _OF_A_THING.search(words) and not _TOTAL.search(text, sentence.start, site.quantity.start)
    signed = _SIGNED_SUM.search(text, sentence.start, site.quantity.end)
    return value if signed and not of_a_thing else None


def _is_provided(site: Site) -> bool:
    """Whether a count is what an agreement signed in this sentence provides for; firms and those present are not."""
    there = site.quantity.unit in TAKING_PART - {"人"} or _PRESENT.search(f"{site.before}{site.after}")
    return (
        site.quantity.kind in {"count", "people"}
        and not there
        and _PROVIDED.search(site.reading.text, site.sentence.start, site.quantity.start) is not None
    )


def _told_with(site: Site, words: str) -> str | None:
    """The period of the figure before in the sentence, for what is counted or measured together with it."""
    previous = site.previous
    if previous is None or previous.period is None or _PLAN.search(words) or _OF_PROJECT.match(site.before):
        return None
    before = site.reading.text[max(0, previous.evidence[0].start - 12) : site.quantity.start]
    return previous.period if previous.period[:1].isdigit() and not _BASE.search(before) else None


def _of_whole(site: Site, found: Sequence[Figure]) -> str | None:
    """The period of the total that the sentence before gave: 共签约项目46个…。其中,工业项目占63%."""
    text, sentence = site.reading.text, site.sentence
    if not found or not _PART.match(text, sentence.start) or _DONE.search(site.before):
        return None
    before = site.reading.sentences[site.number - 1]
    whole = found[-1] if site.previous is None else site.previous
    return whole.period if before.start <= whole.evidence[0].start else None


def _about_event(site: Site) -> bool:
    text, sentence = site.reading.text, site.sentence
    counted = site.quantity.kind in {"count", "people"}
    return OF_EVENT.search(text, sentence.start, sentence.end) is not None or (
        counted and _EVENT_ITSELF.match(text, sentence.start) is not None
    )


def _still_open(site: Site) -> bool:
    """Whether firms are counted that only have an intention: the day of an event is not theirs."""
    return site.quantity.unit in TAKING_PART and "意向" in site.after


def _beside_signing(site: Site) -> bool:
    """Whether a count stands in a sentence that tells a signing: those who take part are counted on its day."""
    if site.quantity.unit not in TAKING_PART - {"人"} or _PLAN.search(site.before):
        return False
    return (
        re.search(r"签[署订下字约]", site.reading.text[site.sentence.start : site.sentence.end]) is not None
    )
