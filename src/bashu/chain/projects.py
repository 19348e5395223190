"""What is on its way but does not exist: announced, signed and building, kept apart from makers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from bashu.travel import PlaceIndex
    from bashu.workspace import Workspace

#: a project with one of these may become a maker; a running one is a maker only by its capability record
UNDER_WAY = ("announced", "signed", "building")

COLUMNS = (
    "project", "organisation", "name", "product", "region", "place", "capacity", "unit", "status", "as_of",
    "source",
)  # fmt: skip


class Projects:
    """The projects of a workspace by product and region.

    Parameters
    ----------
    number
        product -> its number.
    parent
        For each product the number of the broader product, or -1.
    """

    def __init__(
        self,
        workspace: Workspace,
        places: PlaceIndex,
        number: dict[str, int],
        parent: npt.NDArray[np.int64],
    ) -> None:
        self._parent = parent
        projects = workspace.table_or_empty("projects")
        organisations = workspace.table_or_empty("organisations").select("organisation", "name")
        self.table = projects.join(
            organisations, on="organisation", how="left", maintain_order="left"
        ).with_columns(
            pl.Series("region", [places.region(place) for place in projects["place"]], pl.String),
            pl.Series("inside", [places.inside(place) for place in projects["place"]], pl.Boolean),
            projects["product"].replace_strict(number, default=-1, return_dtype=pl.Int64).alias("number"),
        )
        self._under_way: dict[str | None, npt.NDArray[np.int64]] = {}

    def _broader(self, product: int) -> Iterator[int]:
        seen: set[int] = set()
        while product >= 0 and product not in seen:
            yield product
            seen.add(product)
            product = int(self._parent[product])

    def of(self, product: int, region: str | None) -> pl.DataFrame:
        """The projects of a product or a kind of it, whatever their status."""
        rows = [row for row, made in enumerate(self.table["number"]) if product in self._broader(made)]
        found = self.table[rows]
        if region is not None:
            found = found.filter(pl.col("region") == region)
        return found.select(COLUMNS)

    def under_way(self, region: str | None) -> npt.NDArray[np.int64]:
        """How many projects are under way for each product in a region, those of its kinds included."""
        if region not in self._under_way:
            where = pl.col("inside") if region is None else pl.col("region") == region
            chosen = self.table.filter(pl.col("status").is_in(UNDER_WAY), where)
            counts = np.zeros(self._parent.size, dtype=np.int64)
            for made in chosen["number"]:
                for product in self._broader(made):
                    counts[product] += 1
            self._under_way[region] = counts
        return self._under_way[region]
