"""The time a figure speaks of: a date beside it, a year carried over, the day of the event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.facts.signing_words import FAR_BACK, in_a_name

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
_SIGNED_SUM = re.compile(r"签约|合同|意向|成交|协议(?!存款)|订单|采购|交易|总金额|募集|签")
_THIS_SIGNING = re.compile(r"(?:这|此|本)次(?:集中)?签约")
#: 2020年签订协议以来: a beginning, not a period
_SINCE = re.compile(r"[^,。;]{0,14}以来")
#: words that take up the event of the page again
_OF_EVENT = re.compile(r"对接会|本次|此次|这次|活动(?:共|当天|中)|签约(?:项目|活动|仪式)")
#: so many sentences of one paragraph may stand between the day and what was counted on it
_IN_PARAGRAPH = 4
_IN_REPORT = 4
#: 该项目总投资…: what a project is to cost, whenever it was signed
_OF_PROJECT = re.compile(r"\s*(?:该|此)?项目(?!签约|合同|组)")
#: units of those who take part
_TAKING_PART = frozenset({"家", "所", "户", "人"})
#: 比一季度回落, 较上年末增加: what is compared with, no period
_COMPARED = re.compile(r"(?:比|较|与|同|[高低快慢]于)(?:上述)?$")
_RATE_OF_CHANGE = re.compile(r"同比|环比|比上年|较上年|增速|增长")
_AT_PRESENT = re.compile(r"目前|现有|已有|截至|累计|现已|拥有")
_SAME_TIME = re.compile(r"^(?:与此)?同[时期],?|^同年,?|^当年,?")
_AFTER_START = re.compile(r"(?:投产|达产|建成|建成投产|达产达效|投用|满产)后")
#: 建成后年产…,可带动就业600人: what is counted once it runs
_WILL = re.compile(r"\s*(?:预计)?(?:每年)?(?:可|能|将)(?:带动|解决|提供|新增|吸纳)")
_SPANS = frozenset({"year", "range", "period"})


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
    counted = site.quantity.kind in {"count", "people"}
    follows = not counted or _WILL.match(site.before)
    first = site.sentence.start if follows else site.left
    started = _AFTER_START.search(site.reading.text, first, site.quantity.start)
    if started:
        return started[0]
    stated, told = _in_sentence(site, words)
    if told:
        return stated
    taken_over = (
        (_carried(site) if site.number and _continues(site) else None)
        or _told_with(site, words)
        or (_of_paragraph(site) if site.number and _is_statistic(site) else None)
    )
    if taken_over is not None:
        return taken_over
    if site.quantity.unit == "百分点":
        return next((figure.period for figure in reversed(found) if figure.period), None)
    opening = site.reading.text[site.sentence.start : site.quantity.start]
    of_project = _OF_PROJECT.match(site.before) or _OF_PROJECT.match(opening)
    event = _EVENT.search(words) and not _PLAN.search(words) and not of_project
    if event or _about_signing(site) or _beside_signing(site):
        return _event_day(site)
    return None


def _in_sentence(site: Site, words: str) -> tuple[str | None, bool]:
    """The period that the figure's own sentence states, and whether it states one."""
    text = site.reading.text
    dates = [
        found
        for found in site.reading.dates_in(site.sentence.start, site.sentence.end)
        if not (
            _SINCE.match(text, found.end)
            or in_a_name(text, found.end)
            or _COMPARED.search(text, max(0, found.start - 4), found.start)
        )
    ]
    beside = [d for d in dates if site.left <= d.start < site.right and d.kind in _SPANS and d.value]
    before = [d for d in dates if d.start < site.quantity.start]
    spans = [d for d in before if d.kind in _SPANS | {"month"} and d.value]
    if spans and not beside and spans[-1].kind == "month" and _OF_PROJECT.match(site.before):
        return None, True
    if beside or spans:
        return (beside or spans)[-1].value, True
    days = [d for d in before if d.kind == "day"]
    return (_own_day(site, days[-1], words), True) if days else (None, False)


