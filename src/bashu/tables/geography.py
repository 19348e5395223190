"""Places and the minutes between them."""

from bashu.tables.column import Column, Table

LEVELS = ("nation", "province", "city", "district", "zone", "park")

PLACES = Table(
    "places",
    "地点",
    "A tree of provinces, cities, districts, development zones and parks.",
    (
        Column("place", "地点编号", required=True, meaning="short readable id"),
        Column("name_zh", "名称", required=True, aliases=("地点", "地名")),
        Column("name_en", "英文名"),
        Column(
            "region",
            "所属地区",
            references="places",
            meaning="the region of a corridor it lies in; empty outside",
        ),
        Column("parent", "上级", references="places"),
        Column("level", "层级", required=True, choices=LEVELS),
        Column("adcode", "行政区划代码", meaning="GB/T 2260 code; empty for zones and parks"),
        Column("lon", "经度", "number", unit="°E", minimum=-180, maximum=180),
        Column("lat", "纬度", "number", unit="°N", minimum=-90, maximum=90),
    ),
    key=("place",),
    parent="parent",
    aliases=("地区",),
)

TRAVEL = Table(
    "travel",
    "行程",
    "Minutes between two places by mode and timetable year.",
    (
        Column("origin", "起点", required=True, references="places"),
        Column("destination", "终点", required=True, references="places"),
        Column("mode", "方式", required=True, choices=("road", "rail")),
        Column(
            "minutes",
            "分钟",
            "number",
            unit="min",
            minimum=0,
            maximum=20_000,
            meaning="empty where a connection is known to exist and its time is not",
        ),
        Column(
            "year",
            "年份",
            "whole",
            minimum=1900,
            maximum=2200,
            meaning="timetable year, or that of the report; empty for estimates",
        ),
        Column("standing", "依据", required=True, choices=("timetable", "reported", "estimate")),
        Column("source", "来源", required=True),
    ),
    key=("origin", "destination", "mode", "year"),
)
