"""Who can make what, who needs what, who supplies whom, and what is being built."""

from bashu.tables.column import Column, Table

STANDINGS = ("confirmed", "claimed", "reported", "illustrative")

CAPABILITIES = Table(
    "capabilities",
    "能力",
    "What an organisation can supply, from which site, how much and how fast.",
    (
        Column("capability", "能力编号", required=True),
        Column("organisation", "组织编号", required=True, references="organisations"),
        Column("site", "厂区编号", references="sites"),
        Column(
            "product",
            "产品编号",
            references="products",
            meaning="empty where the text fits no product of the graph",
        ),
        Column("text", "产品描述", aliases=("产品", "主要产品")),
        Column("capacity", "产能", "number", minimum=0, protected=True),
        Column("unit", "单位"),
        Column("lead_days", "交期", "number", unit="d", minimum=0, maximum=3_650),
        Column("minimum_lot", "最小批量", "number", minimum=0, protected=True),
        Column("certificates", "认证", "list"),
        Column("role", "供应方式", choices=("maker", "trader")),
        Column("standing", "依据", required=True, choices=STANDINGS),
        Column("updated", "更新日期", "date"),
        Column("source", "来源", required=True),
    ),
    key=("capability",),
    owners=("organisation",),
    aliases=("供应能力",),
)

NEEDS = Table(
    "needs",
    "需求",
    "What an organisation or a group of them wants to buy.",
    (
        Column("need", "需求编号", required=True),
        Column("organisation", "组织编号", references="organisations"),
        Column("site", "厂区编号", references="sites"),
        Column("product", "产品编号", references="products"),
        Column("text", "需求描述", aliases=("需求", "产品")),
        Column("quantity", "数量", "number", minimum=0, protected=True),
        Column("unit", "单位"),
        Column("by", "需要日期", "date", aliases=("截止日期",)),
        Column("min_suppliers", "最少供应商数", "whole", minimum=1, maximum=100),
        Column("certificates", "认证要求", "list"),
        Column("max_minutes", "最长运输分钟", "number", unit="min", minimum=0),
        Column("standing", "依据", required=True, choices=STANDINGS),
        Column("updated", "更新日期", "date"),
        Column("source", "来源", required=True),
    ),
    key=("need",),
    owners=("organisation",),
)

SUPPLIES = Table(
    "supplies",
    "供货",
    "Who supplied whom with what; hidden from everybody but both parties unless it was publicly reported.",
    (
        Column("supplier", "供方", required=True, references="organisations"),
        Column("buyer", "需方", required=True, references="organisations"),
        Column("product", "产品编号", required=True, references="products"),
        Column("value", "数值", "number", minimum=0, protected=True),
        Column("unit", "单位"),
        Column("period", "期间", "period"),
        Column("standing", "依据", required=True, choices=STANDINGS),
        Column("source", "来源", required=True),
    ),
    key=("supplier", "buyer", "product", "period"),
    owners=("supplier", "buyer"),
    protected_rows=True,
)

PROJECTS = Table(
    "projects",
    "项目",
    "Plants that were announced, signed or are being built; never counted as existing before they run.",
    (
        Column("project", "项目编号", required=True),
        Column("organisation", "组织编号", references="organisations"),
        Column("product", "产品编号", references="products"),
        Column("place", "地点", required=True, references="places"),
        Column("capacity", "规划产能", "number", minimum=0),
        Column("unit", "单位"),
        Column(
            "status", "状态", required=True, choices=("announced", "signed", "building", "running", "ended")
        ),
        Column("as_of", "截至", "date", meaning="the date the status was reported"),
        Column("source", "来源", required=True),
    ),
    key=("project",),
)
