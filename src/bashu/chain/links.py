"""Input links as integer arrays that can be walked up and down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Step:
    """One part met on the way from a product to its inputs."""

    part: int
    depth: int
    under: int
    essential: bool
    row: int


class Adjacency:
    """For each node the links that leave it, in the order of the table (compressed rows)."""

    def __init__(self, start: Numbers, end: Numbers, size: int) -> None:
        self.rows = np.argsort(start, kind="stable")
        self.ends = end[self.rows]
        self.begin = np.concatenate(([0], np.cumsum(np.bincount(start, minlength=size))))

    def of(self, node: int) -> Iterator[tuple[int, int]]:
        """The nodes at the other end and the numbers of the links."""
        at = slice(self.begin[node], self.begin[node + 1])
        return zip(self.ends[at].tolist(), self.rows[at].tolist(), strict=True)


class Links:
    """What goes into what: ``inputs`` leads from a product to its inputs, ``uses`` the other way.

    Parameters
    ----------
    source, target
        Numbers of the input and of the product, one entry a link; self-loops and groups are left out.
    essential
        Whether the product cannot be made without the input; unknown counts as not essential.
    size
        How many products there are.
    """

    def __init__(self, source: Numbers, target: Numbers, essential: npt.NDArray[np.bool_], size: int) -> None:
        self.source, self.target, self.essential = source, target, essential
        self.size = size
        self.inputs = Adjacency(target, source, size)
        self.uses = Adjacency(source, target, size)

    def tree(self, product: int, depth: int | None = None) -> list[Step]:
        """Every input of a product down to a depth, each once, at the first place where it is met.

        An input is essential when a chain of essential links of at most ``depth`` steps leads to it.
        """
        vital = self.reached(product, depth, essential_only=True)
        met = {product}
        steps: list[Step] = []
        level = [product]
        at = 0
        while level and (depth is None or at < depth):
            at += 1
            following: list[int] = []
            for node in level:
                for part, row in self.inputs.of(node):
                    if part not in met:
                        met.add(part)
                        following.append(part)
                        steps.append(Step(part, at, node, part in vital, row))
            level = following
        return steps

    def reached(
        self, start: int, depth: int | None = None, *, essential_only: bool = False, upwards: bool = False
    ) -> dict[int, int]:
        """Every product that goes into ``start`` (or, ``upwards``, that ``start`` goes into) and its distance."""
        adjacency = self.uses if upwards else self.inputs
        distance = {start: 0}
        level = [start]
        at = 0
        while level and (depth is None or at < depth):
            at += 1
            following = []
            for node in level:
                for other, row in adjacency.of(node):
                    if other not in distance and (self.essential[row] or not essential_only):
                        distance[other] = at
                        following.append(other)
            level = following
        del distance[start]
        return distance
