"""Who makes what, where, and on whose word: the evidence behind every status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import polars as pl

from bashu.chain.status import count_makers, verdicts
from bashu.travel import Workplaces

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from bashu.travel import PlaceIndex
    from bashu.workspace import Workspace

#: on whose word a maker counts: signed off, or also claimed and publicly reported, or also example firms
View = Literal["confirmed", "reported", "illustrative"]
VIEWS: tuple[View, ...] = ("confirmed", "reported", "illustrative")
#: standing -> the first view that counts it
LEVELS = {"confirmed": 0, "claimed": 1, "reported": 1, "illustrative": 2}

#: where a maker is: 0 and up a region of the corridor
SPANNING, OUTSIDE = -1, -2

EVIDENCE = {
    "organisation": pl.String, "product": pl.String, "site": pl.String, "place": pl.String,
    "standing": pl.String, "role": pl.String, "text": pl.String, "capacity": pl.Float64, "unit": pl.String,
    "updated": pl.String, "record": pl.String, "source": pl.String,
}  # fmt: skip


def read_evidence(workspace: Workspace, places: PlaceIndex) -> pl.DataFrame:
    """Capabilities and supplies as one table of who makes which product where.

    A trader makes nothing, and neither does a capability whose capacity is stated as 0. The place is that of
    the site, else of the organisation, else of its sites when all of them lie in one region. Whatever an
    illustrative organisation does is illustrative.

    Returns
    -------
    frame
        organisation, product, site, place, standing, role, text, capacity, unit, updated, record, source, and
        name, region (null outside or where the place is not known), inside (in the corridor at all).
    """
    capabilities = workspace.table_or_empty("capabilities").with_columns(
        (pl.lit("capability ") + pl.col("capability")).alias("record")
    )
    supplies = workspace.table_or_empty("supplies").select(
        pl.col("supplier").alias("organisation"),
        "product",
        "standing",
        # a period ends with its last date: 2020, 2020-01/2020-06, reported 2020-06-04; else it has none
        pl.col("period").str.extract(r"(\d{4}(?:-\d{2}){0,2})$").alias("updated"),
        (pl.lit("supply to ") + pl.col("buyer")).alias("record"),
        "source",
    )
    rows = pl.concat([capabilities, supplies], how="diagonal").filter(
        pl.col("product").is_not_null(),
        (pl.col("role") != "trader").fill_null(value=True),
        (pl.col("capacity") != 0).fill_null(value=True),
    )
    organisations = workspace.table_or_empty("organisations").select(
        "organisation",
        "name",
        (pl.col("standing") == "illustrative").alias("example"),
    )
    rows = (
        rows.join(organisations, on="organisation", how="left", maintain_order="left")
        .join(_common_place(workspace, places), on="organisation", how="left", maintain_order="left")
        .with_columns(Workplaces(workspace).beside(rows))
        .with_columns(
            pl.coalesce("place", "common_place").alias("place"),
            pl.when(pl.col("example").fill_null(value=False))
            .then(pl.lit("illustrative"))
            .otherwise("standing")
            .alias("standing"),
        )
    )
    return rows.select(
        *(pl.col(column).cast(dtype) if column in rows.columns else pl.lit(None, dtype).alias(column)
          for column, dtype in EVIDENCE.items()),
        "name",
        _per_place(rows["place"], places.region, pl.String).alias("region"),
        _per_place(rows["place"], places.inside, pl.Boolean).alias("inside"),
    )  # fmt: skip


def _per_place(
    column: pl.Series, function: Callable[[str | None], object], dtype: type[pl.DataType]
) -> pl.Series:
    known = {place: function(place) for place in column.unique()}
    return pl.Series([known[place] for place in column], dtype=dtype)


def _common_place(workspace: Workspace, places: PlaceIndex) -> pl.DataFrame:
    """A place for organisations without a seat whose sites all lie in one region."""
    sites = workspace.table_or_empty("sites").select("organisation", "place")
    return (
        sites.with_columns(_per_place(sites["place"], places.region, pl.String).alias("region"))
        .group_by("organisation", maintain_order=True)
        .agg(pl.col("place").first().alias("common_place"), pl.col("region").n_unique().alias("regions"))
        .filter(pl.col("regions") == 1)
        .select("organisation", "common_place")
    )


@dataclass(frozen=True)
class Standing:
    """Statuses and counts of all products in one view and one region (None: the corridor)."""

    status: npt.NDArray[np.int8]
    here: npt.NDArray[np.int64]
    corridor: npt.NDArray[np.int64]
    everywhere: npt.NDArray[np.int64]


class Makers:
    """Makers of every product, sub-types supplying the broader product, counted by view and region.

    Parameters
    ----------
    evidence
        What :func:`read_evidence` returns.
    number
        product -> its number.
    parent
        For each product the number of the broader product, or -1; groups have none and are none.
    regions
        The regions of the corridor.
    """

    def __init__(
        self,
        evidence: pl.DataFrame,
        number: dict[str, int],
        parent: npt.NDArray[np.int64],
        regions: tuple[str, ...],
    ) -> None:
        self.evidence = evidence
        self.regions = regions
        self._number, self._parent = number, parent
        self._size = len(number)
        exact = evidence.with_row_index("row").select(
            "row",
            pl.col("product").replace_strict(number, default=-1, return_dtype=pl.Int64),
            pl.col("organisation").rank("dense").cast(pl.Int64).alias("organisation"),
            pl.col("standing").replace_strict(LEVELS, return_dtype=pl.Int64).alias("level"),
            pl.when(pl.col("region").is_in(regions))
            .then(pl.col("region").replace_strict(
                {region: code for code, region in enumerate(regions)}, default=None, return_dtype=pl.Int64))
            .when(pl.col("inside"))
            .then(SPANNING)
            .otherwise(OUTSIDE)
            .alias("region"),
            "capacity",
            "unit",
            pl.col("record").str.starts_with("capability").alias("counted_capacity"),
        ).filter(pl.col("product") >= 0)  # fmt: skip
        self._rows = _with_broader(exact, parent).sort("product", "row")
        sizes = np.bincount(self._rows["product"].to_numpy(), minlength=self._size)
        self._begin = np.concatenate(([0], np.cumsum(sizes)))
        self._evidence_rows = self._rows["row"].to_numpy()
        self._levels = self._rows["level"].to_numpy()
        self._region_codes = self._rows["region"].to_numpy()
        #: the cited columns of the evidence as plain lists: one cell of a frame costs a microsecond too many
        self.cited = {
            name: evidence[name].to_list() for name in ("organisation", "source", "updated", "standing")
        }
        self._standings: dict[tuple[View, str | None], Standing] = {}

    def among(self, evidence: pl.DataFrame) -> Makers:
        """The makers by other evidence, such as what was known by an earlier date."""
        return Makers(evidence, self._number, self._parent, self.regions)

    def standing(self, view: View, region: str | None) -> Standing:
        """Statuses and counts of all products, computed once for each view and region."""
        key = (view, region)
        if key not in self._standings:
            rows = self._rows.filter(pl.col("level") <= VIEWS.index(view))
            corridor = rows.filter(pl.col("region") >= SPANNING)
            local = (
                corridor if region is None else rows.filter(pl.col("region") == self.regions.index(region))
            )
            here, balanced = count_makers(local, self._size)
            inside, _ = count_makers(corridor, self._size)
            everywhere, _ = count_makers(rows, self._size)
            status = verdicts(here, balanced, inside, everywhere)
            self._standings[key] = Standing(status, here, inside, everywhere)
        return self._standings[key]

    def rows_of(
        self, product: int, view: View, region: str | None = None, *, corridor: bool = False
    ) -> list[int]:
        """The evidence rows on which a product stands, narrower products included."""
        at = slice(self._begin[product], self._begin[product + 1])
        keep = self._levels[at] <= VIEWS.index(view)
        if region is not None:
            keep &= self._region_codes[at] == self.regions.index(region)
        elif corridor:
            keep &= self._region_codes[at] >= SPANNING
        rows: list[int] = self._evidence_rows[at][keep].tolist()
        return rows


def _with_broader(rows: pl.DataFrame, parent: npt.NDArray[np.int64]) -> pl.DataFrame:
    """Every row again for each broader product: who makes the narrow one supplies the broad one."""
    levels = [rows]
    seen = 0
    while not levels[-1].is_empty() and seen <= parent.size:
        above = parent[levels[-1]["product"].to_numpy()]
        levels.append(levels[-1].with_columns(pl.Series("product", above)).filter(pl.col("product") >= 0))
        seen += 1
    return pl.concat(levels)
