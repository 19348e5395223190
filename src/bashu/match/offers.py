"""The market of a workspace as whole numbers: who could serve which need, at what cost, and who could not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.match.offer_rows import capability_rows, need_rows, units
from bashu.match.ranking import KINDS, LIMITS, Ranker
from bashu.match.unit_costs import COST_PARTS, CostSettings, cost_parts, penalty_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bashu.match.ranking import RankSettings
    from bashu.match.ranking.judgement import Judgement
    from bashu.match.ranking.need import Need
    from bashu.match.ranking.supply import Supply
    from bashu.workspace import Basis, Workspace

#: why something is not in the plan, beside the hard limits; in Chinese and English
LEFT_OUT: Mapping[str, tuple[str, str]] = {
    "no_quantity": ("没有写明数量", "no quantity is stated"),
    "no_unit": ("没有写明计量单位", "no unit is stated"),
    "no_capacity": ("没有写明产能", "no capacity is stated"),
    "rate": (
        "产能按时间计（如每月），不能与总量直接比较",
        "its capacity is a rate, which says nothing about a total",
    ),
}

_PAIR = {"need": pl.String, "capability": pl.String}
_OFFERS = {
    **_PAIR, "cost": pl.Int64, **{f"cost_{part}": pl.Int64 for part in COST_PARTS}, "fit": pl.String,
    "minutes": pl.Float64, "score": pl.Float64, "illustrative": pl.Boolean,
}  # fmt: skip


@dataclass(frozen=True)
class Offers:
    """A market in whole numbers, ready for :func:`bashu.match.plan`; unpacks into its first three frames.

    Attributes
    ----------
    needs
        need, quantity, penalty (of one unit unmet), min_suppliers, organisation, product, unit (what one whole
        number stands for), stated_quantity, stated_unit, rounded_by (whole units added), penalty_reason_zh,
        penalty_reason.
    capabilities
        capability, capacity, minimum_lot (null where nobody stated one), organisation, product, unit,
        stated_capacity, stated_lot, stated_unit, rounded_by (whole units cut off the capacity).
    offers
        need, capability, cost (of one unit, in minutes), one column ``cost_…`` per part of ``COST_PARTS``,
        which sum to the cost, fit, minutes, score, illustrative (either side is an example).
    excluded
        need, capability, reason, reason_zh, reason_en: pairs of one product that are no offer, a row per
        reason.
    left_out
        side, id, reason, reason_zh, reason_en: needs and capabilities that cannot be planned.
    basis
        What the numbers rest on.
    """

    needs: pl.DataFrame
    capabilities: pl.DataFrame
    offers: pl.DataFrame
    excluded: pl.DataFrame
    left_out: pl.DataFrame
    basis: Basis

    def __iter__(self) -> Iterator[pl.DataFrame]:
        return iter((self.needs, self.capabilities, self.offers))


def offers(
    workspace: Workspace,
    settings: RankSettings | None = None,
    costs: CostSettings | None = None,
    blocked: Iterable[tuple[str, str]] = (),
) -> Offers:
    """Turn a workspace into the market that a plan is made for.

    An offer is a capability that fits a need and breaks no hard limit. Its cost per unit is the road
    minutes plus stated surcharges; the total of a plan is therefore in unit-minutes. Needs and
    capabilities that trade with each other count in one unit, the smallest that any of them uses, with as
    many decimal places as their amounts and minimum lots need (6 at most; beyond, needs and lots are rounded
    up and capacities down, and ``rounded_by`` says by how much). A minimum lot becomes a rule of the plan: a
    delivery is nothing or at least the lot.

    Parameters
    ----------
    workspace
        What :class:`Ranker` reads.
    settings, blocked
        As for :class:`Ranker`.
    costs
        Surcharges and penalties.

    Raises
    ------
    InputError
        When an amount is too large for whole numbers of 64 bits.

    Examples
    --------
    >>> from bashu.match import plan
    >>> from bashu.workspace import Workspace
    >>> needs, capabilities, offered = offers(Workspace.open())
    >>> plan(needs, capabilities, offered).certify()
    """
    ranker = Ranker(workspace, settings, blocked)
    supply, costs = ranker.supply, costs or CostSettings()
    stated = [
        _unstated(row["capacity"], row["unit"], "no_capacity") for row in supply.frame.iter_rows(named=True)
    ]
    left_out = [
        ("capability", id_, reason)
        for id_, reason in zip(supply.frame["capability"], stated, strict=True)
        if reason
    ]
    planned = np.array([reason is None for reason in stated], bool)
    asked: list[Need] = []
    pairs, excluded = [], []
    for judgement in ranker.judge_all():
        need = judgement.need
        reason = _unstated(need.quantity, need.unit, "no_quantity")
        if reason is not None:
            left_out.append(("need", str(need.need), reason))
            continue
        offered = _offered(judgement, supply, planned)
        pairs.append(_pairs(judgement, supply, costs, offered, len(asked)))
        excluded.append(_excluded(judgement, supply, stated, offered))
        asked.append(need)
    market = pl.concat([_empty({"need_place": pl.Int64, "place": pl.Int64, **_OFFERS}), *pairs])
    counted = units(asked, supply, market, planned)
    dearest = max(market["cost"].to_list(), default=0) + 1
    return Offers(
        needs=need_rows(asked, counted, [penalty_of(need, dearest, ranker.today, costs) for need in asked]),
        capabilities=capability_rows(supply, counted[len(asked) :], planned),
        offers=market.drop("need_place", "place"),
        excluded=_with_reasons(pl.concat([_empty({**_PAIR, "reason": pl.String}), *excluded])),
        left_out=_with_reasons(pl.DataFrame(left_out, ["side", "id", "reason"], orient="row")),
        basis=ranker.basis,
    )


def _unstated(amount: float | None, unit: str | None, reason: str) -> str | None:
    """Why an amount cannot be planned with, None where it can."""
    return reason if amount is None else "no_unit" if unit is None else None


def _offered(judgement: Judgement, supply: Supply, planned: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Capabilities that can be planned with for a need."""
    return judgement.allowed & planned & np.isfinite(judgement.around.factor)


