"""What one unit of an offer costs the corridor, in road minutes, and what a unit unmet costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bashu.match.ranking.dates import last_day
from bashu.match.ranking.fit import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from bashu.match.ranking.judgement import Judgement
    from bashu.match.ranking.need import Need
    from bashu.match.ranking.supply import Supply

#: part of a cost -> what a person reads, in Chinese and English
COST_PARTS: Mapping[str, tuple[str, str]] = {
    "minutes": ("公路运输", "by road"),
    "unknown_minutes": ("运输时间不详", "minutes not known"),
    "product": ("产品不完全相同", "not exactly the product"),
    "region": ("不在偏好的区域", "outside the preferred region"),
    "standing": ("依据未经确认", "not confirmed"),
    "trader": ("贸易商", "a trader"),
    "certificates": ("认证情况不详", "certificates not stated"),
}


@dataclass(frozen=True, slots=True)
class CostSettings:
    """Surcharges on the road minutes of one unit, all in minutes, and the weight of a unit unmet.

    Attributes
    ----------
    unknown_minutes
        Stands for a way that nobody knows.
    kinds
        For each kind of product fit but the exact one.
    region
        For a supplier outside the preferred region.
    standings
        For each standing of a capability.
    trader
        For a trader.
    certificates
        For certificates that are required and that nobody stated.
    unmet
        A unit unmet costs so many times the dearest offer of the market.
    urgent_days, urgent
        A need due within so many days adds so many times the dearest offer.
    secure
        A need that asks for several suppliers adds so many times the dearest offer.
    """

    unknown_minutes: int = 360
    kinds: tuple[tuple[str, int], ...] = (
        ("subtype", 15),
        ("substitute", 120),
        ("broader", 180),
        ("text", 120),
    )
    region: int = 60
    standings: tuple[tuple[str, int], ...] = (("claimed", 30), ("reported", 60), ("illustrative", 60))
    trader: int = 30
    certificates: int = 30
    unmet: int = 2
    urgent_days: int = 90
    urgent: int = 1
    secure: int = 1


def cost_parts(judgement: Judgement, supply: Supply, settings: CostSettings) -> dict[str, NDArray[np.int64]]:
    """The parts of the cost of one unit from every capability, in whole minutes.

    ``cost = road minutes (rounded to whole ones) + surcharges``.
    """
    around, fit = judgement.around, judgement.fit
    known = np.isfinite(around.minutes)
    standings, kinds = dict(settings.standings), dict(settings.kinds)
    surcharge_of_kind = np.array([kinds.get(kind, 0) for kind in KINDS] + [0])
    unstated = np.array([held is None for held in supply.certificates], bool) & bool(
        judgement.need.certificates
    )
    return {
        "minutes": np.rint(np.where(known, around.minutes, 0)).astype(np.int64),
        "unknown_minutes": np.where(known, 0, settings.unknown_minutes),
        "product": surcharge_of_kind[fit.kind],
        "region": np.where(around.preferred == 1, 0, settings.region),
        "standing": np.array([standings.get(standing, 0) for standing in supply.frame["standing"]], np.int64),
        "trader": np.where(
            (supply.frame["role"] == "trader").fill_null(value=False).to_numpy(), settings.trader, 0
        ),
        "certificates": np.where(unstated, settings.certificates, 0),
    }


def explain_cost(parts: Mapping[str, int]) -> tuple[str, str]:
    """The cost of one unit in words, in Chinese and English.

    >>> explain_cost({"minutes": 95, "product": 120, "trader": 0})
    ('公路运输 95 + 产品不完全相同 120', 'by road 95 + not exactly the product 120')
    """
    said = [(COST_PARTS[part], minutes) for part, minutes in parts.items() if minutes or part == "minutes"]
    zh, en = (" + ".join(f"{names[at]} {minutes}" for names, minutes in said) for at in (0, 1))
    return zh, en


def penalty_of(need: Need, dearest: int, today: date | None, settings: CostSettings) -> tuple[int, str, str]:
    """What one unit unmet costs, and why, in Chinese and English.

    ``penalty = dearest offer x (unmet + urgent if due soon + secure if several suppliers are asked for)``.
    """
    times = settings.unmet
    zh, en = (
        [f"最贵报价 {dearest} 的 {settings.unmet} 倍"],
        [f"{settings.unmet} times the dearest offer {dearest}"],
    )
    by = last_day(need.by)
    if by is not None and today is not None and (by - today).days <= settings.urgent_days:
        times += settings.urgent
        zh.append(f"{settings.urgent_days} 天内需要，加 {settings.urgent} 倍")
        en.append(f"{settings.urgent} more as it is due within {settings.urgent_days} days")
    if (need.min_suppliers or 1) > 1:
        times += settings.secure
        zh.append(f"要求多家供应，加 {settings.secure} 倍")
        en.append(f"{settings.secure} more as it asks for several suppliers")
    return dearest * times, "；".join(zh), "; ".join(en)
