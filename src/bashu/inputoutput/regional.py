"""A national table made regional by location quotients, with the size of the region in the formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.inputoutput.coefficients import Matrix, Vector

#: the values of delta that are tried, and the one in the middle that results are shown for
DELTAS = (0.1, 0.2, 0.25, 0.3, 0.4)
DELTA = 0.25


def location_quotients(region: Vector, nation: Vector) -> Vector:
    """SLQ_i = (x^r_i / x^r) / (x^n_i / x^n): 1 means as specialised as the nation.

    ``region`` and ``nation`` hold one value per sector (output, value added or employment). A sector that
    the nation does not have has the quotient 0.

    Examples
    --------
    >>> location_quotients(np.array([3.0, 1.0]), np.array([4.0, 4.0])).tolist()
    [1.5, 0.5]
    """
    mine, all_of_it = region / region.sum(), nation / nation.sum()
    quotients: Vector = np.divide(mine, all_of_it, out=np.zeros_like(mine), where=all_of_it > 0)
    return quotients


def cross_industry_quotients(quotients: Vector) -> Matrix:
    """CILQ_ij = SLQ_i / SLQ_j, and SLQ_i on the diagonal: how strong the supplier is beside the user.

    Morrison & Smith (1974), Journal of Regional Science 14, 1-14, put the simple quotient on the diagonal,
    where the ratio is 1 whatever the size. A user that is not here at all has no bound.

    Examples
    --------
    >>> cross_industry_quotients(np.array([0.5, 2.0])).tolist()
    [[0.5, 0.25], [4.0, 2.0]]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        cross = quotients[:, None] / quotients[None, :]
    cross = np.where(quotients[None, :] > 0, cross, np.where(quotients[:, None] > 0, np.inf, 0.0))
    np.fill_diagonal(cross, quotients)
    return cross


def size_factor(share: float, delta: float) -> float:
    """Lambda = log2(1 + E^r / E^n) ^ delta: a small region imports more; 1 for the whole nation.

    Flegg & Webber (1997), Regional Studies 31, 795-805; ``share`` is E^r / E^n between 0 and 1.

    Examples
    --------
    >>> size_factor(1.0, 0.3), round(size_factor(0.072, 0.25), 3)
    (1.0, 0.563)
    """
    return float(np.log2(1.0 + share) ** delta)


def flegg_quotients(quotients: Vector, share: float, delta: float = DELTA) -> Matrix:
    """FLQ_ij = CILQ_ij * lambda (Flegg & Webber 1997).

    Examples
    --------
    >>> flegg_quotients(np.array([1.0, 2.0]), 1.0, 0.3).tolist()
    [[1.0, 0.5], [2.0, 2.0]]
    """
    return cross_industry_quotients(quotients) * size_factor(share, delta)


def regional_coefficients(
    coefficients: Matrix, quotients: Vector, share: float, delta: float = DELTA
) -> Matrix:
    """A^r_ij = A_ij * min(1, FLQ_ij): the part of every input that the region supplies itself.

    Give the domestic coefficients: what the nation imports, a region of it does not make.
    """
    return coefficients * np.minimum(1.0, flegg_quotients(quotients, share, delta))


@dataclass(frozen=True)
class Origins:
    """Where the inputs of each user come from, as shares that add up to 1 in every cell.

    ``here`` is the region, ``elsewhere`` the rest of the nation, ``abroad`` other countries.
    """

    here: Matrix
    elsewhere: Matrix
    abroad: Matrix


def origins(imported_share: Matrix, quotients: Vector, share: float, delta: float = DELTA) -> Origins:
    """Here = (1 - M) * min(1, FLQ), abroad = M, elsewhere = the rest.

    Examples
    --------
    >>> split = origins(np.array([[0.2]]), np.array([0.5]), 1.0)
    >>> split.here.tolist(), split.elsewhere.tolist(), split.abroad.tolist()
    ([[0.4]], [[0.4]], [[0.2]])
    """
    trade = np.minimum(1.0, flegg_quotients(quotients, share, delta))
    here = (1.0 - imported_share) * trade
    return Origins(here, (1.0 - imported_share) * (1.0 - trade), imported_share)


def over_deltas(
    imported_share: Matrix, quotients: Vector, share: float, deltas: Sequence[float] = DELTAS
) -> tuple[Matrix, Matrix]:
    """The lowest and the highest share that comes from outside the region (1 - here), over all deltas.

    The size factor falls as delta grows, so the ends of the range are those of the deltas.
    """
    outside = [1.0 - origins(imported_share, quotients, share, delta).here for delta in deltas]
    return np.minimum.reduce(outside), np.maximum.reduce(outside)
