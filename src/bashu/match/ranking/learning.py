"""Weights learnt from introductions that were accepted or declined; shown before anybody uses them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.match.ranking.introductions import read_introductions
from bashu.match.ranking.regression import STRENGTHS, errors, fit, parts_by_need, scaled
from bashu.match.ranking.settings import REASONS, RankSettings, RankWeights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.ranking.ranker import Ranker
    from bashu.tables import Frame

    Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Lesson:
    """What introductions teach, beside the present weights.

    Attributes
    ----------
    weights
        reason, before, after, change; both sets of weights add up to the same.
    introductions, accepted, left_out
        How many rows were learnt from, how many of these were accepted, and how many named a need or a
        capability that is not there.
    error_before, error_after
        Mean log loss on introductions that were not learnt from (five parts, no need in two of them): lower
        is better, 0.693 is a coin.
    order_before, order_after
        How often, of an accepted and a declined introduction that were not learnt from, the accepted one
        has the higher score (0.5 is a coin).
    first_choices
        need, before, after: every need of the workspace whose first choice would change.
    settings
        The present settings with the learnt weights, for a new :class:`Ranker`; nothing uses them by itself.
    """

    weights: pl.DataFrame
    introductions: int
    accepted: int
    left_out: int
    error_before: float
    error_after: float
    order_before: float
    order_after: float
    first_choices: pl.DataFrame
    settings: RankSettings

    @property
    def better(self) -> bool:
        """Whether the learnt weights did better than the present ones on what was not learnt from."""
        return self.error_after < self.error_before


def learn_weights(ranker: Ranker, introductions: Frame) -> Lesson:
    """Learn the weights of the reasons from introductions; the ranker stays as it is.

    Logistic regression of the outcome on the values of the reasons, with weights of 0 or more, held to the
    present ones: minimise ``sum log(1 + exp(-y (a + w x))) + strength / 2 * |w - s w0|^2``, where w0 are the
    present weights, and a and s fit them to the outcomes. The strength is that with the least error in
    cross-validation by need. The result is scaled to the sum of the present weights.

    Parameters
    ----------
    ranker
        Judges the pairs; its settings are what is compared with.
    introductions
        need, capability, outcome (accepted or declined, 接受 or 谢绝, or a flag).

    Raises
    ------
    TableError
        When a column is absent or an outcome is neither.
    InputError
        When fewer than 200 introductions can be used, or fewer than 20 had one of the outcomes.
    """
    told = read_introductions(ranker, introductions)
    present = _present(ranker.settings.weights)
    fold = parts_by_need(told.needs)
    tried = [errors(told.values, told.outcome, fold, present, strength) for strength in STRENGTHS]
    best = int(np.argmin([error for error, _ in tried]))
    before_error, before_order = errors(told.values, told.outcome, fold, present, None)
    learnt = scaled(fit(told.values, told.outcome, present, STRENGTHS[best])[1], present)
    settings = replace(
        ranker.settings, weights=RankWeights(**dict(zip(REASONS, learnt.tolist(), strict=True)))
    )
    return Lesson(
        pl.DataFrame(
            {"reason": list(REASONS), "before": present, "after": learnt, "change": learnt - present}
        ),
        len(told.outcome),
        int(told.outcome.sum()),
        told.left_out,
        before_error,
        tried[best][0],
        before_order,
        tried[best][1],
        _first_choices(ranker, learnt),
        settings,
    )


def _present(weights: RankWeights) -> Numbers:
    return np.array([getattr(weights, entry.name) for entry in fields(weights)], np.float64)


def _first_choices(ranker: Ranker, learnt: Numbers) -> pl.DataFrame:
    rows: list[tuple[str | None, str, str]] = []
    capability = ranker.supply.frame["capability"]
    for judged in ranker.judge_all():
        allowed = np.flatnonzero(judged.allowed)
        if not len(allowed):
            continue
        before = int(judged.order()[0])
        after = int(allowed[np.argmax((judged.values @ learnt)[allowed])])
        if before != after:
            rows.append((judged.need.need, capability[before], capability[after]))
    return pl.DataFrame(
        rows, schema={"need": pl.String, "before": pl.String, "after": pl.String}, orient="row"
    )
