"""An extract of the official input-output tables of 2020: detail around electronics, the rest drawn together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from raw import shared_folder

from bashu.inputoutput import group_42, read_accounts

if TYPE_CHECKING:
    import numpy.typing as npt
    from raw import Row

    from bashu.inputoutput import Accounts

    Matrix = npt.NDArray[np.float64]

TABLE = "china-2020"
SOURCE = "国家统计局2020年全国投入产出表"
#: sectors of the 153 that stay apart: electronics, and where its inputs come from
DETAILED = (
    43, 47, 48, 52, 53, 57, 64, 65, 66, 78, 84, 85, 86, 87, 90, 91, 92, 93, 94, 95, 96, 127, 128, 129, 136, 137,
)  # fmt: skip
#: the industry: manufacture of computers, communication and other electronic equipment
CORE = (90, 91, 92, 93, 94, 95)
#: an input of less than this per unit of output is left out: 0.01 %
SMALLEST = 1e-4


def _tables() -> tuple[Accounts, Accounts]:
    folder = shared_folder() / "data" / "io"
    return read_accounts(folder / "china_2020_153.csv"), read_accounts(folder / "china_2020_42.csv")


def _groups(fine: Accounts, coarse: Accounts) -> list[str]:
    """The name of the sector of the extract for each of the 153."""
    groups = []
    for number, name in enumerate(fine.names, start=1):
        above = group_42(number)
        groups.append(
            f"{number:03} {name}" if number in DETAILED else f"A{above:02} {coarse.names[above - 1]}"
        )
    return groups


def _with_measured_imports(fine: Accounts, coarse: Accounts) -> Matrix:
    """Import shares of the fine cells whose imports add up to those of the table that measures them.

    Within each cell of the 42 the imports are known; they are spread over the finer suppliers by the share of
    each that is imported at all, m = min(1, k r), with the k that meets the cell's total.
    """
    shares = np.zeros_like(fine.flows)
    group = np.array([group_42(number) for number in range(1, len(fine.sectors) + 1)])
    for supplier in range(1, 43):
        rows = np.flatnonzero(group == supplier)
        for user in range(1, 43):
            at = np.ix_(rows, np.flatnonzero(group == user))
            imported = coarse.imported[supplier - 1, user - 1]
            shares[at] = _spread(fine.flows[at], fine.import_shares[at], imported)
    return shares


def _spread(flows: Matrix, rates: Matrix, imported: float) -> Matrix:
    total = flows.sum()
    if total <= 0 or imported <= 0:
        return np.zeros_like(flows)
    weights = (
        np.where(rates > 0, rates, 0.0) if (flows * (rates > 0)).sum() >= imported else np.ones_like(rates)
    )
    low, high = 0.0, 1.0
    while (flows * np.minimum(1.0, high * weights)).sum() < imported * (1 - 1e-12) and high < 1e12:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if (flows * np.minimum(1.0, middle * weights)).sum() < imported:
            low = middle
        else:
            high = middle
    return np.minimum(1.0, high * weights)


def extract() -> tuple[tuple[str, ...], Matrix, Matrix, Matrix]:
    """Sectors, coefficients, import shares, and output in 10,000 yuan."""
    fine, coarse = _tables()
    groups = _groups(fine, coarse)
    imported = fine.flows * _with_measured_imports(fine, coarse)
    names = tuple(sorted(set(groups)))
    member = np.array([[group == name for group in groups] for name in names], dtype=np.float64)
    flows, abroad = member @ fine.flows @ member.T, member @ imported @ member.T
    output = member @ fine.output
    shares = np.divide(abroad, flows, out=np.zeros_like(flows), where=flows > 0)
    return names, flows / output, shares, output


def coefficients() -> list[Row]:
    """The rows of the table ``coefficients``."""
    names, matrix, shares, _ = extract()
    return [
        {
            "input_sector": supplier,
            "sector": user,
            "coefficient": f"{matrix[i, j]:.6g}",
            "import_share": f"{shares[i, j]:.4f}",
            "table": TABLE,
            "source": SOURCE,
        }
        for j, user in enumerate(names)
        for i, supplier in enumerate(names)
        if matrix[i, j] >= SMALLEST
    ]


def outputs() -> list[Row]:
    """Gross output of electronics manufacturing of the nation, and value added of everything."""
    fine, _ = _tables()
    figures = [
        ("总产出", f"投入产出部门 {number:03} {fine.names[number - 1]}", fine.output[number - 1])
        for number in CORE
    ]
    figures.append(("地区生产总值", "投入产出核算", fine.value_added.sum()))
    return [
        {
            "region": "china",
            "period": "2020",
            "measure": measure,
            "value": f"{value / 1e4:.1f}",
            "unit": "亿元",
            "scope": scope,
            "target": "no",
            "publisher": "国家统计局",
            "source": SOURCE,
        }
        for measure, scope, value in figures
    ]
