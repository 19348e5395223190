"""A national input-output table as published: read, checked for balance, and drawn together into fewer sectors."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bashu.errors import Finding, TableError
from bashu.inputoutput.coefficients import import_shares, proportional_import_rates, technical_coefficients

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bashu.inputoutput.coefficients import Matrix, Vector

#: how far rows and columns of an official table may be from balance, relative to output
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Accounts:
    """The flows of one table in its own unit.

    ``domestic`` and ``imported`` are what sector j bought of i made at home and abroad; a table that does not
    tell them apart has them split in proportion (``split`` is false). ``final`` is final use of what is made
    at home, exports included; ``imports`` and ``exports`` are totals by sector, if the table states them.
    """

    sectors: tuple[str, ...]
    names: tuple[str, ...]
    domestic: Matrix
    imported: Matrix
    final: Vector
    value_added: Vector
    output: Vector
    split: bool

    @property
    def flows(self) -> Matrix:
        """Everything that sectors buy, from home and abroad."""
        return self.domestic + self.imported

    @property
    def coefficients(self) -> Matrix:
        """A = Z / x, from home and abroad."""
        return technical_coefficients(self.flows, self.output)

    @property
    def import_shares(self) -> Matrix:
        """M_ij, from 0 to 1."""
        return import_shares(self.domestic, self.imported)

    def imbalance(self) -> float:
        """The largest distance of a row or a column from balance, relative to output.

        Row: sum_j z^d_ij + f_i = x_i. Column: sum_i z_ij + v_j = x_j.
        """
        rows = self.domestic.sum(axis=1) + self.final - self.output
        columns = self.flows.sum(axis=0) + self.value_added - self.output
        scale = np.where(self.output > 0, self.output, 1.0)
        return float(max(np.abs(rows / scale).max(), np.abs(columns / scale).max()))

    def drawn_together(self, groups: Sequence[str]) -> Accounts:
        """Fewer sectors: those with the same group become one; every total is kept.

        Parameters
        ----------
        groups
            One group for each sector; the order of the result is that of first appearance.
        """
        names = tuple(dict.fromkeys(groups))
        member = np.array([[group == name for group in groups] for name in names], dtype=np.float64)
        return Accounts(
            names,
            names,
            member @ self.domestic @ member.T,
            member @ self.imported @ member.T,
            member @ self.final,
            member @ self.value_added,
            member @ self.output,
            self.split,
        )


def read_accounts(path: Path) -> Accounts:
    """Read a national table in the layout of the National Bureau of Statistics.

    Rows and columns carry the codes of sectors; ``TVA`` is value added, ``TFU`` final use, ``GO`` gross
    output, and either a column ``Origin`` tells domestic rows from imported ones, or a column ``IM`` holds
    imports, which are then split over all users in proportion (final use included).

    Raises
    ------
    TableError
        When a part of the table is missing, or it does not balance within 1e-9 of output.
    """
    with path.open(encoding="utf-8-sig", newline="") as handle:
        header, *rows = list(csv.reader(handle))
    origin = header.index("Origin") if "Origin" in header else None
    first = 4 if origin is None else 5
    columns = {name: at for at, name in enumerate(header[first:])}
    table = {(row[1], row[origin] if origin is not None else ""): _numbers(row[first:]) for row in rows}
    named = {row[1]: row[3] for row in rows}
    sectors = tuple(code for code in header[first:] if code in named and code.isdigit())
    try:
        accounts = _assemble(table, columns, sectors, named, split=origin is not None)
    except KeyError as missing:
        details = {"column": str(missing.args[0]), "accepted": "Code, TVA, TFU, GO, EX, IM | Origin"}
        raise TableError(Finding("missing_column", file=path.name, details=details)) from missing
    if accounts.imbalance() > TOLERANCE:
        details = {"imbalance": f"{accounts.imbalance():.2e}"}
        raise TableError(Finding("out_of_balance", file=path.name, details=details))
    return accounts


def _assemble(
    table: dict[tuple[str, str], Vector],
    columns: dict[str, int],
    sectors: tuple[str, ...],
    named: dict[str, str],
    *,
    split: bool,
) -> Accounts:
    at = [columns[code] for code in sectors]
    home = "Domestic" if split else ""
    rows = np.array([table[code, home] for code in sectors])
    output = rows[:, columns["GO"]]
    value_added = table["TVA", "TOT" if split else ""][at]
    if split:
        domestic, imported = rows[:, at], np.array([table[code, "Imports"][at] for code in sectors])
        final = rows[:, columns["TFU"]]
    else:
        imports, exports = rows[:, columns["IM"]], rows[:, columns["EX"]]
        rates = proportional_import_rates(output, imports, exports)
        domestic, imported = rows[:, at] * (1 - rates[:, None]), rows[:, at] * rates[:, None]
        final = output - domestic.sum(axis=1)
        _require_stated_balance(rows, columns, at)
    return Accounts(
        sectors, tuple(named[code] for code in sectors), domestic, imported, final, value_added, output, split
    )


def _require_stated_balance(rows: Matrix, columns: dict[str, int], at: list[int]) -> None:
    """Where final use of home goods is a remainder, the stated identity is what can be wrong: Z + F - M = x."""
    output = rows[:, columns["GO"]]
    off = rows[:, at].sum(axis=1) + rows[:, columns["TFU"]] - rows[:, columns["IM"]] - output
    worst = float(np.abs(off / np.where(output > 0, output, 1.0)).max())
    if worst > TOLERANCE:
        raise TableError(Finding("out_of_balance", details={"imbalance": f"{worst:.2e}"}))


def _numbers(cells: list[str]) -> Vector:
    """Numbers of a row; a cell without any is 0, as published tables leave it."""
    return np.array([0.0 if cell in {"", "NA"} else float(cell) for cell in cells])
