"""Small random markets, drawn to be awkward: ties, zeros, scarcity, needs without offers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl


@dataclass(frozen=True)
class Drawn:
    needs: pl.DataFrame
    capabilities: pl.DataFrame
    offers: pl.DataFrame

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
        return self.needs, self.capabilities, self.offers


def draw_market(seed: int, *, most: int = 12, suppliers: int = 3, costs: int = 30) -> Drawn:
    draw = np.random.default_rng(seed)
    needs, capabilities = draw.integers(1, most + 1, 2)
    pairs = np.argwhere(draw.random((needs, capabilities)) < draw.choice([0.15, 0.5, 0.9]))
    draw.shuffle(pairs)
    scarce = draw.choice([0.4, 1.0, 2.0])
    return Drawn(
        needs=pl.DataFrame(
            {
                "need": [f"need {place}" for place in range(needs)],
                "quantity": draw.integers(0, 12, needs),
                "penalty": draw.integers(0, 2 * costs, needs),
                "min_suppliers": draw.integers(0, suppliers + 1, needs),
            }
        ),
        capabilities=pl.DataFrame(
            {
                "capability": [f"capability {place}" for place in range(capabilities)],
                "capacity": (draw.integers(0, 14, capabilities) * scarce).astype(np.int64),
            }
        ),
        offers=pl.DataFrame(
            {
                "need": [f"need {place}" for place, _ in pairs],
                "capability": [f"capability {place}" for _, place in pairs],
                "cost": draw.integers(0, costs, len(pairs)),
            },
            schema={"need": pl.String, "capability": pl.String, "cost": pl.Int64},
        ),
    )


def numbered(market: Drawn) -> dict[str, list[list[int]]]:
    """The market as plain lists for another solver, each need with the limit of one supplier."""
    need_place = {need: place for place, need in enumerate(market.needs["need"])}
    maker_place = {maker: place for place, maker in enumerate(market.capabilities["capability"])}
    needs = []
    for row in market.needs.iter_rows(named=True):
        least = row.get("min_suppliers") or 1
        limit = (max(row["quantity"] - 1, 0)) // (least - 1) if least > 1 else row["quantity"]
        needs.append([row["quantity"], row["penalty"], limit])
    return {
        "needs": needs,
        "capabilities": [[capacity] for capacity in market.capabilities["capacity"]],
        "offers": [
            [need_place[need], maker_place[maker], cost]
            for need, maker, cost in market.offers.select("need", "capability", "cost").iter_rows()
        ],
    }


def rules_broken(market: Drawn, assignments: pl.DataFrame, unmet: pl.DataFrame) -> list[str]:
    """What a plan breaks, counted with dictionaries and nothing of the planner."""
    broken = []
    offered = {
        (need, maker) for need, maker, _ in market.offers.select("need", "capability", "cost").iter_rows()
    }
    received: dict[str, int] = {}
    used: dict[str, int] = {}
    suppliers: dict[str, set[str]] = {}
    for need, maker, quantity in assignments.select("need", "capability", "quantity").iter_rows():
        if quantity <= 0:
            broken.append(f"nothing from {maker} to {need}")
        if (need, maker) not in offered:
            broken.append(f"{maker} never offered to {need}")
        received[need] = received.get(need, 0) + quantity
        used[maker] = used.get(maker, 0) + quantity
        suppliers.setdefault(need, set()).add(maker)
    missing = dict(unmet.select("need", "quantity").iter_rows())
    for row in market.needs.iter_rows(named=True):
        need = row["need"]
        if received.get(need, 0) + missing.get(need, 0) != row["quantity"]:
            broken.append(f"{need} does not add up")
        in_full = row["quantity"] > 0 and need not in missing
        if in_full and len(suppliers.get(need, set())) < (row.get("min_suppliers") or 1):
            broken.append(f"{need} hangs on too few suppliers")
    for maker, capacity in market.capabilities.select("capability", "capacity").iter_rows():
        if used.get(maker, 0) > capacity:
            broken.append(f"{maker} delivers more than it can")
    return broken
