"""Points for a candidate: a sum of small regression trees, taken apart by what each question is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bashu.chain.suggest.growing import DEEPEST, LEAVES, PRIOR, grow

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.chain.suggest.growing import Practice, Tree
    from bashu.chain.suggest.votes import Flags, Values

    Bits = NDArray[np.uint16]

#: the place of the lowest bit that is set
_LOWEST = np.array([(number & -number).bit_length() - 1 for number in range(1 << LEAVES)], np.int8)


class Trees:
    """Points for candidates: fixed points of their features, and what each question of each tree adds.

    The score is ``Σ prior_f · x_f + Σ_trees tree(x)``, a logit of being right up to a constant; see
    ``growing``. Where there is enough to learn from there are no fixed points, without practice there
    is nothing else. A tree's value is taken apart along the path: a split adds to its feature the mean
    of the chosen side less the mean before it, so the parts and the mean at the top sum to the score.

    A question that is answered with yes rules out the leaves to its left, and the leftmost leaf that is
    left is the one (Lucchese et al. 2015). What all trees' questions about a feature leave is prepared
    for every step between two of their bounds, so that a candidate needs one look a feature.
    """

    def __init__(self, practice: Practice | None) -> None:
        self._prior = PRIOR if practice is None else practice.prior
        trees = [] if practice is None else grow(practice)
        self._trees = trees
        self._node = np.array([np.stack([tree.left, tree.right]) for tree in trees], np.int64)
        self._feature = np.array([tree.feature for tree in trees], np.int64)
        self._bound = np.array([tree.bound for tree in trees], np.float32)
        self._value = np.array([tree.value for tree in trees])
        flat = [_flat(tree) for tree in trees]
        asked = np.array([one[0] for one in flat], np.int64).reshape(len(trees), LEAVES - 1)
        rules_out: Bits = np.array([one[1] for one in flat], np.uint16).reshape(asked.shape)
        tree = np.arange(len(trees))[:, None]
        self._steps = [
            _steps(self._feature[tree, asked] == feature, self._bound[tree, asked], rules_out)
            for feature in range(len(self._prior) if trees else 0)
        ]
        self._leaf = np.array([one[2] for one in flat])

    def scores(self, features: Values) -> Values:
        """The score of each candidate."""
        points: Values = features @ self._prior
        if not self._trees or not len(features):
            return points
        left: Bits = np.full((len(features), len(self._trees)), 0xFFFF, np.uint16)
        for column, (bounds, remaining) in zip(features.T, self._steps, strict=True):
            if len(bounds):
                left &= remaining[np.searchsorted(bounds, column.astype(np.float32))]
        tree = np.arange(len(self._trees))[None, :]
        scores: Values = points + self._leaf[tree, _LOWEST[left]].sum(axis=1)
        return scores

    def parts(self, features: Values) -> Values:
        """Points by feature, candidates × features; a row's sum is the score less the same constant for all."""
        points: Values = features * self._prior
        if not self._trees or not len(features):
            return points
        exact = features.astype(np.float32)
        tree, row = np.arange(len(self._trees))[:, None], np.arange(len(features))[None, :]
        node = np.zeros((len(self._trees), len(features)), np.int64)
        value = self._value[tree, node]
        added = np.zeros(points.size)
        for _ in range(DEEPEST):
            feature = self._feature[tree, node]
            above = (exact[row, feature] > self._bound[tree, node]).astype(np.int64)
            node = self._node[tree, above, node]
            after = self._value[tree, node]
            places = (row * features.shape[1] + feature).ravel()
            added += np.bincount(places, weights=(after - value).ravel(), minlength=points.size)
            value = after
        summed: Values = points + added.reshape(points.shape)
        return summed


def _steps(about: Flags, bound: NDArray[np.float32], rules_out: Bits) -> tuple[NDArray[np.float32], Bits]:
    """The bounds of all questions about one feature, rising, and the leaves of each tree that remain after so many."""
    about = about & np.isfinite(bound)
    bounds = np.unique(bound[about])
    remaining: Bits = np.full((len(bounds) + 1, len(about)), 0xFFFF, np.uint16)
    exceeded = np.searchsorted(bounds, bound[about]) + 1
    np.bitwise_and.at(remaining, (exceeded, np.nonzero(about)[0]), rules_out[about])
    return bounds, np.bitwise_and.accumulate(remaining, axis=0)


def _flat(tree: Tree) -> tuple[list[int], list[int], list[float]]:
    """The nodes that ask, the leaves that remain when the answer is yes as bits, and the leaves from left to right."""
    leaves: list[float] = []
    asking: list[tuple[int, int]] = []

    def walk(node: int) -> None:
        if tree.left[node] == node:
            leaves.append(float(tree.value[node]))
            return
        first = len(leaves)
        walk(int(tree.left[node]))
        asking.append((node, 0xFFFF & ~((1 << len(leaves)) - (1 << first))))
        walk(int(tree.right[node]))

    walk(0)
    # a tree with fewer questions repeats a leaf, whose bound nothing exceeds
    spare = LEAVES - 1 - len(asking)
    idle = next(node for node in range(len(tree.value)) if tree.left[node] == node)
    nodes = [node for node, _ in asking] + [idle] * spare
    remaining = [bits for _, bits in asking] + [0xFFFF] * spare
    return nodes, remaining, leaves + [0.0] * (LEAVES - len(leaves))
