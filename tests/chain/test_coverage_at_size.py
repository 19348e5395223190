"""Coverage at the size of the listed-firm graph: quick for every product, and the same one by one."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from bashu.chain import ProductGraph
from bashu.workspace import Workspace


@pytest.mark.usefixtures("untraced")
@pytest.mark.shared
def test_listed_firms_at_full_size(shared: Any) -> None:
    import time

    folder = shared / "data" / "chain"
    products = pl.read_parquet(folder / "products.parquet").select("product", name_zh="product")
    links = (
        pl.read_parquet(folder / "inputs_train.parquet").unique().filter(pl.col("input") != pl.col("product"))
    )
    kinds = pl.read_parquet(folder / "subtypes_train.parquet").select(input="narrow", product="broad")
    known = pl.col("input").is_in(products["product"].implode()) & pl.col("product").is_in(
        products["product"].implode()
    )
    inputs = pl.concat([links.select("input", "product"), kinds]).unique(maintain_order=True).filter(
        known, pl.col("input") != pl.col("product")
    )  # fmt: skip
    firms = pl.read_parquet(folder / "companies.parquet").unique("code").drop_nulls("province")
    provinces = firms["province"].unique().sort()
    corridor = pl.when(pl.col("place").str.contains("四川|重庆")).then("place").alias("region")
    places = pl.DataFrame({"place": provinces, "name_zh": provinces}).with_columns(
        corridor, level=pl.lit("province")
    )
    organisations = firms.select(
        organisation="code", name="fullname", place="province", kind=pl.lit("enterprise"),
        standing=pl.lit("reported"), source=pl.lit("list"),
    )  # fmt: skip
    capabilities = (
        pl.read_parquet(folder / "company_product.parquet").unique(["code", "product"])
        .filter(pl.col("code").is_in(firms["code"].implode()), pl.col("product").is_in(products["product"].implode()))
        .with_row_index("capability")
        .select(pl.col("capability").cast(pl.String), "product", organisation="code", standing=pl.lit("reported"),
                source=pl.lit("list"))
    )  # fmt: skip
    graph = ProductGraph(
        Workspace.from_frames(
            {"places": places, "products": products, "inputs": inputs, "organisations": organisations,
             "capabilities": capabilities}
        )
    )  # fmt: skip
    started = time.process_time()
    frames = [graph.coverage_all(region) for region in graph.regions]
    assert time.process_time() - started < 2
    assert all(frame.height == products.height for frame in frames)
    sample = graph.ids[:: len(graph.ids) // 200]
    started = time.process_time()
    for product in sample:
        graph.coverage(product, graph.regions[0])
    assert (time.process_time() - started) / len(sample) < 0.005
