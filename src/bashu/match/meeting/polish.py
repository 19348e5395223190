"""The last thousandths: a meeting is forced in, what it displaces looks for another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bashu.match.meeting.board import NOWHERE
from bashu.match.meeting.chains import exchange, insert
from bashu.match.meeting.event import bits

if TYPE_CHECKING:
    from bashu.match.meeting.board import Board
    from bashu.match.meeting.bound import Relaxation
    from bashu.match.meeting.event import Event

#: meetings that are looked at in one search; a short one, since there are many
REACH = 60
#: a step is kept when it is no worse than the score so many steps ago
MEMORY = 50


def polish(event: Event, board: Board, relaxation: Relaxation, steps: int) -> None:
    """Search on from a schedule that no single exchange improves, and keep the best one found.

    Late acceptance hill climbing (Burke and Bykov, *European Journal of Operational Research* 258, 2017):
    small losses are accepted for a while. The draws are seeded, so the same event gives the same schedule.
    It ends at the bound.
    """
    draw = np.random.default_rng(len(event.one))
    # a pair that loses more than all that can still be gained is in no better schedule
    pairs = np.flatnonzero((relaxation.gain > board.score - relaxation.bound) & (np.array(event.worth) > 0))
    if not len(pairs) or board.score >= relaxation.bound:
        return
    memory = [board.score] * MEMORY
    best, kept = board.score, board.mark()
    drawn = zip(
        draw.choice(pairs, steps).tolist(), draw.random((steps, event.slots.height)).tolist(), strict=True
    )
    for step, (pair, luck) in enumerate(drawn):
        if board.slot[pair] != NOWHERE:
            continue
        mark, before = board.mark(), board.score
        if not _forced(event, board, pair, luck) or board.score < min(before, memory[step % MEMORY]):
            board.undo(mark)
        if board.score > best:
            best, kept = board.score, board.mark()
            if best >= relaxation.bound:
                return
        memory[step % MEMORY] = board.score
    board.undo(kept)


def _forced(event: Event, board: Board, pair: int, luck: list[float]) -> bool:
    """Let a pair meet in the slot where that displaces little, and find other places for what was there."""

    def loss(slot: int) -> float:
        met = (board.at[person][slot] for person in (event.one[pair], event.other[pair]))
        return luck[slot] * sum(event.worth[known] for known in met if known != NOWHERE)

    slot = min(bits(event.common[pair]), key=loss)
    displaced = _displace(event, board, pair, slot)
    if displaced is None:
        return False
    for met in sorted(displaced, key=lambda met: (-event.worth[met], met)):
        if not insert(board, met, REACH):
            exchange(board, met, REACH)
    for met in displaced:
        if board.slot[met] == NOWHERE:
            _fill_up(event, board, event.one[met])
            _fill_up(event, board, event.other[met])
    return True


def _displace(event: Event, board: Board, pair: int, slot: int) -> list[int] | None:
    """Place a pair by taking down what is in its way; None where something fixed is."""
    displaced: list[int] = []
    for person in (event.one[pair], event.other[pair]):
        met = board.at[person][slot]
        if met == NOWHERE and board.count[person] >= event.most[person]:
            met = min(
                (own for own in board.at[person] if own != NOWHERE and own not in board.fixed),
                key=lambda own: (event.worth[own], own),
                default=NOWHERE,
            )
            if met == NOWHERE:
                return None
        if met in board.fixed:
            return None
        if met != NOWHERE and board.slot[met] != NOWHERE:
            board.remove(met)
            displaced.append(met)
    if board.place(pair, slot):
        return displaced
    others = board.held[slot] - board.fixed
    if not others:
        return None
    least = min(others, key=lambda met: (event.worth[met], met))
    board.remove(least)
    return [*displaced, least] if board.place(pair, slot) else None


def _fill_up(event: Event, board: Board, person: int) -> None:
    for pair in event.pairs_of[person]:
        if board.slot[pair] == NOWHERE and event.worth[pair]:
            open_to_both = board.free[event.one[pair]] & board.free[event.other[pair]]
            if open_to_both & event.common[pair]:
                insert(board, pair, REACH)
