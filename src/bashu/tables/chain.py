"""The product graph: products, what goes into them, what may stand in for them."""

from bashu.tables.column import Column, Table
from bashu.tables.market import STANDINGS

#: the five stages of the report: research, materials, components (chips), complete sets, services
STAGES = ("研发", "材料", "元器件(芯片)", "整机", "服务")
#: the five families of Chongqing's slogan 芯屏器核网
FAMILIES = ("芯", "屏", "器", "核", "网")
#: the seven priority fields of the report
FIELDS = ("集成电路与新型显示", "大数据", "物联网", "云计算", "信息安全", "北斗导航", "智能制造")
#: the seven areas of deep cooperation of the report
AREAS = ("集成电路", "电子元器件", "通讯终端", "汽车电子", "电子信息新材料", "电子装备", "软件")
#: the edition of the national classification of economic activities that the codes of products follow
CODE_EDITION = "GB/T 4754-2017"

PRODUCTS = Table(
    "products",
    "产品",
    "The nodes of the industry chain, from research and materials to complete sets and services.",
    (
        Column("product", "产品编号", required=True),
        Column("name_zh", "名称", required=True, aliases=("产品", "产品名称")),
        Column("name_en", "英文名"),
        Column("stage", "环节", meaning="研发, 材料, 元器件(芯片), 整机 or 服务 in the bundled data"),
        Column("family", "门类", meaning="芯, 屏, 器, 核 or 网 in the bundled data"),
        Column("fields", "重点领域", "list", meaning="priority fields the product belongs to"),
        Column("areas", "合作领域", "list", meaning="areas of deep cooperation"),
        Column("parent", "上位产品", references="products"),
        Column("gbt4754", "国民经济行业代码", meaning="GB/T 4754-2017 class"),
    ),
    key=("product",),
    parent="parent",
)

INPUTS = Table(
    "inputs",
    "投入",
    "What goes into what: `input` is needed to make `product`.",
    (
        Column("input", "投入品", required=True, references="products"),
        Column("product", "产出品", required=True, references="products"),
        Column("essential", "必需", "flag", meaning="without it the product cannot be made"),
        Column("share", "成本占比", "number", minimum=0, maximum=1),
        Column("source", "来源"),
        Column(
            "standing",
            "依据",
            choices=STANDINGS,
            meaning="claimed when somebody accepted a suggestion; empty is as the source says",
        ),
    ),
    key=("input", "product"),
)

SUBSTITUTES = Table(
    "substitutes",
    "替代品",
    "Products that may stand in for another.",
    (
        Column("product", "产品编号", required=True, references="products"),
        Column("substitute", "替代产品", required=True, references="products"),
        Column("region", "适用地区", references="places"),
        Column("note", "说明"),
    ),
    key=("product", "substitute", "region"),
)
