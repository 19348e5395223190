"""The most that any schedule could score, by a flow that forgets when people meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bashu.match.market.flow import Network, NetworkSimplex

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bashu.match.meeting.event import Event


@dataclass(frozen=True, eq=False)
class Relaxation:
    """What is left of an event when slots are forgotten: who meets whom, but not when.

    Attributes
    ----------
    bound
        No schedule scores more.
    share
        For each pair 1 (it meets), 0.5 (only where the pairs form odd rings) or 0.
    gain
        For each pair what it adds beyond the price of both people's time; below 0 it is a loss. A schedule
        that scores more than ``bound - g`` has no pair with ``gain <= -g``.
    """

    bound: int
    share: NDArray[np.float64]
    gain: NDArray[np.float64]


def relax(
    event: Event,
    limits: NDArray[np.int64],
    seats: int,
    pairs: NDArray[np.int64],
    worth: NDArray[np.int64] | None = None,
) -> Relaxation:
    """The best choice of pairs when a person has so many meetings and all together so many tables.

    Maximise ``sum worth x`` with ``0 <= x <= 1`` for each pair, ``sum x <= limit`` over the pairs of each
    person and ``sum x <= seats`` over all. Where the pairs fall into two sides (buyers and suppliers) this
    is a minimum-cost flow from one side to the other. Else every person stands on both sides and every
    pair twice; half of that optimum is the optimum of the linear relaxation, whose shares are halves
    (Balinski 1965; Schrijver, *Combinatorial Optimization*, 2003, section 31.3).

    Parameters
    ----------
    limits
        The most meetings of each person.
    seats
        The most meetings of all, in tables times slots.
    pairs
        The pairs that are to be decided.
    worth
        What each pair of the event counts, where that is not its summed interest.
    """
    total = len(event.one)
    share, gain = np.zeros(total), np.zeros(total)
    if not len(pairs):
        return Relaxation(0, share, gain)
    one, other, own = (of_all[pairs] for of_all in event.numbers)
    worth = own if worth is None else worth[pairs]
    side, copies = event.sides, 1
    if side is not None:
        left, right = np.where(side[one] == 0, one, other), np.where(side[one] == 0, other, one)
    else:
        copies, left, right = 2, np.concatenate([one, other]), np.concatenate([other, one])
    flow, price, saved = _solve(left, right, np.tile(worth, copies), limits, seats * copies)
    share[pairs] = flow.reshape(copies, -1).mean(axis=0)
    gain[pairs] = price.reshape(copies, -1).mean(axis=0)
    return Relaxation(saved // copies, share, gain)


def _solve(
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    worth: NDArray[np.int64],
    limits: NDArray[np.int64],
    seats: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """The dearest flow from left to right: what each pair carries, what it gains, and the worth of all.

    Every unit goes from the source through one pair or past all of them; a pair costs the less the more
    it is worth, and the way past them costs as much as a pair that is worth nothing.
    """
    people = len(limits)
    source, entry, sink = 2 * people, 2 * people + 1, 2 * people + 2
    most = int(worth.max())
    lefts, rights = np.unique(left), np.unique(right)
    supply = max(0, min(int(limits[lefts].sum()), seats))
    starts = np.concatenate([left, np.full(len(lefts), entry), rights + people, [source, source]])
    ends = np.concatenate([right + people, lefts, np.full(len(rights), sink), [entry, sink]])
    costs = np.concatenate([most - worth, np.zeros(len(lefts) + len(rights) + 1, np.int64), [most]])
    rooms = np.concatenate([np.ones(len(left), np.int64), limits[lefts], limits[rights], [supply, supply]])
    order = np.lexsort((ends, starts))
    network = Network(
        2 * people + 3, starts[order].astype(np.int32), ends[order].astype(np.int32), costs[order]
    )
    supplies = np.zeros(2 * people + 3, np.int64)
    supplies[source], supplies[sink] = supply, -supply
    found = NetworkSimplex(network).solve(supplies, rooms[order])
    amounts = np.empty_like(found.amounts)
    amounts[order] = found.amounts
    met = amounts[: len(left)]
    reduced_cost = most - worth + found.potentials[left] - found.potentials[right + people]
    return met, -reduced_cost, int((met * worth).sum())
