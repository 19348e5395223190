"""How much it says that two names share a character of the brand: rare characters tell firms apart."""

from __future__ import annotations

#: characters that stand in the brands of very many Chinese firms, commonest first
_COMMONEST = "华中新天金达海科东通大方安泰特信光国德龙三利业力康联瑞美长南创高电恒尔江博源山能星盛亚威宝普万兴化北和城宏奥航广丰智凯富银百洋明邦迪正远汇神发石生元西林"
#: characters that stand in those of many
_COMMON = (
    "阳赛宇日世集太斯克农福飞蓝马工永合维嘉润莱立商环时隆佳成云爱众森药港钢顺风川河地胜英京鼎思建讯诺民代红家贝材水鑫精捷网用双峰乐一晶吉平格绿九视易同文微运锦开荣惠汽人子昌团洲五基鸿车圣铁亿伟尚士锐杰益"
    "纪丽重虹汉投友松纳辰艾振健聚晨机慧鲁拓欣诚翔花得动雅腾型州都原申景路四道苏禾超兰久芯冠沃欧互春王珠"
)
_SAYS = dict.fromkeys(_COMMON, 0.6) | dict.fromkeys(_COMMONEST, 0.3)

#: words that firms with nothing to do with each other have as their brand, and groups with many firms of the same name
_SHARED = """
    东方 北方 南方 西部 东部 中部 华东 华北 华南 华中 华西 西南 东北 西北 东南 中南 江南 江北 中原 岭南 长江 黄河 珠江 钱江 渤海 东海 南海 太平洋 亚太 环球 五洲 九洲 九州 四海
    新华 中华 华夏 神州 长城 长征 天山 泰山 黄山 金山 昆仑 太极 太平 太阳 阳光 星光 曙光 银河 北斗 天地 天马 天龙 金龙 金马 凤凰 孔雀 熊猫 海鸥 雄鹰 明珠 明天 未来 世纪 时代 当代 现代 先锋 前进
    胜利 红旗 红星 五星 双星 三星 七星 新星 恒星 友谊 人民 民生 大众 国际 国家 中央 首都 第一 中心 联合 联创 华联 中联 三联 四通 五环 双环 三环 四方 八方 永和 永安 国泰 华泰 恒泰 安泰 中泰 同泰 泰和
    兴业 创业 建业 实业 工业 商业 新业 天业 天安 天润 天顺 天业 天元 天一 天宇 天成 天宏 华宇 华阳 华新 华光 华信 华通 华天 华源 华兴 华强 华昌 华盛 华润 华鼎 华立 新兴 新光 新亚 新天 新南 新城 新时代 新世纪 新世界
    光明 光大 光华 光彩 国光 国华 国信 国投 国新 国电 国药 国机 中国 中信 中粮 中航 中船 中铁 中交 中建 中材 中石化 中石油 中煤 中电 中科 中海 中远 中化 中核 中车 中钢 中广核 中节能 中兴 中天 中新 中恒 中环 中银 中金 中青 中农
    航天 航发 航空 海航 海天 海信 海尔 一汽 东风 北汽 上汽 广汽 长虹 长安 五矿 招商 保利 紫光 方正 同方 清华 北大 复旦 浙大 科大 交大 浦东 同济 同仁 同益 宏达 通达 腾达 顺达 运达 万达 福达 精达 远大 宏大 大地 大通 大华 大洋
    金田 金地 金桥 金鹰 金石 金杯 金盾 金陵 金海 万马 万里 万向 万通 万邦 富通 富春 永新 永泰 兴化 兴华 凯迪 凯龙 玉龙 蓝盾 神马 青松 海德 南洋 南山 合力 合兴 宏宇 恒大 恒信 恒通 恒力 恒源 汇通 汇丰 瑞丰 三和 三友 三维 三力 鑫源 鑫达
    农村 城市 城投 城建 建投 交投 水投 能投 电投 产投 旅投 文旅 高速 广电 电信 移动 联通 铁塔 烟草 石化
"""
SHARED_BRANDS = frozenset(_SHARED.split())


def says(char: str) -> float:
    """How much one character of a brand says, 0.3 (very common) to 1 (rare).

    >>> says("华"), says("宇"), says("隽")
    (0.3, 0.6, 1.0)
    """
    return _SAYS.get(char, 1.0)


def is_shared(brand: str) -> bool:
    """Whether firms with nothing to do with each other have this brand.

    >>> is_shared("华联"), is_shared("寒武纪")
    (True, False)
    """
    return brand in SHARED_BRANDS or brand[:2] in SHARED_BRANDS