def _pairs(
    judgement: Judgement, supply: Supply, costs: CostSettings, offered: NDArray[np.bool_], need_place: int
) -> pl.DataFrame:
    """The offers for one need, with the parts of their cost."""
    places = np.flatnonzero(offered)
    parts = {name: part[places] for name, part in cost_parts(judgement, supply, costs).items()}
    facts = supply.frame[places]
    return pl.DataFrame(
        {
            "need_place": np.full(len(places), need_place, np.int64),
            "place": places,
            "need": pl.Series([judgement.need.need] * len(places), dtype=pl.String),
            "capability": facts["capability"],
            "cost": np.sum(list(parts.values()), axis=0, dtype=np.int64),
            **{f"cost_{name}": part.astype(np.int64) for name, part in parts.items()},
            "fit": pl.Series(KINDS, dtype=pl.String).gather(judgement.fit.kind[places]),
            "minutes": pl.Series(judgement.around.minutes[places], dtype=pl.Float64).fill_nan(None),
            "score": judgement.score[places],
            "illustrative": (facts["standing"] == "illustrative")
            | (judgement.need.standing == "illustrative"),
        }
    )


def _excluded(
    judgement: Judgement, supply: Supply, stated: Sequence[str | None], offered: NDArray[np.bool_]
) -> pl.DataFrame:
    """Capabilities of a fitting product that are no offer for one need, with every reason."""
    ids = supply.frame["capability"]
    rows: list[tuple[str | None, str, str]] = []
    for place in np.flatnonzero((judgement.fit.value > 0) & ~offered).tolist():
        reasons = [limit for limit, broken in judgement.limits.items() if broken[place]]
        unstated = stated[place]
        if unstated is not None:
            reasons.append(unstated)
        elif not reasons:
            reasons.append("rate")
        rows.extend((judgement.need.need, ids[place], reason) for reason in reasons)
    return pl.DataFrame(rows, {**_PAIR, "reason": pl.String}, orient="row")


def _with_reasons(frame: pl.DataFrame) -> pl.DataFrame:
    """The codes of reasons in words, in Chinese and English."""
    words = {**LIMITS, **LEFT_OUT}
    return frame.cast(pl.String).with_columns(
        pl.col("reason")
        .replace_strict({code: said[0] for code, said in words.items()}, return_dtype=pl.String)
        .alias("reason_zh"),
        pl.col("reason")
        .replace_strict({code: said[1] for code, said in words.items()}, return_dtype=pl.String)
        .alias("reason_en"),
    )


def _empty(schema: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    return pl.DataFrame(schema=dict(schema))
