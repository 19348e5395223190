"""The two sides of a market in whole units: what is wanted, and what can be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.match.whole_units import WholeUnit, common_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bashu.match.ranking.need import Need
    from bashu.match.ranking.supply import Supply

_NEEDS = {
    "need": pl.String, "quantity": pl.Int64, "penalty": pl.Int64, "min_suppliers": pl.Int64, "organisation": pl.String,
    "product": pl.String, "unit": pl.String, "stated_quantity": pl.Float64, "stated_unit": pl.String,
    "rounded_by": pl.Float64, "penalty_reason_zh": pl.String, "penalty_reason": pl.String,
}  # fmt: skip
_CAPABILITIES = {
    "capability": pl.String, "capacity": pl.Int64, "minimum_lot": pl.Int64, "organisation": pl.String, "product": pl.String,
    "unit": pl.String, "stated_capacity": pl.Float64, "stated_lot": pl.Float64, "stated_unit": pl.String,
    "rounded_by": pl.Float64,
}  # fmt: skip


def units(
    asked: Sequence[Need], supply: Supply, market: pl.DataFrame, planned: NDArray[np.bool_]
) -> list[WholeUnit | None]:
    """The unit of each need, then of each capability; None for a capability that is not planned with."""
    facts = supply.frame.select("capacity", "minimum_lot", "unit")
    amounts: list[tuple[float, str] | None] = [(float(need.quantity or 0), str(need.unit)) for need in asked]
    amounts.extend(
        (amount, unit) if known else None
        for (amount, _, unit), known in zip(facts.iter_rows(), planned.tolist(), strict=True)
    )
    # The lot of a capability is an amount of its own that counts in the same unit.
    lots = np.flatnonzero(planned & (supply.minimum_lot > 0))
    amounts.extend((lot, unit) for _, lot, unit in facts[lots].iter_rows())
    one = np.concatenate([market["need_place"].to_numpy(), lots + len(asked)])
    other = np.concatenate(
        [market["place"].to_numpy() + len(asked), len(asked) + supply.count + np.arange(len(lots))]
    )
    return common_units(amounts, one, other)[: len(asked) + supply.count]


def need_rows(
    asked: Sequence[Need], units: Sequence[WholeUnit | None], penalties: Sequence[tuple[int, str, str]]
) -> pl.DataFrame:
    """The needs of a market in whole units, each with its penalty and the reason for it in both languages."""
    rows = []
    for need, unit, (penalty, zh, en) in zip(asked, units, penalties, strict=False):
        if unit is None or need.quantity is None or need.unit is None:
            continue
        quantity = unit.wanted(need.quantity, need.unit)
        added = float(quantity - unit.exact(need.quantity, need.unit))
        stated = (need.quantity, need.unit, added)
        rows.append(
            (
                need.need,
                quantity,
                penalty,
                need.min_suppliers,
                need.organisation,
                need.product,
                unit.label,
                *stated,
                zh,
                en,
            )
        )
    return pl.DataFrame(rows, _NEEDS, orient="row")


def capability_rows(
    supply: Supply, units: Sequence[WholeUnit | None], planned: NDArray[np.bool_]
) -> pl.DataFrame:
    """The capabilities of a market in whole units, those that are planned with."""
    rows = []
    facts = supply.frame.select(
        "capability", "organisation", "product", "capacity", "minimum_lot", "unit"
    ).rows()
    for (capability, organisation, product, amount, stated_lot, own), unit, known in zip(
        facts, units, planned.tolist(), strict=True
    ):
        if unit is None or not known:
            continue
        capacity = unit.available(amount, own)
        cut = float(unit.exact(amount, own) - capacity)
        lot = None if stated_lot is None else unit.wanted(stated_lot, own)
        rows.append(
            (
                capability,
                capacity,
                lot,
                organisation,
                product,
                unit.label,
                amount,
                stated_lot,
                own,
                cut,
            )
        )
    return pl.DataFrame(rows, _CAPABILITIES, orient="row")
