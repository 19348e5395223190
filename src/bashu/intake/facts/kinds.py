"""What kind of organisation a name stands for, and the level of an agreement by its parties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: endings of names by kind; the first that matches the end of a name decides
_ENDINGS: tuple[tuple[str, str], ...] = (
    ("enterprise", r"(?:公司|集团(?:总部)?|集团\(.{1,8}\)|合作社|银行|证券|保险|酒店|厂|事务所|工作室|事业部|有限合伙\)?|基金)"),
    ("park", r"(?:(?:新区|新城|科学城|科技城|开发区|高新[东西南北]?区|经开[东西南北]?区|保税区|合作区|试验区|示范区|产业园区?|工业园区?|软件园|科技园区?|物流园区?|创新园|产业城|产业基地|园区|大数据谷|微电园|港区|自贸区|片区|产业带|综保区|功能区)(?:\(.{1,8}\))?(?:管理委员会|管委会|党工委)?|(?:管理委员会|管委会))"),
    ("association", r"(?:协会|联盟|商会|学会|联合会|促进会|同业公会|行业公会|工商联|总会|理事会|贸易发展局|科协|友协|贸促会|俱乐部|联席会|分会|校友会|工会|妇联)"),
    ("research", r"(?:研究院|研究所|研究中心|科学院|工程院|设计院|分院|实验室|智库|研究会|[第\d一二三四五六七八九十]所|技术研究总院|(?:技术开发|研发|技术创新|技术转移|工程技术|质量检测|检验检测|计量检测)中心|研究总院|规划院|创新院|工研院|检测院|检验院|(?:车检|特检|电科|农科|计量|质检|环科|社科|建科|交科)院)"),
    ("university", r"(?:大学|学院|学校|(?:中|职|技工?)校|党校|高等专科)"),
    ("government", r"(?:人民政府|政府|办事处|办公室|委员会|领导小组|指挥部|海关|法院|检察院|政协|人大|政务服务中心|"
                   r"(?:投资|招商|经济|贸易|产业|企业|就业|人才|创业|中小企业)(?:促进|服务|发展|合作|招商|发展促进|发展服务|交流|交流服务)+(?:中心|局)|(?:大数据|数据|信息|政务|行政审批|公共资源交易|人力资源|人才|就业|社保|预警)(?:服务|管理|发展|交易|交流|资源|产业)*中心|"
                   r"(?:网信|外事|金融|国资|扶贫|发展|招商|工信|体改|外宣|信访|应急|大数据)办|[厅局署]|部|[\u4e00-\u9fff]委)"),
    ("media", r"(?:日报|晚报|电视台|广播|新闻网|传媒|报社|通讯社|杂志社|融媒体中心)"),
    ("other", r"(?:组委会|筹委会)|(?:中心|医院|基地|平台|战队|小组|机构|部队)"),
)  # fmt: skip
_COMPILED = [(kind, re.compile(rf"{pattern}$")) for kind, pattern in _ENDINGS]
_CAMPUS = re.compile(r"大学|学院")
_INSTITUTE = re.compile(r"研究院|科学院|工程院|研究所")
_COMPANY_BRACKET = re.compile(r"^(.*?)[(（][^()（）]{1,12}[)）]$")


def kind_of(name: str) -> str:
    """The kind of organisation a name stands for; a name without a telling ending is a firm's.

    >>> [kind_of(name) for name in ("成都市经信委", "电子科技大学", "内江高新区", "招商局检测车辆技术研究院")]
    ['government', 'university', 'park', 'research']
    >>> [kind_of(name) for name in ("长安汽车", "四川省集成电路产业联盟", "大途电子(深圳)有限公司")]
    ['enterprise', 'association', 'enterprise']
    """
    plain = name.strip()
    for kind, pattern in _COMPILED:
        if pattern.search(plain):
            return _owner_kind(plain) if kind == "other" else kind
    bracket = _COMPANY_BRACKET.match(plain)
    if bracket:
        return kind_of(bracket[1])
    return "enterprise"


def _owner_kind(name: str) -> str:
    """The kind of a centre or base by whose it is: 某大学…中心, 某研究院…中心."""
    if _CAMPUS.search(name):
        return "university"
    return "research" if _INSTITUTE.search(name) else "other"


def has_ending(name: str) -> bool:
    """Whether a name ends as names of organisations do."""
    return any(pattern.search(name) for _, pattern in _COMPILED)


def level_of(kinds: Iterable[str]) -> str:
    """The level of an agreement: the kind all parties share; research with a university or institute; else mixed.

    >>> level_of(["government", "government"]), level_of(["government", "enterprise"])
    ('government', 'mixed')
    >>> level_of(["enterprise", "university"])
    'research'
    """
    found = set(kinds)
    if found & {"university", "research"}:
        return "research"
    if len(found) == 1:
        only = next(iter(found))
        return only if only in {"government", "association", "enterprise", "park"} else "mixed"
    return "mixed"
