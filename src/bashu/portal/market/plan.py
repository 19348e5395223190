"""What the plan for the whole market shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.match.market.reasons import REASONS
from bashu.portal.core.citymap import Flow, Tile
from bashu.portal.market.charts import SankeyLink, charts
from bashu.portal.naming import Names, cut, foundation, names
from bashu.portal.shown import NONE, Figure, Foundation, Sheet, Thing, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.portal.data.engines import Engines
    from bashu.portal.data.market import Market

#: rows of unmet needs and of what is left out on one page; the files have all of them
ROWS = 100


@dataclass(frozen=True)
class AssignmentRow:
    """A need and a capability that the plan brings together; the cost of a unit is in minutes."""

    need: str
    buyer: Thing | None
    capability: str
    supplier: Thing
    product: Thing | None
    origin: Thing | None
    destination: Thing | None
    quantity: int
    unit: str
    minutes: float | None
    cost: int


@dataclass(frozen=True)
class UnmetRow:
    """A need that the plan cannot meet in full, and why."""

    need: str
    buyer: Thing | None
    product: Thing | None
    quantity: int
    unit: str
    reason: Words


@dataclass(frozen=True)
class LeftOut:
    """A need or a capability that cannot be planned, and why."""

    side: Words
    id: str
    organisation: Thing | None
    reason: Words


@dataclass(frozen=True)
class Gain:
    """What the plan brings to one region."""

    region: Thing
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class PlanPage:
    """The plan for the whole market: who should supply whom, proved to be the cheapest."""

    figures: tuple[Figure, ...]
    finding: Words
    banner: Words
    assignments: tuple[AssignmentRow, ...]
    sheet: Sheet
    unmet: tuple[UnmetRow, ...]
    left_out: tuple[LeftOut, ...]
    left_out_total: int
    gains: tuple[Gain, ...]
    sankey: tuple[SankeyLink, ...]
    sankey_names: tuple[Thing, ...]
    tiles: tuple[Tile, ...]
    flows: tuple[Flow, ...]
    flows_note: Words
    certified: bool
    foundation: Foundation


BANNER = Words(
    "本方案的数量与产能来自示例企业，只演示方法，不是对任何真实企业的建议。",
    "The quantities and capacities of this plan belong to example firms; it shows the method and advises no real firm.",
)
TOO_LARGE = Words(
    "这个市场太大，不在公开页面上即时计算；请由管理员用 bashu plan 计算。",
    "This market is too large to be planned on a public page; the operator computes it with: bashu plan.",
)
LABELS = {
    "needs": Words("参与计划的需求", "needs in the plan"),
    "served": Words("全部满足的需求", "needs met in full"),
    "unmet": Words("未能全部满足的需求", "needs not met in full"),
    "assignments": Words("供需配对", "matches of a supplier and a need"),
    "crossing": Words("跨区配对", "matches across the regions"),
    "suppliers": Words("得到订单的供应商", "suppliers with orders"),
    "total_cost": Words("总成本（单位·分钟，含缺货代价）", "total cost (unit-minutes, penalties included)"),
    "cost_apart": Words("两地各自计划的总成本", "total cost if each region plans apart"),
    "saving": Words("合作节省", "saved by planning together"),
}
#: column of the gains of a region -> what it is called
GAINS = {
    "needs": Words("需求", "needs"),
    "served_in_full": Words("全部满足", "met in full"),
    "orders_at_home": Words("本地区供货的配对", "matches at home"),
    "orders_bought_elsewhere": Words("由对方供货的配对", "matches supplied by the other region"),
    "orders_sold_elsewhere": Words("供货给对方的配对", "matches supplying the other region"),
    "suppliers": Words("用到的产能", "capabilities in use"),
}
SCOPE = Words("公开可见且写明数量的需求与产能", "needs and capacities that are public and stated")


def plan_page(engines: Engines, page: int = 1, size: int = 50) -> PlanPage:
    """The plan, its proof, and what it leaves open."""
    market = engines.market()
    return _too_large(engines) if market is None else plan_page_of(engines, market, page, size)


def plan_page_of(engines: Engines, market: Market, page: int = 1, size: int = 50) -> PlanPage:
    """A plan as a page states it."""
    part, sheet = cut(market.assignments, page, size)
    illustrative = market.basis.illustrative
    figures = _figures(market.numbers, LABELS)
    return PlanPage(
        figures=figures,
        finding=_finding(market.numbers, market.gap),
        banner=BANNER if illustrative else NONE,
        assignments=tuple(_assignment(row, names(engines)) for row in part.iter_rows(named=True)),
        sheet=sheet,
        unmet=tuple(_unmet(row, names(engines)) for row in market.unmet.head(ROWS).iter_rows(named=True)),
        left_out=tuple(
            _left_out(row, names(engines)) for row in market.left_out.head(ROWS).iter_rows(named=True)
        ),
        left_out_total=market.left_out.height,
        gains=tuple(
            Gain(names(engines).place(row["region"]), _figures(row, GAINS, f"{row['region']}."))
            for row in market.gains.iter_rows(named=True)
        ),
        **charts(engines, market.assignments),
        certified=True,
        foundation=foundation(
            engines,
            method="plan",
            illustrative=illustrative,
            downloads=("plan", "plan-unmet", "plan-figures", "needs", "capabilities"),
        ),
    )


def _figures(numbers: Mapping[str, Any], labels: Mapping[str, Words], prefix: str = "") -> tuple[Figure, ...]:
    return tuple(
        Figure(
            f"plan.{prefix}{name}",
            label,
            numbers[name],
            scope=SCOPE,
            path="/plan/",
            method="plan",
            illustrative=True,
        )
        for name, label in labels.items()
    )


def _finding(numbers: Mapping[str, int], gap: float) -> Words:
    proof = (
        Words(
            f"经证明至多比最省的方案高 {gap:.3%}。",
            f"it is proved to be within {gap:.3%} of the cheapest plan.",
        )
        if gap
        else Words("经证明没有更省的方案。", "no plan is cheaper, and the proof holds.")
    )
    return Words(
        f"{numbers['needs']} 条需求中 {numbers['served']} 条可以全部满足，共 {numbers['assignments']} 个配对，其中 {numbers['crossing']} 个跨区；"
        f"{proof.zh}",
        f"{numbers['served']} of {numbers['needs']} needs can be met in full, by {numbers['assignments']} matches, {numbers['crossing']} of them across the regions; "
        f"{proof.en}",
    )


def _assignment(row: Mapping[str, Any], named: Names) -> AssignmentRow:
    return AssignmentRow(
        need=row["need"],
        buyer=named.maybe_organisation(row["buyer"]),
        capability=row["capability"],
        supplier=named.organisation(row["supplier"]),
        product=named.maybe_product(row["product"]),
        origin=named.maybe_place(row["origin"]),
        destination=named.maybe_place(row["destination"]),
        quantity=row["quantity"],
        unit=row["unit"] or "",
        minutes=row["minutes"],
        cost=row["cost"],
    )


def _unmet(row: Mapping[str, Any], named: Names) -> UnmetRow:
    return UnmetRow(
        row["need"],
        named.maybe_organisation(row["buyer"]),
        named.maybe_product(row["product"]),
        row["quantity"],
        row["unit"] or "",
        Words(*REASONS[row["reason"]]),
    )


def _left_out(row: Mapping[str, Any], named: Names) -> LeftOut:
    side = Words("需求", "need") if row["side"] == "need" else Words("能力", "capability")
    return LeftOut(
        side,
        row["id"],
        named.maybe_organisation(row["organisation"]),
        Words(row["reason_zh"], row["reason_en"]),
    )


def _too_large(engines: Engines) -> PlanPage:
    empty = pl.DataFrame(schema={"origin": pl.String, "destination": pl.String})
    return PlanPage(
        figures=(),
        finding=TOO_LARGE,
        banner=NONE,
        assignments=(),
        sheet=Sheet(1, 50, 0),
        unmet=(),
        left_out=(),
        left_out_total=0,
        gains=(),
        **charts(engines, empty),
        certified=False,
        foundation=foundation(engines, method="plan"),
    )
