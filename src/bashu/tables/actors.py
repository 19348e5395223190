"""Organisations and their sites."""

from bashu.tables.column import Column, Table

KINDS = ("enterprise", "government", "association", "park", "university", "research", "media", "other")

ORGANISATIONS = Table(
    "organisations",
    "组织",
    "Firms, departments, associations, parks, universities and institutes.",
    (
        Column("organisation", "组织编号", required=True),
        Column("name", "名称", required=True, aliases=("企业名称", "单位名称", "全称")),
        Column("short_name", "简称"),
        Column("name_en", "英文名"),
        Column("kind", "类别", required=True, choices=KINDS),
        Column("parent", "上级组织", references="organisations"),
        Column("place", "所在地", references="places"),
        Column("credit_code", "统一社会信用代码"),
        Column("standing", "依据", required=True, choices=("registered", "reported", "illustrative")),
        Column("source", "来源", required=True),
    ),
    key=("organisation",),
    parent="parent",
    aliases=("企业", "单位"),
)

SITES = Table(
    "sites",
    "厂区",
    "Where an organisation works; a group may have several plants.",
    (
        Column("site", "厂区编号", required=True),
        Column("organisation", "组织编号", required=True, references="organisations"),
        Column("place", "所在地", required=True, references="places"),
        Column("park", "园区", meaning="park or zone by name, as the source has it"),
        Column("role", "角色", meaning="what is done there"),
        Column("source", "来源", required=True),
    ),
    key=("site",),
)
