"""The words around figures: measures, comparisons, scope, and what a count counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

#: what an amount measures
MEASURE = re.compile(
    r"(?:年|总|全年)?(?:主营业务|营业|销售|软件业务|业务|财政|税收|经营)?(?:总)?收入|(?:全年|年度?|总)?营收|"
    r"(?:年|总|工业总?|规上|全部|园区)?总?产值|(?:工业|行业|产业|规上)?增加值|(?:意向|协议|合同|计划|固定资产|产业|工业|技改|合作|预计|累计|实际)?(?:总)?投资(?:总?金?额|规模|总计)?|"
    r"(?:协议|合同|签约|合作|授信|采购|意向|成交|交易|融资|总)+(?:总)?(?:金额|额度|额)|(?:产业|经济|市场|贸易|总体|资金|基金|总)?(?:总)?规模|(?:产业|经济|预估|供应|出货|进出口|总)?总量|"
    r"(?:进?出口|贸易|销售|产销|交易|进出口贸易)(?:总)?额|进出口(?:总值)?|利润(?:总额)?|税收|利税|(?:年|总|设计|规划|合计)?总?产能|(?:年|总)?产量|出货量|销量|销售量|"
    r"(?:规划|总|建筑|用地|园区)?(?:占地|面积)(?:面积)?|(?:建筑|厂房|总)?面积|注册资本|(?:总)?市值|估值|资产(?:总额)?|地区生产总值|生产总值|GDP|存款|贷款(?:余额)?|"
    r"(?:市场|全球|国产|全国)?(?:份额|占有率|占比|比重|比例)|(?:配套|国产化|本地化|覆盖|就业|达标|良品|开工|自给|渗透|利用|完成|合格)率|(?:平均)?增速|增长率|增幅|里程|速度|时间|"
    r"(?:注册|接入|处理|存储|吞吐|客运|货运|用户|数据|保有|订单|交付|库存|需求|供应|使用|下载|访问|采购|出口|进口|成交|交易|签约|发货|生产|加工|开行|运输|配套|开采|发电|用电|用水|吞吐|接待)量|合计|总计|预算|研发(?:投入|经费)|经费|订单|资金|补助|补贴|奖励|金额|总额|投入|价值|货值|装机(?:容量)?|(?:(?:中标|投标|招标|挂牌|成交|合同|最高|单|均|总)+(?:限)?|限)价(?:格)?|成本|[年月周日]薪|工资|薪酬|增收|费用|用地(?:面积)?|用时|工期|(?:处理|生产|加工|吞吐|供应|接待|服务)能力|容量|用电量|能耗"
)
_COMPARISON = re.compile(
    r"(?P<word>(?:同比|环比|比上年|较上年|年均)?(?:增长|上升|提高|下降|减少|增加|回落)(?:了|约|到|至|超|近|达)?|(?:已经?|要|将|有望|首次|成功|预计|计划|可|力争|率先)*(?:突破|超过|超|逾|达到|达|破|过)(?:了)?|"
    r"(?:大约|约为?|将近|接近|近|不到|不足|至少|不低于|不少于|不超过|高达|多达|高出|高于|低于|快于?|慢|提高到|提升[至到]|提到|增加?[至到]|扩大[至到]|预估|预计|预期|合计|总计|累计|共计|共|左右))"
    r"(?:为|了|约|超|近)?$"
)
_SCOPE = re.compile(
    r"规上|规模以上|全口径|含软件|不含[^,。]{1,6}|限额以上|纳入统计的?|口径[^,。]{0,8}|当年价|可比价"
)
_NOUN_AFTER = re.compile(
    r"(?:的)?(?P<noun>[^,。;:、()\s“”\d了]{0,18}?(?:企业|项目|工程师|协会(?:和联盟)?|联盟|商会|园区|领域|方面|平台|专家|人才|人员|代表|嘉宾|客商|机构|高校|院校|单位|协议|事项|活动|实验室|中心|基地|公司|产品|专利|标准|岗位|学生|委员|品牌|"
    r"工厂|生产线|产线|厂房|部门|城市|国家|地区|负责人|集群|场景|模具|设备|终端|车辆|订单|成果|技术|课题|商协会|展商|观众|充电桩|基站|机器人|芯片|院士|团队|博士|职工|员工|就业|志愿者|条款|措施|任务|清单)+)"
)
_NOUN_BEFORE = re.compile(
    r"(?P<noun>[^,。;:()\s“”]{0,14}?(?:企业|项目|商?协会|联盟|商会|园区|机构|高校|单位|协议|活动|人才|人员|平台|事项|产品|专利|模具|设备|员工|岗位|上市公司|子公司|高校|院所|签约|对接会|论坛|大会|基地|实验室|店|厂|需求|意向|意向合作|意向协议|成果|技术|订单|场景|任务|专家))(?:一?共?(?:有|达|为|是|了)?|已经?(?:办了|签了|有|建成)|数量?(?:为|达)?|一共|共计|累计|共有)*$"
)
#: what makes a small count in Chinese numerals worth a figure
TELLING = re.compile(r"领域|方面(?=[^,。]{0,4}(?:合作|交流|协同))|份协议")
_SUFFIX = {"场": "场次数量", "批": "批次数量", "天": "天数", "户": "户数", "人": "人数", "人次": "人次"}


def comparison_before(before: str) -> tuple[str, int]:
    """The word that bounds a number, and where it begins in the words before it.

    >>> comparison_before("营业收入突破"), comparison_before("合计")[0], comparison_before("年产能")
    (('突破', 4), '合计', ('', 3))
    """
    match = _COMPARISON.search(before[-16:])
    if match is None:
        return "", len(before)
    start = len(before) - len(before[-16:]) + match.start()
    word = re.sub(r"^(?:已经?|要|将|有望|首次|成功|可|力争|率先)+|了$|为$", "", match[0])
    cut = len(before) if word in {"合计", "总计"} else start
    return word, cut


def scope_of(words: str) -> str:
    """The words that say what a figure covers."""
    return "、".join(dict.fromkeys(match[0].rstrip("的") for match in _SCOPE.finditer(words)))


def noun_after(after: str) -> str:
    """What a count counts, from the words behind it: 86家 | 配套企业."""
    match = _NOUN_AFTER.match(after)
    return match["noun"] if match else ""


def noun_before(lead: str) -> str:
    """What a count counts, from the words before it: 工业项目 | 12个."""
    match = _NOUN_BEFORE.search(lead)
    return match["noun"].removeprefix("其中") if match else ""


def counted_measure(unit: str, noun: str) -> str:
    """The measure of a count: its noun and 数量, or the word that belongs to the unit."""
    if unit in _SUFFIX and not (noun and unit == "人"):
        return _SUFFIX[unit]
    head = re.fullmatch(r".{2,8}", noun) or re.search(r"[\u4e00-\u9fff]{2,4}$", noun)
    return f"{head[0] if head else ''}数量"


def _money(value: Decimal, written: str, unit: str) -> tuple[Decimal, str]:
    """Money in the multiplier it is written with; 万亿元, 千亿元 and 百亿元 written out in 亿元."""
    if "亿" in written:
        return value / 10**8, f"亿{unit}"
    if "万" in written:
        return value / 10**4, f"万{unit}"
    return value, unit


def _people(value: Decimal, _written: str, unit: str) -> tuple[Decimal, str]:
    return value, "人次" if unit == "人次" else "人"


def _count(value: Decimal, written: str, unit: str) -> tuple[Decimal, str]:
    """Counts keep the 万 or 亿 they are written with: 12.6万台套."""
    if "亿" in written:
        return value / 10**8, f"亿{unit}"
    if "万" in written and not re.fullmatch(r"[一二两三四五六七八九十百千万]+", written):
        return value / 10**4, f"万{unit}"
    return value, unit


def _percent(value: Decimal, _written: str, unit: str) -> tuple[Decimal, str]:
    return value, unit.removeprefix("个")


#: the multiplier that the upper end of a range shares with the lower: 3-5万元
MULTIPLIERS = {"": 1, "万": 10**4, "亿": 10**8}
#: kind of unit -> how the value and the unit are written
COUNTED: dict[str, Callable[[Decimal, str, str], tuple[Decimal, str]]] = {
    "money": _money,
    "people": _people,
    "count": _count,
    "size": _count,
    "percent": _percent,
}


def bare_unit(value: Decimal, written: str) -> tuple[Decimal, str]:
    """“7000亿” without 元: in texts on the economy that is money, as the measure beside it says."""
    return _money(value, written, "元")
