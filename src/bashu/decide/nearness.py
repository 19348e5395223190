"""How near a product is to what is already made: shared inputs and shared uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from bashu.chain import ProductGraph


def nearest_made(graph: ProductGraph, wanted: list[int]) -> list[tuple[int, float]]:
    """For each product the nearest other product that has a maker in the corridor, and how near it is.

    nearness = (J + c) / 2, from 0 to 1, among products that share at least one link. J is the Jaccard index
    of what the two take in and go into: (shared inputs + shared uses) / (all inputs + all uses of either).
    c is 1 when both belong to one class of GB/T 4754, 0.5 when to one group (first three digits), else 0:
    two things that go into the same product need not be made alike.

    Of equally near products the one with the most makers counts.

    Returns
    -------
    list
        (number of the nearest product, nearness), or (-1, 0.0) where nothing made shares a link.
    """
    from scipy.sparse import csr_array, hstack

    size = len(graph.ids)
    source, target = graph.links.source, graph.links.target
    ones = np.ones(source.size, dtype=np.int32)
    taken = csr_array((ones, (target, source)), shape=(size, size))
    given = csr_array((ones, (source, target)), shape=(size, size))
    around = csr_array(hstack([taken, given], format="csr"))
    around.data[:] = 1
    degree: npt.NDArray[np.int64] = np.diff(around.indptr)
    classes = graph.products["gbt4754"].fill_null("").to_numpy().astype(str)
    makers = graph.makers_of.standing("reported", None).here
    made = np.flatnonzero(makers > 0)
    place = np.argsort(np.argsort(np.array(graph.ids, dtype=object)))
    shared = csr_array(around[wanted] @ around[made].T)
    found = []
    for row, product in enumerate(wanted):
        at = slice(shared.indptr[row], shared.indptr[row + 1])
        others, common = made[shared.indices[at]], shared.data[at]
        apart = others != product
        others, common = others[apart], common[apart]
        if not others.size:
            found.append((-1, 0.0))
            continue
        alike = common / (degree[product] + degree[others] - common)
        near = (alike + _same_class(classes[product], classes[others])) / 2
        # of equally near products the one with the most makers, then the first by id
        best = np.lexsort((place[others], -makers[others], -near))[0]
        found.append((int(others[best]), float(near[best])))
    return found


def _same_class(one: str, others: npt.NDArray[np.str_]) -> npt.NDArray[np.float64]:
    """1 for the same class, 0.5 for the same group, else 0; an unknown class is like no other."""
    if not one:
        return np.zeros(others.size)
    group = np.char.startswith(others, one[:3])
    return np.where(others == one, 1.0, np.where(group, 0.5, 0.0))
