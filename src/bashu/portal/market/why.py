"""Why a need is served as it is: every offer it has, and what the prices of the plan say of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import Finding, UnknownName
from bashu.match.market.reasons import REASONS, VERDICTS
from bashu.portal.naming import foundation, names
from bashu.portal.shown import Foundation, Thing, Words

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines
    from bashu.portal.data.market import Market


@dataclass(frozen=True)
class OfferRow:
    """One offer of a need. Costs, scarcity, worth and gap are in minutes for one unit."""

    capability: str
    supplier: Thing | None
    quantity: int
    minutes: float | None
    cost: int
    scarcity: int
    worth: int | None
    gap: int
    verdict: Words


@dataclass(frozen=True)
class WhyPage:
    """A need, what it lacks and why, what would win supply, and its offers, the chosen ones first."""

    need: str
    buyer: Thing | None
    product: Thing | None
    unit: str
    short: int
    sentence: Words
    served_from: int | None
    penalty: int | None
    offers: tuple[OfferRow, ...]
    foundation: Foundation


def why_page(engines: Engines, market: Market, need: str) -> WhyPage:
    """Why a need of a plan is served as it is.

    Raises
    ------
    UnknownName
        When the plan has no such need.
    """
    rows = market.why.filter(need=need)
    unmet = market.unmet.filter(need=need).to_dicts()
    orders = market.assignments.filter(need=need).to_dicts()
    if not rows.height and not unmet:
        raise UnknownName(Finding("unknown_name", value=need, details={"what": "need", "nearest": ""}))
    named, known = names(engines), (unmet or orders)[:1]
    first = rows.row(0, named=True) if rows.height else {"served_from": None, "penalty": None}
    return WhyPage(
        need=need,
        buyer=named.maybe_organisation(known[0]["buyer"]) if known else None,
        product=named.maybe_product(known[0]["product"]) if known else None,
        unit=(known[0]["unit"] or "") if known else "",
        short=unmet[0]["quantity"] if unmet else 0,
        sentence=_sentence(unmet[0]["reason"] if unmet else None, rows),
        served_from=first["served_from"],
        penalty=first["penalty"],
        offers=tuple(
            OfferRow(
                row["capability"],
                named.maybe_organisation(row["supplier"]),
                row["quantity"],
                row["minutes"],
                row["cost"],
                row["scarcity"],
                row["worth"],
                row["gap"],
                Words(*VERDICTS[row["verdict"]]),
            )
            for row in rows.sort(pl.col("quantity") == 0, "gap", "cost", "capability").iter_rows(named=True)
        ),
        foundation=foundation(engines, method="plan", illustrative=market.basis.illustrative),
    )


def _sentence(reason: str | None, rows: pl.DataFrame) -> Words:
    """What was decided, in one sentence."""
    chosen = rows.filter(pl.col("quantity") > 0).height
    if reason is None:
        return Words(
            f"已全部满足，用了 {rows.height} 个报价中的 {chosen} 个。",
            f"Met in full, from {chosen} of {rows.height} offers.",
        )
    zh, en = REASONS[reason]
    return Words(
        f"没有全部满足：{zh}。{rows.height} 个报价中用了 {chosen} 个。",
        f"Not met in full: {en}. {chosen} of {rows.height} offers are used.",
    )
