"""Coefficients of an input-output table and what follows from them, on plain matrices.

Rows supply, columns use. ``flows`` is what sector j bought from sector i, ``output`` the gross output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float64]
    Vector = npt.NDArray[np.float64]


def technical_coefficients(flows: Matrix, output: Vector) -> Matrix:
    """A_ij = z_ij / x_j: what a unit of output j takes of i; a sector without output takes nothing.

    Miller & Blair, Input-Output Analysis (2nd ed., 2009), eq. 2.4.

    Examples
    --------
    >>> technical_coefficients(np.array([[150.0, 500.0], [200.0, 100.0]]), np.array([1000.0, 2000.0]))
    array([[0.15, 0.25],
           [0.2 , 0.05]])
    """
    return np.divide(flows, output, out=np.zeros_like(flows), where=output > 0)


def leontief_inverse(coefficients: Matrix) -> Matrix:
    """L = (I - A)^-1: the output of i that a unit of final demand for j takes, directly and through others.

    Miller & Blair (2009), eq. 2.11.

    Examples
    --------
    >>> leontief_inverse(np.array([[0.15, 0.25], [0.2, 0.05]])).round(4)
    array([[1.2541, 0.33  ],
           [0.264 , 1.1221]])
    """
    identity = np.eye(len(coefficients))
    return np.asarray(np.linalg.solve(identity - coefficients, identity), dtype=np.float64)


def import_shares(domestic: Matrix, imported: Matrix) -> Matrix:
    """m_ij = z^m_ij / (z^d_ij + z^m_ij): how much of an input comes from abroad; 0 where nothing is used."""
    total = domestic + imported
    return np.divide(imported, total, out=np.zeros_like(total), where=total > 0)


def proportional_import_rates(output: Vector, imports: Vector, exports: Vector) -> Vector:
    """r_i = imports_i / (x_i + imports_i - exports_i): the share of what is used at home that is imported.

    The assumption of a table with one column of imports: every user imports the same share. Bounded to 0-1,
    because goods in transit are in both imports and exports.
    """
    used = output + imports - exports
    return np.clip(np.divide(imports, used, out=np.zeros_like(used), where=used > 0), 0.0, 1.0)


def import_content(coefficients: Matrix, imported_share: Matrix) -> Vector:
    """v_j = sum_i ((A * M) (I - A * (1 - M))^-1)_ij: imports in a unit of final demand j, through all suppliers.

    Hummels, Ishii & Yi (2001), Journal of International Economics 54, 75-96, eq. 3.

    Examples
    --------
    >>> half = np.full((2, 2), 0.5)
    >>> import_content(np.array([[0.0, 0.2], [0.0, 0.0]]), half).tolist()
    [0.0, 0.1]
    """
    abroad = coefficients * imported_share
    content: Vector = (abroad @ leontief_inverse(coefficients - abroad)).sum(axis=0)
    return content


def value_dependent_on(coefficients: Matrix, output: Vector, supplier: int, *, essential: Matrix) -> float:
    """V_i = sum of x_j over every j that cannot run without i, directly or through others (i itself left out).

    ``essential`` is true where j stops without i; the closure follows the links with a positive coefficient.
    The upper bound of what a missing input puts at stake: a share of cost is no share of loss.

    Examples
    --------
    >>> a = np.array([[0, 0.1, 0], [0, 0, 0.2], [0, 0, 0.0]])
    >>> value_dependent_on(a, np.array([5.0, 10.0, 20.0]), 0, essential=a > 0)
    30.0
    """
    links = (coefficients > 0) & essential.astype(bool)
    reached = {supplier}
    level = [supplier]
    while level:
        following = {int(j) for i in level for j in np.flatnonzero(links[i])} - reached
        reached |= following
        level = sorted(following)
    return float(sum(output[j] for j in sorted(reached - {supplier})))
