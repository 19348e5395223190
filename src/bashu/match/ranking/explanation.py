"""Why not this supplier: the limit it breaks, or the reasons in which others are ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from bashu.match.ranking.reverse import capabilities_of
from bashu.match.ranking.settings import LIMITS, REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.errors import Language
    from bashu.match.ranking.judgement import Judgement
    from bashu.match.ranking.supply import Supply

#: differences below this are no reason worth naming
_NOTHING = 1e-9


@dataclass(frozen=True)
class WhyNot:
    """What stands between a supplier and the first place.

    Attributes
    ----------
    capability, name
        The capability that was looked at and whose it is.
    verdict
        ``first`` (it is the first choice), ``ranked``, ``limit`` (a hard limit), ``other_product``.
    place
        Its place in the ranking, counted from 1; None when it is not ranked.
    limits
        Codes of ``LIMITS`` that it breaks.
    behind
        Reason -> how much more the first choice gets for it; the largest first, negative where this
        supplier is ahead.
    """

    capability: str
    name: str
    verdict: Literal["first", "ranked", "limit", "other_product"]
    place: int | None
    limits: tuple[str, ...]
    behind: Mapping[str, float]

    def sentence(self, language: Language = "zh") -> str:
        """The explanation as one sentence."""
        at = 0 if language == "zh" else 1
        if self.verdict == "first":
            return (f"{self.name}排在第一位。", f"{self.name} is the first choice.")[at]
        if self.verdict == "other_product":
            return (f"{self.name}的产品与需求不符。", f"{self.name} makes another product.")[at]
        if self.verdict == "limit":
            stated = [LIMITS[limit][at] for limit in self.limits]
            return (f"{self.name}：{'；'.join(stated)}。", f"{self.name}: {'; '.join(stated)}.")[at]
        stated = [REASONS[reason][at] for reason, more in self.behind.items() if more > _NOTHING][:3]
        return (
            f"{self.name}排在第 {self.place} 位；第一位领先在：{'、'.join(stated) or '编号顺序'}。",
            f"{self.name} stands in place {self.place}; the first is ahead in: {', '.join(stated) or 'the order of ids'}.",
        )[at]


def explain(judgement: Judgement, supply: Supply, supplier: str) -> WhyNot:
    """Say why a supplier is not the first choice of a judgement.

    Raises
    ------
    UnknownName
        When no capability has this id and no organisation with a capability either.
    """
    own = capabilities_of(supply, supplier)
    order = judgement.order()
    # of several capabilities: one that is ranked, else one of the right product, else the best of the rest
    best = own[np.lexsort((-judgement.score[own], judgement.fit.value[own] <= 0, ~judgement.allowed[own]))[0]]
    limits = tuple(limit for limit, broken in judgement.limits.items() if broken[best])
    behind: dict[str, float] = {}
    place = None
    if judgement.allowed[best]:
        place = int(np.flatnonzero(order == best)[0]) + 1
        ahead = judgement.contributions[order[0]] - judgement.contributions[best]
        ranked = sorted(zip(REASONS, ahead.tolist(), strict=True), key=lambda reason: -reason[1])
        behind = {reason: more for reason, more in ranked if more}
    verdict: Literal["first", "ranked", "limit", "other_product"] = (
        ("first" if place == 1 else "ranked")
        if place
        else ("other_product" if judgement.fit.value[best] <= 0 else "limit")
    )
    row = supply.frame.row(int(best), named=True)
    return WhyNot(row["capability"], row["name"], verdict, place, limits, behind)
