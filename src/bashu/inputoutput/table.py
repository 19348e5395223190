"""The table ``coefficients`` of a workspace as matrices, with a sector for every product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.inputoutput.sectors import group_42, sector_153

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.inputoutput.coefficients import Matrix
    from bashu.workspace import Workspace


@dataclass(frozen=True)
class CoefficientTable:
    """Technical coefficients and import shares between sectors, with where they come from.

    ``sectors`` are named as in the table; a sector of the national tables begins with its number: ``094`` of
    the 153, or ``A12`` for what is left of number 12 of the 42. ``import_shares`` is NaN where not stated.
    """

    sectors: tuple[str, ...]
    coefficients: Matrix
    import_shares: Matrix
    table: str
    source: str

    @classmethod
    def read(cls, workspace: Workspace, table: str | None = None) -> CoefficientTable | None:
        """The coefficients of a workspace, or None where it has none (then only the graph can speak).

        Parameters
        ----------
        table
            Which one, where the workspace holds several; the first by default.

        Examples
        --------
        >>> from bashu.workspace import Workspace
        >>> accounts = CoefficientTable.read(Workspace.open())
        >>> accounts.sector_of("3985")
        '094 电子元器件'
        """
        rows = workspace.table_or_empty("coefficients")
        if rows.is_empty():
            return None
        chosen = table if table is not None else rows["table"][0]
        rows = rows.filter(pl.col("table").eq_missing(pl.lit(chosen, pl.String)))
        if rows.is_empty():
            return None
        used = pl.concat([rows["input_sector"], rows["sector"]]).unique().sort()
        number = {sector: at for at, sector in enumerate(used)}
        size = len(number)
        coefficients, shares = np.zeros((size, size)), np.full((size, size), np.nan)
        at = tuple(
            rows[column].replace_strict(number, return_dtype=pl.Int64).to_numpy()
            for column in ("input_sector", "sector")
        )
        coefficients[at] = rows["coefficient"].to_numpy()
        shares[at] = rows["import_share"].fill_null(float("nan")).to_numpy()
        sources = rows["source"].drop_nulls().unique(maintain_order=True)
        return cls(tuple(number), coefficients, shares, chosen or "", "; ".join(sources))

    def sector_of(self, code: str | None, own: Mapping[str, str] | None = None) -> str | None:
        """The sector of an industry code (GB/T 4754-2017), or None where the code or the sector is unknown.

        ``own`` leads from prefixes of codes to sectors of a table that is not the bureau's.
        """
        if code and own:
            for digits in range(len(code), 0, -1):
                if code[:digits] in own:
                    return own[code[:digits]]
        sector = sector_153(code)
        if sector is None:
            return None
        return self._named.get(f"{sector:03}") or self._named.get(f"A{group_42(sector):02}")

    @property
    def _named(self) -> dict[str, str]:
        return {sector.split(" ", 1)[0]: sector for sector in self.sectors}

    def number(self, sector: str) -> int:
        """The row and column of a sector."""
        return self.sectors.index(sector)
