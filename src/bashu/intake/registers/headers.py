"""What a header of somebody's register means: the vocabulary's names and the synonyms that registers use."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bashu.tables import TABLES
from bashu.text import same_dimension
from bashu.text.units import MULTIPLIERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.tables import Table

#: a column that only helps to find the organisation and is in no table
ORGANISATION_CODE = "organisation's credit code"

_CODES = ("统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码", "统一代码", "机构代码", "纳税人识别号", "税号",
          "credit code", "creditcode", "unified social credit code")  # fmt: skip
_ORGANISATION_NAMES = (
    "企业名称", "单位名称", "公司名称", "企业全称", "公司全称", "单位全称", "机构名称", "组织名称", "组织", "企业", "公司",
    "申报单位", "填报单位", "申报企业", "实施单位", "建设单位", "项目单位", "投资方", "承建单位", "供应商", "供应商名称",
    "采购单位", "采购方", "需求单位", "需求企业", "company", "company name", "firm", "enterprise",
)  # fmt: skip
_PLACES = ("所在地", "所在地区", "所在区县", "所在区域", "所在城市", "所在市州", "市州", "地市", "市（州）", "区县", "区（县）",
           "所属区县", "所属地区", "属地", "城市", "地区", "区域", "注册地", "住所", "建设地点", "项目地点", "实施地点", "项目所在地",
           "city", "location")  # fmt: skip
_SOURCES = ("来源", "数据来源", "信息来源", "资料来源", "出处")
_UPDATED = (
    "更新日期",
    "更新时间",
    "填报日期",
    "填报时间",
    "登记日期",
    "填表日期",
    "发布日期",
    "last updated",
)
_UNITS = ("单位", "计量单位", "数量单位", "产能单位", "金额单位")
#: table -> column -> headers beside those of the vocabulary
SYNONYMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "organisations": {
        "name": (*_ORGANISATION_NAMES, "法人单位名称", "名称全称", "机构全称"),
        "short_name": ("企业简称", "单位简称", "公司简称"),
        "name_en": ("英文名称", "企业英文名", "english name"),
        "kind": ("类型", "单位类别", "单位类型", "机构类型", "组织类型", "主体类型"),
        "parent": ("上级单位", "母公司", "集团", "所属集团", "上级", "parent company"),
        "credit_code": _CODES,
        "standing": ("数据依据", "登记状态"),
    },
    "sites": {
        "place": _PLACES, "park": ("所在园区", "所属园区", "产业园区", "园区名称", "开发区"),
        "role": ("用途", "功能", "厂区用途"), "site": ("厂区代码", "基地编号"),
    },
    "capabilities": {
        "text": ("产品名称", "产品及规格", "主导产品", "供应产品", "供给产品", "可供产品", "配套产品", "产品服务", "主营产品", "能力描述",
                 "products"),
        "capacity": ("年产能", "产能规模", "生产能力", "设计产能", "供应能力", "供货能力", "annual capacity"),
        "lead_days": ("交货期", "交付周期", "交货周期", "供货周期", "lead time"),
        "minimum_lot": ("最小起订量", "起订量", "moq"),
        "certificates": ("认证情况", "资质", "资质认证", "体系认证", "通过认证", "certification"),
        "role": ("供应类型", "生产或贸易"),
    },
    "needs": {
        "text": ("产品名称", "需求产品", "采购产品", "需求内容", "配套需求", "采购内容", "物料名称", "需求名称"),
        "quantity": ("需求数量", "需求量", "采购数量", "采购量", "年需求量", "年采购量"),
        "by": ("需求日期", "交货日期", "交付日期", "交付时间", "到货日期", "需求时间", "截止时间", "最晚日期"),
        "certificates": ("资质要求", "认证"), "min_suppliers": ("供应商数量",),
    },
    "supplies": {
        "supplier": ("供应商", "供应商名称", "供货单位", "供货方", "供应方", "卖方", "配套企业"),
        "buyer": ("采购方", "采购单位", "采购商", "买方", "购货单位", "客户", "整机企业"),
        "product": ("产品", "产品名称", "供货产品", "配套产品"),
        "value": ("金额", "供货金额", "交易额", "采购额", "供货额", "数量"),
        "period": ("年份", "年度", "时间", "供货期间"),
    },
    "projects": {
        "organisation": ("企业",), "place": _PLACES, "capacity": ("设计产能", "产能", "年产能", "建设规模"),
        "product": ("产品", "产品名称", "主要产品"), "status": ("项目状态", "进展", "建设状态", "项目进展", "建设进度"),
        "as_of": ("截至日期", "截止日期", "更新日期", "数据日期", "时点"), "project": ("项目名称", "项目代码"),
    },
    "agreements": {
        "title": ("协议名称", "合同名称", "项目名称", "签约项目", "合作协议"), "level": ("协议层级", "签约层级", "类型"),
        "subject": ("合作内容", "协议内容", "主要内容", "合作事项"),
        "signed_on": ("签约时间", "签订日期", "签订时间", "签署日期", "签署时间", "signed"),
        "place": ("签约地点", "签署地点"), "status": ("协议状态", "签约状态"),
        "amount": ("协议金额", "合同金额", "签约金额", "投资额", "投资金额", "总投资", "协议投资额", "合同额"),
        "count": ("协议数量",), "line": ("合作类型",),
    },
    "parties": {
        "name": ("签约方", "签约单位", "单位名称", "企业名称", "参与方"), "agreement": ("协议", "协议名称"), "kind": ("类型",),
    },
    "places": {"parent": ("上级地点", "所属"), "adcode": ("区划代码", "行政区划")},
    "travel": {"minutes": ("时间", "用时", "时长", "行程时间", "耗时"), "mode": ("交通方式", "运输方式"),
               "origin": ("出发地", "始发地", "出发站"), "destination": ("目的地", "到达地", "到达站")},
    "products": {"name_zh": ("产品中文名",), "parent": ("上级产品", "所属类别"), "stage": ("产业链环节",)},
    "inputs": {"input": ("上游产品", "原料", "零部件"), "product": ("下游产品", "成品")},
    "statistics": {"value": ("指标值", "数据", "值"), "measure": ("指标名称",), "period": ("时间", "年份", "年度"),
                   "scope": ("统计口径", "统计范围"), "publisher": ("发布单位", "发布机构", "公布单位")},
    "regional": {"industry": ("行业", "产业名称"), "region": ("城市", "区域"), "year": ("年度",), "value": ("产值", "值")},
}  # fmt: skip

_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】")
_MARKS = re.compile(r"^[*★☆●◐※#]+|[*★☆●◐※#:：]+$")
_UNIT_WORD = re.compile(r"^(?:单位|计量单位|金额单位)[:：]?")
#: words in brackets behind a header that are no unit
_NO_UNITS = frozenset(
    (
        "必填",
        "选填",
        "可选",
        "非必填",
        "含税",
        "不含税",
        "全称",
        "估算",
        "预计",
        "可不填",
        "如有",
        "规划",
        "人民币",
    )
)
_LONGEST_HEADER = 60


@dataclass(frozen=True)
class Meaning:
    """What a header means in a table: the column, the unit that stands in the header, and whether it is its own.

    ``own`` headers are those of the vocabulary; synonyms are shared by several tables.
    """

    column: str
    unit: str | None = None
    own: bool = True


def plain_header(text: str) -> str:
    """A header without width, case, spaces, line breaks and marks.

    >>> plain_header("★企业 名称（全称）:")
    '企业名称(全称)'
    """
    return _MARKS.sub("", _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower())


@lru_cache(maxsize=64)
def own_headers(table: str) -> frozenset[str]:
    """The plain headers of the vocabulary alone."""
    return frozenset(plain_header(header) for column in TABLES[table] for header in column.headers)


@lru_cache(maxsize=64)
def known_headers(table: str) -> Mapping[str, str]:
    """Every plain header of a table with its column; the vocabulary comes before the synonyms."""
    contract = TABLES[table]
    known: dict[str, str] = {}
    for column in contract:
        for header in (*column.headers, column.name.replace("_", " ")):
            known.setdefault(plain_header(header), column.name)
    for name, headers in _synonyms(contract):
        for header in headers:
            known.setdefault(plain_header(header), name)
    return known


def _synonyms(table: Table) -> list[tuple[str, tuple[str, ...]]]:
    own = list(SYNONYMS.get(table.name, {}).items())
    shared: list[tuple[str, tuple[str, ...]]] = []
    for column in table:
        if column.name == "organisation" and column.references and table.name != "parties":
            shared += [("organisation", _ORGANISATION_NAMES), (ORGANISATION_CODE, _CODES)]
        elif column.name == "place" and table.name != "places":
            shared.append(("place", _PLACES))
        elif column.name in {"source", "updated", "unit"}:
            words = {"source": _SOURCES, "updated": _UPDATED, "unit": _UNITS}[column.name]
            shared.append((column.name, words))
    return own + shared


def read_header(text: str, table: str) -> Meaning | None:
    """The meaning of one header in a table, or None.

    A unit may stand in brackets, behind a slash or a comma: 产能（万片/年）, 金额/万元.

    >>> read_header("合同金额（万元）", "agreements")
    Meaning(column='amount', unit='万元', own=False)
    >>> read_header("★ 企业名称", "organisations"), read_header("备注", "organisations")
    (Meaning(column='name', unit=None, own=True), None)
    """
    plain = plain_header(text)
    if not plain or len(plain) > _LONGEST_HEADER:
        return None
    known = known_headers(table)
    own = own_headers(table)
    if plain in known:
        return Meaning(known[plain], own=plain in own)
    bare = plain_header(_BRACKET.sub("", plain))
    inside = [part for found in _BRACKET.findall(plain) for part in found if part]
    if bare in known:
        units = (unit_of(part) for part in inside) if _takes_unit(table, known[bare]) else iter(())
        return Meaning(known[bare], next((unit for unit in units if unit), None), bare in own)
    for mark in ("/", ",", "、"):
        name, found, unit = bare.partition(mark)
        if found and name in known and _takes_unit(table, known[name]) and unit_of(unit):
            return Meaning(known[name], unit_of(unit), name in own)
    return None


def _takes_unit(table: str, column: str) -> bool:
    return column in TABLES[table].schema and TABLES[table][column].kind in {"number", "whole"}


def unit_of(text: str) -> str | None:
    """A unit as a header states it, or None: 单位：万元, 万片/月, %.

    >>> unit_of("单位：万元"), unit_of("必填"), unit_of("万")
    ('万元', None, '万')
    """
    unit = _UNIT_WORD.sub("", plain_header(text))
    if not unit or unit in _NO_UNITS or any(char.isdigit() for char in unit):
        return None
    return unit if unit in MULTIPLIERS or same_dimension(unit, unit) else None
