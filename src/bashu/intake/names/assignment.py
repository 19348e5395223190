"""One to one: the names of a whole list shared out among the firms they may stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def share_out(claims: Sequence[Sequence[tuple[int, float]]], least: float) -> list[int | None]:
    """Give every name at most one firm and every firm at most one name, so that the log-odds add up to the most.

    Parameters
    ----------
    claims
        Per name: firms (numbers) and the log-odds that the name is this firm.
    least
        Log-odds at which it is as well to leave a name without a firm.

    Returns
    -------
    list
        Per name the number of its firm, or None.

    >>> share_out([[(0, 5.0), (1, 4.0)], [(0, 4.9)], [(1, -9.0)]], -3.0)
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
        for firm, odds in claim:
            if odds > least:
                rows.append(row)
                columns.append(column[firm])
                gains.append(odds - least)
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
