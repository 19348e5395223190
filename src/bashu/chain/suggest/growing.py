"""Growing regression trees, one correcting the others, on which candidates were right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.special import expit

from bashu.chain.suggest.features import FEATURES

if TYPE_CHECKING:
    from bashu.chain.suggest.votes import Flags, Numbers, Values

#: leaves of a tree at most, questions before a leaf at most
LEAVES, DEEPEST = 16, 8
#: trees, share of a tree's advice that is taken, steps of a feature, share of the features a tree may ask about
_TREES, _RATE, _STEPS, _SHARE = 200, 0.08, 64, 0.5
#: how strongly leaves are drawn towards 0, and the least weight of a leaf
_SHRINKAGE, _LEAST = 10.0, 2.0
#: each tree learns nothing from one question in so many
_LEFT_OUT = 4
#: the logit of a certainty
_FARTHEST = 30.0
#: with fewer right candidates the fixed points stay beneath the trees
_ENOUGH = 1000

PRIOR = np.array([feature.prior for feature in FEATURES.values()])


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
    right: Flags
    stands_for: Values

    @property
    def prior(self) -> Values:
        """Fixed points of each feature: none where there is enough to learn from."""
        return PRIOR if self.right.sum() < _ENOUGH else np.zeros_like(PRIOR)


class Split(NamedTuple):
    """The best question for the candidates of a node."""

    gain: float
    feature: int
    step: int


class Tree(NamedTuple):
    """Nodes from the top down; a leaf is its own child.

    Attributes
    ----------
    feature, bound
        Asked of a node: is the feature above the bound? Then right, else left.
    left, right
        Numbers of the children.
    value
        Points of a leaf; of other nodes the mean by how many candidates pass.
    """

    feature: Numbers
    bound: Values
    left: Numbers
    right: Numbers
    value: Values


def grow(practice: Practice) -> list[Tree]:
    """Trees for the logit of being right, each by Newton steps on what the others leave unexplained."""
    bounds = [_bounds(column, practice.right) for column in practice.features.T]
    codes = np.stack(
        [
            np.searchsorted(bound, column).astype(np.uint8)
            for bound, column in zip(bounds, practice.features.T, strict=True)
        ]
    )
    points = _start(practice)
    draw, trees = np.random.default_rng(0), []
    some = max(1, round(_SHARE * len(codes)))
    for number in range(_TREES):
        chance = expit(points)
        slope = practice.stands_for * (practice.right - chance)
        curve = practice.stands_for * chance * (1 - chance)
        asked = np.sort(draw.choice(len(codes), some, replace=False))
        seen = practice.question % _LEFT_OUT != number % _LEFT_OUT
        grown = _Growing(codes, asked, slope * seen, curve * seen)
        for leaf, rows in grown.rows.items():
            points[rows] += grown.value[leaf]
        trees.append(grown.tree(bounds))
    return trees


def _bounds(values: Values, right: Flags) -> Values:
    """Steps between which equally many candidates lie: of all, of those that stand out, and of the right ones.

    Most candidates have the same value of many features (nothing); steps of all alone would not tell the others apart.
    """
    found, counts = np.unique(values, return_counts=True)
    standing_out = values[values != found[counts.argmax()]]
    steps = [
        np.quantile(some, np.linspace(0, 1, many + 2)[1:-1])
        for some, many in (
            (values, _STEPS // 4),
            (standing_out, _STEPS // 2),
            (values[right], _STEPS // 4 - 1),
        )
        if len(some)
    ]
    return np.unique(np.concatenate(steps))


def _start(practice: Practice) -> Values:
    """The fixed points, moved so that as many are expected right as are (found by halving: Newton's steps may run away)."""
    points = (practice.features @ practice.prior.astype(np.float32)).astype(np.float64)
    wanted = float((practice.stands_for * practice.right).sum())
    low, high = -_FARTHEST - float(points.max()), _FARTHEST - float(points.min())
    for _ in range(60):
        middle = (low + high) / 2
        few = float((practice.stands_for * expit(points + middle)).sum()) < wanted
        low, high = (middle, high) if few else (low, middle)
    return points + low


class _Growing:
    """One tree, always split next where it gains most."""

    def __init__(self, codes: Numbers, asked: Numbers, slope: Values, curve: Values) -> None:
        rows = np.arange(codes.shape[1])
        self._codes, self._asked, self._slope, self._curve = codes, asked, slope, curve
        size = 2 * LEAVES - 1
        self._feature, self._step = np.zeros(size, np.int64), np.full(size, -1)
        self._left, self._right = np.arange(size), np.arange(size)
        self.value = np.zeros(size)
        self.rows, self._sums, self._depth = {0: rows}, {0: self._summed(rows)}, {0: 0}
        self._best = {0: self._split(0)}
        self._many = np.zeros(size)
        while len(self._best) < LEAVES:
            node = max(self._best, key=lambda one: (self._best[one].gain, -one))
            if self._best[node].gain <= 0:
                break
            self._divide(node)
        self._settle()

    def _summed(self, rows: Numbers) -> Values:
        """Slopes and curvatures by feature and step: 2 × features × steps."""
        sums = np.empty((2, len(self._asked), _STEPS))
        slope, curve = self._slope[rows], self._curve[rows]
        for place, feature in enumerate(self._asked.tolist()):
            steps = self._codes[feature][rows].astype(np.intp)
            sums[0, place] = np.bincount(steps, weights=slope, minlength=_STEPS)
            sums[1, place] = np.bincount(steps, weights=curve, minlength=_STEPS)
        return sums

    def _split(self, node: int) -> Split:
        if self._depth[node] >= DEEPEST:
            return Split(0.0, 0, -1)
        total = self._sums[node].sum(axis=2, keepdims=True)
        left = self._sums[node].cumsum(axis=2)[:, :, :-1]
        right = total - left
        gain = _worth(left) + _worth(right) - _worth(total)
        gain[(left[1] < _LEAST) | (right[1] < _LEAST)] = 0
        place, step = divmod(int(gain.argmax()), _STEPS - 1)
        return Split(float(gain[place, step]), int(self._asked[place]), step)

    def _divide(self, node: int) -> None:
        _, feature, step = self._best.pop(node)
        left = 2 * len(self._best) + 1
        self._feature[node], self._step[node] = feature, step
        self._left[node], self._right[node] = left, left + 1
        rows, sums = self.rows.pop(node), self._sums.pop(node)
        above = self._codes[feature][rows] > step
        parts = (rows[~above], rows[above])
        small = int(len(parts[1]) < len(parts[0]))
        fewer = self._summed(parts[small])
        for side in range(2):
            self.rows[left + side] = parts[side]
            self._sums[left + side] = fewer if side == small else sums - fewer
            self._depth[left + side] = self._depth[node] + 1
            self._best[left + side] = self._split(left + side)

    def _settle(self) -> None:
        for node, rows in self.rows.items():
            slope, curve = self._sums[node][:, 0].sum(axis=1)
            self.value[node] = _RATE * slope / (curve + _SHRINKAGE)
            self._many[node] = len(rows)
        for node in range(len(self.value) - 1, -1, -1):
            children = [int(self._left[node]), int(self._right[node])]
            if children[0] != node:
                many = self._many[children]
                self._many[node] = many.sum()
                self.value[node] = (self.value[children] * many).sum() / max(many.sum(), 1)

    def tree(self, bounds: list[Values]) -> Tree:
        """The tree with bounds in place of steps."""
        bound = np.array(
            [
                bounds[feature][step] if step >= 0 else np.inf
                for feature, step in zip(self._feature, self._step, strict=True)
            ]
        )
        return Tree(self._feature, bound, self._left, self._right, self.value)


def _worth(sums: Values) -> Values:
    worth: Values = sums[0] ** 2 / (sums[1] + _SHRINKAGE)
    return worth
