"""Everything that the report of 29 October 2020 says, listed by hand: names, numbers and dates are facts."""

GOVERNMENT = ({"四川省经信厅", "重庆市经信委"}, "government", "signed", False)
ASSOCIATIONS = (
    {"四川省智能终端产业联盟", "重庆市通信智能终端产业协会", "四川省5G产业联盟"},
    "association",
    "signed",
    True,
)
FIRMS = (
    ({"四川英创力电子科技股份有限公司", "重庆瀚鼎节能系统工程有限公司"}, "enterprise", "signed", False),
    ({"大途电子(深圳)有限公司", "四川新翔智联科技有限公司"}, "enterprise", "signed", False),
)
INTENTION = (set(), "enterprise", "intention", True)
SIGNED_ON = "2020-10-29"
FIGURES = {
    ("10000", "亿元", "2019", "突破"),
    ("7000", "亿元", "2019", "突破"),
    ("20", "家", None, "多"),
}
PEOPLE = {
    ("皮亦鸣", "副厅长", "四川省经济和信息化厅"),
    ("刘忠", "副主任", "重庆市经济信息委"),
    ("周剑宏", "理事长", "四川省智能终端产业联盟"),
    ("周剑宏", "会长", "宜宾市智能制造行业协会"),
    ("周剑宏", "总经理", "康佳集团移动互联事业部"),
}
PARKS = {
    ("智能终端高科技产业园", "四川宜宾", "康佳集团"),
    ("新型材料产业园", "四川成都", "康佳集团"),
    ("半导体产业园", "重庆", "康佳集团"),
}
