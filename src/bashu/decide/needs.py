"""The wants that were published or entered, for a product and its kinds; examples are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from bashu.chain import ProductGraph
    from bashu.workspace import Workspace


def read_needs(workspace: Workspace, graph: ProductGraph) -> pl.DataFrame:
    """Needs with the place of whoever wants it.

    A need outside the corridor is left out; one without any place is kept.

    Returns
    -------
    frame
        need, organisation, name, product, place, region, text, quantity, unit, standing, counted (false for
        examples), updated, source.
    """
    organisations = workspace.table_or_empty("organisations").select(
        "organisation", "name", pl.col("place").alias("seat"), pl.col("standing").alias("known_as")
    )
    sites = workspace.table_or_empty("sites").select("site", pl.col("place").alias("site_place"))
    rows = (
        workspace.table_or_empty("needs")
        .filter(pl.col("product").is_not_null())
        .join(organisations, on="organisation", how="left", maintain_order="left")
        .join(sites, on="site", how="left", maintain_order="left")
        .with_columns(pl.coalesce("site_place", "seat").alias("place"))
    )
    example = (pl.col("standing") == "illustrative") | (pl.col("known_as") == "illustrative").fill_null(
        value=False
    )
    places = rows["place"].to_list()
    near = [place is None or graph.places.inside(place) for place in places]
    return (
        rows.with_columns(
            pl.Series("region", [graph.places.region(place) for place in places], pl.String),
            (~example).alias("counted"),
        )
        .filter(pl.Series(near, dtype=pl.Boolean))
        .select(
            "need", "organisation", "name", "product", "place", "region", "text", "quantity", "unit",
            "standing", "counted", "updated", "source",
        )
    )  # fmt: skip
