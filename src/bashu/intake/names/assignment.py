"""One to one: the names of a whole list shared out among the firms they may stand for."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from bashu.intake.names.weights import ABSENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: what a firm of the register that no name of the list stands for weighs, against a name without a firm in the fit
FREE = 0.3
#: how many names the expectation held before the list is worth
BEFORE = 50
#: rounds of messages at most, and the change of a message at which they have settled
ROUNDS, SETTLED = 300, 1e-7
#: log-odds are cut here: whoever is that sure has no rival
_SUREST = 50.0


def list_probabilities(
    claims: Sequence[Sequence[tuple[int, float]]], expected: float
) -> list[list[tuple[int, float]]]:
    """The probability of every claim, given that no firm has two names of the list.

    Every way of sharing out weighs exp(sum of the log-odds given) times θ for each name left without a firm; the
    probability of a claim is its share of the weight of all ways, by belief propagation on the graph of names and
    firms (Huang and Jebara 2009, approximate where the graph has cycles). A name whose firm is surely another's
    thereby gives its rivals way. θ follows the list: the share of names whose firm is not on record is estimated
    from the probabilities themselves, by expectation maximisation (Saerens, Latinne and Decaestecker 2002).

    Parameters
    ----------
    claims
        Per name: firms (numbers) and the log-odds that the name is this firm rather than one not on record.
    expected
        Share of the names, above 0 and below 1, whose firm is expected to be missing; worth ``BEFORE`` names.

    Returns
    -------
    list
        Per name the firms and their probabilities, in the order of the claims.

    >>> both, one = list_probabilities([[(0, 5.0), (1, 4.0)], [(0, 4.9)]], 0.1)
    >>> [(firm, round(probability, 1)) for firm, probability in both], one[0][1] > 0.8
    ([(0, 0.0), (1, 1.0)], True)
    """
    sizes = [len(claim) for claim in claims]
    total = sum(sizes)
    if not total:
        return [[] for _ in claims]
    names = np.repeat(np.arange(len(claims)), sizes)
    _, firms = np.unique([firm for claim in claims for firm, _ in claim], return_inverse=True)
    odds = np.array([odds for claim in claims for _, odds in claim])
    found = _settle(names, firms, np.exp(np.minimum(odds, _SUREST)), len(claims), expected).tolist()
    bounds = pairwise([0, *np.cumsum(sizes).tolist()])
    return [
        [(firm, probability) for (firm, _), probability in zip(claim, found[begin:end], strict=True)]
        for claim, (begin, end) in zip(claims, bounds, strict=True)
    ]


def _settle(
    names: NDArray[np.intp],
    firms: NDArray[np.intp],
    weights: NDArray[np.float64],
    count: int,
    expected: float,
) -> NDArray[np.float64]:
    """Messages between names and firms until they change no more; the probability of every claim."""
    free_name, free_firm = np.full(len(weights), 0.5), np.full(len(weights), 0.5)
    missing = expected
    probabilities = np.zeros(len(weights))
    for _ in range(ROUNDS):
        alone = FREE * missing / (1 - missing) / ABSENT
        asked = 1 / (alone + _others(weights * free_firm, names))
        wanted = 1 / (1 + _others(weights * asked, firms))
        # half a step only: messages on a short cycle would swing for ever
        wanted = 0.5 * (free_firm + wanted)
        change = max(np.abs(asked - free_name).max(), np.abs(wanted - free_firm).max())
        free_name, free_firm = asked, wanted
        odds = weights * free_name * free_firm
        probabilities = odds / (1 + odds)
        missing = (count - probabilities.sum() + BEFORE * expected) / (count + BEFORE)
        if change < SETTLED:
            break
    return probabilities


def _others(values: NDArray[np.float64], owners: NDArray[np.intp]) -> NDArray[np.float64]:
    """The sum over all other claims of the same owner."""
    others: NDArray[np.float64] = np.maximum(np.bincount(owners, values)[owners] - values, 0.0)
    return others


def share_out(claims: Sequence[Sequence[tuple[int, float]]], least: float) -> list[int | None]:
    """Give every name at most one firm and every firm at most one name, so that the most are expected to be right.

    Parameters
    ----------
    claims
        Per name: firms (numbers) and the probability that the name is this firm.
    least
        Probability at which it is as well to leave a name without a firm.

    Returns
    -------
    list
        Per name the number of its firm, or None.

    >>> share_out([[(0, 0.9), (1, 0.8)], [(0, 0.7)], [(1, 0.01)]], 0.04)
    [1, 0, None]
    """
    from scipy import sparse
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    firms = sorted({firm for claim in claims for firm, _ in claim})
    if not firms:
        return [None] * len(claims)
    column = {firm: number for number, firm in enumerate(firms)}
    rows, columns, gains = [], [], []
    for row, claim in enumerate(claims):
        for firm, probability in claim:
            if probability > least:
                rows.append(row)
                columns.append(column[firm])
                gains.append(probability - least)
        # a place of its own for every name that stays without a firm; zero would be no entry
        rows.append(row)
        columns.append(len(firms) + row)
        gains.append(1e-9)
    table = sparse.csr_array((gains, (rows, columns)), shape=(len(claims), len(firms) + len(claims)))
    names, places = min_weight_full_bipartite_matching(table, maximize=True)
    result: list[int | None] = [None] * len(claims)
    for row, place in zip(names.tolist(), places.tolist(), strict=True):
        if place < len(firms):
            result[row] = firms[place]
    return result
