"""Whether people fall into two sides, such as buyers and suppliers, of which only one meets the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def two_sides(one: NDArray[np.int64], other: NDArray[np.int64], people: int) -> NDArray[np.int64] | None:
    """A side (0 or 1) for each person so that every pair joins two sides; None where there is none.

    >>> two_sides(np.array([0, 1]), np.array([1, 2]), 3).tolist()
    [0, 1, 0]
    >>> two_sides(np.array([0, 1, 2]), np.array([1, 2, 0]), 3) is None
    True
    """
    neighbours: list[list[int]] = [[] for _ in range(people)]
    for left, right in zip(one.tolist(), other.tolist(), strict=True):
        neighbours[left].append(right)
        neighbours[right].append(left)
    side = [-1] * people
    for start in range(people):
        if side[start] >= 0:
            continue
        side[start] = 0
        reached = [start]
        for person in reached:
            for neighbour in neighbours[person]:
                if side[neighbour] < 0:
                    side[neighbour] = 1 - side[person]
                    reached.append(neighbour)
                elif side[neighbour] == side[person]:
                    return None
    return np.array(side, np.int64)
