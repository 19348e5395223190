"""What the words around a signing say: how firm it is, what it is called, what it is about."""

from __future__ import annotations

import re

_NAME_END = r"(?:协议书|协议|备忘录|意向书|合同书?|责任书|公约|框架书|承诺书|谅解备忘录)"
_PLAIN_NAME = re.compile(
    rf"(?P<name>[^,。;:、“”《》!?\s]{{0,40}}?{_NAME_END}(?:[暨及][^,。;:、“”《》!?\s]{{2,30}}?{_NAME_END})?)"
)
_COUNTED = re.compile(
    r"(?:(?P<what>[^,。;:、]{2,20}?)等)?(?P<count>\d+|[一二两三四五六七八九十]+)[余多]?(?P<unit>[个项份批笔])(?P<rest>.*)$"
)
_LEADING = re.compile(
    r"^(?:[了下过好成定约署订立的]|一(?:份|项|个|纸)|有关|关于|多[份项个]|这[份项]|那[份项]|该|本|共同|正式|全新的?|为期.{1,4}年的?|为|就|起|在|上|两地|双方|当场|分别|各自|年度|最新的?)+"
)
_CORE = re.compile(
    r"(?:战略|全面|深度|长期|友好|框架|合作|投资|项目|意向|采购|供货|入驻|入园|落户|共建|技术|产学研|校企|校地|院地|银企|政企|委托|补充)*(?:协议书|协议|备忘录|意向书|合同书?|责任书|公约)$"
)

_INTENTION = re.compile(
    r"意向(?!投资金额|金额|总额|投资额)|共识|意愿协议|谅解备忘录(?=意向)|初步达成|草签|初步协议|原则性(?:协议|共识)|合作意愿|口头协议"
)
_PLANNED = re.compile(
    r"(?:拟|将(?!军|帅|达|近|其|双方|两)|计划|即将|准备|打算|有望|择日|择期|下一步|待[^,。]{1,8}后|预计|会后|另行(?:择期|安排|商定|通知|约定)|下月|明年|明日|明天|尽快|届时|早日|原定|定于|预定|拟定|商定|打算|排定|列入|筹备|推动[^,。;:]{0,12}|争取|力争|抓紧|择机|适时|原则同意|有意|希望|酝酿|筹划|谋划|有待|尚待|正在?(?:洽谈|磋商|协商|商谈))[^,。;:]{0,30}$"
)
_PAST = re.compile(
    r"此前|早前|早在|之前(?!会)|曾(?:经)?|以前|过去|上次|上一次|先前|前期|早已|去年|前年|多年前|几年前|往年|当年|当时|[一二两三四五六七八九十\d]+多?年前|当初|最初|起初|彼时|此番之前|原先|前一(?:年|次)|历史上"
)
#: 意向书上个月就签了: the paper stands before its verb
_INTENTION_BEFORE = re.compile(r"意向(?:书|协议)[^,。;]{0,10}$")
#: 签订协议以来: what was signed before all that is told now
_SINCE = re.compile(r"[^,。;]{0,24}(?:以来|(?:协议|合同|备忘录)之?后的?(?:又|再))")
_PUT_OFF = re.compile(r"[^,。;]{0,8}(?:推迟|延期|改期|暂缓|延后|取消)")
_PAST_VERB = re.compile(r"签过|签署过|签订过|达成过|合作过|签下过|签约过")

#: line of work -> the words that speak of it
LINE_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "supply",
        re.compile(r"配套|供应链|供货|采购|供应(?!链)|供需|销售|产能|代工|订单|物流|合资建厂|零部件|原材料"),
    ),
    (
        "research",
        re.compile(r"技术|研发|科研|攻关|创新中心|实验室|成果转化|产学研|中试|科技创新|研究|专利|标准"),
    ),
    (
        "cluster",
        re.compile(
            r"集群|产业园|园区|招商|产业协同|协同发展|产业转移|基地|产业链|落户|建厂|投资|区域经济|产业发展"
        ),
    ),
    ("platform", re.compile(r"平台|论坛|峰会|展会|联盟|交流|中心|对接会|信息共享|互访|共建(?!产业园)")),
    ("talent", re.compile(r"人才|培训|教育|实习|实训|学生|就业|培养|校企|师资")),
)
#: the five lines as the corridor names them
FIVE_LINES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("supply", re.compile(r"配套(?:合作|协作)?|供应链协作")),
    ("research", re.compile(r"技术(?:协作|协同|联合)?(?:攻关|创新)|联合攻关|技术协作|协同攻关")),
    ("cluster", re.compile(r"产业集群|集群")),
    ("platform", re.compile(r"(?:交流|合作|对接|服务|公共|共享|创新|转化)[^,。、]{0,6}平台|平台")),
    ("talent", re.compile(r"人才")),
)


