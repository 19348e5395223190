"""What is said about places, lines, the product graph and input-output tables: problem and remedy in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.errors.sentences import Sentences

#: what a name may stand for, and the tables by what people call them
NOUNS = {
    "places": "地点",
    "organisations": "组织",
    "sites": "厂区",
    "products": "产品",
    "capabilities": "能力",
    "needs": "需求",
    "agreements": "协议",
    "agreement": "协议",
    "need": "需求",
    "organisation": "组织",
    "reading": "产业链的读法",
    "supplier": "供应者",
    "table": "表格",
    "year": "年份",
}
CHAIN: Sentences = {
    "unknown_name": (
        ("找不到{what}“{value}”", "请核对写法{nearest}"),
        ("there is no {what} “{value}”", "check the spelling{nearest}"),
    ),
    "unknown_place": (
        ("找不到地点“{value}”", "请核对写法{nearest}"),
        ("there is no place “{value}”", "check the spelling{nearest}"),
    ),
    "not_a_region": (
        ("“{value}”不是这里的地区", "可用的地区：{nearest}"),
        ("“{value}” is not one of the regions", "use one of these: {nearest}"),
    ),
    "unknown_product": (
        ("找不到产品“{value}”", "请核对写法{nearest}"),
        ("there is no product “{value}”", "check the spelling{nearest}"),
    ),
    "unknown_timetable": (
        ("没有 {value} 年的列车时刻", "可用年份：{nearest}"),
        ("there is no timetable of {value}", "use one of these years: {nearest}"),
    ),
    "not_a_line": (
        (
            "一条线路至少要有两站，从起点算起的分钟数逐站增加；读到的是：{value}",
            "请按顺序列出各站，分钟数从第一站算起",
        ),
        (
            "a line has at least two stops whose minutes from the first one grow; these were {value}",
            "list the stops in order, each with its minutes from the first",
        ),
    ),
    "too_few_times": (
        ("只有 {value} 条可用的行车时间", "至少需要 {minimum} 条，且两端都有坐标"),
        (
            "only {value} driving times can be used",
            "at least {minimum} are needed, with coordinates at both ends",
        ),
    ),
    "times_without_distance": (
        ("行车时间不随距离增加（每公里 {value} 分钟）", "请核对起止点与分钟数"),
        ("the driving times do not grow with the distance ({value} min a km)", "check places and minutes"),
    ),
    "input_cycle": (
        ("投入关系成环：{witness}", "产品不能是自身的投入，请删去其中一条"),
        ("inputs form a circle: {witness}", "no product goes into itself; remove one of these links"),
    ),
    "orphan_product": (
        ("产品“{value}”没有投入、用途、下位产品，也没有生产者", "请补上投入关系，或删去它"),
        ("the product “{value}” has no input, no use, no sub-type and no maker", "link it, or remove it"),
    ),
    "impossible_stage": (
        ("环节倒置：{witness}", "后一环节的产品不应是前一环节的投入，请核对方向"),
        (
            "the stages run backwards: {witness}",
            "a later stage does not go into an earlier one; check the direction",
        ),
    ),
    "out_of_balance": (
        (
            "投入产出表不平衡：偏差 {imbalance}",
            "请核对行（中间使用＋最终使用－进口＝总产出）与列（中间投入＋增加值＝总投入）",
        ),
        (
            "the input-output table does not balance: off by {imbalance} of output",
            "check rows (intermediate + final use - imports = output) and columns (inputs + value added = output)",
        ),
    ),
}
