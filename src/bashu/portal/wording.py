"""What the words of the tables are called on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.portal.shown import NONE, Words
from bashu.tables import NOT_STATED

if TYPE_CHECKING:
    from collections.abc import Mapping

STANDINGS = {
    "confirmed": Words("已确认", "confirmed"),
    "claimed": Words("企业自报", "claimed"),
    "reported": Words("公开报道", "publicly reported"),
    "registered": Words("已登记", "registered"),
    "illustrative": Words("示例", "illustrative"),
    "timetable": Words("时刻表", "timetable"),
    "estimate": Words("估算", "estimate"),
}
KINDS = {
    "enterprise": Words("企业", "enterprise"),
    "government": Words("政府部门", "government"),
    "association": Words("行业组织", "association"),
    "park": Words("园区", "park"),
    "university": Words("高校", "university"),
    "research": Words("研究机构", "research institute"),
    "media": Words("媒体", "media"),
    "other": Words("其他", "other"),
}
ROLES = {"maker": Words("生产", "maker"), "trader": Words("经销", "trader")}
PROJECT_STATUSES = {
    "announced": Words("已宣布", "announced"),
    "signed": Words("已签约", "signed"),
    "building": Words("在建", "being built"),
    "running": Words("已投产", "running"),
    "ended": Words("已终止", "ended"),
}
AGREEMENT_LEVELS = {
    "government": Words("政府部门", "government"),
    "association": Words("行业组织", "association"),
    "enterprise": Words("企业", "enterprise"),
    "park": Words("园区", "park"),
    "research": Words("科研院校", "research"),
    "mixed": Words("多方", "mixed"),
}
AGREEMENT_STATUSES = {
    "signed": Words("已签署", "signed"),
    "intention": Words("初步意向", "intention"),
    "planned": Words("计划中", "planned"),
    "past": Words("已到期", "past"),
}
AGREEMENT_KINDS = {"framework": Words("框架协议", "framework"), "contract": Words("合同", "contract")}
#: what each table of the vocabulary holds; the English words are those of the vocabulary
MEANINGS = {
    "places": "地点的树：省、市、区县、开发区与园区",
    "travel": "两地之间各方式、各年时刻表的分钟数",
    "organisations": "企业、部门、协会、园区、高校与研究机构",
    "sites": "组织在哪里办公、生产；一家可有几处",
    "products": "产业链上的产品，从研发、材料到整机与服务",
    "inputs": "做一种产品要用到什么，是否必需",
    "substitutes": "可以互相替代的产品",
    "capabilities": "谁能供什么，在哪个厂区，多少、多快",
    "needs": "谁要采购什么，多少、何时要",
    "supplies": "公开报道的供货关系",
    "projects": "宣布、签约、在建与建成的项目",
    "agreements": "签署的协议与达成的意向",
    "parties": "协议的签约方，用来源的写法",
    "statistics": "公布的统计数字，带期间、单位、口径与发布方",
    "coefficients": "投入产出表的直接消耗系数与进口份额",
    "regional": "分地区、分行业、分年的数值，用于测算专业化与集聚",
}
#: the five lines of work of the report, and a general one
LINES = {
    "supply": Words("产业配套合作", "supply"),
    "research": Words("技术协作攻关", "joint research"),
    "cluster": Words("特色产业集群", "clusters"),
    "platform": Words("合作交流平台", "platform"),
    "talent": Words("人才培养合作", "talent"),
    "general": Words("综合", "general"),
}
MODES = {
    "road": Words("公路", "road"),
    "rail": Words("铁路", "rail"),
    "inside": Words("同城", "within the place"),
}
FAMILY_NAMES = {
    "芯": Words("芯 集成电路", "chips"),
    "屏": Words("屏 新型显示", "displays"),
    "器": Words("器 智能终端", "devices"),
    "核": Words("核 核心元器件", "core parts"),
    "网": Words("网 网络与软件", "networks and software"),
}
STAGE_NAMES = {
    "研发": Words("研发", "research"),
    "材料": Words("材料", "materials"),
    "元器件(芯片)": Words("元器件（芯片）", "components and chips"),
    "整机": Words("整机", "complete sets"),
    "服务": Words("服务", "services"),
}
#: the seven areas of deep cooperation
AREA_NAMES = {
    "集成电路": Words("集成电路", "integrated circuits"),
    "电子元器件": Words("电子元器件", "electronic components"),
    "通讯终端": Words("通讯终端", "communication terminals"),
    "汽车电子": Words("汽车电子", "automotive electronics"),
    "电子信息新材料": Words("电子信息新材料", "electronic materials"),
    "电子装备": Words("电子装备", "electronic equipment"),
    "软件": Words("软件", "software"),
}
FIELD_NAMES = {
    "集成电路与新型显示": Words("集成电路与新型显示", "chips and new displays"),
    "大数据": Words("大数据", "big data"),
    "物联网": Words("物联网", "internet of things"),
    "云计算": Words("云计算", "cloud computing"),
    "信息安全": Words("信息安全", "information security"),
    "北斗导航": Words("北斗导航", "BeiDou navigation"),
    "智能制造": Words("智能制造", "smart manufacturing"),
}
UNITS = {
    "organisations": Words("家", "organisations"),
    "products": Words("种", "products"),
    "parts": Words("类", "part categories"),
    "agreements": Words("份", "agreements"),
    "minutes": Words("分钟", "min"),
}


def word(words: Mapping[str, Words], key: str | None) -> Words:
    """The words for a key; an unknown key stands for itself, no key for nothing.

    >>> word(ROLES, "maker").zh, word(ROLES, "牙科"), word(ROLES, None) == NONE
    ('生产', Words(zh='牙科', en='牙科'), True)
    """
    if not key:
        return NONE
    return words.get(key) or Words(key, key)


def stated(text: str | None) -> Words:
    """A scope or publisher as the source states it, or that it does not."""
    if text is None or text == NOT_STATED:
        return Words("来源未说明", "not stated")
    return Words(text, text)
