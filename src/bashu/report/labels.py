"""Headers for people: what a column of a result is called in Chinese and in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.errors import Language

#: columns that only results have -> (Chinese, English)
RESULT_COLUMNS: Mapping[str, tuple[str, str]] = {
    "rank": ("次序", "rank"),
    "name": ("名称", "name"),
    "score": ("得分", "score"),
    "reason": ("原因", "reason"),
    "reasons": ("理由", "reasons"),
    "priority": ("优先度", "priority"),
    "action": ("建议做法", "proposed action"),
    # registers
    "becomes": ("去向", "becomes"),
    "sheet": ("工作表", "sheet"),
    "row": ("行", "row"),
    "field": ("字段", "field"),
    "old": ("原值", "old value"),
    "key": ("标识", "key"),
    "new": ("新值", "new value"),
    # gaps
    "evidence": ("依据", "evidence"),
    # suggested inputs
    "similar": ("相近产品", "similar products that use it"),
    "words": ("字词（几个产品中几个用到）", "words (used by so many of so many products)"),
    # coverage
    "part": ("零部件编号", "part"),
    "depth": ("层", "depth"),
    "confirmed": ("已确认", "confirmed"),
    "reported": ("公开报道", "reported"),
    "makers": ("生产者数", "makers"),
    "makers_here": ("本地生产者", "makers here"),
    "makers_other": ("对方地区生产者", "makers in the other region"),
    "announced": ("签约或在建项目", "projects announced or being built"),
    "latest": ("最新依据日期", "newest evidence"),
    "organisations": ("组织", "organisations"),
    "confirmed_on": ("最新确认日期", "newest confirmation"),
    "undated": ("无日期的记录", "records without a date"),
    "confirmed_before": ("此前已确认", "confirmed before"),
    "reported_before": ("此前公开报道", "reported before"),
    "gained": ("新增生产者", "makers gained"),
    "lost": ("不再计入的生产者", "makers lost"),
    "sources": ("来源", "sources"),
    "parts": ("零部件类数", "part categories"),
    "covered": ("公开报道已覆盖", "covered by reports"),
    "covered_confirmed": ("已确认覆盖", "covered, confirmed"),
    "essential_covered": ("必需且已覆盖", "essential and covered"),
    "blanks": ("空白", "blanks"),
    # openness
    "at": ("截至", "known by"),
    "origin": ("来自", "from"),
    "lines": ("需求项数", "lines of demand"),
    "served_lines": ("有供货记录的项数", "lines with recorded supply"),
    "could_lines": ("可供的项数", "lines it could serve"),
    "only_lines": ("仅此可供的项数", "lines only it could serve"),
    "served": ("有供货记录占比", "served, share"),
    "served_confirmed": ("已确认供货占比", "served, confirmed share"),
    "could": ("可供占比", "could serve, share"),
    "only": ("仅此可供占比", "only it could serve, share"),
    "estimated": ("投入产出表估算占比", "estimated by the table, share"),
    "estimated_low": ("估算下限", "lowest estimate"),
    "estimated_high": ("估算上限", "highest estimate"),
    "records": ("供货记录数", "records of supply"),
    # readings and exports of the graph
    "word": ("类别", "word"),
    "products": ("产品数", "products"),
    "strong": ("强", "strong"),
    "single_source": ("单一来源", "single source"),
    "other_region_only": ("仅对方地区", "other region only"),
    "outside_only": ("仅区外", "outside only"),
    "missing": ("空白", "missing"),
    "edition": ("代码版本", "edition of the code"),
    "members": ("所含产品", "members"),
    "relation": ("关系", "relation"),
    "group": ("仅供显示的组", "group for display"),
    "record": ("记录", "record"),
    # gaps
    "priority_low": ("优先度下限", "lowest priority"),
    "priority_high": ("优先度上限", "highest priority"),
    "value": ("牵动产值占比", "value of output that depends on it"),
    "outside": ("对外依赖", "dependence on outside"),
    "lack": ("缺口程度", "lack"),
    "outside_share": ("同类投入来自区外（估算）", "such inputs from outside (estimate)"),
    "outside_low": ("区外占比下限", "lowest share from outside"),
    "outside_high": ("区外占比上限", "highest share from outside"),
    "abroad": ("其中进口", "of this from abroad"),
    "basis": ("依据", "basis"),
    "output_at_stake": ("牵动产值（估算，亿元）", "output at stake (estimate, 100 million yuan)"),
    "near_firms": ("谁在生产最近的产品", "who makes the nearest product"),
    "near_others": ("其次相近的产品", "next nearest products"),
    "need_factor": ("公布需求因子", "published need factor"),
    "announced_factor": ("在建项目因子", "announced project factor"),
    "feasibility": ("可行性", "feasibility"),
    "dependents": ("用到它的产品", "products that use it"),
    "essential_for": ("离不开它的产品", "products it is essential for"),
    "end_products": ("终端产品数", "end products"),
    "firms": ("牵动的企业次数", "makers of these products"),
    "needs": ("需求数", "needs"),
    "near_product": ("最近的已有产品编号", "nearest product made"),
    "near_name": ("最近的已有产品", "nearest product made, by name"),
    "near_makers": ("其生产者数", "its makers"),
    "nearness": ("相近程度", "nearness"),
    "makers_sichuan": ("四川生产者", "makers in Sichuan"),
    "makers_chongqing": ("重庆生产者", "makers in Chongqing"),
    # travel
    "carries": ("运送", "carries"),
    "via": ("经由", "via"),
    "transfers": ("换乘次数", "changes"),
    "estimate": ("估算", "estimate"),
    "inherited": ("取自上级地点", "taken from the place around it"),
    "before": ("先前", "before"),
    "after": ("之后", "after"),
    "change": ("变化", "change"),
    "under": ("降到以下", "comes under"),
    "slower_maybe_source": ("变慢（可能是来源不同）", "slower (maybe a difference of sources)"),
    "origin_zh": ("出发地", "origin, in Chinese"),
    "origin_en": ("出发地（英文）", "origin"),
    "destination_zh": ("目的地", "destination, in Chinese"),
    "destination_en": ("目的地（英文）", "destination"),
    "input_zh": ("投入品", "input, in Chinese"),
    "input_en": ("投入品（英文）", "input"),
    "product_zh": ("产品", "product, in Chinese"),
    "product_en": ("产品（英文）", "product"),
    "mode_before": ("先前方式", "mode before"),
    "mode_after": ("之后方式", "mode after"),
    "matches": ("可能的配对", "possible matches"),
    "hours_saved": ("往返一次共省（小时）", "hours saved there and back"),
    "buyers": ("需方", "buyers"),
    "area": ("合作领域", "area of industry"),
    "homes": ("出发地同领域组织数", "organisations of the area at home"),
    "employers": ("目的地同领域组织数", "organisations of the area there"),
    "openings": ("新增可通勤组合", "new home–employer pairs"),
    "firms_at_home": ("出发地组织", "organisations at home"),
    "firms_there": ("目的地组织", "organisations there"),
    "other": ("另一端", "other end"),
    # weigh
    "kind": ("种类", "kind"),
    "id": ("编号", "id"),
    "counted": ("计入", "counted"),
    "date": ("日期", "date"),
    # market
    "cost": ("单位成本点", "cost points per unit"),
    "penalty": ("缺一单位的代价", "penalty per unit unmet"),
    "worth": ("多一单位产能的价值", "worth of one more unit"),
    "used": ("已用", "used"),
    "supplier": ("供方", "supplier"),
    "buyer": ("需方", "buyer"),
    "supplier_place": ("供方所在地", "supplier's place"),
    "buyer_place": ("需方所在地", "buyer's place"),
    "product_name": ("产品", "product"),
    "illustrative": ("示意", "illustrative"),
    "way": ("做法", "way"),
    "total_cost": ("总成本（单位×分钟）", "total cost (unit-minutes)"),
    "dearer_than_plan": ("比方案多", "dearer than the plan"),
    "needs_unmet": ("未满足的需求", "needs left short"),
    "orders": ("供货笔数", "orders"),
    "served_in_full": ("全部满足", "served in full"),
    "served_in_part": ("部分满足", "served in part"),
    "unserved": ("未满足", "unserved"),
    "share_from_home": ("本地供给占比（各需求平均）", "share from home (mean over needs)"),
    "share_from_elsewhere": ("外地供给占比（各需求平均）", "share from elsewhere (mean over needs)"),
    "orders_at_home": ("本地供货笔数", "orders at home"),
    "orders_bought_elsewhere": ("从对方买入笔数", "orders bought from the other region"),
    "orders_sold_elsewhere": ("卖给对方笔数", "orders sold to the other region"),
    "suppliers": ("供货能力数", "capabilities in use"),
    "asked": ("需要", "asked for"),
    "ruled_out": ("被排除的供应商（原因 × 家数）", "suppliers ruled out (reason × how many)"),
    "side": ("一侧", "side"),
    "price": ("影子价格", "dual price"),
    "minutes": ("分钟", "minutes"),
    "place_in_ranking": ("在该需求中的名次", "place in its ranking"),
    "behind_first": ("落后第一位", "behind the first"),
    # meetings
    "person": ("参会编号", "person"),
    "asker": ("提出人", "asker"),
    "invited": ("对方", "asked"),
    "when": ("时间", "when"),
    "hall": ("展厅", "hall"),
    "desk": ("桌号", "table"),
    "slot": ("时段", "slot"),
    "partner": ("会面对象", "partner"),
    "partner_name": ("会面对象", "partner"),
    "partner_organisation": ("对方单位", "partner's organisation"),
    "pinned": ("固定", "pinned"),
    "languages": ("语言", "languages"),
    "first_meeting": ("第一场", "first meeting"),
    "meetings": ("会面数", "meetings"),
    "requests": ("可行约见", "feasible requests"),
    "waiting": ("等待时段", "slots waiting"),
    "travel_minutes": ("路程分钟", "minutes of the way here"),
    "change_made": ("变动", "change"),
    "slot_before": ("原时段", "slot before"),
    "table_before": ("原桌号", "table before"),
    "where": ("所在地", "place"),
    # names
    "query": ("所写名称", "as written"),
    "decision": ("决定", "decision"),
    "second": ("其次", "next candidate"),
}


#: words of the vocabulary -> what a person reads, in Chinese and English
WORDS: Mapping[str, tuple[str, str]] = {
    "confirmed": ("已确认", "confirmed"),
    "claimed": ("自述", "claimed"),
    "reported": ("公开报道", "reported"),
    "illustrative": ("示意", "illustrative"),
    "road": ("公路", "road"),
    "rail": ("铁路", "rail"),
    "inside": ("同地", "inside"),
    "estimate": ("估算", "estimate"),
    "timetable": ("时刻表", "timetable"),
    "own": ("自有数据", "own"),
    "no_trains": ("各来源均无客运列车", "no passenger train in any source"),
    "time_unknown": ("有线路，时间未知", "a line without published minutes"),
    "old_timetable": ("只有较早的时刻表", "only an older timetable"),
    "goods": ("货物", "goods"),
    "people": ("人员", "people"),
    "maker": ("生产者", "maker"),
    "trader": ("经销", "trader"),
    "project": ("项目", "project"),
    "need": ("需求", "need"),
    "customer": ("下游企业", "customer"),
    "capability": ("供应能力", "capability"),
    "announced": ("宣布", "announced"),
    "signed": ("签约", "signed"),
    "building": ("在建", "building"),
    "running": ("投产", "running"),
    "ended": ("终止", "ended"),
    "plan": ("统筹方案", "plan"),
    "greedy": ("先到先得", "cheapest first"),
    "each buyer alone": ("每家各自采购", "each buyer alone"),
    "each region alone": ("两地各做各的", "each region alone"),
    "kept": ("不变", "kept"),
    "new_table": ("换桌", "new table"),
    "moved": ("改时段", "moved"),
    "cancelled": ("取消", "cancelled"),
    "added": ("新增", "added"),
    # names
    "same": ("同一家", "same"),
    "branch": ("分支机构", "branch"),
    "review": ("待核", "to review"),
    "new": ("新企业", "new"),
}
#: columns whose cells are such words
WORDED = (
    "standing",
    "mode",
    "mode_before",
    "mode_after",
    "carries",
    "kind",
    "role",
    "side",
    "status",
    "way",
    "change_made",
    "decision",
)


def in_words(frame: pl.DataFrame, language: Language) -> pl.DataFrame:
    """The frame with the codes of the vocabulary as words; other cells stay.

    >>> in_words(pl.DataFrame({"standing": ["reported"], "name": ["reported"]}), "zh").row(0)
    ('公开报道', 'reported')
    """
    words = {code: names[0 if language == "zh" else 1] for code, names in WORDS.items()}
    columns = [name for name in WORDED if frame.schema.get(name) == pl.String]
    return frame.with_columns(pl.col(name).replace(words) for name in columns)


def label(column: str, language: Language) -> str:
    """What a column is called in a language; an unknown one keeps its name with spaces.

    >>> label("quantity", "zh"), label("quantity", "en"), label("priority", "zh")
    ('数量', 'quantity', '优先度')
    """
    if column in RESULT_COLUMNS:
        return RESULT_COLUMNS[column][0 if language == "zh" else 1]
    if language == "zh":
        for table in TABLES.values():
            for known in table:
                if known.name == column:
                    return known.zh
    return column.replace("_", " ")
