"""One slot after another is solved anew: the best choice of who meets in it, with all other slots as they are.

Chains move meetings between slots but let in one at a time. In a crowded event more is gained by exchanging
everything that happens in a slot at once, which for two sides is an assignment problem (Kuhn 1955, as in scipy).
Where people have no two sides they are split into two, anew each time, so that those who meet now stay apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bashu.match.meeting.board import NOWHERE
from bashu.match.meeting.bound import two_sides

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.meeting.board import Board
    from bashu.match.meeting.event import Event

#: rounds over all slots without a gain after which it ends
PATIENCE = 2


class SlotsAnew:
    """Solves the slots of a board anew; pinned meetings stay, and nothing gets worse.

    The draws are seeded, so the same event gives the same schedule.
    """

    def __init__(self, event: Event, board: Board) -> None:
        self._event, self._board = event, board
        self._one, self._other = np.array(event.one, np.int64), np.array(event.other, np.int64)
        self._worth = np.array(event.worth, np.int64)
        self._side = two_sides(self._one, self._other, len(event.available))
        self._draw = np.random.default_rng(len(event.one))

    def improve(self, bound: int, cells: int) -> None:
        """Go through the slots until nothing is gained, the bound is reached, or so many cells were weighed.

        A cell is one person of one side beside one of the other.
        """
        slots, vain = self._event.slots.height, 0
        while vain < PATIENCE * slots:
            for slot in self._draw.permutation(slots).tolist():
                before = self._board.score
                if before >= bound or cells <= 0:
                    return
                cells -= self._solve(slot)
                vain = 0 if self._board.score > before else vain + 1

    def _solve(self, slot: int) -> int:
        """Solve one slot; how many cells that weighed."""
        from scipy.optimize import linear_sum_assignment

        board, mark, before = self._board, self._board.mark(), self._board.score
        here = [met for met in sorted(board.held[slot]) if met not in board.fixed]
        for met in here:
            board.remove(met)
        pairs, left, right = self._possible(slot, here)
        lefts, row = np.unique(left, return_inverse=True)
        rights, column = np.unique(right, return_inverse=True)
        values = np.zeros((len(lefts), len(rights)), np.int64)
        number = np.full(values.shape, NOWHERE)
        values[row, column], number[row, column] = self._worth[pairs], pairs
        met_now = number[linear_sum_assignment(values, maximize=True)]
        met_now = met_now[met_now != NOWHERE]
        # the dearest first, for there may be fewer tables
        for pair in met_now[np.argsort(-self._worth[met_now], kind="stable")].tolist():
            board.place(pair, slot)
        if board.score < before:
            board.undo(mark)
        return values.size + 1

    def _possible(
        self, slot: int, here: list[int]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Pairs without a meeting that could meet in a slot, and who of each stands on which side."""
        event, board = self._event, self._board
        free = np.array(
            [
                bool(mask >> slot & 1) and count < most
                for mask, count, most in zip(board.free, board.count, event.most, strict=True)
            ]
        )
        waiting = np.flatnonzero((np.array(board.slot) == NOWHERE) & (self._worth > 0))
        waiting = waiting[free[self._one[waiting]] & free[self._other[waiting]]]
        waiting = waiting[[bool(event.common[pair] >> slot & 1) for pair in waiting.tolist()]]
        side = self._side
        if side is None:
            side = self._draw.integers(0, 2, len(free))
            side[self._other[here]] = 1 - side[self._one[here]]
        one, other = self._one[waiting], self._other[waiting]
        apart = side[one] != side[other]
        waiting, one, other = waiting[apart], one[apart], other[apart]
        turned = side[one] == 1
        return waiting, np.where(turned, other, one), np.where(turned, one, other)
