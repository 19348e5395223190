"""What a faster way makes possible for people who know a trade: whom they could work for without moving."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.chain import ProductGraph
from bashu.decide.nearer import come_under, hours_saved, located_makers, with_names
from bashu.travel import Travel

if TYPE_CHECKING:
    from bashu.workspace import Workspace

#: a daily way to work: China's railways sell season tickets for ways of about an hour
DAILY_MINUTES = 60
COLUMNS = (
    "origin", "origin_zh", "origin_en", "destination", "destination_zh", "destination_en", "before", "after",
    "area", "homes", "employers", "openings", "hours_saved", "firms_at_home", "firms_there", "sources",
)  # fmt: skip


def commute_effects(
    workspace: Workspace,
    before: int | None,
    after: int | Travel,
    limit: float = DAILY_MINUTES,
    *,
    graph: ProductGraph | None = None,
    travel: Travel | None = None,
) -> pl.DataFrame:
    """Ways to work that become possible: pairs of places within a daily way, by the area of industry at both ends.

    People who know an area live where organisations of that area work (``homes``); organisations of the same
    area at the other end (``employers``) come within their reach. ``openings`` counts pairs of one of each that
    differ. No source gives the people or the posts, so organisations are counted, not people. Rows are ranked by
    ``openings x 2 x (before - after) / 60``, the hours of one day there and back. Example firms never count.

    Parameters
    ----------
    workspace
        The tables of the chain, places and travel.
    before, after
        As for :func:`bashu.decide.travel_effects`.
    limit
        Minutes of the longest way to work: longer before, at most this after.

    Returns
    -------
    frame
        origin, destination (each with _zh and _en), before, after (minutes), area, homes, employers, openings,
        hours_saved, firms_at_home, firms_there (organisations), sources. Most hours saved first.

    Raises
    ------
    UnknownName
        When the workspace has no timetable of one of the years.

    Examples
    --------
    >>> from bashu.workspace import Workspace
    >>> now = Travel(Workspace.open())
    >>> planned = now.with_line([("成都", 0), ("遂宁", 30), ("重庆", 50)])
    >>> frame = commute_effects(Workspace.open(), None, planned, travel=now)
    >>> frame.filter(origin="chengdu", destination="chongqing")["after"].unique().to_list()
    [50.0]
    """
    graph = graph or ProductGraph(workspace)
    travel = travel or Travel(workspace)
    pairs = come_under(travel, before, after, (limit,)).drop("under")
    there = _by_area(located_makers(graph, travel), workspace)
    homes = there.rename({"city": "origin", "organisation": "home"})
    employers = there.rename({"city": "destination", "organisation": "employer"})
    differ = pl.col("home") != pl.col("employer")
    sources = pl.concat_list("source", "source_right").explode().drop_nulls()
    counted = (
        pairs.join(homes, on="origin")
        .join(employers, on=["destination", "area"])
        .filter(differ)
        .group_by("origin", "destination", "before", "after", "area", maintain_order=True)
        .agg(
            pl.col("home").n_unique().cast(pl.Int64).alias("homes"),
            pl.col("employer").n_unique().cast(pl.Int64).alias("employers"),
            pl.struct("home", "employer").n_unique().cast(pl.Int64).alias("openings"),
            pl.col("home").unique(maintain_order=True).alias("firms_at_home"),
            pl.col("employer").unique(maintain_order=True).alias("firms_there"),
            sources.unique(maintain_order=True).alias("sources"),
        )
        .with_columns(hours_saved("openings"))
    )
    return (
        with_names(counted, travel)
        .sort("hours_saved", "origin", "destination", "area", descending=[True, False, False, False])
        .select(COLUMNS)
    )


def _by_area(makers: pl.DataFrame, workspace: Workspace) -> pl.DataFrame:
    """Organisations of each area of industry at each place: organisation, city, source, area."""
    areas = workspace.table_or_empty("products").select("product", pl.col("areas").alias("area"))
    return (
        makers.join(areas, on="product")
        .explode("area", empty_as_null=True)
        .drop_nulls("area")
        .drop("product")
        .unique(["organisation", "city", "area"], maintain_order=True)
    )
