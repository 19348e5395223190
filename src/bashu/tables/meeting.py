"""The tables of an event with meetings; they belong to one event, so no workspace holds them."""

from bashu.tables.column import Column, Table

REQUESTS = Table(
    "requests",
    "约见",
    "Who wants to meet whom, who must, and who does not want to.",
    (
        Column("asker", "提出人", required=True, references="people"),
        Column("asked", "对方", required=True, references="people"),
        Column(
            "interest",
            "意愿",
            required=True,
            aliases=("兴趣",),
            meaning="must, want, no thanks (必见, 想见, 不见), or a score as a whole number of 0 or more",
        ),
        Column("kind", "桌位要求", meaning="the kind of table that is needed, as in tables.kind"),
    ),
    key=("asker", "asked"),
    aliases=("约见意愿",),
)

PEOPLE = Table(
    "people",
    "参会人",
    "Who takes part, when they are there, what they speak, and how far they came.",
    (
        Column("person", "编号", required=True, aliases=("参会编号",)),
        Column("name", "姓名"),
        Column("organisation", "单位", aliases=("企业", "组织")),
        Column("available", "可约时段", "list", meaning="ids of slots; empty means always"),
        Column("languages", "语言", "list", meaning="empty means that language never stands in the way"),
        Column(
            "table",
            "固定桌位",
            references="tables",
            meaning="an own table or stand, where all meetings take place",
        ),
        Column("most", "最多会面数", "whole", minimum=0, maximum=1_000),
        Column(
            "travel_minutes",
            "路程分钟",
            "number",
            unit="min",
            minimum=0,
            meaning="minutes from home to the event",
        ),
    ),
    key=("person",),
    aliases=("参会人员", "参会名单"),
)

SEATS = Table(
    "tables",
    "桌位",
    "Where meetings take place.",
    (
        Column("table", "桌号", required=True),
        Column("place", "展厅", aliases=("地点", "区域")),
        Column("kind", "桌型", meaning="such as demonstration or quiet; asked for in requests.kind"),
        Column("languages", "译员语言", "list", meaning="languages between which an interpreter helps here"),
        Column("available", "可用时段", "list", meaning="ids of slots; empty means always"),
    ),
    key=("table",),
    aliases=("桌子",),
)

SLOTS = Table(
    "slots",
    "时段",
    "When meetings take place, in order; pauses are the time between slots or slots of the kind break.",
    (
        Column("slot", "时段编号", required=True),
        Column("starts", "开始", meaning="2026-12-01 09:00, Beijing time"),
        Column("ends", "结束", meaning="as starts"),
        Column("kind", "类型", choices=("meeting", "break")),
    ),
    key=("slot",),
    aliases=("时间段",),
)

WALKING = Table(
    "walking",
    "步行",
    "Minutes on foot between halls; either direction stands for both.",
    (
        Column("place", "展厅", required=True),
        Column("other", "另一展厅", required=True),
        Column("minutes", "分钟", "number", required=True, unit="min", minimum=0, maximum=600),
    ),
    key=("place", "other"),
    aliases=("步行时间",),
)

PINNED = Table(
    "pinned",
    "固定会面",
    "Meetings that the organiser has fixed and no plan may move.",
    (
        Column("asker", "提出人", required=True, references="people"),
        Column("asked", "对方", required=True, references="people"),
        Column("slot", "时段编号", required=True, references="slots"),
        Column("table", "桌号", references="tables"),
    ),
    key=("asker", "asked"),
    aliases=("指定会面",),
)

MEETING_TABLES = {table.name: table for table in (REQUESTS, PEOPLE, SEATS, SLOTS, WALKING, PINNED)}
