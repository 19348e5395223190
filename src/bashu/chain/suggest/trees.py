"""Small regression trees, one correcting the others, learned from which candidates were right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bashu.chain.suggest.features import FEATURES
from bashu.chain.suggest.votes import starts_of

if TYPE_CHECKING:
    from bashu.chain.suggest.votes import Flags, Numbers, Values

#: trees, questions asked before a leaf, share of a tree's advice that is taken, steps of a feature
_TREES, _DEPTH, _RATE, _STEPS = 100, 4, 0.2, 32
#: how strongly leaves are drawn towards 0, and the least weight of a leaf
_SHRINKAGE, _LEAST = 5.0, 1.0
_LEAVES = 1 << _DEPTH

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


class Trees:
    """Points for a candidate: fixed points of its features, and what each question of each tree adds.

    The score is ``Σ prior_f · x_f + Σ_trees tree(x)``. Trees are grown one after the other on the gradient
    of the conditional logit (a held-out input is drawn among its candidates with probability
    ∝ exp(score)), by Newton steps (Friedman 2001; leaves as in Chen and Guestrin 2016), each on every
    second question. A tree's value is taken apart along the path: a split adds to its feature the mean of
    the chosen side less the mean before it, so the parts sum to the score. Without practice only the
    fixed points count.
    """

    def __init__(self, practice: Practice | None) -> None:
        inner = _LEAVES - 1
        count = 0 if practice is None else _TREES
        self._feature = np.zeros((count, inner), np.int64)
        self._bound = np.full((count, inner), np.inf)
        self._value = np.zeros((count, inner + _LEAVES))
        if practice is not None:
            self._grow(practice)

    def parts(self, features: Values) -> Values:
        """Points by feature, candidates × features; a row's sum is the score."""
        points: Values = features * PRIOR
        if not len(self._feature) or not len(features):
            return points
        tree = np.arange(len(self._feature))[:, None]
        row = np.arange(len(features))[None, :]
        node = np.zeros((len(self._feature), len(features)), np.int64)
        value = self._value[tree, node]
        added = np.zeros(points.size)
        for _ in range(_DEPTH):
            feature = self._feature[tree, node]
            node = 2 * node + 1 + (features[row, feature] > self._bound[tree, node])
            after = self._value[tree, node]
            places = (row * features.shape[1] + feature).ravel()
            added += np.bincount(places, weights=(after - value).ravel(), minlength=points.size)
            value = after
        summed: Values = points + added.reshape(points.shape)
        return summed

    def _grow(self, practice: Practice) -> None:
        bounds = [_bounds(column) for column in practice.features.T]
        codes = np.stack(
            [
                np.searchsorted(bound, column).astype(np.int32)
                for bound, column in zip(bounds, practice.features.T, strict=True)
            ]
        )
        target = _Target(practice)
        halves = [np.flatnonzero(practice.question % 2 == half) for half in range(2)]
        halves = [half if len(half) else np.arange(len(practice.question)) for half in halves]
        codes_of_half = [np.ascontiguousarray(codes[:, half]) for half in halves]
        for tree in range(_TREES):
            half = halves[tree % 2]
            slope, curve = target.newton()
            steps = self._grow_one(tree, codes_of_half[tree % 2], slope[half], curve[half])
            for place, (feature, step) in enumerate(zip(self._feature[tree], steps, strict=True)):
                if step >= 0:
                    self._bound[tree, place] = bounds[feature][step]
            target.points += self._value[tree, _leaf(codes, self._feature[tree], steps)]

    def _grow_one(self, tree: int, codes: Numbers, slope: Values, curve: Values) -> Numbers:
        """Grow one tree level by level; the step of each split, -1 where nothing is split."""
        steps = np.full(_LEAVES - 1, -1)
        node = np.zeros(codes.shape[1], np.int64)
        rows = np.arange(codes.shape[1])
        for depth in range(_DEPTH):
            first, wide = (1 << depth) - 1, 1 << depth
            feature, step = _best_splits(codes, node, slope, curve, wide)
            self._feature[tree, first : first + wide] = feature
            steps[first : first + wide] = step
            right = (codes[feature[node], rows] > step[node]) & (step[node] >= 0)
            node = 2 * node + right
        slopes, curves, many = (
            np.bincount(node, weights=weights, minlength=_LEAVES)
            for weights in (slope, curve, np.ones(len(node)))
        )
        self._value[tree] = _means(_RATE * slopes / (curves + _SHRINKAGE), many.astype(np.float64))
        return steps