def _own_day(site: Site, day: DateMention, words: str) -> str | None:
    """A day in the same sentence: for counts of that day and sums signed on it, not for plans or yearly amounts."""
    text, sentence = site.reading.text, site.sentence
    if day.relative or site.quantity.unit in {"%", "‰"}:
        return None
    if re.search(r"(?:截至|截止|截止到|到|至)$", text[sentence.start : day.start]):
        return day.value
    if _PLAN.search(words) or day.value is None or _OF_PROJECT.match(site.before):
        return None
    if day.value > (site.reading.published or day.value)[:10]:
        return None
    counted = site.quantity.kind in {"count", "people"}
    return day.value if counted or _SIGNED_SUM.search(text, sentence.start, site.quantity.end) else None


def _continues(site: Site) -> bool:
    """Whether the sentence goes on in the time of the one before: after a semicolon, or with 同时."""
    start = site.sentence.start
    return site.reading.text[start - 1] == ";" or bool(
        _SAME_TIME.match(site.reading.text[start : start + 8].strip())
    )


def _carried(site: Site) -> str | None:
    before = site.reading.sentences[site.number - 1]
    spans = [
        d
        for d in site.reading.dates_in(before.start, before.end)
        if d.kind in _SPANS and not _COMPARED.search(site.reading.text, max(0, d.start - 4), d.start)
    ]
    return spans[-1].value if spans else None


def _told_with(site: Site, words: str) -> str | None:
    """The period of the figure before in the sentence, for what is counted or measured together with it."""
    previous = site.previous
    if previous is None or previous.period is None or _PLAN.search(words) or _OF_PROJECT.match(site.before):
        return None
    return previous.period if previous.period[:1].isdigit() else None


def _is_statistic(site: Site) -> bool:
    """Whether a sentence reports how something changed, as the sentences of a statistical report do."""
    words = site.reading.text[site.sentence.start : site.sentence.end]
    return _RATE_OF_CHANGE.search(words) is not None and not (
        _AT_PRESENT.search(words) or _PLAN.search(words)
    )


def _of_paragraph(site: Site) -> str | None:
    """The period named last in the paragraph of a statistical report, or in the one before."""
    reading = site.reading
    for other in reversed(reading.sentences[max(0, site.number - _IN_REPORT) : site.number]):
        if other.table or other.paragraph < site.sentence.paragraph - 1:
            continue
        spans = [
            d.value
            for d in reading.dates_in(other.start, other.end)
            if d.kind in _SPANS | {"month"}
            and d.value
            and not _COMPARED.search(reading.text, max(0, d.start - 4), d.start)
        ]
        if spans:
            return spans[-1]
    return None


def _about_signing(site: Site) -> bool:
    return any(
        pattern.search(site.reading.text, site.sentence.start, site.sentence.end) is not None
        for pattern in (_THIS_SIGNING, _OF_EVENT)
    )


def _beside_signing(site: Site) -> bool:
    """Whether a count stands in a sentence that tells a signing: those who take part are counted on its day."""
    if site.quantity.unit not in _TAKING_PART - {"人"} or _PLAN.search(site.before):
        return False
    return (
        re.search(r"签[署订下字约]", site.reading.text[site.sentence.start : site.sentence.end]) is not None
    )


def _event_day(site: Site) -> str | None:
    """The day of the event, when the sentence before names it, or this signing is spoken of."""
    reading, sentence = site.reading, site.sentence
    words = reading.text[sentence.start : sentence.end]
    if re.match(r"目前|眼下|现在", words) or "以来" in words:
        return None
    reach = FAR_BACK if _about_signing(site) else _IN_PARAGRAPH if site.quantity.unit in _TAKING_PART else 1
    if reach < FAR_BACK:
        reach = max(reach, _since_the_full_stop(site))
    for other in reversed(reading.sentences[max(0, site.number - reach) : site.number]):
        if other.table or (reach < FAR_BACK and other.paragraph != sentence.paragraph):
            continue
        for found in reversed(reading.dates_in(other.start, other.end)):
            if found.kind in {"day", "vague"}:
                return None if found.relative else found.value
    return None


def _since_the_full_stop(site: Site) -> int:
    """How many sentences back a row of parts with semicolons between them begins."""
    reading, number = site.reading, site.number
    while number and reading.text[reading.sentences[number].start - 1] in ";":
        number -= 1
    return site.number - number
