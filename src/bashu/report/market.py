"""The market plan for people: who supplies whom, what stays unmet and why, what each region gains, the proof."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.match import Offers, Plan, offers, plan
from bashu.match.market import REASONS, compare, gains, limit_shares, offers_at_home
from bashu.report.workbook import Sheet, write_workbook
from bashu.travel import PlaceIndex, Workplaces

if TYPE_CHECKING:
    from pathlib import Path

    from bashu.errors import Language
    from bashu.workspace import Workspace

ILLUSTRATIVE = (
    "示意数据：示例企业及其数量、产能均为虚构，不代表任何真实企业",
    "Illustrative: example firms with invented quantities and capacities, no real firm",
)


def proved(made: Plan) -> tuple[str, str]:
    """What the prices of a plan prove, in Chinese and English: that it is the cheapest, or within what share."""
    if made.gap == 0:
        return (
            "方案已证明最优：影子价格给出的下界等于总成本，检查与求解器无关",
            "Proved optimal: the bound given by the prices equals the total cost, checked apart from the solver",
        )
    return (
        f"因最小批量等规则，本方案至多比下界高 {made.gap:.3%}；下界由影子价格证明，检查与求解器无关",
        f"Under minimum lots and other rules the plan is within {made.gap:.3%} of a bound that the prices prove, checked apart from the solver",
    )


@dataclass(frozen=True)
class MarketReport:
    """A certified plan of a workspace, with the names and places a reader needs."""

    market: Offers
    plan: Plan
    needs: pl.DataFrame
    capabilities: pl.DataFrame
    products: pl.DataFrame
    places: PlaceIndex

    @classmethod
    def of(
        cls, workspace: Workspace, market: Offers | None = None, most_share: int | None = None
    ) -> MarketReport:
        """Plan the market of a workspace and prove the plan.

        Parameters
        ----------
        workspace
            Its names and places.
        market
            The offers to plan with; None makes them from the workspace.
        most_share
            The largest share, in percent, that one firm may supply of a product; None sets no limit.

        Raises
        ------
        NotOptimal
            When the proof fails.
        """
        market = market or offers(workspace)
        able, firms = market.capabilities, None
        if most_share is not None:
            able, firms = limit_shares(market.needs, market.capabilities, market.offers, most_share)
        made = plan(market.needs, able, market.offers, firms).with_basis(market.basis)
        made.certify()
        places = PlaceIndex(workspace)
        return cls(
            market,
            made,
            _placed(market.needs, workspace, "needs", "need", places).rename({"name": "buyer"}),
            _placed(market.capabilities, workspace, "capabilities", "capability", places).rename(
                {"name": "supplier"}
            ),
            workspace.table_or_empty("products").select("product", "name_zh", "name_en"),
            places,
        )

    @cached_property
    def orders(self) -> pl.DataFrame:
        """Every assignment with both firms, both places and regions, the product and the unit."""
        buyers = self.needs.select(
            "need", "buyer", "product", "unit", buyer_place_id="place", buyer_region="region"
        )
        suppliers = self.capabilities.select(
            "capability", "supplier", supplier_place_id="place", supplier_region="region"
        )
        pairs = self.market.offers.select("need", "capability", "minutes", "illustrative")
        return (
            self.plan.assignments.join(buyers, on="need", how="left")
            .join(suppliers, on="capability", how="left")
            .join(pairs, on=["need", "capability"], how="left")
        )

    @cached_property
    def gains(self) -> pl.DataFrame:
        """What each region gets from the plan: needs served at home and across, orders bought and sold."""
        return gains(self.plan.assignments, self.needs, self.capabilities)

    @cached_property
    def ways(self) -> pl.DataFrame:
        """The plan beside greedy buying and every buyer alone, and beside two regions that plan apart."""
        apart = plan(self.market.needs, self.market.capabilities, self.offers_apart)
        beside = compare(self.plan)
        region_alone = pl.DataFrame(
            {
                "way": ["each region alone"],
                "total_cost": [str(apart.total_cost)],
                "dearer_than_plan": [str(apart.total_cost - self.plan.total_cost)],
                "needs_unmet": [apart.unmet.height],
                "orders": [apart.assignments.height],
            }
        )
        # costs beyond 64 bits are text in the comparison
        return pl.concat([beside, region_alone.cast(beside.schema)])

    @property
    def offers_apart(self) -> pl.DataFrame:
        """The offers that stay when each region looks only at itself."""
        return offers_at_home(
            self.market.offers.select("need", "capability", "cost"), self.needs, self.capabilities
        )

    def _place_name(self, place: str, name: str, language: Language) -> pl.Expr:
        return (
            pl.col(place)
            .map_elements(lambda one: self.places.name(one, language), return_dtype=pl.String)
            .alias(name)
        )

    def _with_product(self, frame: pl.DataFrame, language: Language) -> pl.DataFrame:
        name = pl.col("name_zh") if language == "zh" else pl.coalesce("name_en", "name_zh")
        named = self.products.select("product", name.alias("product_name"))
        return frame.join(named, on="product", how="left")

    def assignments(self, language: Language) -> pl.DataFrame:
        """Who supplies whom with what, for a reader."""
        return (
            self._with_product(self.orders, language)
            .with_columns(
                self._place_name("supplier_place_id", "supplier_place", language),
                self._place_name("buyer_place_id", "buyer_place", language),
            )
            .sort("product", "need", "cost", "capability")
            .select(
                "product_name", "supplier", "supplier_place", "buyer", "buyer_place", "quantity", "unit", "minutes",
                "cost", "illustrative", "need", "capability",
            )
        )  # fmt: skip

    def unmet(self, language: Language) -> pl.DataFrame:
        """What stays unmet, with the reason in words and the limits that ruled suppliers of the product out."""
        words = {code: names[0 if language == "zh" else 1] for code, names in REASONS.items()}
        needs = self.needs.select("need", "buyer", "product", "unit", asked="quantity")
        reason = pl.col("reason_zh" if language == "zh" else "reason_en")
        ruled_out = (
            self.market.excluded.group_by("need", reason.alias("why"))
            .agg(pl.col("capability").n_unique().alias("n"))
            .sort("need", "n", "why", descending=[False, True, False])
            .group_by("need", maintain_order=True)
            .agg(pl.format("{} × {}", "why", "n").alias("ruled_out"))
        )
        return (
            self._with_product(self.plan.unmet.join(needs, on="need", how="left"), language)
            .join(ruled_out, on="need", how="left")
            .with_columns(pl.col("reason").replace_strict(words))
            .select(
                "product_name", "buyer", "asked", "quantity", "unit", "reason", "ruled_out", "penalty", "need"
            )
        )

    def sentences(self, language: Language) -> list[str]:
        """The plan in a few sentences: what is met, what crosses regions, the proof, and what it rests on."""
        needs = self.market.needs.height
        touched = self.plan.unmet.height
        crossing = self.orders.filter(pl.col("buyer_region") != pl.col("supplier_region")).height
        whole = self.orders.height
        ways = dict(self.ways.select("way", "needs_unmet").iter_rows())
        lost = ways["each region alone"] - touched
        alone = ways["each buyer alone"] - touched
        won = self.gains.filter(pl.col("region").is_in(list(self.places.regions)))
        if language == "zh":
            lines = [
                f"全市场方案：{needs} 条有数量的需求中 {needs - touched} 条全部满足，{touched} 条未满足或部分满足；{whole} 笔供货中 {crossing} 笔跨川渝",
                proved(self.plan)[0],
                "；".join(
                    f"{self.places.name(row['region'])}：{row['needs']} 条需求中 {row['served_in_full']} 条满足，从对方买 {row['orders_bought_elsewhere']} 笔，卖给对方 {row['orders_sold_elsewhere']} 笔"
                    for row in won.iter_rows(named=True)
                ),
                f"两地各做各的，多 {lost} 条需求落空；每家各自采购，多 {alone} 条落空",
                f"总成本 {self.plan.total_cost:,}（单位×分钟，含缺货代价）",
            ]
            return [*lines, ILLUSTRATIVE[0]] if self.market.basis.illustrative else lines
        lines = [
            f"Market plan: {needs - touched} of {needs} needs with a quantity are met in full, {touched} in part or not at all; {crossing} of {whole} supplies cross the two regions",
            proved(self.plan)[1],
            "; ".join(
                f"{self.places.name(row['region'], 'en')}: {row['served_in_full']} of {row['needs']} needs met, {row['orders_bought_elsewhere']} orders bought from the other region, {row['orders_sold_elsewhere']} sold to it"
                for row in won.iter_rows(named=True)
            ),
            f"Each region alone would leave {lost} more needs short, every buyer alone {alone} more",
            f"Total cost {self.plan.total_cost:,} (unit-minutes, penalties included)",
        ]
        return [*lines, ILLUSTRATIVE[1]] if self.market.basis.illustrative else lines

    def sheets(self, language: Language) -> list[Sheet]:
        """The sheets of the workbook; what rests on example firms says so at the top of each."""
        zh = language == "zh"
        mark = (ILLUSTRATIVE[0 if zh else 1],) if self.market.basis.illustrative else ()
        reason = "reason_zh" if zh else "reason_en"
        excluded = self.market.excluded.select("need", "capability", pl.col(reason).alias("reason"))
        left_out = self.market.left_out.select("side", "id", pl.col(reason).alias("reason"))
        return [
            Sheet(
                "供货方案" if zh else "Plan",
                self.assignments(language),
                (*self.sentences(language)[:3], *mark),
            ),
            Sheet("未满足" if zh else "Unmet", self.unmet(language), mark),
            Sheet("两地所得" if zh else "What each region gains", self.gains, mark),
            Sheet("与不统筹相比" if zh else "Beside no plan", self.ways, mark),
            Sheet("产能价值" if zh else "Worth of capacity", self.plan.worth, mark),
            Sheet(
                "价格证明" if zh else "Prices", self.plan.prices, (proved(self.plan)[0 if zh else 1], *mark)
            ),
            Sheet("不成交原因" if zh else "Why not", excluded, mark),
            Sheet("未列入" if zh else "Left out", left_out, ()),
        ]

    def write(self, path: Path, language: Language) -> None:
        """Write the workbook."""
        write_workbook(path, self.sheets(language), language)

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values, for JSON."""
        return {
            "illustrative": self.market.basis.illustrative,
            "note": {"zh": ILLUSTRATIVE[0], "en": ILLUSTRATIVE[1]}
            if self.market.basis.illustrative
            else None,
            "version": self.market.basis.version,
            "certified": True,
            "total_cost": self.plan.total_cost,
            "bound": self.plan.bound,
            "gap": self.plan.gap,
            "assignments": self.assignments("zh").to_dicts(),
            "unmet": self.unmet("zh").to_dicts(),
            "gains": self.gains.to_dicts(),
            "ways": self.ways.to_dicts(),
            "left_out": self.market.left_out.to_dicts(),
        }


def _placed(
    rows: pl.DataFrame, workspace: Workspace, table: str, key: str, places: PlaceIndex
) -> pl.DataFrame:
    """Needs or capabilities of a market with the name of the organisation, the place it works at and its region."""
    names = workspace.table_or_empty("organisations").select("organisation", "name")
    sites = workspace.table(table).select(key, "site")
    named = rows.join(sites, on=key, how="left").join(names, on="organisation", how="left")
    place = Workplaces(workspace).beside(named)
    return named.with_columns(
        place, pl.Series("region", [places.region(one) for one in place], dtype=pl.String)
    )
