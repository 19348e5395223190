"""Everybody's capabilities side by side, prepared once for many needs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.errors import InputError
from bashu.match.ranking.dates import last_day
from bashu.text import convert, same_dimension

if TYPE_CHECKING:
    from decimal import Decimal

    from numpy.typing import NDArray

    from bashu.workspace import Workspace

#: rates that a capacity may be stated in: 片/月
PERIODS = ("年", "月", "日", "天", "小时")


class Supply:
    """Capabilities as columns, in the order of their ids.

    Attributes
    ----------
    frame
        The capabilities with ``name`` (of the organisation) and ``place`` (of the site, else of the
        organisation).
    capacity, lead_days, minimum_lot, updated
        Numbers (float64), NaN where nobody stated them; ``updated`` in days since 1970.
    certificates
        Which certificates each holds; None where nothing was stated.
    """

    def __init__(self, workspace: Workspace) -> None:
        sites = workspace.table_or_empty("sites").select("site", site_place="place")
        organisations = workspace.table_or_empty("organisations").select(
            "organisation", "name", organisation_place="place"
        )
        self.frame = (
            workspace.table_or_empty("capabilities")
            .sort("capability")
            .join(sites, on="site", how="left", maintain_order="left")
            .join(organisations, on="organisation", how="left", maintain_order="left")
            .with_columns(
                name=pl.coalesce("name", "organisation"),
                place=pl.coalesce("site_place", "organisation_place"),
            )
            .drop("site_place", "organisation_place")
        )
        self.count = self.frame.height
        self.organisation = self.frame["organisation"].to_numpy(allow_copy=True).astype(object)
        self.capacity = _numbers(self.frame["capacity"])
        self.lead_days = _numbers(self.frame["lead_days"])
        self.minimum_lot = _numbers(self.frame["minimum_lot"])
        days = [last_day(text) for text in self.frame["updated"]]
        self.updated = np.array([np.nan if day is None else day.toordinal() for day in days], np.float64)
        self.certificates = [
            None if held is None else frozenset(held) for held in self.frame["certificates"].to_list()
        ]
        names = sorted({unit for unit in self.frame["unit"] if unit})
        self._units = names
        numbers = {unit: number for number, unit in enumerate(names)}
        self._unit = np.array([numbers.get(unit, -1) for unit in self.frame["unit"]], np.int64)

    def in_unit(self, unit: str | None) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """How many of ``unit`` one of each capability's own units is, and where the units cannot meet.

        A rate (片/月) says nothing certain about a total (片): its factor is unknown, but it is no
        contradiction. Without a unit on either side nothing is known.

        Returns
        -------
        factor
            NaN where it is not known.
        impossible
            True where the two units measure different things.
        """
        factors = np.full(len(self._units) + 1, np.nan)
        impossible = np.zeros(len(self._units) + 1, bool)
        for number, own in enumerate(self._units if unit else []):
            factor = factor_between(own, str(unit))
            if factor is not None:
                factors[number] = float(factor)
            elif not is_rate_of(own, str(unit)):
                impossible[number] = True
        return factors[self._unit], impossible[self._unit]


@cache
def factor_between(unit: str, to: str) -> Decimal | None:
    """How many of ``to`` one ``unit`` is, exactly; None where they measure different things.

    >>> factor_between("万片", "片")
    Decimal('10000')
    """
    try:
        return convert(1, unit, to)
    except InputError:
        return None


@cache
def is_rate_of(unit: str, total: str) -> bool:
    """Whether one unit is the other per period.

    >>> is_rate_of("万片/月", "片"), is_rate_of("片", "吨")
    (True, False)
    """
    return any(
        same_dimension(unit, f"{total}/{period}") or same_dimension(total, f"{unit}/{period}")
        for period in PERIODS
    )


def _numbers(column: pl.Series) -> NDArray[np.float64]:
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy()
