"""How large the corridor is in the nation, sector by sector, and what its industry turns out: estimates, marked so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from bashu.inputoutput import CoefficientTable

if TYPE_CHECKING:
    import numpy.typing as npt

    from bashu.chain import ProductGraph
    from bashu.inputoutput.coefficients import Vector
    from bashu.workspace import Workspace

#: measures of the table ``statistics`` that are read: size of a place, its share of the nation's electronics,
#: and gross output of a sector, whose scope names the sector behind this word
SIZE_MEASURE = "地区生产总值"
SHARE_MEASURE = "电子信息产业占全国比重（约）"
OUTPUT_MEASURE, OUTPUT_SCOPE = "总产出", "投入产出部门 "


@dataclass(frozen=True)
class Profile:
    """The corridor beside the nation, for the sectors of a coefficient table.

    ``size`` is E^r / E^n; ``quotients`` are location quotients (1 where no regional figure is known);
    ``output`` is the estimated gross output of the corridor by sector in 100 million yuan, NaN where the
    nation's is not known; ``core`` are the sectors whose output is known: the industry itself.
    """

    table: CoefficientTable
    size: float
    quotients: Vector
    output: Vector
    core: npt.NDArray[np.bool_]
    sources: tuple[str, ...]


def read_profile(workspace: Workspace, graph: ProductGraph) -> Profile | None:
    """The profile of the corridor from ``regional``, else from ``statistics``; None where either is too thin.

    From ``regional``: one value per region, sector of the table and year, the nation among the regions.
    From ``statistics``: 地区生产总值 of every region of the corridor and of the nation (size), the share of
    the corridor in the nation's electronics, and 总产出 of the nation by sector. A share that is published for
    the industry is taken for each of its sectors; other sectors are taken to be as present as the corridor
    is large (quotient 1).
    """
    table = CoefficientTable.read(workspace)
    if table is None:
        return None
    return _from_regional(workspace, graph, table) or _from_statistics(workspace, graph, table)


def _nation(graph: ProductGraph, workspace: Workspace) -> str | None:
    places = workspace.table_or_empty("places").filter(pl.col("level") == "nation")["place"]
    return str(places[0]) if places.len() else None


def _from_regional(workspace: Workspace, graph: ProductGraph, table: CoefficientTable) -> Profile | None:
    nation = _nation(graph, workspace)
    rows = workspace.table_or_empty("regional").filter(pl.col("industry").is_in(table.sectors))
    wanted = {*graph.regions, nation}
    years = rows.group_by("year").agg(pl.col("region").unique()).sort("year", nulls_last=False)
    complete = [year for year, regions in years.iter_rows() if wanted <= set(regions)]
    if nation is None or not complete:
        return None
    rows = rows.filter(pl.col("year").eq_missing(pl.lit(complete[-1], pl.Int64)))

    def vector(regions: tuple[str, ...]) -> Vector:
        found = rows.filter(pl.col("region").is_in(regions)).group_by("industry").agg(pl.col("value").sum())
        values = dict(found.iter_rows())
        return np.array([values.get(sector, 0.0) for sector in table.sectors], dtype=np.float64)

    from bashu.inputoutput import location_quotients

    here, everywhere = vector(graph.regions), vector((nation,))
    size = float(here.sum() / everywhere.sum())
    return Profile(table, size, location_quotients(here, everywhere), here, here > 0, ("regional",))


def _from_statistics(workspace: Workspace, graph: ProductGraph, table: CoefficientTable) -> Profile | None:
    nation = _nation(graph, workspace)
    rows = workspace.table_or_empty("statistics").filter(~pl.col("target").fill_null(value=False))
    sizes = rows.filter(pl.col("measure") == SIZE_MEASURE)
    totals = _latest(sizes, (*graph.regions, *([nation] if nation else [])))
    national = rows.filter(
        pl.col("measure") == OUTPUT_MEASURE, pl.col("region") == nation, pl.col("scope").str.starts_with(OUTPUT_SCOPE)
    )  # fmt: skip
    if nation is None or totals is None or national.is_empty():
        return None
    size = sum(totals[region] for region in graph.regions) / totals[nation]
    around = workspace.table("places").filter(pl.col("place").is_in(graph.regions))["parent"].unique()
    shares = rows.filter(pl.col("measure") == SHARE_MEASURE, pl.col("region").is_in(around.implode())).sort(
        "period"
    )
    share = shares["value"][0] / 100 if shares.height else size
    outputs = dict(
        national.select(pl.col("scope").str.strip_prefix(OUTPUT_SCOPE), pl.col("value")).iter_rows()
    )
    core = np.array([sector in outputs for sector in table.sectors])
    quotients = np.where(core, share / size, 1.0)
    output = np.array([share * outputs.get(sector, np.nan) for sector in table.sectors])
    cited = pl.concat([sizes["source"], national["source"], shares["source"].head(1)])
    return Profile(table, size, quotients, output, core, tuple(dict.fromkeys(cited)))


def _latest(rows: pl.DataFrame, places: tuple[str, ...]) -> dict[str, float] | None:
    """The values of the newest period in which every place has one."""
    for _, period in sorted(rows.group_by("period"), key=lambda item: str(item[0][0]), reverse=True):
        values = dict(period.select("region", "value").iter_rows())
        if all(place in values for place in places):
            return values
    return None
