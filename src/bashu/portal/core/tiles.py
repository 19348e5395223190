"""Cities as equal tiles: neighbours on the ground stay neighbours in the grid."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: cells of the grid for each place: some stay empty, so that the outline can follow the places
_ROOM = 1.45
#: columns to rows of the grid
_WIDE = 1.5
#: how far places crowded together on the ground are pulled apart: 0 keeps distances, 1 only the order
_SPREAD = 0.7


def place_tiles(lon: Sequence[float], lat: Sequence[float]) -> list[tuple[int, int]]:
    """The column and row of every place (linear assignment, least sum of squared shifts).

    Places are stretched over a grid with some room, crowded ones pulled apart; then each gets a cell of its
    own so that together they move as little as possible.

    Parameters
    ----------
    lon, lat
        Degrees east and north.

    Returns
    -------
    list
        (column, row) from 0, west to east and north to south.

    Examples
    --------
    >>> place_tiles([104.0, 106.5, 104.1], [30.6, 29.5, 28.8])
    [(0, 0), (2, 1), (1, 1)]
    """
    if not len(lon):
        return []
    from scipy.optimize import linear_sum_assignment

    cells = math.ceil(len(lon) * _ROOM)
    columns = max(1, round(math.sqrt(cells * _WIDE)))
    rows = math.ceil(cells / columns)
    across = _spread(np.asarray(lon, dtype=float)) * (columns - 1)
    down = _spread(-np.asarray(lat, dtype=float)) * (rows - 1)
    column, row = np.divmod(np.arange(columns * rows), rows)
    shift = (across[:, None] - column[None, :]) ** 2 + (down[:, None] - row[None, :]) ** 2
    places, chosen = linear_sum_assignment(shift)
    found = {
        int(place): (int(column[cell]), int(row[cell])) for place, cell in zip(places, chosen, strict=True)
    }
    left, top = min(cell[0] for cell in found.values()), min(cell[1] for cell in found.values())
    return [(found[place][0] - left, found[place][1] - top) for place in range(len(lon))]


def _spread(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Positions from 0 to 1, between their distances and their order."""
    if len(positions) == 1:
        return np.zeros(1)
    distance = (positions - positions.min()) / (np.ptp(positions) or 1.0)
    order = np.argsort(np.argsort(positions, kind="stable"), kind="stable") / (len(positions) - 1)
    spread: NDArray[np.float64] = (1 - _SPREAD) * distance + _SPREAD * order
    return spread
