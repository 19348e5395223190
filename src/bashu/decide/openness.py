"""Openness: how much of what each region needs the other one serves, could serve, and outside must serve."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl

from bashu.chain import ProductGraph, as_of, last_day
from bashu.decide.profile import read_profile
from bashu.decide.stakes import Stakes
from bashu.inputoutput import DELTAS
from bashu.travel import Workplaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from bashu.decide.profile import Profile
    from bashu.workspace import Workspace

    Flags = npt.NDArray[np.bool_]

#: the origin that stands for everywhere but the corridor
OUTSIDE = "outside"

SCHEMA: dict[str, pl.DataType] = {
    "at": pl.String(), "region": pl.String(), "origin": pl.String(),
    **dict.fromkeys(("lines", "served_lines", "could_lines", "only_lines"), pl.Int64()),
    **dict.fromkeys(("served", "served_confirmed", "could", "only"), pl.Float64()),
    **dict.fromkeys(("estimated", "estimated_low", "estimated_high"), pl.Float64()),
    "records": pl.Int64(), "undated": pl.Int64(), "basis": pl.String(),
}  # fmt: skip


def openness(
    workspace: Workspace,
    dates: Sequence[str] | None = None,
    graph: ProductGraph | None = None,
    deltas: tuple[float, ...] = DELTAS,
) -> pl.DataFrame:
    """The demand of each region by where it is, could be, and must be served from; now, or at several dates.

    A *line of demand* is an input of a product that is made in the region, by claims and public reports. It
    weighs the output of that product there (estimated with an input-output table, else the number of makers)
    divided equally among its inputs; shares are of the weight of all lines of the region.

    * ``served``: lines with a recorded supply of the input, or a kind of it, from the origin to a buyer in the
      region (``served_confirmed``: confirmed by the parties),
    * ``could``: lines for which the origin has a maker,
    * ``only``: lines for which nobody else in the corridor has one; for the origin ``outside`` those for which
      nobody in the corridor has one,
    * ``estimated``: for the origin ``outside`` what the regionalised input-output table says of such inputs,
      with its range over delta; null without a table.

    Parameters
    ----------
    dates
        2024, 2024-06 or 2024-06-30: by the records known at the end of each; a record without a date counts
        at every one of them. None is now.
    graph
        The prepared graph of this workspace, if there is one.
    deltas
        Over which the range of ``estimated`` goes.

    Returns
    -------
    frame
        at (null for now), region (who needs), origin (a region of the corridor, or outside), lines (of the
        region), served_lines, could_lines, only_lines, served, served_confirmed, could, only (shares 0-1; null
        where the region has no line), estimated, estimated_low, estimated_high, records (of supply from the
        origin to the region), undated (of these), basis (table or graph).

    Examples
    --------
    >>> from bashu.workspace import Workspace
    >>> frame = openness(Workspace.open())
    >>> frame.select("region", "origin")["origin"].to_list()
    ['sichuan', 'chongqing', 'outside', 'sichuan', 'chongqing', 'outside']
    """
    graph = graph or ProductGraph(workspace)
    supplies = _supplies(workspace, graph)
    profile = read_profile(workspace, graph)
    rows: list[dict[str, Any]] = []
    for date in dates if dates is not None else (None,):
        then, known = graph, supplies
        if date is not None:
            then = as_of(graph, date)
            last = last_day(pl.Series([date]))[0]
            known = supplies.filter((last_day(pl.col("date")) <= last).fill_null(value=True))
        rows += _matrix(then, known, profile, deltas, date)
    return pl.DataFrame(rows, schema=SCHEMA)


def period_ends(graph: ProductGraph, every: Literal["year", "quarter"] = "year") -> list[str]:
    """The ends of the years or quarters from the first to the last date of the evidence."""
    days = last_day(graph.makers_of.evidence["updated"]).drop_nulls()
    if days.is_empty():
        return []
    first, last = str(days.min())[:7], str(days.max())[:7]
    months = ("12",) if every == "year" else ("03", "06", "09", "12")
    ends = [f"{year}-{month}" for year in range(int(first[:4]), int(last[:4]) + 1) for month in months]
    until = next((end for end in ends if end >= last), last)
    ends = [end for end in ends if first <= end <= until]
    return [end[:4] for end in ends] if every == "year" else ends


@dataclass(frozen=True)
class _Lines:
    """The demand of one region: inputs, the products that need them, and what each line weighs."""

    inputs: npt.NDArray[np.int64]
    products: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float64]

    def share(self, chosen: Flags) -> float | None:
        """The weight of some lines as a share of all; null where nothing is needed."""
        total = fsum(self.weights)
        return fsum(self.weights[chosen]) / total if total > 0 else None


def _lines(graph: ProductGraph, stakes: Stakes, region: str) -> _Lines:
    links, size = graph.links, len(graph.ids)
    here = graph.makers_of.standing("reported", region).here
    per_maker = np.divide(stakes.output, stakes.makers, out=np.zeros(size), where=stakes.makers > 0)
    needed = here[links.target] > 0
    inputs, products = links.source[needed], links.target[needed]
    among = np.bincount(links.target, minlength=size)
    weights = (per_maker * here)[products] / among[products]
    return _Lines(inputs, products, weights)


def _matrix(
    graph: ProductGraph,
    supplies: pl.DataFrame,
    profile: Profile | None,
    deltas: tuple[float, ...],
    date: str | None,
) -> list[dict[str, Any]]:
    stakes = Stakes(graph, profile, deltas)
    whole = graph.makers_of.standing("reported", None)
    makes = {region: graph.makers_of.standing("reported", region).here > 0 for region in graph.regions}
    makes[OUTSIDE] = whole.everywhere > whole.corridor
    rows = []
    for region in graph.regions:
        lines = _lines(graph, stakes, region)
        outside = _estimated(lines, stakes)
        for origin in (*graph.regions, OUTSIDE):
            records = supplies.filter(pl.col("origin") == origin, pl.col("region") == region)
            served = _delivered(graph, records)[lines.inputs]
            sure = _delivered(graph, records.filter(pl.col("standing") == "confirmed"))[lines.inputs]
            could = makes[origin][lines.inputs]
            rivals = [makes[other] for other in graph.regions if other != origin]
            alone = ~np.logical_or.reduce(rivals, axis=0) if rivals else np.ones_like(makes[origin])
            only = alone[lines.inputs] & (could if origin != OUTSIDE else True)
            estimates = outside if origin == OUTSIDE else (None, None, None)
            rows.append(
                {
                    "at": date, "region": region, "origin": origin, "lines": lines.inputs.size,
                    "served_lines": int(served.sum()), "could_lines": int(could.sum()),
                    "only_lines": int(only.sum()), "served": lines.share(served),
                    "served_confirmed": lines.share(sure), "could": lines.share(could),
                    "only": lines.share(only),
                    **dict(zip(("estimated", "estimated_low", "estimated_high"), estimates, strict=True)),
                    "records": records.height, "undated": records["date"].null_count(),
                    "basis": stakes.basis,
                }
            )  # fmt: skip
    return rows


def _delivered(graph: ProductGraph, records: pl.DataFrame) -> Flags:
    """The products of some supplies; who delivers a kind delivers the broader product."""
    number = {product: at for at, product in enumerate(graph.ids)}
    found = np.zeros(len(graph.ids), dtype=np.bool_)
    for product in records["product"].unique():
        found[[number[each] for each in (product, *graph.ancestors(product))]] = True
    return found


def _estimated(lines: _Lines, stakes: Stakes) -> tuple[float | None, float | None, float | None]:
    """The share from outside by the table, over the lines whose sectors are known."""
    found, weights = [], []
    for part, product, weight in zip(*(column.tolist() for column in _columns(lines)), strict=True):
        outside = stakes.outside(part, {product: weight})
        if outside is not None:
            found.append((outside.share, outside.low, outside.high))
            weights.append(weight)
    if not fsum(weights) > 0:
        return None, None, None
    share, low, high = (
        fsum(value * weight for value, weight in zip(column, weights, strict=True)) / fsum(weights)
        for column in zip(*found, strict=True)
    )
    return share, low, high


def _columns(lines: _Lines) -> Iterable[npt.NDArray[Any]]:
    return lines.inputs, lines.products, lines.weights


def _supplies(workspace: Workspace, graph: ProductGraph) -> pl.DataFrame:
    """Recorded supplies between places that are known: origin, region, product, standing, date."""
    example = workspace.table_or_empty("organisations").filter(pl.col("standing") == "illustrative")
    examples = example["organisation"].implode()
    rows = workspace.table_or_empty("supplies").filter(
        pl.col("product").is_in(graph.ids),
        pl.col("standing") != "illustrative",
        ~pl.col("supplier").is_in(examples),
        ~pl.col("buyer").is_in(examples),
    )
    at = Workplaces(workspace)
    places = {firm: at.of(firm) for firm in {*rows["supplier"], *rows["buyer"]}}

    def where(firm: str) -> str | None:
        place = places[firm]
        region = graph.places.region(place)
        if region in graph.regions:
            return region
        # an area that spans the regions is neither of them, and no place is not outside
        return None if place is None or graph.places.inside(place) else OUTSIDE

    return rows.select(
        pl.Series("origin", [where(firm) for firm in rows["supplier"]], pl.String),
        pl.Series("region", [where(firm) for firm in rows["buyer"]], pl.String),
        "product",
        "standing",
        pl.col("period").str.extract(r"(\d{4}(?:-\d{2}){0,2})$").alias("date"),
    ).drop_nulls("origin")
