"""Slots in turn: each takes the meetings that are worth most in it, at the prices of what is left for the others.

Where there are far more wishes than slots, chains of moves find little room for one more meeting. Here the flow
that forgets the slots is solved anew for the slots that are left; its prices say what an hour of each person is
worth there, and what a meeting is worth in this slot: its own worth, but not more than the prices of both hours.
Among meetings that are worth the same those go first that could meet in few of the slots that are left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bashu.match.meeting.board import NOWHERE
from bashu.match.meeting.bound import relax

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from bashu.match.meeting.board import Board
    from bashu.match.meeting.bound import Relaxation
    from bashu.match.meeting.event import Event

#: how much more a chosen meeting counts in the last slot that it could take
LAST_CHANCE = 0.3
#: share of the prices of both people below which a meeting is not looked at
WORTHLESS = 0.5
#: whole numbers that one point of worth is counted in
FINE = 100
#: a slot is filled up so often: where people have no two sides, rings of wishes leave some over
FILLINGS = 3
#: bits of a whole number
MOST_BITS = 63
#: slots that are solved anew together
TOGETHER = 3
#: what solving a slot costs beside its pairs, in pairs
SET_UP = 300


class InTurn:
    """Fills the slots of a board in turn; pinned meetings stay.

    The draws are seeded, so the same event gives the same schedule.
    """

    def __init__(self, event: Event, board: Board) -> None:
        self._event, self._board = event, board
        self._slots = np.arange(event.slots.height)
        self._one, self._other, self._worth = event.numbers
        self._common = self._by_slot(event.common)
        self._most = np.array(event.most, np.int64)
        self._draw = np.random.default_rng(len(event.one))

    def fill(self, slots: Iterable[int]) -> None:
        """Fill some empty slots, those with the fewest people first."""
        free = self._by_slot(self._board.free)
        left = sorted(slots, key=lambda slot: (int(free[:, slot].sum()), slot))
        while left:
            prices = self._prices(left)
            for _ in range(FILLINGS if self._event.sides is None else 1):
                if not self._take(left[0], left, prices):
                    break
            left.pop(0)

    def improve(self, bound: int, pairs: int) -> None:
        """Empty a few slots and fill them again while so many pairs are weighed; nothing gets worse.

        It ends at the bound, and when a quarter of them brought nothing.
        """
        board, slots, vain = self._board, len(self._slots), 0
        together, patience = min(TOGETHER, slots), pairs // 4
        while pairs > 0 and board.score < bound and vain < patience:
            chosen = self._draw.choice(slots, together, replace=False).tolist()
            mark, before = board.mark(), board.score
            self.empty(chosen)
            weighed = together * (board.slot.count(NOWHERE) + SET_UP)
            pairs -= weighed
            self.fill(chosen)
            if board.score < before:
                board.undo(mark)
            vain = 0 if board.score > before else vain + weighed

    def empty(self, slots: Iterable[int]) -> None:
        """Take down what is not pinned."""
        for slot in slots:
            for met in sorted(self._board.held[slot] - self._board.fixed):
                self._board.remove(met)

    def _by_slot(self, masks: list[int]) -> NDArray[np.int64]:
        """Sets of slots as a row of 0 and 1 each; a day may have more slots than a number has bits."""
        sets = np.array(masks, np.int64 if len(self._slots) < MOST_BITS else object)
        return (sets[:, None] >> self._slots & 1).astype(np.int64)

    def _prices(self, left: list[int]) -> Relaxation:
        """The relaxation of what could still meet in the slots that are left."""
        board = self._board
        free = self._by_slot(board.free)[:, left].sum(axis=1)
        limits = np.clip(self._most - np.array(board.count), 0, free)
        open_ = (np.array(board.slot) == NOWHERE) & (self._worth > 0) & self._common[:, left].any(axis=1)
        seats = sum(room[slot] for room in board.room for slot in left)
        return relax(self._event, limits, seats, np.flatnonzero(open_))

    def _take(self, slot: int, left: list[int], prices: Relaxation) -> int:
        """Let the best meetings into a slot; how many those are."""
        board, one, other = self._board, self._one, self._other
        here = np.array([mask >> slot & 1 for mask in board.free], np.int64)
        here *= np.array(board.count) < self._most
        able = (np.array(board.slot) == NOWHERE) & (self._worth > 0) & (self._common[:, slot] > 0)
        pairs = np.flatnonzero(able & (here[one] > 0) & (here[other] > 0))
        # what is worth far less than the hours of both hardly ever finds a place
        pairs = pairs[self._worth[pairs] >= WORTHLESS * (self._worth[pairs] - prices.gain[pairs])]
        chances = self._common[pairs][:, left].sum(axis=1)
        value = np.minimum(self._worth[pairs], self._worth[pairs] - prices.gain[pairs])
        value *= 1 + LAST_CHANCE * prices.share[pairs] / np.maximum(chances, 1)
        worth = np.zeros(len(one), np.int64)
        worth[pairs] = np.round(FINE * value)
        best = relax(self._event, here, sum(room[slot] for room in board.room), pairs, worth)
        met = np.flatnonzero(best.share > 0)
        first = np.lexsort((-worth[met], -best.share[met]))
        return sum(board.place(pair, slot) for pair in met[first].tolist())
