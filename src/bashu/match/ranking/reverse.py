"""The reverse question: which needs a capability could serve, the best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from bashu.errors import Finding, UnknownName
from bashu.match.ranking.fit import KINDS
from bashu.match.ranking.settings import REASONS
from bashu.workspace import nearest_spelling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from bashu.match.ranking.judgement import Judgement
    from bashu.match.ranking.supply import Supply

_SCHEMA = {
    "need": pl.String, "organisation": pl.String, "product": pl.String, "text": pl.String, "capability": pl.String,
    "place_in_ranking": pl.Int64, "score": pl.Float64, **{f"reason_{reason}": pl.Float64 for reason in REASONS},
    "fit": pl.String, "minutes": pl.Float64, "quantity": pl.Float64, "unit": pl.String, "by": pl.String,
    "illustrative": pl.Boolean,
}  # fmt: skip


def capabilities_of(supply: Supply, supplier: str) -> NDArray[np.int64]:
    """The numbers of a capability, or of all capabilities of an organisation.

    Raises
    ------
    UnknownName
        When no capability has this id and no organisation with a capability either.
    """
    own = np.flatnonzero(
        (supply.frame["capability"] == supplier).to_numpy() | (supply.organisation == supplier)
    )
    if not len(own):
        known = [*supply.frame["capability"], *supply.frame["organisation"]]
        details = {"what": "supplier", "nearest": nearest_spelling(supplier, sorted(set(known)))}
        raise UnknownName(Finding("unknown_name", value=supplier, details=details))
    return own


def needs_for(judgements: Iterable[Judgement], supply: Supply, supplier: str, limit: int) -> pl.DataFrame:
    """The needs that a supplier could serve, by the score it has there; see :meth:`Ranker.needs_for`."""
    own = capabilities_of(supply, supplier)
    rows: list[dict[str, Any]] = []
    for judged in judgements:
        allowed = judged.allowed
        possible = own[allowed[own]]
        if not len(possible):
            continue
        best = int(possible[np.argmax(judged.score[possible])])
        ahead = judged.score[allowed] > judged.score[best]
        minutes = float(judged.around.minutes[best])
        need = judged.need
        rows.append(
            {
                "need": need.need,
                "organisation": need.organisation,
                "product": need.product,
                "text": need.text,
                "capability": supply.frame["capability"][best],
                "place_in_ranking": int(ahead.sum()) + 1,
                "score": float(judged.score[best]),
                **{
                    f"reason_{reason}": float(part)
                    for reason, part in zip(REASONS, judged.contributions[best], strict=True)
                },
                "fit": KINDS[int(judged.fit.kind[best])],
                "minutes": minutes if np.isfinite(minutes) else None,
                "quantity": need.quantity,
                "unit": need.unit,
                "by": need.by,
                "illustrative": "illustrative" in (need.standing, supply.frame["standing"][best]),
            }
        )
    found = pl.DataFrame(rows, schema=_SCHEMA)
    return found.sort("score", "need", descending=[True, False]).head(max(limit, 0))
