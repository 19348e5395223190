"""Weights learnt from introductions that were accepted or declined; shown before anybody uses them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.errors import Finding, InputError, TableError
from bashu.match.ranking.settings import REASONS, RankSettings, RankWeights
from bashu.tables import as_frame, as_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.ranking.ranker import Ranker
    from bashu.tables import Frame

    Numbers = NDArray[np.float64]

#: introductions with both outcomes below which nothing is learnt
LEAST_INTRODUCTIONS = 200
#: of these at least so many accepted and so many declined
LEAST_OF_EACH = 20
#: how strongly weights are held to the present ones; cross-validation chooses
STRENGTHS = (0.1, 1.0, 10.0, 100.0, 1000.0)
FOLDS = 5
ACCEPTED = {"accepted": True, "接受": True, "yes": True, "true": True, "declined": False, "谢绝": False, "拒绝": False, "no": False, "false": False}  # fmt: skip


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
    rows = _outcomes(
        as_text(
            as_frame(introductions, "introductions", ["need", "capability", "outcome"]), "need", "capability"
        )
    )
    values, outcome, needs, left_out = _values(ranker, rows)
    _enough(outcome)
    present = _present(ranker.settings.weights)
    fold = _folds(needs)
    tried = [_errors(values, outcome, fold, present, strength) for strength in STRENGTHS]
    best = int(np.argmin([error for error, _ in tried]))
    before_error, before_order = _errors(values, outcome, fold, present, None)
    learnt = _scaled(_fit(values, outcome, present, STRENGTHS[best])[1], present)
    settings = replace(
        ranker.settings, weights=RankWeights(**dict(zip(REASONS, learnt.tolist(), strict=True)))
    )
    return Lesson(
        pl.DataFrame(
            {"reason": list(REASONS), "before": present, "after": learnt, "change": learnt - present}
        ),
        len(outcome),
        int(outcome.sum()),
        left_out,
        before_error,
        tried[best][0],
        before_order,
        tried[best][1],
        _first_choices(ranker, learnt),
        settings,
    )


def _outcomes(frame: pl.DataFrame) -> pl.DataFrame:
    said = frame["outcome"].cast(pl.String).str.strip_chars().str.to_lowercase()
    outcome = said.replace_strict(ACCEPTED, default=None, return_dtype=pl.Boolean)
    wrong = outcome.is_null().arg_true().head(100).to_list()
    if wrong:
        details = {"accepted": "accepted, declined, 接受, 谢绝, yes, no"}
        raise TableError(
            [
                Finding(
                    "not_allowed",
                    file="introductions",
                    row=row + 2,
                    column="outcome",
                    value=said[row],
                    details=details,
                )
                for row in wrong
            ]
        )
    return frame.select("need", "capability", outcome.alias("outcome"))


def _values(ranker: Ranker, rows: pl.DataFrame) -> tuple[Numbers, NDArray[np.bool_], list[str], int]:
    """The values of the reasons of every introduction whose need and capability are known."""
    place = {capability: number for number, capability in enumerate(ranker.supply.frame["capability"])}
    known = {need.need for need in ranker.needs}
    usable = rows.filter(pl.col("need").is_in(list(known)) & pl.col("capability").is_in(list(place)))
    values: list[Numbers] = []
    for need, group in usable.group_by("need", maintain_order=True):
        judged = ranker.judge(str(need[0]))
        values.extend(judged.values[[place[capability] for capability in group["capability"]]])
    ordered = (
        pl.concat([group for _, group in usable.group_by("need", maintain_order=True)])
        if usable.height
        else usable
    )
    table = np.array(values, np.float64).reshape(len(values), len(REASONS))
    return (
        table,
        ordered["outcome"].to_numpy().astype(bool),
        ordered["need"].to_list(),
        rows.height - usable.height,
    )


def _enough(outcome: NDArray[np.bool_]) -> None:
    accepted, total = int(outcome.sum()), len(outcome)
    if total < LEAST_INTRODUCTIONS or min(accepted, total - accepted) < LEAST_OF_EACH:
        details: dict[str, str | int | float] = {
            "usable": total, "accepted": accepted, "least": LEAST_INTRODUCTIONS, "each": LEAST_OF_EACH,
        }  # fmt: skip
        raise InputError(Finding("too_few_introductions", file="introductions", details=details))


def _present(weights: RankWeights) -> Numbers:
    return np.array([getattr(weights, entry.name) for entry in fields(weights)], np.float64)


def _folds(needs: list[str]) -> NDArray[np.int64]:
    """A part for each row: all rows of a need in one, the largest needs dealt out first."""
    sizes: dict[str, int] = {}
    for need in needs:
        sizes[need] = sizes.get(need, 0) + 1
    load, part = [0] * FOLDS, {}
    for need in sorted(sizes, key=lambda one: (-sizes[one], one)):
        part[need] = load.index(min(load))
        load[part[need]] += sizes[need]
    return np.array([part[need] for need in needs], np.int64)


def _fit(
    values: Numbers, outcome: NDArray[np.bool_], present: Numbers, strength: float | None
) -> tuple[float, Numbers]:
    """Offset and weights; without a strength only the offset and the scale of the present weights."""
    from scipy.optimize import minimize

    sign = np.where(outcome, 1.0, -1.0)

    def loss(offset: float, score: Numbers) -> tuple[float, Numbers]:
        margin = sign * (offset + score)
        return float(np.logaddexp(0, -margin).sum()), -sign / (1 + np.exp(np.clip(margin, -700, 700)))

    scores = values @ present

    def of_scale(at: Numbers) -> tuple[float, Numbers]:
        total, slope = loss(at[0], at[1] * scores)
        # a little is held back, so that outcomes which the score parts perfectly have a finite scale
        return total + 1e-3 * at[1] ** 2, np.array([slope.sum(), slope @ scores + 2e-3 * at[1]])

    first = minimize(
        of_scale, np.array([0.0, 1.0]), jac=True, method="TNC", bounds=[(None, None), (1.0, None)]
    )
    offset, held = float(first.x[0]), first.x[1] * present
    if strength is None:
        return offset, held

    def of_weights(at: Numbers) -> tuple[float, Numbers]:
        total, slope = loss(at[0], values @ at[1:])
        away = at[1:] - held
        return total + strength / 2 * float(away @ away), np.concatenate(
            [[slope.sum()], slope @ values + strength * away]
        )

    bounds = [(None, None), *[(0.0, None)] * len(present)]
    found = minimize(of_weights, np.concatenate([[offset], held]), jac=True, method="TNC", bounds=bounds)
    return float(found.x[0]), np.asarray(found.x[1:], np.float64)


def _errors(
    values: Numbers,
    outcome: NDArray[np.bool_],
    fold: NDArray[np.int64],
    present: Numbers,
    strength: float | None,
) -> tuple[float, float]:
    """Mean log loss, and how often an accepted one stands above a declined one, on what was not learnt from."""
    margins = np.zeros(len(outcome))
    for part in range(FOLDS):
        learnt_from, kept = fold != part, fold == part
        offset, weights = _fit(values[learnt_from], outcome[learnt_from], present, strength)
        margins[kept] = offset + values[kept] @ weights
    error = float(np.logaddexp(0, -np.where(outcome, margins, -margins)).mean())
    above = margins[outcome][:, None] - margins[~outcome][None, :]
    return error, float((above > 0).mean() + (above == 0).mean() / 2)


def _scaled(weights: Numbers, present: Numbers) -> Numbers:
    total = float(weights.sum())
    return weights * (present.sum() / total) if total > 0 else present


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
