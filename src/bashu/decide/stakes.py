"""What depends on a part, and how much of such parts comes from outside: by the table, or by the graph alone."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING

import numpy as np

from bashu.inputoutput import DELTA, origins, over_deltas

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from bashu.chain import ProductGraph
    from bashu.decide.profile import Profile
    from bashu.inputoutput.coefficients import Matrix, Vector


@dataclass(frozen=True)
class Outside:
    """The share of such inputs that comes from outside the corridor, with its range over delta, and from abroad."""

    share: float
    low: float
    high: float
    abroad: float


class Stakes:
    """The estimated output of every product made here, and where inputs of its kind come from.

    With a profile (``basis`` is "table"): the output of a sector of the industry is the nation's times the
    share of the corridor; that of any other sector is what it sells to the industry here,
    y_s = sum_j a_sj x_j. The output of a sector is divided among its products by their makers here. A product
    without a sector counts like the average maker.

    Without one (``basis`` is "graph"): output is the number of makers, in no unit, and nothing is known about
    where inputs come from.

    Parameters
    ----------
    graph
        The product graph.
    profile
        The corridor beside the nation, or None.
    deltas
        The values of delta over which the range goes.
    """

    def __init__(self, graph: ProductGraph, profile: Profile | None, deltas: Sequence[float]) -> None:
        self.profile = profile
        self.makers: npt.NDArray[np.int64] = graph.makers_of.standing("reported", None).here
        self.basis = "graph" if profile is None else "table"
        self.output: Vector = self.makers.astype(np.float64)
        self._sector = np.full(len(graph.ids), -1, dtype=np.int64)
        if profile is not None:
            self._sector = _sectors(graph, profile)
            self.output = _outputs(self.makers, self._sector, profile)
            imported = _imported(profile)
            self._abroad = imported
            self._share = 1.0 - origins(imported, profile.quotients, profile.size, DELTA).here
            self._low, self._high = over_deltas(imported, profile.quotients, profile.size, (*deltas, DELTA))

        with_inputs = np.unique(graph.links.target)
        self._everything = fsum(self.output[with_inputs])

    def share_of(self, output: float) -> float:
        """An output as a share of the output of everything made here that has inputs."""
        return output / self._everything if self._everything > 0 else 0.0

    def outside(self, part: int, users: Mapping[int, float]) -> Outside | None:
        """Where inputs of the kind of a part come from, averaged over the output of its users.

        ``users`` leads from the number of a product that uses it to its weight. None where the graph must
        speak alone, or neither the part nor a user has a sector.
        """
        known = {user: weight for user, weight in users.items() if self._sector[user] >= 0 and weight > 0}
        if self.profile is None or self._sector[part] < 0 or not known:
            return None
        at = self._sector[list(known)]
        weights = list(known.values())
        row = self._sector[part]

        def mean(matrix: Matrix) -> float:
            return fsum(matrix[row, at] * weights) / fsum(weights)

        return Outside(mean(self._share), mean(self._low), mean(self._high), mean(self._abroad))


def _sectors(graph: ProductGraph, profile: Profile) -> npt.NDArray[np.int64]:
    number = {sector: at for at, sector in enumerate(profile.table.sectors)}
    named = [profile.table.sector_of(code) for code in graph.products["gbt4754"]]
    return np.array([number[sector] if sector else -1 for sector in named], dtype=np.int64)


def _outputs(makers: npt.NDArray[np.int64], sector: npt.NDArray[np.int64], profile: Profile) -> Vector:
    core = profile.core & ~np.isnan(profile.output)
    sales = profile.table.coefficients[:, core] @ profile.output[core]
    by_sector = np.where(core, np.nan_to_num(profile.output), sales)
    known = sector >= 0
    made = np.bincount(sector[known], weights=makers[known], minlength=by_sector.size)
    per_maker = np.divide(by_sector, made, out=np.zeros_like(by_sector), where=made > 0)
    output = np.where(known, per_maker[sector] * makers, 0.0)
    mean = fsum(output[known]) / max(int(makers[known].sum()), 1)
    filled: Vector = np.where(known, output, mean * makers)
    return filled


def _imported(profile: Profile) -> Matrix:
    """Import shares; a cell that is not stated takes the mean of its supplier, weighted by use."""
    stated = profile.table.import_shares
    weights = np.where(np.isnan(stated), 0.0, profile.table.coefficients)
    total = weights.sum(axis=1)
    mean = np.divide(
        (weights * np.nan_to_num(stated)).sum(axis=1), total, out=np.zeros_like(total), where=total > 0
    )
    filled: Matrix = np.where(np.isnan(stated), mean[:, None], stated)
    return filled
