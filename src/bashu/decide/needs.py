"""The wants that were published or entered, for a product and its kinds; examples are told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from bashu.travel import Workplaces

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
        "organisation", "name", pl.col("standing").alias("known_as")
    )
    rows = (
        workspace.table_or_empty("needs")
        .filter(pl.col("product").is_not_null())
        .join(organisations, on="organisation", how="left", maintain_order="left")
    )
    rows = rows.with_columns(Workplaces(workspace).beside(rows))
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
