"""Among the schedules that are nearly the best, a fairer one; and what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.match.meeting.board import NOWHERE
from bashu.match.meeting.chains import give_way, insert
from bashu.match.meeting.event import bits

if TYPE_CHECKING:
    from bashu.match.meeting.board import Board
    from bashu.match.meeting.event import Event

#: passes over all people that look for less waiting
PASSES = 3


@dataclass(frozen=True, slots=True)
class Fairness:
    """What a schedule does for those who would come away with little.

    Attributes
    ----------
    cost
        Score given up for it.
    left_with_nothing, left_with_nothing_before
        People with a feasible request and no meeting, after and before.
    waiting, waiting_before
        Free slots between the first and the last meeting of everybody, each weighed by the minutes of the
        way to the event (1 where nobody stated any), after and before.
    """

    cost: int
    left_with_nothing: int
    left_with_nothing_before: int
    waiting: float
    waiting_before: float


def be_fair(event: Event, board: Board) -> Fairness:
    """Change a board so that nobody is left with nothing and few wait, within what that may cost.

    At most ``settings.fairness`` of the score is given up, and only for somebody who has nothing. Waiting
    is shortened by moving meetings to other slots, which costs nothing.
    """
    best = board.score
    weights = ways_here(event)
    nothing_before, waiting_before = len(left_with_nothing(event, board)), waiting(event, board, weights)
    allowed = int(event.settings.fairness * best)
    # those with the fewest ways to meet anybody first
    for person in sorted(left_with_nothing(event, board), key=lambda one: (len(event.pairs_of[one]), one)):
        if board.count[person] == 0 and max(board.count) >= event.settings.plenty:
            _make_room_for(event, board, person, allowed - (best - board.score))
    _shorten_waiting(event, board, weights)
    return Fairness(
        best - board.score,
        len(left_with_nothing(event, board)),
        nothing_before,
        waiting(event, board, weights),
        waiting_before,
    )


def as_it_is(event: Event, board: Board) -> Fairness:
    """The same figures of a board that nothing was changed on."""
    nothing = len(left_with_nothing(event, board))
    waited = waiting(event, board, ways_here(event))
    return Fairness(0, nothing, nothing, waited, waited)


def ways_here(event: Event) -> list[float]:
    """Minutes of everybody's way to the event, 1 where nobody stated them."""
    return [
        1.0 if minutes is None else float(minutes) for minutes in event.people["travel_minutes"].to_list()
    ]


def left_with_nothing(event: Event, board: Board) -> list[int]:
    """People with a feasible request who have no meeting."""
    return [
        person
        for person, pairs in enumerate(event.pairs_of)
        if board.count[person] == 0 and event.most[person] and any(event.worth[pair] for pair in pairs)
    ]


def _make_room_for(event: Event, board: Board, person: int, allowed: int) -> bool:
    """Give somebody their dearest possible meeting at a loss of at most ``allowed``."""

    def may_go(pair: int) -> bool:
        return min(board.count[event.one[pair]], board.count[event.other[pair]]) > 1

    for pair in sorted(event.pairs_of[person], key=lambda pair: (-event.worth[pair], pair)):
        worth = event.worth[pair]
        if not worth:
            continue
        if insert(board, pair, event.settings.reach):
            return True
        if give_way(board, pair, event.settings.reach, worth + allowed, may_go):
            return True
    return False


def idle(slots: int) -> int:
    """Free slots between the first and the last of a set.

    >>> idle(0b1001010), idle(0)
    (3, 0)
    """
    return slots.bit_length() - (slots & -slots).bit_length() + 1 - slots.bit_count() if slots else 0


def waiting(event: Event, board: Board, weights: list[float]) -> float:
    """Everybody's free slots between two meetings, each weighed by the way they came."""
    busy = (there & ~free for there, free in zip(event.available, board.free, strict=True))
    return sum(weight * idle(slots) for weight, slots in zip(weights, busy, strict=True))


def _shorten_waiting(event: Event, board: Board, weights: list[float]) -> None:
    """Move meetings, those of who came furthest first, to slots that leave less waiting to both."""
    furthest = sorted(range(len(weights)), key=lambda person: (-weights[person], person))
    for _ in range(PASSES):
        moved = False
        for person in furthest:
            if not idle(event.available[person] & ~board.free[person]):
                continue
            for pair in [met for met in board.at[person] if met != NOWHERE and met not in board.fixed]:
                moved |= _move_closer(event, board, pair, weights)
        if not moved:
            return


def _move_closer(event: Event, board: Board, pair: int, weights: list[float]) -> bool:
    one, other = event.one[pair], event.other[pair]
    slot = board.slot[pair]
    open_to_both = board.free[one] & board.free[other] & event.common[pair] & board.open[event.seats[pair]]
    if not open_to_both:
        return False
    rest_one = event.available[one] & ~board.free[one] & ~(1 << slot)
    rest_other = event.available[other] & ~board.free[other] & ~(1 << slot)
    if _between(rest_one, slot) and _between(rest_other, slot):
        # nobody's day gets shorter when a meeting in the middle of it moves
        return False
    far, near = weights[one], weights[other]
    now = far * idle(rest_one | 1 << slot) + near * idle(rest_other | 1 << slot)
    costs = [
        (far * idle(rest_one | 1 << at) + near * idle(rest_other | 1 << at), at) for at in bits(open_to_both)
    ]
    for _, at in sorted(cost for cost in costs if cost[0] < now):
        mark = board.mark()
        board.remove(pair)
        if board.place(pair, at):
            return True
        board.undo(mark)
    return False


def _between(slots: int, slot: int) -> bool:
    """Whether a slot lies between the first and the last of a set."""
    return slots >> slot > 0 and slots & ((1 << slot) - 1) > 0
