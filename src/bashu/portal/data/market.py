"""The plan of the public market with what a page, a file and the API state of it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.match import plan
from bashu.report.market import MarketReport
from bashu.workspace import Basis, Viewpoint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.workspace import Workspace

#: capabilities, and need-capability pairs, up to which the public plan is computed
MOST_CAPABILITIES, MOST_PAIRS = 100_000, 20_000_000
#: offers up to which each is explained
MOST_EXPLAINED = 20_000
WHY = pl.Schema(
    {
        "need": pl.String(),
        "capability": pl.String(),
        "supplier": pl.String(),
        "quantity": pl.Int64(),
        "minutes": pl.Float64(),
        "cost": pl.Int64(),
        "scarcity": pl.Int64(),
        "worth": pl.Int64(),
        "gap": pl.Int64(),
        "verdict": pl.String(),
        "penalty": pl.Int64(),
        "served_from": pl.Int64(),
    }
)
#: what a page states of each region
GAINED = (
    "needs",
    "served_in_full",
    "orders_at_home",
    "orders_bought_elsewhere",
    "orders_sold_elsewhere",
    "suppliers",
)
FRAMES = ("assignments", "unmet", "left_out", "gains", "why")


@dataclass(frozen=True)
class Market:
    """A certified plan and what is counted from it.

    Attributes
    ----------
    assignments
        need, buyer, capability, supplier (ids of the firms), product, origin, destination (places),
        origin_region, destination_region, quantity, unit, minutes, cost, illustrative.
    unmet
        need, buyer, product, quantity, unit, penalty, reason.
    left_out
        side, id, organisation, reason, reason_zh, reason_en.
    gains
        As :func:`bashu.match.market.gains` counts them, a row a region.
    why
        Columns of ``WHY``: every offer of every need, what one more unit of its capacity is worth, how much
        cheaper it must become to be chosen, and what the prices say; empty for a large market.
    total_cost, cost_apart
        Of this plan, and of the plans that the regions would make each for itself.
    bound
        What no plan of this market can cost less than; the total cost itself where the plan is proved cheapest.
    """

    assignments: pl.DataFrame
    unmet: pl.DataFrame
    left_out: pl.DataFrame
    gains: pl.DataFrame
    why: pl.DataFrame
    total_cost: int
    cost_apart: int
    bound: int
    basis: Basis

    @property
    def gap(self) -> float:
        """By what share of its cost the plan may exceed the cheapest one."""
        return (self.total_cost - self.bound) / self.total_cost if self.total_cost else 0.0

    @property
    def numbers(self) -> dict[str, int]:
        """What the page states of the whole market."""
        crossing = pl.col("origin_region") != pl.col("destination_region")
        return {
            "needs": int(self.gains["needs"].sum()),
            "served": int(self.gains["served_in_full"].sum()),
            "unmet": self.unmet["need"].n_unique(),
            "assignments": self.assignments.height,
            "crossing": self.assignments.filter(crossing).height,
            "suppliers": self.assignments["supplier"].n_unique(),
            "total_cost": self.total_cost,
            "cost_apart": self.cost_apart,
            "saving": self.cost_apart - self.total_cost,
        }

    @property
    def figures(self) -> pl.DataFrame:
        """Every figure of the page by its key: of the whole market, and of each region."""
        rows = [(f"plan.{name}", value) for name, value in self.numbers.items()]
        rows += [
            (f"plan.{gain['region']}.{name}", gain[name]) for gain in self.gains.to_dicts() for name in GAINED
        ]
        return pl.DataFrame(rows, {"figure": pl.String, "value": pl.Int64}, orient="row")

    def to_parts(self) -> tuple[dict[str, Any], dict[str, bytes]]:
        """Its numbers, and its tables as Parquet."""
        parts = {}
        for name in FRAMES:
            content = io.BytesIO()
            getattr(self, name).write_parquet(content)
            parts[name] = content.getvalue()
        return {
            **self.numbers,
            "bound": self.bound,
            "version": self.basis.version,
            "illustrative": self.basis.illustrative,
        }, parts

    @classmethod
    def from_parts(cls, summary: Mapping[str, Any], parts: Mapping[str, bytes]) -> Market:
        """The market that was kept as :meth:`to_parts` gave it."""
        frames = {name: pl.read_parquet(io.BytesIO(parts[name])) for name in FRAMES}
        return cls(
            **frames,
            total_cost=int(summary["total_cost"]),
            cost_apart=int(summary["cost_apart"]),
            bound=int(summary.get("bound", summary["total_cost"])),
            basis=Basis(summary["version"], Viewpoint.public(), illustrative=summary["illustrative"]),
        )


def is_plannable(workspace: Workspace) -> bool:
    """Whether a market is small enough to be planned for a public page."""
    needs, capabilities = (workspace.table_or_empty(name).height for name in ("needs", "capabilities"))
    return capabilities <= MOST_CAPABILITIES and needs * capabilities <= MOST_PAIRS


def plan_market(workspace: Workspace) -> Market:
    """Plan the market of a workspace, prove the plan, and compare it with each region planning apart.

    Raises
    ------
    NotOptimal
        When the proof of a plan does not hold.
    """
    return market_of(workspace, MarketReport.of(workspace))


def market_of(workspace: Workspace, report: MarketReport) -> Market:
    """What a page states of a plan that was made."""
    apart = plan(report.market.needs, report.market.capabilities, report.offers_apart)
    apart.certify()
    asked = report.needs.select("need", pl.col("organisation").alias("buyer"), "product", "unit")
    return Market(
        assignments=_assignments(report),
        unmet=report.plan.unmet.join(asked, on="need", how="left", maintain_order="left").select(
            "need", "buyer", "product", "quantity", "unit", "penalty", "reason"
        ),
        left_out=report.market.left_out.join(_owners(workspace), on="id", how="left", maintain_order="left"),
        gains=report.gains,
        why=_why(report),
        total_cost=report.plan.total_cost,
        cost_apart=apart.total_cost,
        bound=report.plan.bound,
        basis=report.market.basis,
    )


def _why(report: MarketReport) -> pl.DataFrame:
    """Every offer of every need with what the prices say of it; nothing for a market too large to look at so."""
    if report.market.offers.height > MOST_EXPLAINED:
        return pl.DataFrame(schema=WHY)
    frames = []
    for need in report.market.needs["need"]:
        found = report.plan.why(need)
        columns = {"need": need, "served_from": found.served_from, "penalty": found.penalty}
        frames.append(
            found.offers.with_columns(
                pl.lit(value, WHY[name]).alias(name) for name, value in columns.items()
            ).select(name for name in WHY if name not in {"supplier", "minutes", "worth"})
        )
    suppliers = report.capabilities.select("capability", pl.col("organisation").alias("supplier"))
    minutes = report.market.offers.select("need", "capability", "minutes")
    return (
        pl.concat(frames or [pl.DataFrame(schema=WHY)], how="diagonal_relaxed")
        .join(suppliers, on="capability", how="left", maintain_order="left")
        .join(minutes, on=["need", "capability"], how="left", maintain_order="left")
        .join(
            report.plan.worth.select("capability", "worth"),
            on="capability",
            how="left",
            maintain_order="left",
        )
        .select(pl.col(name).cast(kind) for name, kind in WHY.items())
    )


def _assignments(report: MarketReport) -> pl.DataFrame:
    """The orders of the plan with ids of firms and places instead of names."""
    buyers = report.needs.select("need", pl.col("organisation").alias("buyer"))
    suppliers = report.capabilities.select("capability", pl.col("organisation").alias("supplier"))
    names = {
        "supplier_place_id": "origin",
        "buyer_place_id": "destination",
        "supplier_region": "origin_region",
        "buyer_region": "destination_region",
    }
    return (
        report.orders.drop("buyer", "supplier")
        .join(buyers, on="need", how="left", maintain_order="left")
        .join(suppliers, on="capability", how="left", maintain_order="left")
        .rename(names)
        .sort("product", "need", "cost", "capability")
        .select(
            "need", "buyer", "capability", "supplier", "product", "origin", "destination", "origin_region",
            "destination_region", "quantity", "unit", "minutes", "cost", "illustrative",
        )
    )  # fmt: skip


def _owners(workspace: Workspace) -> pl.DataFrame:
    """id, organisation of needs and capabilities."""
    return pl.concat(
        [
            workspace.table_or_empty("needs").select(pl.col("need").alias("id"), "organisation"),
            workspace.table_or_empty("capabilities").select(pl.col("capability").alias("id"), "organisation"),
        ]
    )