def status_of(before: str, verb: str, after: str, year_passed: bool) -> str:
    """Signed, intention, planned or past.

    Parameters
    ----------
    before
        The words of the clause before the verb.
    verb, after
        The verb and the words behind it, up to the end of its object.
    year_passed
        Whether the sentence dates the signing well before publication.

    >>> status_of("双方将于下月", "签署", "合作协议", False), status_of("两地", "达成", "合作意向", False)
    ('planned', 'intention')
    """
    if year_passed or _PAST.search(before) or _PAST_VERB.search(verb + after[:4]) or _SINCE.match(after):
        return "past"
    if _PUT_OFF.match(after):
        return "planned"
    if _INTENTION.search(verb + after) or _INTENTION_BEFORE.search(before):
        return "intention"
    if _PLANNED.search(before):
        return "planned"
    return "signed"


def agreement_name(text: str) -> tuple[str | None, int, str]:
    """The name of an agreement in the words behind the verb, how many there are, and what they are about.

    >>> agreement_name("了战略合作框架协议,双方将共建园区")
    ('战略合作框架协议', 1, '')
    >>> agreement_name("智能机器人等5个联合实验室协议")
    ('联合实验室协议', 5, '智能机器人')
    """
    match = _PLAIN_NAME.search(text)
    if match is None:
        return None, 1, ""
    name = _LEADING.sub("", match["name"])
    if "的" in name[:-4]:
        name = name[name.rindex("的") + 1 :] if len(name) - name.rindex("的") > 4 else name
    counted = _COUNTED.match(name)
    if counted is None or len(counted["rest"]) < 2:
        return (name if len(name) > 2 else None), 1, ""
    count = _small(counted["count"])
    rest = _LEADING.sub("", counted["rest"])
    return (rest if len(rest) > 2 else None), count, counted["what"] or ""


def _small(text: str) -> int:
    from bashu.text import parse_chinese

    value = int(text) if text.isascii() else parse_chinese(text)
    return max(1, int(value or 1))


def core_subject(name: str | None) -> str:
    """What an agreement is about, from its name.

    >>> core_subject("推进成都都市圈电子信息产业协同发展战略合作协议")
    '推进成都都市圈电子信息产业协同发展'
    """
    if not name:
        return ""
    return _CORE.sub("", name).rstrip("的之")


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of work that the words of an agreement speak of, in the order of the five lines."""
    return tuple(line for line, pattern in LINE_WORDS if pattern.search(text))


#: what an agreement is mostly about, by the words of its name and matter; the first that matches decides
_MAIN_LINE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("talent", re.compile(r"人才|培养|实习|实训|就业|师资|培训|校企合作协议")),
    ("platform", re.compile(r"平台|联盟|工作站|论坛|峰会|商会")),
    ("research", re.compile(r"实验室|创新中心|研发|攻关|技术|成果|中试|产学研|科技创新|研究")),
    ("supply", re.compile(r"供应|配套|采购|供货|供需|合资|代工|订单|销售|生产")),
    ("cluster", re.compile(r"产业园|园区|集群|招商|协同发展|产业协同|合作区|示范区|建厂|基地|落户|产业链")),
)


def main_line(words: str, level: str) -> str:
    """The one line of work an agreement is mostly about; general when the words do not say.

    >>> main_line("共建集成电路联合创新中心", "research"), main_line("战略合作协议", "mixed")
    ('research', 'general')
    """
    found = next((line for line, pattern in _MAIN_LINE if pattern.search(words)), None)
    return found or ("research" if level == "research" else "general")
