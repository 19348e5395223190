"""One gap: a part that is missing or has a single maker, what depends on it, and what is made near it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from bashu.chain import STATUSES
from bashu.decide.nearness import ProductSpace

if TYPE_CHECKING:
    import numpy.typing as npt
    import polars as pl

    from bashu.chain import ProductGraph
    from bashu.decide.nearness import Neighbour
    from bashu.decide.stakes import Outside, Stakes


@dataclass(frozen=True)
class Gap:
    """One part that is missing or has a single maker, with everything that is known about it.

    ``dependents`` are the products made in the corridor that it goes into, directly or not, with the number
    of steps; ``essential_for`` those of them that cannot be made without it; ``makers`` counts the makers and
    ``output`` estimates the output of every product; ``near`` are the nearest products made here.
    """

    number: int
    status: str
    dependents: dict[int, int]
    essential_for: frozenset[int]
    makers: npt.NDArray[np.int64]
    output: npt.NDArray[np.float64]
    under_way: int
    needs: int
    near: tuple[Neighbour, ...]
    outside: Outside | None

    @property
    def firms(self) -> int:
        """Makers of the dependents, a maker of two of them twice."""
        return int(sum(self.makers[product] for product in self.dependents))

    @property
    def at_stake(self) -> float:
        """Output of the dependents: what cannot be made, or not fully, if the part fails."""
        return fsum(self.output[product] for product in self.dependents)

    @property
    def discounted(self) -> float:
        """The same with each dependent divided by the steps to it: what is far away is less certain."""
        return fsum(self.output[product] / depth for product, depth in self.dependents.items())

    @property
    def essential_share(self) -> float:
        """The share of this output that cannot be made without the part."""
        vital = fsum(self.output[product] for product in self.essential_for)
        return vital / self.at_stake if self.at_stake > 0 else 0.0

    @property
    def nearness(self) -> float:
        """Of the nearest product made here; 0 where nothing is near."""
        return self.near[0].nearness if self.near else 0.0


def find_gaps(graph: ProductGraph, stakes: Stakes, needs: pl.DataFrame) -> list[Gap]:
    """Every part with at most one maker in the corridor on which something made here depends, or that is asked for.

    Parameters
    ----------
    graph
        The prepared graph.
    stakes
        Output by product, and where inputs come from.
    needs
        product of every published need that counts.
    """
    standing = graph.makers_of.standing("reported", None)
    single = STATUSES.index("single_source")
    wanted = [int(part) for part in np.unique(graph.links.source) if standing.status[part] <= single]
    under_way = graph.projects_of.under_way(None)
    published = Counter(needs["product"])
    found = []
    for part in wanted:
        reached = graph.links.reached(part, upwards=True)
        made = {product: depth for product, depth in reached.items() if standing.here[product] > 0}
        if made or published[graph.ids[part]]:
            found.append((part, made))
    near = ProductSpace(graph).nearest([part for part, _ in found], standing.here)
    result = []
    for (part, made), neighbours in zip(found, near, strict=True):
        vital = graph.links.reached(part, upwards=True, essential_only=True)
        weights = {product: float(stakes.output[product]) / depth for product, depth in made.items()}
        result.append(
            Gap(
                number=part,
                status=STATUSES[standing.status[part]],
                dependents=made,
                essential_for=frozenset(made) & frozenset(vital),
                makers=standing.here,
                output=stakes.output,
                under_way=int(under_way[part]),
                needs=published[graph.ids[part]],
                near=tuple(neighbours),
                outside=stakes.outside(part, weights),
            )
        )
    return result
