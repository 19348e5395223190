"""What counts how much when suppliers are ranked; every default is explained on the method page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

#: reason -> what a person reads, in Chinese and English; a column ``reason_…`` of a ranking each
REASONS: Mapping[str, tuple[str, str]] = {
    "product": ("产品相符", "the product fits"),
    "wording": ("描述相符", "the descriptions agree"),
    "capacity": ("产能足够", "enough capacity"),
    "minutes": ("公路运输近", "near by road"),
    "region": ("区域偏好", "the preferred region"),
    "certificates": ("认证齐全", "holds the certificates"),
    "lead_time": ("交期短", "delivers soon"),
    "standing": ("依据可靠", "well-founded record"),
    "freshness": ("信息新", "fresh record"),
    "deliveries": ("供过货", "has delivered before"),
    "maker": ("生产商优先", "maker before trader"),
}

#: hard limit -> what a person reads, in Chinese and English
LIMITS: Mapping[str, tuple[str, str]] = {
    "same_organisation": ("与需方是同一家", "it is the buyer itself"),
    "blocked": ("双方之一不愿往来", "one of the two has ruled the other out"),
    "certificates": ("缺少要求的认证", "a required certificate is missing"),
    "minutes": ("运输时间超过上限", "further away than the need allows"),
    "date": ("交期赶不上需要日期", "cannot deliver by the date"),
    "unit": ("计量单位不能换算", "its unit cannot be converted to that of the need"),
    "capacity": ("没有产能", "it has no capacity"),
    "quantity": ("能供的不到要求的份额", "it can deliver less than the share that is asked of one supplier"),
    "minimum_lot": ("最小批量大于需求量", "its minimum lot is larger than the need"),
}


@dataclass(frozen=True, slots=True)
class RankWeights:
    """The share of each reason in the score; the defaults add up to 1, so a score lies between 0 and 1."""

    product: float = 0.35
    wording: float = 0.04
    capacity: float = 0.10
    minutes: float = 0.15
    region: float = 0.05
    certificates: float = 0.05
    lead_time: float = 0.05
    standing: float = 0.08
    freshness: float = 0.05
    deliveries: float = 0.05
    maker: float = 0.03


@dataclass(frozen=True, slots=True)
class RankSettings:
    """How facts become values between 0 and 1, and how these are weighed.

    Attributes
    ----------
    weights
        The share of each reason.
    exact, subtype, substitute, broader, by_text
        Product fit of the same product, of a kind of it, of a stated substitute, of the wider category
        it belongs to, and the most that likeness of text alone can give.
    least_likeness
        Texts that are less alike than this (0–1) are not the same product.
    half_minutes
        Road minutes at which nearness has fallen to one half.
    half_lead_days
        Days of lead time at which the value has fallen to one half.
    half_age_days
        Age of a record in days at which freshness has fallen to one half, and again after as many more.
    prefer
        Whom the region reason favours: suppliers anywhere in the corridor, in the other region of it,
        in the same region, or nobody.
    standings
        Value of each standing of a capability.
    delivered_here, delivered_elsewhere, delivered_other_product
        Value of a confirmed delivery of the product to this buyer, of the product to another, and of
        another product to this buyer; a record that is founded less counts less.
    least_share
        A supplier whose stated capacity covers less than this share of the quantity breaks a limit: 0 lets
        everybody deliver a part, 1 asks for suppliers who can deliver all of it.
    trader
        Value of a trader, where a maker has 1.
    unknown
        Value of a fact that nobody stated: below the middle, so that stating it usually helps, and
        above the worst, because missing is not bad.
    carries, timetable
        Whose way to the buyer the minutes are, that of goods by road or of people by the fastest mode, and the
        timetable of people (None: the newest train of each pair).
    as_of
        The day that age and lead time count from; None is the newest ``updated`` of the workspace.
    """

    weights: RankWeights = field(default_factory=RankWeights)
    exact: float = 1.0
    subtype: float = 0.9
    substitute: float = 0.6
    broader: float = 0.4
    by_text: float = 0.8
    least_likeness: float = 0.6
    half_minutes: float = 180.0
    half_lead_days: float = 30.0
    half_age_days: float = 365.0
    prefer: Literal["corridor", "other", "same", "nobody"] = "corridor"
    standings: tuple[tuple[str, float], ...] = (
        ("confirmed", 1.0),
        ("claimed", 0.6),
        ("reported", 0.4),
        ("illustrative", 0.2),
    )
    delivered_here: float = 1.0
    delivered_elsewhere: float = 0.8
    delivered_other_product: float = 0.7
    least_share: float = 0.0
    trader: float = 0.4
    unknown: float = 0.35
    carries: Literal["goods", "people"] = "goods"
    timetable: int | None = None
    as_of: date | None = None
