"""What a figure measures, and of whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.facts.figure_words import MEASURE, counted_measure, noun_after, noun_before

if TYPE_CHECKING:
    from bashu.intake.facts.figure_site import Site

_SHARE = re.compile(r"占(?:到|了|据)?(?P<whole>[^,。]{0,12}?)(?:的|比重|比例|份额)*(?:为|达|约)?$")
_AGAINST = re.compile(r"(?P<subject>[^比]*)比(?P<other>[^比]{2,16}?)(?:的?(?:增速|平均|水平))?$")
_BEYOND = re.compile(r"(?P<subject>.*?)(?P<how>高[于出]|低于|快于|慢于|领先|超出)(?P<other>[^,。;]{2,16}?)$")
_GROWS = re.compile(r"比|增|降|速|升|减|跌|涨|回落|收窄|扩大|下滑|提高|加快|放缓")
_CHANGED = re.compile(
    r"(?P<rate>[降增升跌涨]幅|增速|占比|比重|[\u4e00-\u9fff]{2}率)?[^,。;]{0,14}?(?P<how>收窄|扩大|加快|放缓|回落|提高|提升|上升|下降|加深|缩小)"
)
_BOUGHT = re.compile(r"采购|供应|供货|订购|销售")
#: by how much more there is than before: 比上年净增12家
_CHANGE = re.compile(r"(?:净增|新增|增加|减少|净减)(?:了|至|到)?$")
#: what a count counts where its noun is none of the common ones: the words behind it, else those before
_BESIDE = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,8}(?=[,。;:、()]|$)")
_LAST_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,6}$")
_BOUGHT_LAST = re.compile(r"(?:采购|供应|供货|订购|销售|生产|出口|开行|互访|接待)$")
_ALSO = re.compile(r"\d个?(?:百分点)?[和与、及]$")
_BEHIND = re.compile(
    r"(?:的|人民币)?(?P<measure>[^,。;]{0,6}?(?:投资|产值|规模|订单|产能|资金|基金|收入|市场|贷款|授信))"
)
#: 同比下降: what goes down has a decline as its measure, its value is no rate of growth
_FALLS = re.compile(r"下降|减少|降低|回落|下滑|缩减|负增长|跌")
_IMPROVES = re.compile(r"提高|提升|改善|涨")
#: 300万元的采购合同, 1.5%的比例: what a number measures stands behind 的
_OF_WHAT = re.compile(r"的(?P<what>[^,。;:、的]{2,14})")
#: money that somebody grants: its measure is the sum of it
_GRANTED = re.compile(r"补[助贴]|奖励|资助|奖学金")
#: what money can measure
_WORTH = re.compile(
    r"投资|产值|收入|营收|额|资金|利[润税]|税|规模|预算|经费|价|市值|估值|贷款|存款|合计|总计|补[助贴]|奖励|投入|成本|费用|薪|工资|增收|订单|总量|增加值"
)
#: 1.5%的比例, 按销售额的20%
_PART_OF = re.compile(r"的(?P<what>比例|比率|股份|股权|[\u4e00-\u9fff]{0,4}率)")
_BY = re.compile(r"按照?(?P<what>[^,。;]{2,14}的)$")
_YEARLY = re.compile(r"可?年产$|每?年供应$|每?年供货$")
#: a sum in the clause behind a contract is the contract's
_CONTRACT = re.compile(r"合同|采购协议|订单")
_AREA = re.compile(r"平方|亩$|公顷$|㎡$")
_LEADING = re.compile(
    r"^(?:(?:其中|目前|截至|据[^,]{0,8}|到(?!达)|全部?(?![省市县区国球年])|共|累计|同时|此外|预计|计划|当时|约定)+[,:]?)"
)
_INDUSTRY = re.compile(r"产业|行业|工业|企业|经济|制造业|集群|园区")


def measure_of(site: Site) -> tuple[str, str] | None:
    """Subject and measure of a figure; None when the words do not say what is counted."""
    if site.quantity.kind in {"count", "people"}:
        return _counted(site)
    told = _measured(site)
    return (_with_place(site, told[0]), told[1]) if told else None


def _counted(site: Site) -> tuple[str, str] | None:
    """What is counted stands behind the number, or before it."""
    made = re.search(r"年产(?P<what>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9 .-]{0,17})$", site.lead)
    if made is not None:
        return made["what"], "年产能"
    noun = noun_after(site.after) or noun_before(site.lead)
    unit = site.quantity.unit
    change = _CHANGE.search(f"{site.lead}{site.comparison}")
    if change is not None and not noun:
        return noun, f"{change[0]}{counted_measure(unit, noun)}"
    hits = list(MEASURE.finditer(site.lead))
    if hits and hits[-1].end() == len(site.lead) and not noun_after(site.after):
        return _with_place(site, plain_subject(site.lead[: hits[-1].start()])), hits[-1][0]
    if noun:
        return noun, counted_measure(unit, noun)
    bought = _BOUGHT_LAST.search(site.lead)
    if bought is not None:
        return _with_place(site, plain_subject(site.lead[: bought.start()])), f"{bought[0]}数量"
    return _counted_in_other_words(site)


def _counted_in_other_words(site: Site) -> tuple[str, str] | None:
    """A count without one of the common nouns: the words right behind it, else the last ones before it."""
    quantity = site.quantity
    small = quantity.value < 5 and quantity.unit[:1] not in "万亿"
    words = _BESIDE.match(site.after)
    if words is None and not (quantity.chinese or small):
        words = _LAST_WORDS.search(plain_subject(site.lead))
    if words is not None:
        return words[0], f"{words[0]}{counted_measure(quantity.unit, '')}"
    return None if quantity.chinese or small else ("", counted_measure(quantity.unit, ""))


def _measured(site: Site) -> tuple[str, str] | None:
    """An amount: the last measuring word before it, or the one right behind it."""
    rate = _rate(site)
    if rate is not None:
        return rate
    hits = list(MEASURE.finditer(site.lead))
    made = _YEARLY.search(site.lead)
    if made is not None:
        return plain_subject(site.lead[: made.start()]), "年产能" if "产" in made[0] else "年供应量"
    if hits:
        return _named_measure(site, hits)
    behind = _BEHIND.match(site.after)
    if behind:
        return plain_subject(site.lead), behind["measure"]
    of_what = _OF_WHAT.match(site.after)
    if of_what is not None and site.quantity.kind in {"money", "percent"}:
        return plain_subject(site.lead), of_what["what"]
    return _of_sentence(site)


def _of_sentence(site: Site) -> tuple[str, str] | None:
    """An amount whose clause does not say what it is: the words of its sentence before, else its own last words."""
    text, start = site.reading.text, site.quantity.start
    earlier = list(MEASURE.finditer(text, max(site.sentence.start, start - 100), start))
    plain = plain_subject(site.lead)
    if _AREA.search(site.quantity.unit):
        bought = _BOUGHT.search(site.lead)
        return plain, f"{bought[0]}量" if bought else f"{plain[-4:]}面积"
    money = site.quantity.kind == "money"
    change = _CHANGE.search(site.lead)
    if (
        earlier
        and (site.quantity.kind != "percent" or len(plain) < 2)
        and money == bool(_WORTH.search(earlier[-1][0]))
    ):
        told = f"{change[0] if change else ''}{earlier[-1][0]}"
        return plain, f"{told}金额" if _GRANTED.fullmatch(told) else told
    if money and _CONTRACT.search(text, site.sentence.start, site.left):
        return "", "合同金额"
    if len(plain) < 2:
        return None
    kind = "金额" if money else "比例" if site.quantity.unit == "%" else "数量"
    kind = "产能" if site.quantity.unit in {"GWh", "MWh", "GW", "MW"} else kind
    return plain, f"{plain[-6:]}{kind}"


def _named_measure(site: Site, hits: list[re.Match[str]]) -> tuple[str, str]:
    """The last measuring word; a bare 合计 takes the word before it, or says of what it is the sum."""
    total = hits[-1][0] in {"合计", "总计"}
    hit = hits[-2] if total and len(hits) > 1 else hits[-1]
    subject = plain_subject(site.lead[: hit.start()].rstrip("的"))
    if total and len(hits) == 1:
        told = site.reading.text[site.sentence.start : site.quantity.start]
        return subject, f"{'投资' if '投资' in told else '金额'}{hit[0]}"
    return subject or site.earlier_subject, f"{hit[0]}金额" if _GRANTED.fullmatch(hit[0]) else hit[0]


def _rate(site: Site) -> tuple[str, str] | None:
    """Shares, growth rates, and by how many points one growth rate is above another."""
    unit, lead = site.quantity.unit, site.lead
    part_of = _PART_OF.match(site.after) or _BY.search(lead) if unit in {"%", "‰"} else None
    if part_of is not None:
        return plain_subject(lead) or site.earlier_subject, part_of[
            "what"
        ] if part_of.re is _PART_OF else "比例"
    share = _SHARE.search(lead) if unit in {"%", "‰"} else None
    if share is not None:
        return lead[: share.start()] or site.earlier_subject, f"占{share['whole'].rstrip('的')}比重"
    if unit not in {"%", "百分点"}:
        return None
    return _compared(site) or _growth(site)


def _compared(site: Site) -> tuple[str, str] | None:
    """A rate beside another: 高于全市4.6个百分点, 高7.3个和5.2个百分点; or one that does not grow at all."""
    unit, lead = site.quantity.unit, site.lead
    if unit == "百分点" and site.previous and site.previous.unit == unit and _ALSO.search(lead):
        return site.previous.subject, site.previous.measure  # 高7.3个和5.2个百分点
    beyond = _BEYOND.search(lead)
    if beyond is not None:
        return plain_subject(beyond["subject"]) or site.earlier_subject, f"{beyond['how']}{beyond['other']}"
    if unit == "%" and not _GROWS.search(f"{lead}{site.comparison}"):
        return _level_of(site)
    return None


def _growth(site: Site) -> tuple[str, str] | None:
    """By how much something grew, or by how much more than another."""
    unit, lead = site.quantity.unit, site.lead
    if unit == "%" and not _GROWS.search(f"{lead}{site.comparison}"):
        return None
    against = _AGAINST.search(lead)
    if against:
        subject = plain_subject(against["subject"]) or site.earlier_subject
        return subject, f"{site.comparison or '高'}于{against['other']}"
    if unit == "百分点":
        changed = _CHANGED.search(f"{lead}{site.comparison}")
        told = f"{changed['rate'] or ''}{changed['how']}" if changed else site.comparison or "变化"
        return plain_subject(lead) or site.earlier_subject, told
    hits = list(MEASURE.finditer(lead))
    earlier = f"{site.previous.subject}{site.previous.measure}" if site.previous else ""
    falls = _FALLS.search(f"{lead}{site.comparison}")
    named = hits[-1][0] if hits else (_last_words(lead) if falls else "")
    named = re.sub(r"(?:增长率|增速|增幅)$", "", named)
    better = _IMPROVES.search(f"{lead}{site.comparison}")
    change = "降幅" if falls else better[0] if better and not hits else "增速"
    return plain_subject(lead) or earlier, f"{named}{change}"


def _last_words(words: str) -> str:
    found = _LAST_WORDS.search(plain_subject(words))
    return found[0] if found else ""


def _level_of(site: Site) -> tuple[str, str] | None:
    """A rate that does not grow: 产业链完善度达71%; the measure is what its clause says last."""
    if MEASURE.search(site.lead) or not site.comparison:
        return None
    plain = plain_subject(site.lead)
    named = re.search(r"[\u4e00-\u9fff]{2,6}[率度比]$", plain)
    return (plain, named[0] if named else plain[-6:]) if len(plain) >= 2 else None


def _with_place(site: Site, subject: str) -> str:
    """The place a figure is of: 全省 is the province named last, and a bare industry that of its sentence."""
    whole = re.match(r"(?:全|我|本)(?P<level>省|市)", subject)
    reading = site.reading
    if whole is None and (not 0 < len(subject) < 40 or reading.knowledge.gazetteer.find(subject)):
        return subject
    first = site.sentence.start if whole is None else max(0, site.sentence.start - 4_000)
    places = reading.places_in(first, site.quantity.start)
    if whole is not None:
        is_province = whole["level"] == "省"
        fitting = [
            h for h in places if (h.place.level == "province") == is_province or len(h.place.path) == 1
        ]
        return f"{fitting[-1].name}{subject[whole.end() :]}" if fitting else subject
    if places and len(subject) < 14 and _INDUSTRY.search(subject):
        return f"{places[-1].name}{subject}"
    return subject


def plain_subject(words: str) -> str:
    """The words of a clause that name whom a figure is about.

    >>> plain_subject("其中2019年全省电子信息产业的")
    '全省电子信息产业'
    """
    plain = _LEADING.sub("", words)
    plain = re.sub(r"(?:19|20)\d{2}年(?:度|底|末)?(?:到(?:19|20)\d{2}年)?|[“”\"]", "", plain)
    return plain.strip(" 的,、:和与为是有达").removeprefix("从")
