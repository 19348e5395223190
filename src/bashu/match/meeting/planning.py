"""From the best choice of pairs to a board on which they have their slots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bashu.errors import Finding, TableError
from bashu.match.meeting.board import NOWHERE, Board
from bashu.match.meeting.bound import Relaxation, relax
from bashu.match.meeting.chains import exchange, insert
from bashu.match.meeting.in_turn import InTurn
from bashu.match.meeting.polish import polish

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.meeting.event import Event

#: rounds of improvement at most; it ends before when a round finds nothing
ROUNDS = 8
#: share of the bound that may find no slot before an event counts as crowded
CROWDED = 0.002


def pin_down(event: Event) -> Board:
    """A board that holds the pinned meetings and nothing else.

    Raises
    ------
    TableError
        Naming the pinned meeting that another one, a table or the way between two halls makes impossible.
    """
    board = Board(event)
    group_of = {table: number for number, group in enumerate(event.groups) for table in group.tables}
    taken: set[tuple[int, int]] = set()
    findings: list[Finding] = []
    # a meeting with its own table first, so that those that can sit anywhere leave it one
    for pin in sorted(event.pins, key=lambda pin: (pin.table is None, pin.slot, pin.pair)):
        among = None if pin.table is None else [group_of[pin.table]]
        seat = (pin.slot, -1 if pin.table is None else pin.table)
        if seat in taken or not board.place(pin.pair, pin.slot, among):
            one, other = event.one[pin.pair], event.other[pin.pair]
            named = f"{event.people['person'][one]} – {event.people['person'][other]}, {event.slots['slot'][pin.slot]}"
            findings.append(Finding("pin_impossible", file="pinned", value=named))
        elif pin.table is not None:
            taken.add(seat)
        board.fixed.add(pin.pair)
    if findings:
        raise TableError(findings)
    return board


def relax_around(event: Event, board: Board) -> Relaxation:
    """The relaxation of what a board with fixed meetings leaves open; its bound counts the fixed ones."""
    limits = np.zeros(len(event.available), np.int64)
    fixed = np.zeros(len(event.available), np.int64)
    open_slots = [0] * len(event.available)
    decided: list[int] = []
    taken = 0
    for pair, (one, other) in enumerate(zip(event.one, event.other, strict=True)):
        if pair in board.fixed:
            taken += event.worth[pair]
            fixed[[one, other]] += 1
            continue
        common = event.common[pair]
        for held in (at for person in (one, other) for at in board.at[person] if at in board.fixed):
            common &= ~(1 << board.slot[held])
        if common:
            decided.append(pair)
            open_slots[one] |= common
            open_slots[other] |= common
    for person, slots in enumerate(open_slots):
        limits[person] = max(0, min(event.most[person] - fixed[person], slots.bit_count()))
    seats = sum(len(group.tables) * group.slots.bit_count() for group in event.groups) - len(board.fixed)
    left = relax(event, limits, seats, np.array(decided, np.int64))
    return Relaxation(left.bound + taken, left.share, left.gain)


def fill(event: Event, board: Board, relaxation: Relaxation) -> None:
    """Fill a board: first the pairs that the relaxation chooses, then what can still be gained.

    Where too many of the chosen pairs find no slot, the slots are filled in turn instead, and a few at a time
    again.
    """
    in_turn = InTurn(event, board)
    if not _insert_chosen(event, board, relaxation):
        every = range(event.slots.height)
        in_turn.empty(every)
        in_turn.fill(every)
    improve(event, board, relaxation)
    if board.score < relaxation.bound:
        in_turn.improve(relaxation.bound, event.settings.anew)
        improve(event, board, relaxation)
    polish(event, board, relaxation, event.settings.polish)


def _insert_chosen(event: Event, board: Board, relaxation: Relaxation) -> bool:
    """Insert the pairs that the relaxation chooses; False as soon as too much of their worth finds no slot.

    Pairs with the fewest slots in common go first, since the others can choose.
    """
    share: NDArray[np.float64] = relaxation.share
    chosen = sorted(
        np.flatnonzero(share > 0).tolist(),
        key=lambda pair: (share[pair] < 1, event.common[pair].bit_count(), -event.worth[pair], pair),
    )
    spare = CROWDED * relaxation.bound
    for pair in chosen:
        if not insert(board, pair, event.settings.reach):
            spare -= event.worth[pair] * share[pair]
            if spare < 0:
                return False
    return True


def improve(event: Event, board: Board, relaxation: Relaxation) -> None:
    """Let in what still has no slot, dearest first, while the score can rise."""
    for _ in range(ROUNDS):
        before = board.score
        room = relaxation.bound - board.score
        if room <= 0:
            return
        # a pair that loses more than all that can still be gained is in no better schedule
        waiting = [
            pair
            for pair in np.flatnonzero(relaxation.gain > -room).tolist()
            if board.slot[pair] == NOWHERE and event.worth[pair]
        ]
        for pair in sorted(waiting, key=lambda pair: (-event.worth[pair], pair)):
            if board.slot[pair] == NOWHERE and not insert(board, pair, event.settings.reach):
                exchange(board, pair, event.settings.reach)
        if board.score == before:
            return
