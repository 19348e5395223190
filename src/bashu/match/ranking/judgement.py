"""Every capability judged for one need: hard limits first, then what each reason gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bashu.match.ranking.dates import last_day
from bashu.match.ranking.settings import LIMITS, REASONS

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from bashu.match.ranking.fit import Fit
    from bashu.match.ranking.need import Need
    from bashu.match.ranking.settings import RankSettings
    from bashu.match.ranking.supply import Supply

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a need's place, unit and date mean for every capability.

    Attributes
    ----------
    minutes
        Road minutes from each capability's place, NaN where unknown.
    preferred
        1 where the region is preferred, 0 where it is not, NaN where unknown.
    forbidden
        True for organisations that must not appear.
    today
        The day that age and lead time count from; None when no record has a date.
    factor
        How many of the need's units one of the capability's units is, NaN where unknown.
    impossible
        True where the two units measure different things.
    delivered
        What earlier deliveries are worth (0–1), NaN where none is known.
    """

    minutes: Numbers
    preferred: Numbers
    forbidden: Flags
    today: date | None
    factor: Numbers
    impossible: Flags
    delivered: Numbers


@dataclass(frozen=True, slots=True)
class Judgement:
    """All capabilities judged for one need, in the order of the supply.

    Attributes
    ----------
    need
        What was asked.
    fit
        Product fit and wording.
    limits
        Hard limit -> where it is broken.
    values
        Shape (capabilities, reasons), between 0 and 1: what each reason is worth before it is weighed.
    contributions
        Shape (capabilities, reasons); a row sums to the score.
    score
        One per capability.
    around
        Minutes, units and the like.
    """

    need: Need
    fit: Fit
    limits: dict[str, Flags]
    values: Numbers
    contributions: Numbers
    score: Numbers
    around: Circumstances

    @property
    def allowed(self) -> Flags:
        """Capabilities of a fitting product that break no limit."""
        allowed: Flags = self.fit.value > 0
        for broken in self.limits.values():
            allowed = allowed & ~broken
        return allowed

    def order(self) -> NDArray[np.int64]:
        """Numbers of the allowed capabilities, the best first; equal scores by the capability's id."""
        places = np.flatnonzero(self.allowed)
        return places[np.argsort(-self.score[places], kind="stable")]


def judge(need: Need, supply: Supply, fit: Fit, around: Circumstances, settings: RankSettings) -> Judgement:
    """Judge every capability for a need.

    ``score = sum of weight x value`` over the reasons; a fact that nobody stated has the value
    ``settings.unknown``.
    """
    values = _values(need, supply, fit, around, settings)
    weights = np.array([getattr(settings.weights, reason) for reason in REASONS])
    table = np.column_stack([values[reason] for reason in REASONS]).reshape(supply.count, len(REASONS))
    table = np.where(np.isnan(table), settings.unknown, table)
    contributions = table * weights
    limits = _limits(need, supply, around, settings)
    return Judgement(need, fit, limits, table, contributions, contributions.sum(axis=1), around)


def _values(
    need: Need, supply: Supply, fit: Fit, around: Circumstances, settings: RankSettings
) -> dict[str, Numbers]:
    """The value of each reason for each capability (0–1), NaN where the fact is not known."""
    nothing = np.full(supply.count, np.nan)
    age = nothing if around.today is None else np.maximum(around.today.toordinal() - supply.updated, 0)
    return {
        "product": fit.value,
        "wording": fit.wording,
        "capacity": np.minimum(supply.capacity * around.factor, need.quantity) / need.quantity
        if need.quantity
        else nothing,
        "minutes": settings.half_minutes / (settings.half_minutes + around.minutes),
        "region": around.preferred,
        "certificates": _certificates_held(need, supply),
        "lead_time": settings.half_lead_days / (settings.half_lead_days + supply.lead_days),
        "standing": supply.by("standing", dict(settings.standings), np.nan),
        "freshness": 0.5 ** (age / settings.half_age_days),
        "deliveries": around.delivered,
        "maker": supply.by("role", {"maker": 1.0, "trader": settings.trader}, np.nan),
    }


def _certificates_held(need: Need, supply: Supply) -> Numbers:
    """Share of the required certificates that each holds; 1 where none is required, NaN where nobody said."""
    required = frozenset(need.certificates)
    if not required:
        return np.ones(supply.count)
    return np.array(
        [np.nan if held is None else len(required & held) / len(required) for held in supply.certificates],
        np.float64,
    )


def _limits(need: Need, supply: Supply, around: Circumstances, settings: RankSettings) -> dict[str, Flags]:
    """Where each hard limit is broken. What is not known breaks no limit: comparisons with NaN are false."""
    none = np.zeros(supply.count, bool)
    by = last_day(need.by)
    in_time = np.inf if by is None or around.today is None else float((by - around.today).days)
    broken = {
        "same_organisation": none if need.organisation is None else supply.organisation == need.organisation,
        "blocked": around.forbidden,
        "certificates": _certificates_held(need, supply) < 1,
        "minutes": none if need.max_minutes is None else around.minutes > need.max_minutes,
        # a delivery from stock is in time as long as the date lies ahead or nobody said how long it takes
        "date": supply.lead_days > in_time,
        "unit": around.impossible,
        "capacity": supply.capacity == 0,
        "quantity": none
        if not need.quantity
        else supply.capacity * around.factor < settings.least_share * need.quantity,
        "minimum_lot": none if need.quantity is None else supply.minimum_lot * around.factor > need.quantity,
    }
    return {limit: np.asarray(broken[limit], bool) for limit in LIMITS}
