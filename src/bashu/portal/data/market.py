"""The plan of the public market with the names and places that a page, a file and the API show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.match import Plan, plan
from bashu.match.offers import offers
from bashu.workspace import Basis

if TYPE_CHECKING:
    from bashu.travel import PlaceIndex
    from bashu.workspace import Workspace

#: need-capability pairs up to which the public plan is computed
MOST_PAIRS = 20_000_000


@dataclass(frozen=True)
class Market:
    """A certified plan and what is counted from it.

    Attributes
    ----------
    plan
        As the library made it.
    assignments
        need, buyer, capability, supplier, product, origin, destination, quantity, unit, minutes, cost,
        origin_region, destination_region.
    unmet
        need, buyer, product, quantity, unit, penalty, reason.
    left_out
        side, id, organisation, reason, reason_zh, reason_en.
    numbers
        What the page states of the whole market.
    gains
        The same of each region.
    """

    plan: Plan
    assignments: pl.DataFrame
    unmet: pl.DataFrame
    left_out: pl.DataFrame
    numbers: dict[str, int]
    gains: dict[str, dict[str, int]]
    basis: Basis


def is_plannable(workspace: Workspace) -> bool:
    """Whether a market is small enough to be planned for a public page."""
    sizes = [workspace.table_or_empty(name).height for name in ("needs", "capabilities")]
    return sizes[0] * sizes[1] <= MOST_PAIRS


def plan_market(workspace: Workspace, places: PlaceIndex) -> Market:
    """Plan the market of a workspace, prove the plan, and put names to it.

    Raises
    ------
    NotOptimal
        When the proof does not hold.
    """
    offered = offers(workspace)
    made = plan(*offered).with_basis(offered.basis)
    made.certify()
    seats = _seats(workspace)
    needs = workspace.table_or_empty("needs").join(
        seats, on=["organisation", "site"], how="left", nulls_equal=True
    )
    buyers = needs.select("need", buyer="organisation", destination="seat")
    planned = offered.needs.select("need", "product", "unit")
    capabilities = workspace.table_or_empty("capabilities").join(
        seats, on=["organisation", "site"], how="left", nulls_equal=True
    )
    suppliers = capabilities.select("capability", supplier="organisation", origin="seat")
    assignments = (
        made.assignments.join(planned, on="need", how="left", maintain_order="left")
        .join(buyers, on="need", how="left", maintain_order="left")
        .join(suppliers, on="capability", how="left", maintain_order="left")
        .join(
            offered.offers.select("need", "capability", "minutes"),
            on=["need", "capability"],
            how="left",
            maintain_order="left",
        )
    )
    assignments = assignments.with_columns(
        pl.Series(f"{end}_region", [places.region(place) for place in assignments[end]], dtype=pl.String)
        for end in ("origin", "destination")
    )
    unmet = made.unmet.join(planned, on="need", how="left", maintain_order="left").join(
        buyers, on="need", how="left", maintain_order="left"
    )
    owners = pl.concat(
        [
            needs.select(id="need", organisation="organisation"),
            capabilities.select(id="capability", organisation="organisation"),
        ]
    )
    return Market(
        plan=made,
        assignments=assignments,
        unmet=unmet,
        left_out=offered.left_out.join(owners, on="id", how="left", maintain_order="left"),
        numbers=_numbers(made, offered.needs.height, assignments),
        gains={region: _gains(assignments, unmet, region) for region in places.regions},
        basis=offered.basis,
    )


def _seats(workspace: Workspace) -> pl.DataFrame:
    """organisation, site, seat: the place of the site, else of the organisation."""
    organisations = workspace.table_or_empty("organisations").select("organisation", "place")
    sites = workspace.table_or_empty("sites").select("organisation", "site", site_place="place")
    with_site = sites.join(organisations, on="organisation", how="left").select(
        "organisation", "site", seat=pl.coalesce("site_place", "place")
    )
    without = organisations.select("organisation", pl.lit(None, pl.String).alias("site"), seat="place")
    return pl.concat([with_site, without])


def _numbers(made: Plan, needs: int, assignments: pl.DataFrame) -> dict[str, int]:
    unmet = made.unmet["need"].n_unique()
    crossing = assignments.filter(pl.col("origin_region") != pl.col("destination_region"))
    return {
        "needs": needs,
        "served": needs - unmet,
        "unmet": unmet,
        "assignments": assignments.height,
        "crossing": crossing.height,
        "suppliers": assignments["supplier"].n_unique(),
        "total_cost": made.total_cost,
    }


def _gains(assignments: pl.DataFrame, unmet: pl.DataFrame, region: str) -> dict[str, int]:
    bought = assignments.filter(pl.col("destination_region") == region)
    sold = assignments.filter(pl.col("origin_region") == region)
    return {
        "needs_served": bought.join(unmet.select("need"), on="need", how="anti")["need"].n_unique(),
        "suppliers_used": sold["supplier"].n_unique(),
        "from_other": bought.filter(pl.col("origin_region") != region).height,
    }
