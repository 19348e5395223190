"""What a faster timetable makes possible: pairs of cities that come within reach, and who could meet whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.chain import ProductGraph
from bashu.travel import Travel

if TYPE_CHECKING:
    from bashu.workspace import Workspace

COLUMNS = (
    "origin", "origin_zh", "origin_en", "destination", "destination_zh", "destination_en", "before", "after",
    "under", "input", "input_zh", "input_en", "product", "product_zh", "product_en", "essential", "matches",
    "suppliers", "buyers", "sources",
)  # fmt: skip


def travel_effects(
    workspace: Workspace,
    before: int,
    after: int,
    graph: ProductGraph | None = None,
    travel: Travel | None = None,
) -> pl.DataFrame:
    """Pairs of places that come under 60, 120 or 240 minutes for people, and the matches across them.

    Only pairs with a direct train in both timetables are compared. A match is a maker of an input at the
    origin and a maker, at the destination, of the product that it goes into; firms inside a district
    without trains of its own count at the city it lies in. The people who agree, audit and repair travel by
    train; the goods still go by road. A match is a possibility, not a known supply.

    Parameters
    ----------
    workspace
        The tables of the chain, places and travel.
    before, after
        Two timetable years.

    Returns
    -------
    frame
        origin, destination (each with _zh and _en), before, after (minutes), under (the smallest threshold that
        was crossed), input, product (with names; null where the pair has no
        match), essential, matches (suppliers x buyers), suppliers, buyers, sources. Most matches first.

    Raises
    ------
    UnknownName
        When the workspace has no timetable of one of the years.
    """
    graph = graph or ProductGraph(workspace)
    travel = travel or Travel(workspace)
    pairs = (
        travel.changes(before, after)
        .with_columns(pl.col("under").list.min())
        .drop_nulls("under")
        .select("origin", "destination", "before", "after", "under")
    )
    makers = _makers_by_city(graph, travel)
    links = _links(graph)
    suppliers = makers.rename({"organisation": "supplier", "product": "input", "city": "origin"})
    buyers = makers.rename({"organisation": "buyer", "city": "destination"})
    matched = (
        pairs.join(suppliers, on="origin")
        .join(links, on="input")
        .join(buyers, on=["destination", "product"])
        .filter(pl.col("supplier") != pl.col("buyer"))
        .group_by("origin", "destination", "under", "input", "product", maintain_order=True)
        .agg(
            pl.col("essential").first(),
            pl.struct("supplier", "buyer").n_unique().cast(pl.Int64).alias("matches"),
            pl.col("supplier").unique(maintain_order=True).alias("suppliers"),
            pl.col("buyer").unique(maintain_order=True).alias("buyers"),
            pl.concat_list("source", "source_right")
            .explode()
            .drop_nulls()
            .unique(maintain_order=True)
            .alias("sources"),
        )
    )
    frame = pairs.join(matched, on=["origin", "destination", "under"], how="left")
    order = ("under", "origin", "destination", "input", "product")
    return (
        _named(frame, graph, travel)
        .sort(pl.col("matches").fill_null(0), *order, descending=[True, *(False for _ in order)])
        .select(COLUMNS)
    )


def _makers_by_city(graph: ProductGraph, travel: Travel) -> pl.DataFrame:
    """Who makes what at which place with trains: organisation, product, city, source; broad products too."""
    evidence = graph.makers_of.evidence.filter(
        pl.col("standing") != "illustrative", pl.col("place").is_not_null()
    )
    city = {place: travel.represented_by(place) for place in evidence["place"].unique()}
    rows = evidence.select(
        "organisation",
        "product",
        pl.col("place").replace_strict(city, return_dtype=pl.String).alias("city"),
        "source",
    ).drop_nulls("city")
    broader = {product: [product, *graph.ancestors(product)] for product in rows["product"].unique()}
    kinds = pl.Series("product", [broader[product] for product in rows["product"]], pl.List(pl.String))
    return rows.with_columns(kinds).explode("product", empty_as_null=True).unique(maintain_order=True)


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
    columns = []
    for language in ("zh", "en"):
        for end in ("origin", "destination"):
            names = [travel.places.name(place, language) for place in frame[end]]
            columns.append(pl.Series(f"{end}_{language}", names, pl.String))
        for kind in ("input", "product"):
            known = [graph.name(product, language) if product else None for product in frame[kind]]
            columns.append(pl.Series(f"{kind}_{language}", known, pl.String))
    return frame.with_columns(columns)
