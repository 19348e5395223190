"""Cities as equal tiles: neighbours on the ground stay neighbours in the grid."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

#: a degree of longitude at 30° N, as a share of a degree of latitude
_LONGITUDE = math.cos(math.radians(30))
#: cells of the grid for each place: some stay empty, so that the outline can follow the places
_ROOM = 1.6


def place_tiles(lon: Sequence[float], lat: Sequence[float]) -> list[tuple[int, int]]:
    """The column and row of every place (linear assignment, least sum of squared shifts).

    Places are stretched over a grid with some room; then each gets a cell of its own so that together
    they move as little as possible.

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
    [(0, 0), (1, 1), (0, 2)]
    """
    if not len(lon):
        return []
    from scipy.optimize import linear_sum_assignment

    x = np.asarray(lon, dtype=float) * _LONGITUDE
    y = -np.asarray(lat, dtype=float)
    width, height = np.ptp(x) or 1.0, np.ptp(y) or 1.0
    cells = max(len(x), math.ceil(len(x) * _ROOM))
    columns = max(1, round(math.sqrt(cells * width / height)))
    rows = math.ceil(cells / columns)
    across = (x - x.min()) / width * (columns - 1)
    down = (y - y.min()) / height * (rows - 1)
    column, row = np.divmod(np.arange(columns * rows), rows)
    shift = (across[:, None] - column[None, :]) ** 2 + (down[:, None] - row[None, :]) ** 2
    places, chosen = linear_sum_assignment(shift)
    found = {int(place): (int(column[cell]), int(row[cell])) for place, cell in zip(places, chosen, strict=True)}
    left, top = min(cell[0] for cell in found.values()), min(cell[1] for cell in found.values())
    return [(found[place][0] - left, found[place][1] - top) for place in range(len(x))]
