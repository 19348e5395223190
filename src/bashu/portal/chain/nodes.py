"""The nodes of the chain map: one row a product with its makers, prepared once for a version of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.portal.chain.dates import graph_at

if TYPE_CHECKING:
    from bashu.chain import ProductGraph
    from bashu.portal.data.engines import Engines


def node_table(engines: Engines, region: str | None = None, date: str = "") -> pl.DataFrame:
    """Every product that is no group, with the numbers of the product graph for a region, or for both together.

    With a year, by what was known at its end.

    Returns
    -------
    frame
        product, name_zh, name_en, stage, family, fields, areas, parent, status (by public reports), confirmed
        (status by confirmed supply), makers, makers_<region> for each region, announced.
    """
    key = ("chain nodes", region, date)
    return engines.kept(key, lambda: _node_table(graph_at(engines, date), region))


def _node_table(graph: ProductGraph, region: str | None) -> pl.DataFrame:
    everyone = graph.makers_of.standing("reported", region)
    statuses = graph.coverage_all(region).select("product", pl.col("reported").alias("status"), "confirmed")
    numbers = pl.DataFrame(
        {
            "product": graph.ids,
            "makers": everyone.here,
            **{f"makers_{each}": graph.makers_of.standing("reported", each).here for each in graph.regions},
            "announced": graph.projects_of.under_way(region),
        },
        schema_overrides={"product": pl.String},
    )
    products = graph.products.select(
        "product", "name_zh", "name_en", "stage", "family", "fields", "areas", "parent"
    )
    return products.join(statuses, on="product", maintain_order="left").join(
        numbers, on="product", how="left", maintain_order="left"
    )
