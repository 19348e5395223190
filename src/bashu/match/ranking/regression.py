"""Weights of 0 or more fitted to outcomes by logistic regression, judged on what was not learnt from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

#: how strongly weights are held to the present ones; cross-validation chooses
STRENGTHS = (0.1, 1.0, 10.0, 100.0, 1000.0)
FOLDS = 5


def parts_by_need(needs: list[str]) -> NDArray[np.int64]:
    """A part for each row: all rows of a need in one, the largest needs dealt out first.

    >>> parts_by_need(["a", "b", "a", "c"]).tolist()
    [0, 1, 0, 2]
    """
    sizes: dict[str, int] = {}
    for need in needs:
        sizes[need] = sizes.get(need, 0) + 1
    load, part = [0] * FOLDS, {}
    for need in sorted(sizes, key=lambda one: (-sizes[one], one)):
        part[need] = load.index(min(load))
        load[part[need]] += sizes[need]
    return np.array([part[need] for need in needs], np.int64)


def fit(
    values: Numbers, outcome: NDArray[np.bool_], present: Numbers, strength: float | None
) -> tuple[float, Numbers]:
    """Offset and weights; without a strength only the offset and the scale of the present weights.

    Parameters
    ----------
    values
        Shape (introductions, reasons), from 0 to 1.
    outcome
        Whether each introduction was accepted.
    present
        The weights in use, one per reason: the result is held to a multiple of them.
    strength
        How strongly it is held.
    """
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


def errors(
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
        offset, weights = fit(values[learnt_from], outcome[learnt_from], present, strength)
        margins[kept] = offset + values[kept] @ weights
    error = float(np.logaddexp(0, -np.where(outcome, margins, -margins)).mean())
    above = margins[outcome][:, None] - margins[~outcome][None, :]
    return error, float((above > 0).mean() + (above == 0).mean() / 2)


def scaled(weights: Numbers, present: Numbers) -> Numbers:
    """Weights that add up to what the present ones do; the present ones where all are 0."""
    total = float(weights.sum())
    return weights * (present.sum() / total) if total > 0 else present
