"""The market plan for people: who supplies whom, what stays unmet and why, what each region gains, the proof."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.match import Offers, Plan, offers, plan
from bashu.match.market import REASONS
from bashu.report.workbook import Sheet, write_workbook
from bashu.travel import PlaceIndex

if TYPE_CHECKING:
    from pathlib import Path

    from bashu.errors import Language
    from bashu.workspace import Workspace

ILLUSTRATIVE = (
    "示意数据：示例企业及其数量、产能均为虚构，不代表任何真实企业",
    "Illustrative: example firms with invented quantities and capacities, no real firm",
)
PROVED = (
    "方案已证明最优：影子价格给出的下界等于总成本，检查与求解器无关",
    "Proved optimal: the bound given by the prices equals the total cost, checked apart from the solver",
)


@dataclass(frozen=True)
class MarketReport:
    """A certified plan of a workspace, with the names and places a reader needs."""

    market: Offers
    plan: Plan
    actors: pl.DataFrame
    products: pl.DataFrame
    places: PlaceIndex

    @classmethod
    def of(cls, workspace: Workspace) -> MarketReport:
        """Plan the market of a workspace and prove the plan.

        Raises
        ------
        NotOptimal
            When the proof fails.
        """
        market = offers(workspace)
        made = plan(*market).with_basis(market.basis)
        made.certify()
        products = workspace.table_or_empty("products").select("product", "name_zh", "name_en")
        return cls(market, made, _actors(workspace), products, PlaceIndex(workspace))

    @cached_property
    def orders(self) -> pl.DataFrame:
        """Every assignment with both firms, both places and regions, the product and the unit."""
        needs = self.market.needs.select("need", "organisation", "product", "unit")
        capabilities = self.market.capabilities.select(
            "capability", pl.col("organisation").alias("supplier_id")
        )
        pairs = self.market.offers.select("need", "capability", "minutes", "illustrative")
        buyers = self.actors.rename(
            {"organisation": "organisation", "name": "buyer", "place": "buyer_place_id"}
        )
        suppliers = self.actors.rename(
            {"organisation": "supplier_id", "name": "supplier", "place": "supplier_place_id"}
        )
        return (
            self.plan.assignments.join(needs, on="need", how="left")
            .join(capabilities, on="capability", how="left")
            .join(pairs, on=["need", "capability"], how="left")
            .join(buyers, on="organisation", how="left")
            .join(suppliers, on="supplier_id", how="left")
            .with_columns(
                self._region("buyer_place_id", "buyer_region"),
                self._region("supplier_place_id", "supplier_region"),
            )
        )

    def _region(self, place: str, name: str) -> pl.Expr:
        return pl.col(place).map_elements(self.places.region, return_dtype=pl.String).alias(name)

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
        needs = self.market.needs.select(
            "need", "organisation", "product", "unit", pl.col("quantity").alias("asked")
        )
        buyers = self.actors.select("organisation", pl.col("name").alias("buyer"))
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
            .join(buyers, on="organisation", how="left")
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
        if language == "zh":
            lines = [
                f"全市场方案：{needs} 条有数量的需求中 {needs - touched} 条全部满足，{touched} 条未满足或部分满足；{whole} 笔供货中 {crossing} 笔跨川渝",
                PROVED[0],
                f"总成本 {self.plan.total_cost:,}（单位×分钟，含缺货代价）",
            ]
            return [*lines, ILLUSTRATIVE[0]] if self.market.basis.illustrative else lines
        lines = [
            f"Market plan: {needs - touched} of {needs} needs with a quantity are met in full, {touched} in part or not at all; {crossing} of {whole} supplies cross the two regions",
            PROVED[1],
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
            Sheet("产能价值" if zh else "Worth of capacity", self.plan.worth, mark),
            Sheet("价格证明" if zh else "Prices", self.plan.prices, (PROVED[0 if zh else 1], *mark)),
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
            "assignments": self.assignments("zh").to_dicts(),
            "unmet": self.unmet("zh").to_dicts(),
            "left_out": self.market.left_out.to_dicts(),
        }


def _actors(workspace: Workspace) -> pl.DataFrame:
    return workspace.table_or_empty("organisations").select("organisation", "name", "place")
