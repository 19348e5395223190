"""The nodes of the chain map: one row a product with its makers, prepared once for a version of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines


def node_table(engines: Engines, region: str | None = None) -> pl.DataFrame:
    """Every product that is no group, with the numbers of the product graph for a region, or for both together.

    Returns
    -------
    frame
        product, name_zh, name_en, stage, family, fields, areas, parent, status (by public reports), confirmed
        (status by confirmed supply), makers, makers_<region> for each region, announced.
    """
    return engines.kept(("chain nodes", region), lambda: _node_table(engines, region))


def _node_table(engines: Engines, region: str | None) -> pl.DataFrame:
    graph = engines.graph
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