class _Target:
    """Where the likelihood of the held-out inputs rises."""

    def __init__(self, practice: Practice) -> None:
        self._starts = starts_of(practice.question)
        self._lengths = np.diff(np.append(self._starts, len(practice.question)))
        right = np.add.reduceat(practice.right.astype(np.float64), self._starts)
        # a product with many held-out inputs says more than one with few, but not in proportion
        self._weight = np.repeat(np.sqrt(right), self._lengths)
        self._wanted = practice.right / np.repeat(right, self._lengths) * self._weight
        self.points = practice.features @ PRIOR + np.log(practice.stands_for)

    def newton(self) -> tuple[Values, Values]:
        """Slope and curvature for each candidate."""
        points = self.points - np.repeat(np.maximum.reduceat(self.points, self._starts), self._lengths)
        chance = np.exp(points)
        chance /= np.repeat(np.add.reduceat(chance, self._starts), self._lengths)
        return self._wanted - self._weight * chance, self._weight * chance * (1 - chance)


def _bounds(values: Values) -> Values:
    return np.unique(np.quantile(values, np.linspace(0, 1, _STEPS + 1)[1:-1]))


def _best_splits(
    codes: Numbers, node: Numbers, slope: Values, curve: Values, wide: int
) -> tuple[Numbers, Numbers]:
    """For each node the feature and step whose split raises the likelihood most; step -1 where none does."""
    shape = (len(codes), wide, _STEPS)
    slopes, curves = np.empty(shape), np.empty(shape)
    offset = (node * _STEPS).astype(np.int32)
    for feature, column in enumerate(codes):
        cells = column + offset
        slopes[feature] = np.bincount(cells, weights=slope, minlength=wide * _STEPS).reshape(wide, _STEPS)
        curves[feature] = np.bincount(cells, weights=curve, minlength=wide * _STEPS).reshape(wide, _STEPS)
    left, left_curve = slopes.cumsum(axis=2)[:, :, :-1], curves.cumsum(axis=2)[:, :, :-1]
    total, total_curve = slopes.sum(axis=2)[:, :, None], curves.sum(axis=2)[:, :, None]
    right, right_curve = total - left, total_curve - left_curve
    gain = (
        left**2 / (left_curve + _SHRINKAGE)
        + right**2 / (right_curve + _SHRINKAGE)
        - total**2 / (total_curve + _SHRINKAGE)
    )
    gain[(left_curve < _LEAST) | (right_curve < _LEAST)] = 0
    flat = gain.transpose(1, 0, 2).reshape(wide, -1)
    best = flat.argmax(axis=1)
    worth = flat[np.arange(wide), best] > 0
    return best // (_STEPS - 1), np.where(worth, best % (_STEPS - 1), -1)


def _leaf(codes: Numbers, features: Numbers, steps: Numbers) -> Numbers:
    """The number of the leaf each candidate falls into."""
    node = np.zeros(codes.shape[1], np.int64)
    rows = np.arange(codes.shape[1])
    for _ in range(_DEPTH):
        step = steps[node]
        node = 2 * node + 1 + ((codes[features[node], rows] > step) & (step >= 0))
    return node


def _means(leaves: Values, many: Values) -> Values:
    """The value of every node from the top: a leaf's own, above it the mean by how many pass."""
    levels = [(leaves, many)]
    while len(levels[-1][0]) > 1:
        values, counts = (level.reshape(-1, 2) for level in levels[-1])
        both = counts.sum(axis=1)
        mean = np.where(both > 0, (values * counts).sum(axis=1) / np.maximum(both, 1), values.mean(axis=1))
        levels.append((mean, both))
    means: Values = np.concatenate([values for values, _ in reversed(levels)])
    return means
