"""Coverage on the graph of the listed firms: every product in both regions, and one at a time, beside networkx.

Both programs answer the same question in a process of their own: the status of every product in Sichuan and in
Chongqing (makers of a kind supply the broader product), and of how many inputs of each there is a maker. The
answers are compared product by product before any time is printed. What only Bashu answers is timed too: the
findings about the graph (`check`) and how far the two regions serve each other (`openness`).

    python benchmarks/coverage.py
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

REGIONS = ("四川省", "重庆市")
ONE_BY_ONE = 300


def chain_folder() -> Path:
    stated = os.environ.get("BASHU_SHARED")
    shared = Path(stated) if stated else Path(__file__).resolve().parents[2] / "shared"
    return shared / "data" / "chain"


def listed_firms(folder: Path) -> dict[str, pl.DataFrame]:
    """The tables of the listed firms in the vocabulary of Bashu.

    A narrow name is a kind of the longest broad one that it ends with, else of the longest; broad names are
    also listed as inputs of narrow ones, which makes the graph as dense as the full one.
    """
    kinds = pl.read_parquet(folder / "subtypes_train.parquet")
    longest = (
        kinds.with_columns(pl.col("broad").str.len_chars().alias("length"))
        .sort("head_match", "length", "broad", descending=True)
        .unique("narrow", keep="first", maintain_order=True)
    )
    products = (
        pl.read_parquet(folder / "products.parquet")
        .select("product", name_zh="product")
        .join(longest.select("narrow", parent="broad"), left_on="product", right_on="narrow", how="left")
    )
    known = products["product"].implode()
    links = pl.read_parquet(folder / "inputs_train.parquet").select("input", "product")
    inputs = (
        pl.concat([links, kinds.select(input="broad", product="narrow")])
        .unique(maintain_order=True)
        .filter(pl.col("input").is_in(known), pl.col("product").is_in(known), pl.col("input") != pl.col("product"))
    )  # fmt: skip
    firms = (
        pl.read_parquet(folder / "companies.parquet")
        .unique("code", maintain_order=True)
        .drop_nulls("province")
    )
    places = pl.DataFrame({"place": firms["province"].unique().sort()}).with_columns(
        name_zh="place", level=pl.lit("province"),
        region=pl.when(pl.col("place").str.contains("四川|重庆")).then("place"),
    )  # fmt: skip
    listed = {"standing": pl.lit("reported"), "source": pl.lit("list")}
    organisations = firms.select(
        organisation="code", name="fullname", place="province", kind=pl.lit("enterprise"), **listed
    )
    capabilities = (
        pl.read_parquet(folder / "company_product.parquet")
        .unique(["code", "product"], maintain_order=True)
        .filter(pl.col("code").is_in(firms["code"].implode()), pl.col("product").is_in(known))
        .with_row_index("capability")
        .select(pl.col("capability").cast(pl.String), "product", organisation="code", **listed)
    )
    return {
        "places": places, "products": products, "inputs": inputs, "organisations": organisations,
        "capabilities": capabilities,
    }  # fmt: skip


def with_bashu(tables: dict[str, pl.DataFrame]) -> dict[str, Any]:
    from bashu.chain import ProductGraph
    from bashu.decide import openness
    from bashu.workspace import Workspace

    workspace = Workspace.from_frames(tables)
    for name in tables:
        workspace.table(name)
    graph, build = timed(lambda: ProductGraph(workspace))
    regions = [next(region for region in graph.regions if region in name) for name in REGIONS]
    frames, every = timed(lambda: [graph.coverage_all(region) for region in regions])
    sample = random.Random(1).sample(graph.ids, ONE_BY_ONE)
    _, one = timed(lambda: [graph.coverage(product, regions[0]) for product in sample])
    _, check = timed(graph.check)
    _, opened = timed(lambda: openness(workspace, None, graph))
    rows = (frame.select("product", "reported", "parts", "covered").iter_rows() for frame in frames)
    told = report(build, every, one / ONE_BY_ONE, (row for each in rows for row in each))
    return {**told, "further": {"check": check, "openness": opened}}


def with_networkx(tables: dict[str, pl.DataFrame]) -> dict[str, Any]:
    """The same by graph walks, as plainly as the library lets one write it."""
    import networkx as nx

    seat = dict(tables["organisations"].select("organisation", "place").iter_rows())
    inside = {name: name for name in tables["places"].drop_nulls("region")["place"]}

    def build() -> Any:
        graph = nx.DiGraph()
        for product, parent in tables["products"].select("product", "parent").iter_rows():
            graph.add_node(product, parent=parent, makers={})
        graph.add_edges_from(tables["inputs"].select("input", "product").iter_rows())
        for firm, product in tables["capabilities"].select("organisation", "product").iter_rows():
            node = product
            while node is not None:
                graph.nodes[node]["makers"].setdefault(inside.get(seat[firm], ""), set()).add(firm)
                node = graph.nodes[node]["parent"]
        return graph

    def status(makers: dict[str, set[str]], region: str) -> str:
        here = len(makers.get(region, ()))
        if here:
            return "strong" if here >= 3 else "covered" if here == 2 else "single_source"
        if any(makers.get(other) for other in inside):
            return "other_region_only"
        return "outside_only" if makers.get("") else "missing"

    def coverage(graph: Any, product: str, region: str) -> tuple[str, str, int, int]:
        makers = graph.nodes[product]["makers"]
        parts = list(graph.predecessors(product))
        made = sum(1 for part in parts if graph.nodes[part]["makers"].get(region))
        return product, status(makers, region), len(parts), made

    graph, prepared = timed(build)
    regions = [next(region for region in inside if region in name) for name in REGIONS]
    rows, every = timed(lambda: [coverage(graph, product, region) for region in regions for product in graph])
    sample = random.Random(1).sample(list(graph), ONE_BY_ONE)
    _, one = timed(lambda: [coverage(graph, product, regions[0]) for product in sample])
    return report(prepared, every, one / ONE_BY_ONE, rows)


def timed(task: Callable[[], Any]) -> tuple[Any, float]:
    started = time.process_time()
    result = task()
    return result, time.process_time() - started


def report(build: float, every: float, one: float, rows: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer = hashlib.sha256(json.dumps(sorted(rows)).encode()).hexdigest()
    return {"build": build, "every": every, "one": one, "peak": peak, "answer": answer}


PROGRAMS = {"bashu": with_bashu, "networkx": with_networkx}


def main() -> int:
    folder = chain_folder()
    if not folder.is_dir():
        print(f"no {folder}: set BASHU_SHARED", file=sys.stderr)
        return 2
    if len(sys.argv) > 1:
        print(json.dumps(PROGRAMS[sys.argv[1]](listed_firms(folder))))
        return 0
    tables = listed_firms(folder)
    sizes = ", ".join(f"{tables[name].height:,} {name}" for name in ("products", "inputs", "capabilities"))
    print(f"{sizes}; seconds of processor")
    found = {}
    for name in PROGRAMS:
        done = subprocess.run([sys.executable, __file__, name], check=True, capture_output=True, text=True)
        found[name] = one = json.loads(done.stdout)
        print(
            f"  {name:9} build {one['build']:.2f}, every product in both regions {one['every']:.3f}, "
            f"one product {one['one'] * 1e3:.3f} ms, peak memory {one['peak']:.0f} MB"
        )
        for task, spent in one.get("further", {}).items():
            print(f"            {task} {spent:.2f} (Bashu alone)")
    agreed = len({each["answer"] for each in found.values()}) == 1
    print("the answers agree product by product" if agreed else "THE ANSWERS DIFFER")
    ours = found["bashu"]
    return 0 if agreed and ours["every"] <= 2 and ours["one"] <= 0.005 and ours["peak"] <= 500 else 1


if __name__ == "__main__":
    sys.exit(main())
