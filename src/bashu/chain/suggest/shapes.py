"""A sum of step functions of single features and of pairs, learned from which candidates were right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from bashu.chain.suggest.features import COLUMN, FEATURES, PAIRS
from bashu.chain.suggest.votes import starts_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.chain.suggest.votes import Numbers, Sparse, Values

#: steps of a single feature and of each side of a pair
_STEPS, _PAIR_STEPS = 20, 7
#: how strongly steps are drawn towards 0
_SHRINKAGE = 3.0
_ROUNDS = 45

#: the reason each term of the sum belongs to, single features first
TERM_REASONS: tuple[str, ...] = (
    *(feature.reason for feature in FEATURES.values()),
    *(reason for _, _, reason in PAIRS),
)
_PRIOR = np.array([feature.prior for feature in FEATURES.values()])


@dataclass(frozen=True)
class Practice:
    """Candidates whose truth is known.

    Attributes
    ----------
    question
        Which candidates stand together, rising.
    features
        Candidates × features.
    right
        Whether the candidate was held out.
    stands_for
        How many candidates of the same question this one stands for.
    """

    question: Numbers
    features: Values
    right: NDArray[np.bool_]
    stands_for: Values


class Shapes:
    """Points for a candidate: prior + step functions of features + step functions of pairs.

    The score is ``Σ prior_f · x_f + Σ shape_f(x_f) + Σ shape_fg(x_f, x_g)``. The steps maximise the
    likelihood that a held-out input is drawn among the candidates with probability ∝ exp(score)
    (conditional logit), less ½ · 3 · the sum of their squares. Without practice only the prior counts.
    """

    def __init__(self, practice: Practice | None) -> None:
        self._singles: list[Values] = []
        self._doubles: list[tuple[Values, Values]] = []
        self._steps = np.zeros(0)
        if practice is not None:
            shown = practice.features[practice.right | (np.arange(len(practice.right)) % 20 == 0)]
            right = practice.features[practice.right]
            self._singles = [_bounds(shown[:, column], _STEPS) for column in range(len(FEATURES))]
            halves = [_bounds(right[:, column], _PAIR_STEPS) for column in range(len(FEATURES))]
            self._doubles = [(halves[COLUMN[one]], halves[COLUMN[other]]) for one, other, _ in PAIRS]
            self._steps = _fit(self._cells(practice.features), practice, self._size())

    def terms(self, features: Values) -> Values:
        """Points by term, candidates × terms (see ``TERM_REASONS``); a row's sum is the score."""
        points = np.zeros((len(features), len(TERM_REASONS)))
        points[:, : len(FEATURES)] = features * _PRIOR
        if len(self._steps):
            points += self._steps[self._cells(features)]
        return points

    def _size(self) -> int:
        singles = sum(len(bounds) + 1 for bounds in self._singles)
        return singles + sum((len(one) + 1) * (len(other) + 1) for one, other in self._doubles)

    def _cells(self, features: Values) -> Numbers:
        """For each candidate and term the number of its step."""
        cells, offset = [], 0
        for column, bounds in enumerate(self._singles):
            cells.append(np.searchsorted(bounds, features[:, column]) + offset)
            offset += len(bounds) + 1
        for (one, other, _), (first, second) in zip(PAIRS, self._doubles, strict=True):
            row = np.searchsorted(first, features[:, COLUMN[one]])
            cells.append(
                row * (len(second) + 1) + np.searchsorted(second, features[:, COLUMN[other]]) + offset
            )
            offset += (len(first) + 1) * (len(second) + 1)
        return np.stack(cells, axis=1).astype(np.int32)


def _bounds(values: Values, steps: int) -> Values:
    """Bounds between steps: nothing or something, then equally many of those that are something."""
    something = values[values > 0]
    inner = np.quantile(something, np.linspace(0, 1, steps)[:-1]) if len(something) else something
    return np.unique(np.concatenate(([1e-9], inner)))


def _fit(cells: Numbers, practice: Practice, size: int) -> Values:
    from scipy.optimize import minimize

    starts = starts_of(practice.question)
    lengths = np.diff(np.append(starts, len(practice.question)))
    ones = np.ones(cells.size, np.float32)
    table: Sparse = csr_array(
        (ones, cells.ravel(), np.arange(0, cells.size + 1, cells.shape[1])), shape=(len(cells), size)
    )
    flipped: Sparse = table.T.tocsr()
    given = practice.features @ _PRIOR + np.log(practice.stands_for)
    right_each = np.add.reduceat(practice.right.astype(np.float64), starts)
    # a product with many held-out inputs says more than one with few, but not in proportion
    weight = np.sqrt(right_each)
    target = practice.right / np.repeat(right_each, lengths) * np.repeat(weight, lengths)

    def loss(steps: Values) -> tuple[float, Values]:
        points = table @ steps + given
        points -= np.repeat(np.maximum.reduceat(points, starts), lengths)
        chance = np.exp(points)
        total = np.add.reduceat(chance, starts)
        chance *= np.repeat(weight / total, lengths)
        likelihood = target @ (points - np.repeat(np.log(total), lengths))
        value = float(_SHRINKAGE / 2 * steps @ steps - likelihood)
        return value, flipped @ (chance - target) + _SHRINKAGE * steps

    done = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
    fitted: Values = done.x
    return fitted
