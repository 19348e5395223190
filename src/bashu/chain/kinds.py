"""What is a kind of what: sub-types and the broader products above them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class Kinds:
    """The tree of sub-types by numbers of products; a table with a circle in it is walked once round.

    Parameters
    ----------
    parent
        For each product the number of the broader one, -1 where there is none.
    group
        Where a product only gathers others for display: nothing is a kind of it.

    Examples
    --------
    >>> import numpy as np
    >>> kinds = Kinds(np.array([-1, 0, 1, 0]), np.array([False, False, False, False]))
    >>> kinds.above(2), kinds.below(0)
    ([1, 0], [1, 3, 2])
    """

    def __init__(self, parent: npt.NDArray[np.int64], group: npt.NDArray[np.bool_]) -> None:
        self.parent = parent.copy()
        self.parent[(parent >= 0) & group[parent]] = -1

    def above(self, number: int) -> list[int]:
        """The broader products, the nearest first."""
        found: list[int] = []
        node = int(self.parent[number])
        while node >= 0 and node not in found:
            found.append(node)
            node = int(self.parent[node])
        return found

    def below(self, number: int) -> list[int]:
        """The narrower products, directly or through others, level by level."""
        level = [number]
        met = dict.fromkeys(level)
        while level:
            level = [kind for node in level for kind in self._narrower.get(node, ()) if kind not in met]
            met.update(dict.fromkeys(level))
        return list(met)[1:]

    @cached_property
    def _narrower(self) -> dict[int, list[int]]:
        narrower: dict[int, list[int]] = {}
        for number, broader in enumerate(self.parent.tolist()):
            narrower.setdefault(broader, []).append(number)
        return narrower
