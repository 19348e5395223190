"""What a workspace knows about names: places, organisations, products; prepared once per version."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from bashu.intake.names import NameRegister, register_of_tables
from bashu.tables import AREAS, FIELDS
from bashu.text import Gazetteer, Lexicon, name_key
from bashu.workspace import Workspace

if TYPE_CHECKING:
    import polars as pl

#: everyday names of products beside those of the catalogue
_PRODUCT_ALIASES = {
    "cm_pcb": ("PCB", "印刷电路板", "电路板", "线路板"), "cm_hdi": ("HDI",), "cm_fpc": ("柔性线路板", "FPC", "软板"),
    "fg_laptop": ("笔记本", "笔电", "手提电脑"), "fg_phone": ("手机",), "fg_tv": ("彩电", "电视"), "fg_tablet": ("平板",),
    "dp_oled": ("AMOLED", "OLED面板", "柔性屏"), "dp_lcd": ("液晶面板", "TFT-LCD", "液晶屏"), "dp_led": ("Mini LED", "Micro LED", "MiniLED", "MicroLED"),
    "ic_cpu": ("CPU", "GPU", "处理器"), "ic_mem": ("存储器", "内存"), "ic_mcu": ("MCU",), "ic_power": ("功率器件", "IGBT", "功率半导体", "MOSFET"),
    "ic_sicdev": ("SiC器件",), "ic_pt": ("封测", "封装测试"), "ic_fab": ("晶圆",), "rd_ic_design": ("芯片设计", "IC设计"), "rd_eda_ip": ("EDA",),
    "cm_battery": ("锂电池", "电池包", "动力电池"), "cm_cell": ("电芯",), "cm_passive": ("电容", "电阻", "电感", "MLCC"), "cm_conn": ("连接器",),
    "cm_ssd": ("硬盘", "固态硬盘"), "cm_sensor": ("传感器",), "cm_optmod": ("光模块",), "cm_camera": ("摄像头",), "cm_shell": ("结构件", "机壳"),
    "fg_server": ("服务器",), "fg_net": ("通信设备", "基站"), "fg_auto": ("智能座舱",), "fg_wear": ("智能手表", "可穿戴设备"), "fg_home": ("智能家居",),
    "sv_iiot": ("工业互联网",), "sv_cloud": ("数据中心", "云服务"), "sv_fin": ("供应链金融",), "mat_wafer": ("硅片",), "mat_photoresist": ("光刻胶",),
    "mat_sic": ("碳化硅衬底", "碳化硅"), "mat_glass": ("玻璃基板", "基板玻璃"), "mat_polarizer": ("偏光片",), "mat_ccl": ("覆铜板",), "mat_cufoil": ("铜箔",),
    "grp_xin": ("集成电路", "芯片"), "grp_ping": ("新型显示",), "grp_qi": ("智能终端",), "cm_pcba": ("PCBA", "SMT贴装"),
}  # fmt: skip
#: brands that pages of this industry write without any ending, so that no grammar can tell them
_BRANDS_TEXT = (
    "华为 比亚迪 长安汽车 宁德时代 美的 格力 海尔 小米 中兴 百度 阿里巴巴 腾讯 京东方 京东 康佳 创维 惠科 富士康 英特尔 高通 三星 "
    "台积电 中芯国际 华润微 中国电信 中国移动 中国联通 中国铁塔 中国电子 中国电科 国家电网 浪潮 新华三 科大讯飞 海康威视 大疆 蔚来汽车 "
    "小鹏汽车 理想汽车 赛力斯 吉利汽车 上汽 一汽 奇瑞 长城汽车 北汽 广汽 特斯拉 博世 西门子 施耐德 戴尔 惠普 华硕 宏碁 德州仪器 紫光 "
    "长虹华意 国轩高科 中创新航 通威 天齐锂业 隆鑫 宗申 力帆 庆铃汽车 寒武纪 龙芯 飞腾 兆易创新 长电科技 通富微电 华天科技 三安光电 "
    "维信诺 天马 华星光电 TCL OPPO vivo IBM SAP"
)
_BRANDS = _BRANDS_TEXT.split()
#: everyday wordings of the priority fields and the areas of deep cooperation
_FIELD_ALIASES = {"北斗": "北斗导航"}
_AREA_ALIASES = {"通信终端": "通讯终端", "电子材料": "电子信息新材料"}


class Knowledge:
    """Lexicons of one workspace for reading pages.

    Parameters
    ----------
    workspace
        Uses the tables places, organisations and products as far as they are there.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.version = workspace.version
        places = workspace.table("places") if workspace.has("places") else None
        self.gazetteer = Gazetteer(places)
        organisations = workspace.table_or_empty("organisations")
        self._tables = organisations, workspace.table_or_empty("places")
        self._ids: dict[str, str] = {}
        self.organisations: Lexicon[tuple[str, str, str]] = Lexicon(self._organisation_names(organisations))
        self.products: Lexicon[str] = Lexicon(_product_names(workspace.table_or_empty("products")))
        self.fields: Lexicon[str] = Lexicon([*((name, name) for name in FIELDS), *_FIELD_ALIASES.items()])
        self.areas: Lexicon[str] = Lexicon([*((name, name) for name in AREAS), *_AREA_ALIASES.items()])
        self._places = {row["organisation"]: row["place"] for row in organisations.to_dicts()}

    def _organisation_names(self, organisations: pl.DataFrame) -> list[tuple[str, tuple[str, str, str]]]:
        names: list[tuple[str, tuple[str, str, str]]] = []
        for row in organisations.to_dicts():
            meaning = (row["name"], row["kind"], row["organisation"])
            for name in (row["name"], row["short_name"]):
                if name and len(name) >= 2:
                    self._ids.setdefault(name_key(name), row["organisation"])
                    names.append((name, meaning))
        known = {name for name, _ in names}
        names.extend((brand, (brand, "enterprise", "")) for brand in _BRANDS if brand not in known)
        return names

    @cached_property
    def register(self) -> NameRegister:
        """The organisations of the workspace by all their names."""
        return register_of_tables(*self._tables)

    def organisation_id(self, name: str) -> str | None:
        """The id of the organisation of exactly this name or short name."""
        return self._ids.get(name_key(name))

    def organisation_place(self, organisation: str | None) -> str | None:
        """The place id where an organisation sits, if the workspace says."""
        return None if organisation is None else self._places.get(organisation)


def _product_names(products: pl.DataFrame) -> list[tuple[str, str]]:
    names: list[tuple[str, str]] = []
    known = set(products["product"].to_list())
    for product, name in products.select("product", "name_zh").iter_rows():
        names.append((name, product))
        bare = re.sub(r"[(（].*?[)）]", "", name)
        if len(bare) >= 2 and bare != name:
            names.append((bare, product))
    names.extend(
        (alias, product)
        for product, aliases in _PRODUCT_ALIASES.items()
        if product in known
        for alias in aliases
    )
    return names


#: one per workspace that is still in use, so that many pages of one workspace prepare it once
_prepared: WeakKeyDictionary[Workspace, Knowledge] = WeakKeyDictionary()


@lru_cache(maxsize=4)
def _bundled(version: str) -> Knowledge:
    del version  # the key of the cache: a changed corridor is prepared anew
    return Knowledge(Workspace.open())


def knowledge_of(workspace: Workspace | None = None) -> Knowledge:
    """The lexicons of a workspace, prepared once; None is the bundled corridor."""
    if workspace is None:
        return _bundled(Workspace.open().version)
    if workspace not in _prepared:
        _prepared[workspace] = Knowledge(workspace)
    return _prepared[workspace]
