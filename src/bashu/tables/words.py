"""The words that people write for the codes of the vocabulary, the first of each in Chinese the usual one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARKET_STANDING = {
    "confirmed": ("已确认", "确认"), "claimed": ("自述", "企业自报", "自报", "申报"),
    "reported": ("公开报道", "报道"), "illustrative": ("示意", "示例"),
}  # fmt: skip
_ORGANISATION_KINDS = {
    "enterprise": ("企业", "公司", "有限公司", "民营企业", "国有企业", "外资企业"), "government": ("政府", "政府部门", "机关", "党政机关"),
    "association": ("协会", "行业协会", "商会", "联盟", "社会团体"), "park": ("园区", "开发区", "产业园"),
    "university": ("高校", "大学", "院校"), "research": ("科研院所", "研究机构", "科研机构", "研究院所"),
    "media": ("媒体",), "other": ("其他", "其它"),
}  # fmt: skip
#: (table, column) -> code -> words for it
CHOICE_WORDS: Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]] = {
    ("organisations", "kind"): _ORGANISATION_KINDS,
    ("parties", "kind"): _ORGANISATION_KINDS,
    ("organisations", "standing"): {
        "registered": ("已登记", "登记", "在册", "已入驻"), "reported": ("公开报道", "报道"), "illustrative": ("示意", "示例"),
    },
    ("capabilities", "standing"): _MARKET_STANDING,
    ("needs", "standing"): _MARKET_STANDING,
    ("supplies", "standing"): _MARKET_STANDING,
    ("inputs", "standing"): _MARKET_STANDING,
    ("capabilities", "role"): {"maker": ("生产者", "生产", "制造", "自产", "生产商", "制造商"), "trader": ("经销", "贸易", "代理", "经销商")},
    ("projects", "status"): {
        "announced": ("宣布", "拟建", "规划", "前期", "储备"), "signed": ("签约", "已签约"), "building": ("在建", "已开工", "开工", "建设中", "续建"),
        "running": ("投产", "已投产", "建成", "竣工", "达产"), "ended": ("终止", "取消", "停建"),
    },
    ("agreements", "status"): {
        "signed": ("签约", "已签约", "已签", "正式协议"), "intention": ("意向", "意向协议", "达成意向"), "planned": ("计划", "拟签", "拟签约"),
        "past": ("以往", "历史", "此前签署"),
    },
    ("agreements", "level"): {
        "government": ("政府", "政府间"), "association": ("协会", "行业组织", "协会间"), "enterprise": ("企业", "企业间"),
        "park": ("园区", "园区间"), "research": ("科研", "产学研", "联合攻关"), "mixed": ("混合", "综合", "政企"),
    },
    ("agreements", "kind"): {"framework": ("框架", "框架协议", "战略合作"), "contract": ("合同", "正式合同", "项目合同")},
    ("agreements", "line"): {
        "supply": ("产业配套", "配套", "配套合作"), "research": ("技术协作", "技术攻关", "科研合作"), "cluster": ("产业集群", "集群"),
        "platform": ("合作平台", "平台"), "talent": ("人才培养", "人才"), "general": ("综合", "全面合作"),
    },
    ("places", "level"): {
        "nation": ("国家",), "province": ("省", "省级", "直辖市"), "city": ("市", "市级", "地市", "市州"), "district": ("区县", "区", "县"),
        "zone": ("开发区", "新区", "功能区"), "park": ("园区", "产业园"),
    },
    ("travel", "mode"): {"road": ("公路", "汽车"), "rail": ("铁路", "高铁", "火车", "动车")},
    ("travel", "standing"): {"timetable": ("时刻表", "列车时刻表"), "reported": ("公开报道", "报道"), "estimate": ("估算", "估计")},
}  # fmt: skip


def choice_codes(table: str, column: str) -> dict[str, str]:
    """Every word for a code of a column with the code, the codes themselves included.

    >>> choice_codes("projects", "status")["在建"], choice_codes("projects", "status")["building"]
    ('building', 'building')
    """
    words = CHOICE_WORDS.get((table, column), {})
    return {word: code for code, spoken in words.items() for word in (code, *spoken)}
