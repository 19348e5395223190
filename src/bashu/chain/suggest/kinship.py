"""Which kind of name goes into which kind: names as points in few dimensions, and a map between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bashu.chain.suggest.votes import chosen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.chain.suggest.votes import Numbers, Sparse, Values

    Points = NDArray[np.float32]

_DIMENSIONS, _SPARE, _ROUNDS = 128, 16, 3
#: runs of characters that fewer names have are left out
_LEAST_NAMES = 8
_RIDGE = 3.0
#: names or pairs that are taken together
_TOGETHER = 8192


class Plane:
    """The directions in which names differ most: a truncated singular value decomposition by random starts.

    Halko, Martinsson and Tropp 2011; the starts are seeded, so the same names give the same plane.

    Parameters
    ----------
    spelled
        Name × run of characters, rows of length 1.
    """

    def __init__(self, spelled: Sparse) -> None:
        kept = np.bincount(spelled.indices, minlength=spelled.shape[1]) >= _LEAST_NAMES
        self._place = np.where(kept, np.cumsum(kept) - 1, -1)
        self._spelled = chosen(spelled, self._place)
        wide = min(_DIMENSIONS + _SPARE, self._spelled.shape[1])
        draw = np.random.default_rng(0)
        across = draw.standard_normal((self._spelled.shape[1], wide)).astype(np.float32)
        for _ in range(_ROUNDS if wide else 0):
            across = _upright(self._there_and_back(across))
        turned = _turned(across.T @ self._there_and_back(across))[1]
        self._across: Points = across @ turned[:, ::-1][:, :_DIMENSIONS].astype(np.float32)
        self._points = self._all_points()

    def _all_points(self) -> NDArray[np.float16]:
        """All names as points, in 16 bits: 24 MB for 95,000 names, and nothing to multiply when one is asked."""
        points = np.empty((self._spelled.shape[0], self._across.shape[1]), np.float16)
        for start in range(0, len(points), _TOGETHER):
            points[start : start + _TOGETHER] = self._spelled[start : start + _TOGETHER] @ self._across
        # only the points are asked for from here on
        del self._spelled
        return points

    def _there_and_back(self, across: Points) -> Points:
        """Spelledᵀ (spelled · across), some names at a time: all names as points would fill the memory."""
        back = np.zeros_like(across)
        for start in range(0, self._spelled.shape[0], _TOGETHER):
            block = self._spelled[start : start + _TOGETHER]
            back += block.T @ (block @ across)
        return back

    def of_texts(self, spelled: Sparse) -> Points:
        """Rows of runs of characters as points."""
        return np.asarray(chosen(spelled, self._place) @ self._across, np.float32)

    def of_names(self, numbers: Numbers) -> Points:
        """Some of the names as points."""
        return self._points[numbers].astype(np.float32)


def _turned(square: Points) -> tuple[Values, Values]:
    """Eigenvalues, rising, and eigenvectors of a symmetric matrix."""
    values, vectors = np.linalg.eigh(square.astype(np.float64))
    return values, vectors


def _upright(columns: Points) -> Points:
    """Columns at right angles and of length 1 that span the same."""
    lengths, turned = _turned(columns.T @ columns)
    largest = lengths[-1] if len(lengths) else 0.0
    upright: Points = columns @ (turned / np.sqrt(np.maximum(lengths, 1e-9 * largest))).astype(np.float32)
    return upright


class Kinship:
    """From a product's point to the sum of its inputs' points, by ridge regression over all products that have inputs.

    Parameters
    ----------
    made, used
        Numbers of the products that have inputs, and of the inputs.
    of
        Product × input: 1 where a link is known.
    """

    def __init__(self, plane: Plane, made: Numbers, used: Numbers, of: Sparse) -> None:
        self._plane = plane
        points = plane.of_names(made).astype(np.float64)
        wanted = points.T @ (of @ plane.of_names(used))
        even = points.T @ points + _RIDGE * np.eye(points.shape[1])
        self._map: Points = np.linalg.solve(even, wanted).astype(np.float32)

    def of_pairs(self, asked: Sparse, question: Numbers, candidate: Numbers) -> Values:
        """How far a candidate lies where inputs of such a product are expected.

        Parameters
        ----------
        asked
            Runs of characters of the questions.
        question, candidate
            The row of the question and the number of the candidate, one entry a pair.
        """
        expected = self._plane.of_texts(asked) @ self._map
        near = np.zeros(len(question))
        for start in range(0, len(question), _TOGETHER):
            block = slice(start, start + _TOGETHER)
            near[block] = (expected[question[block]] * self._plane.of_names(candidate[block])).sum(axis=1)
        return near
