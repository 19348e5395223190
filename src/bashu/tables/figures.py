"""Published statistics and the coefficient tables that the methods read."""

from bashu.tables.column import Column, Table

#: what a figure says where its source names no scope or publisher
NOT_STATED = "not stated"

STATISTICS = Table(
    "statistics",
    "统计",
    "Published figures with region, period, unit, scope and publisher; mixed scopes are never added.",
    (
        Column("region", "地区", required=True, references="places"),
        Column("period", "期间", "period", required=True),
        Column("measure", "指标", required=True),
        Column("value", "数值", "number", required=True),
        Column("unit", "单位", required=True),
        Column("scope", "口径", required=True, meaning="what the figure covers, or `not stated`"),
        Column("target", "目标", "flag", meaning="a target, not a result"),
        Column("publisher", "发布方", required=True, meaning="who published it, or `not stated`"),
        Column("source", "来源", required=True),
    ),
    key=("region", "period", "measure", "scope", "source"),
)

COEFFICIENTS = Table(
    "coefficients",
    "投入系数",
    "Input-output coefficients: input per unit of output, and the share of it that is imported.",
    (
        Column("input_sector", "投入部门", required=True),
        Column("sector", "产出部门", required=True),
        Column("coefficient", "系数", "number", required=True),
        Column("import_share", "进口占比", "number", minimum=0, maximum=1),
        Column("table", "表"),
        Column("source", "来源", required=True),
    ),
    key=("input_sector", "sector", "table"),
)

REGIONAL = Table(
    "regional",
    "地区产业",
    "One value per region, industry and year: what the measures of structure read.",
    (
        Column("region", "地区", required=True),
        Column("industry", "产业", required=True),
        Column("year", "年份", "whole", minimum=1900, maximum=2200),
        Column("value", "数值", "number", required=True),
    ),
    key=(),
)
