"""What a faster way makes possible for firms: who could supply whom between places that come within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.chain import ProductGraph
from bashu.decide.nearer import come_under, hours_saved, located_makers, with_names
from bashu.travel import Travel

if TYPE_CHECKING:
    from bashu.workspace import Workspace

COLUMNS = (
    "origin", "origin_zh", "origin_en", "destination", "destination_zh", "destination_en", "before", "after",
    "under", "input", "input_zh", "input_en", "product", "product_zh", "product_en", "essential", "matches",
    "hours_saved", "suppliers", "buyers", "sources",
)  # fmt: skip


def travel_effects(
    workspace: Workspace,
    before: int | None,
    after: int | Travel,
    graph: ProductGraph | None = None,
    travel: Travel | None = None,
) -> pl.DataFrame:
    """Pairs of places that come under 60, 120 or 240 minutes for people, and the matches across them.

    A match is a maker of an input at the origin and a maker, at the destination, of the product that it goes
    into; firms in a place without trains of its own count at the city it lies in. The people who agree, audit
    and repair travel by train; the goods still go by road. A match is a possibility, not a known supply. The
    value by which rows are ranked is the time of one visit there and back for every match,
    ``matches x 2 x (before - after) / 60`` hours: no source tells what the matches would trade.

    Parameters
    ----------
    workspace
        The tables of the chain, places and travel.
    before, after
        Two timetable years (only pairs with a direct train in both are compared); or a timetable year (None:
        the newest trains) and the same places with a planned line (:meth:`bashu.travel.Travel.with_line`).

    Returns
    -------
    frame
        origin, destination (each with _zh and _en), before, after (minutes), under (the smallest threshold that
        was crossed), input, product (with names; null where the pair has no match), essential,
        matches (suppliers x buyers), hours_saved, suppliers, buyers, sources. Most hours saved first.

    Raises
    ------
    UnknownName
        When the workspace has no timetable of one of the years.

    Examples
    --------
    >>> from bashu.workspace import Workspace
    >>> corridor = Workspace.open()
    >>> first = travel_effects(corridor, 2014, 2021).row(0, named=True)
    >>> first["matches"] >= 1, first["after"] < first["before"]
    (True, True)
    """
    graph = graph or ProductGraph(workspace)
    travel = travel or Travel(workspace)
    pairs = come_under(travel, before, after)
    frame = pairs.join(_matches(pairs, graph, travel), on=["origin", "destination"], how="left")
    frame = frame.with_columns(hours_saved("matches"))
    order = ("under", "origin", "destination", "input", "product")
    return (
        _named(frame, graph, travel)
        .sort(
            pl.col("hours_saved").fill_null(0),
            pl.col("essential").fill_null(False),
            *order,
            descending=[True, True, *(False for _ in order)],
        )
        .select(COLUMNS)
    )


def _matches(pairs: pl.DataFrame, graph: ProductGraph, travel: Travel) -> pl.DataFrame:
    """For every pair of places and every link of the chain, who could supply whom."""
    makers = _broadened(located_makers(graph, travel), graph)
    suppliers = makers.rename({"organisation": "supplier", "product": "input", "city": "origin"})
    buyers = makers.rename({"organisation": "buyer", "city": "destination"})
    sources = pl.concat_list("source", "source_right").explode().drop_nulls()
    return (
        pairs.select("origin", "destination")
        .join(suppliers, on="origin")
        .join(_links(graph), on="input")
        .join(buyers, on=["destination", "product"])
        .filter(pl.col("supplier") != pl.col("buyer"))
        .group_by("origin", "destination", "input", "product", maintain_order=True)
        .agg(
            pl.col("essential").first(),
            pl.struct("supplier", "buyer").n_unique().cast(pl.Int64).alias("matches"),
            pl.col("supplier").unique(maintain_order=True).alias("suppliers"),
            pl.col("buyer").unique(maintain_order=True).alias("buyers"),
            sources.unique(maintain_order=True).alias("sources"),
        )
    )


def _broadened(makers: pl.DataFrame, graph: ProductGraph) -> pl.DataFrame:
    """A maker of a narrow product makes the broad ones too."""
    broader = {product: [product, *graph.ancestors(product)] for product in makers["product"].unique()}
    kinds = pl.Series("product", [broader[product] for product in makers["product"]], pl.List(pl.String))
    return makers.with_columns(kinds).explode("product", empty_as_null=True).unique(maintain_order=True)


def _links(graph: ProductGraph) -> pl.DataFrame:
    ids = pl.Series(graph.ids, dtype=pl.String)
    return pl.DataFrame(
        {
            "input": ids.gather(graph.links.source),
            "product": ids.gather(graph.links.target),
            "essential": graph.links.essential,
        }
    )


def _named(frame: pl.DataFrame, graph: ProductGraph, travel: Travel) -> pl.DataFrame:
    def names(products: pl.Series, language: str) -> list[str | None]:
        return [graph.name(product, language) if product else None for product in products]

    return with_names(frame, travel).with_columns(
        pl.Series(f"{kind}_{language}", names(frame[kind], language), pl.String)
        for kind in ("input", "product")
        for language in ("zh", "en")
    )
