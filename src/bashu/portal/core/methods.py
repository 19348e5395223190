"""How every number on a page is made: the formula, where it comes from, and how to read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.portal.naming import foundation
from bashu.portal.shown import Foundation, Source, Thing, Words

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines


@dataclass(frozen=True)
class Method:
    """A method: its formula in plain signs, its source, and the pages that use it."""

    slug: str
    name: Words
    sentence: Words
    formula: str
    reading: Words
    source: Source
    used_on: tuple[Thing, ...]


@dataclass(frozen=True)
class MethodsPage:
    """Every method that a page uses."""

    methods: tuple[Method, ...]
    foundation: Foundation


OWN = Source("Bashu")
PAGES = {
    "home": Thing("home", Words("首页", "home"), "/"),
    "chain": Thing("chain", Words("产业链图", "chain map"), "/chain/"),
    "product": Thing("product", Words("产品页", "pages of products")),
    "coverage": Thing("coverage", Words("零部件覆盖", "coverage of parts"), "/coverage/"),
    "gaps": Thing("gaps", Words("缺什么", "gaps"), "/gaps/"),
    "openness": Thing("openness", Words("两地互相供给", "openness"), "/openness/"),
    "suppliers": Thing("suppliers", Words("谁能供货", "find a supplier"), "/suppliers/"),
    "firms": Thing("firms", Words("组织", "organisations"), "/firms/"),
    "needs": Thing("needs", Words("采购需求", "needs"), "/needs/"),
    "plan": Thing("plan", Words("供需方案", "market plan"), "/plan/"),
    "weigh": Thing("weigh", Words("上马前掂量", "weigh a project"), "/weigh/"),
    "travel": Thing("travel", Words("时间距离", "travel time"), "/travel/"),
    "agreements": Thing("agreements", Words("协议", "agreements"), "/agreements/"),
    "statistics": Thing("statistics", Words("统计", "statistics"), "/statistics/"),
    "search": Thing("search", Words("搜索", "search"), "/search/"),
}

METHODS = (
    Method(
        "coverage",
        Words("配套覆盖", "Coverage"),
        Words(
            "一个终端产品的直接零部件类别中，有多少类在两地有生产者；经确认的与公开报道的分两栏，从不相加。",
            "Of the direct part categories of an end product, how many have a maker in the corridor; confirmed supply and public reports are two columns and never added.",
        ),
        "covered = |{part : makers(part, region) ≥ 1}|; strong: ≥ 3 makers, of three none above half; covered: ≥ 2; single source: 1",
        Words(
            "做窄类的算作做大类的，反之不算；在建项目和示例企业不计。",
            "A maker of the narrow product counts for the broad one, not the reverse; projects and example firms never count.",
        ),
        OWN,
        (PAGES["home"], PAGES["chain"], PAGES["coverage"], PAGES["gaps"], PAGES["product"]),
    ),
    Method(
        "gaps",
        Words("空白的优先度", "Priority of a gap"),
        Words("六个看得见的因子相乘。", "The product of six visible factors."),
        "priority = value × essential × outside × feasibility × need × announced",
        Words(
            "每个因子都在表中单列，可以逐个复核。", "Every factor has a column of its own and can be checked."
        ),
        OWN,
        (PAGES["gaps"], PAGES["product"]),
    ),
    Method(
        "openness",
        Words("开放度", "Openness"),
        Words(
            "一个地区在产产品所需的每种投入，按产值加权，看本地、对方、区外谁有生产者，谁有供货记录。",
            "Each input of what a region makes, weighed by output: who has a maker of it, and from where is supply recorded.",
        ),
        "weight(input, product, region) = output per maker · makers(product, region) ÷ inputs(product)",
        Words(
            "有生产者不等于已成交；很少有人公开谁供货给谁，所以供货记录很少。",
            "A maker is not a deal; hardly anybody publishes who delivers to whom, so recorded supply is thin.",
        ),
        OWN,
        (PAGES["openness"],),
    ),
    Method(
        "weigh",
        Words("红黄绿灯", "The traffic light"),
        Words(
            "一条写明的规则：同类生产者、在建项目、需求、可达范围内的下游与投入。",
            "A written rule over makers, projects, needs, customers and inputs within reach.",
        ),
        "red if any red condition holds; else amber if any amber condition holds; else green",
        Words(
            "灯不是批准也不是否决，条件与数字都列在判断页上。",
            "The light neither approves nor forbids; its conditions and numbers stand on the verdict.",
        ),
        OWN,
        (PAGES["weigh"],),
    ),
    Method(
        "ranking",
        Words("供应商排序", "Ranking of suppliers"),
        Words(
            "先看硬性条件，再把看得见的理由加总；排名不出售。",
            "Hard limits first, then visible reasons that add up to the score; rank is never for sale.",
        ),
        "score = Σ weight(reason) × value(reason), 0 ≤ value ≤ 1",
        Words(
            "没有写明的事实按略低于中间的值计；旧记录下沉；经销商与生产商分开。",
            "A fact nobody stated counts a little below the middle; old records sink; traders and makers are told apart.",
        ),
        OWN,
        (PAGES["suppliers"], PAGES["needs"], PAGES["firms"]),
    ),
    Method(
        "plan",
        Words("全市场方案", "The plan for the whole market"),
        Words(
            "在产能限度内以最低总成本满足所有需求，并附最优性证明。",
            "All needs at the lowest total cost within capacities, with a proof that no plan is cheaper.",
        ),
        "min Σ cost·x + Σ penalty·u, Σ x + u = quantity, Σ x ≤ capacity (minimum-cost flow, network simplex)",
        Words(
            "内置数据中数量与产能属示例企业，方案只作演示。",
            "Quantities and capacities of the bundled data belong to example firms: the plan is a demonstration.",
        ),
        Source("Király, Kovács, Acta Univ. Sapientiae, Informatica 4 (2012), 67–118"),
        (PAGES["plan"],),
    ),
    Method(
        "travel",
        Words("时间距离", "Travel time"),
        Words("货物走公路，人员取最快方式。", "Goods travel by road, people by the fastest mode."),
        "road ≈ 0.5725 min × great-circle km where nobody published a drive; rail: fastest direct trains, 45 min for each change",
        Words(
            "公路估算按十八条公开行车时间校准，逐条留出检验的平均误差为 17%；估算在句中写明。两年比较只用两份时刻表都有的线路，变慢的标注为可能是来源差异。",
            "The road estimate is fitted to eighteen published drives, with a mean error of 17 % when each is left out in turn; estimates are said to be so. Two years are compared only for pairs in both timetables, and what got slower is marked as a possible difference of sources.",
        ),
        OWN,
        (PAGES["travel"], PAGES["weigh"], PAGES["suppliers"], PAGES["needs"], PAGES["firms"]),
    ),
    Method(
        "reading",
        Words("读通稿", "Reading a notice"),
        Words(
            "从通稿中读出协议、签约方、数字与人，每一项都指回原文位置。",
            "Agreements, parties, figures and people are read from a notice, each with its place in the text.",
        ),
        "",
        Words(
            "没有写的不编；“等”表示签约方不止这些；意向不算签署。",
            "What is not written is not invented; 等 means that there are more parties; an intention is never a signature.",
        ),
        OWN,
        (PAGES["agreements"],),
    ),
    Method(
        "scope",
        Words("口径", "Scope of figures"),
        Words(
            "数字带地区、期间、单位、口径与发布方；口径不同或未说明的不相加、不同图。",
            "A figure carries region, period, unit, scope and publisher; different or unstated scopes are never added or charted together.",
        ),
        "",
        Words(
            "同一指标的不同数字并列，不取平均。",
            "Different figures for one measure stand side by side; they are never averaged.",
        ),
        OWN,
        (PAGES["statistics"],),
    ),
    Method(
        "search",
        Words("产品搜索", "Search for products"),
        Words(
            "按汉字组合、拼音与英文找产品，每个命中都有理由。",
            "Products by pairs of characters, pinyin or English; every hit has its reasons.",
        ),
        "score = Σ weight(reason) × value(reason)",
        Words("可以打错字，可以用描述。", "Slips of typing and descriptions are understood."),
        OWN,
        (PAGES["search"], PAGES["suppliers"]),
    ),
)


def methods_page(engines: Engines) -> MethodsPage:
    """Every method."""
    return MethodsPage(METHODS, foundation(engines))
