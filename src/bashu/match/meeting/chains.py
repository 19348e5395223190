"""Room for one more meeting: a chain of meetings that each give way to the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.match.meeting.board import NOWHERE
from bashu.match.meeting.event import bits

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from bashu.match.meeting.board import Board

#: chains that cancel a meeting, the least worth first, that are tried before giving up
CHEAPEST = 4


def insert(board: Board, pair: int, reach: int, moves: int | None = None) -> bool:
    """Let a pair meet without cancelling anything, moving other meetings (at most ``moves``) to make room.

    Breadth first over chains: the pair takes a slot in which one of its two people is busy; that meeting
    takes another slot in the same way, and so on, until one finds a slot in which both its people are
    free and a table is left. In a graph of pairs without availability this is the augmenting path of edge
    colouring (König 1916; here with a list of colours for each edge, where it need not exist).
    """
    event, free = board.event, board.free
    one, other = event.one[pair], event.other[pair]
    if board.count[one] >= event.most[one] or board.count[other] >= event.most[other]:
        return False
    shared = free[one] & free[other] & event.common[pair] & board.open[event.seats[pair]]
    for slot in bits(shared):
        if board.place(pair, slot):
            return True
    for chain in _chains(board, pair, reach, None):
        if moves is not None and len(chain) > moves + 1:
            return False
        if _follow(board, chain):
            return True
    return False


def exchange(board: Board, pair: int, reach: int) -> bool:
    """Let a pair meet at the price of one meeting of less worth, of its own people or along a chain."""
    event = board.event
    if _instead(board, pair, event.worth[pair], reach):
        return True
    cancelling: list[list[tuple[int, int]]] = []
    for chain in _chains(board, pair, reach, event.worth[pair]):
        if chain[-1][1] == NOWHERE:
            cancelling.append(chain)
        elif _follow(board, chain):
            return True
    cancelling.sort(key=lambda chain: event.worth[chain[-1][0]])
    return any(_follow(board, chain) for chain in cancelling[:CHEAPEST])


def give_way(board: Board, pair: int, reach: int, most: int, may_go: Callable[[int], bool]) -> bool:
    """Let a pair meet at the price of any one meeting that may go and is worth at most ``most``."""
    event = board.event
    if _instead(board, pair, most + 1, reach, may_go):
        return True
    chains = [
        chain
        for chain in _chains(board, pair, reach, most + 1)
        if chain[-1][1] != NOWHERE or may_go(chain[-1][0])
    ]
    chains.sort(key=lambda chain: event.worth[chain[-1][0]] if chain[-1][1] == NOWHERE else 0)
    return any(_follow(board, chain) for chain in chains)


def _instead(
    board: Board, pair: int, below: int, reach: int, may_go: Callable[[int], bool] = lambda _: True
) -> bool:
    """Let a pair meet instead of a meeting of one of its people, where that one has as many as they want."""
    event = board.event
    one, other = event.one[pair], event.other[pair]
    full = [person for person in (one, other) if board.count[person] >= event.most[person]]
    if len(full) != 1 or not board.free[full[0]]:
        return False
    own = [met for met in board.at[full[0]] if met != NOWHERE and met not in board.fixed and may_go(met)]
    for met in sorted(own, key=lambda met: event.worth[met]):
        if event.worth[met] >= below:
            return False
        mark = board.mark()
        board.remove(met)
        if insert(board, pair, reach):
            return True
        board.undo(mark)
    return False


def _follow(board: Board, chain: list[tuple[int, int]]) -> bool:
    """Move every meeting of a chain to its new slot, or leave everything as it was."""
    mark = board.mark()
    for pair, _ in chain[1:]:
        board.remove(pair)
    for pair, slot in chain:
        if slot != NOWHERE and not board.place(pair, slot):
            board.undo(mark)
            return False
    return True


def _chains(board: Board, pair: int, reach: int, worth: int | None) -> Iterator[list[tuple[int, int]]]:
    """Chains that start with a pair, the shortest first, as (pair, its new slot).

    With a ``worth`` also chains whose last meeting is cancelled (slot ``NOWHERE``), where it is worth less.
    """
    event, free, at, fixed = board.event, board.free, board.at, board.fixed
    ones, others, common, seats = event.one, event.other, event.common, event.seats
    came_from: dict[int, tuple[int, int]] = {pair: (NOWHERE, NOWHERE)}
    queue = [pair]
    crowded = 0
    for asking in queue:
        one, other = ones[asking], others[asking]
        free_one, free_other, possible = free[one], free[other], common[asking]
        both = possible & free_one & free_other & board.open[seats[asking]]
        if both and asking != pair:
            for slot in bits(both):
                yield _trace(came_from, asking, slot)
        full = possible & free_one & free_other & ~board.open[seats[asking]] & ~crowded
        crowded |= full
        for way in _by_another_table(board, full, came_from):
            yield [*_trace(came_from, asking, way[0]), way[1]]
        for mine, theirs, busy in ((free_one, free_other, other), (free_other, free_one, one)):
            for slot in bits(possible & mine & ~theirs):
                met = at[busy][slot]
                if met == NOWHERE or met in came_from or met in fixed:
                    continue
                came_from[met] = (asking, slot)
                queue.append(met)
                if worth is not None and event.worth[met] < worth:
                    yield _trace(came_from, met, NOWHERE)
        if len(queue) > reach:
            return


def _by_another_table(
    board: Board, full: int, on_the_way: Container[int]
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Meetings that could leave a table to two people who are free but have none: slot, (pair, its new slot)."""
    event, free = board.event, board.free
    for slot in bits(full):
        for met in sorted(board.held[slot]):
            elsewhere = event.common[met] & free[event.one[met]] & free[event.other[met]]
            elsewhere &= board.open[event.seats[met]]
            if elsewhere and met not in on_the_way and met not in board.fixed:
                yield slot, (met, bits(elsewhere)[0])


def _trace(came_from: dict[int, tuple[int, int]], last: int, slot: int) -> list[tuple[int, int]]:
    chain = [(last, slot)]
    while came_from[last][0] != NOWHERE:
        last, slot = came_from[last]
        chain.append((last, slot))
    chain.reverse()
    return chain
