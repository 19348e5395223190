"""The market plan against OR-Tools and against pylmcf called bare, on the same data in one run.

    python benchmarks/plan.py [needs ...] [--grouped | --no-grouped] [--alone]

Every contender runs in a process of its own on the same Parquet files, one after another. Ours goes from
frames to frames, OR-Tools from frames to frames, pylmcf from arrays that are ready in memory. On a busy
machine read the processor seconds.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

#: draws of ten changed needs; the first also prepares the offers at hand and is told apart
DRAWS = 60


def market(needs: int, *, grouped: bool, seed: int = 7) -> dict[str, pl.DataFrame]:
    """A market of as many capabilities as needs, about 24 offers a need, capacity 1.2 times demand.

    Grouped: needs and capabilities belong to products of very different size and mostly meet inside
    their product; else anybody may meet anybody. Costs are distances plus noise.
    """
    draw = np.random.default_rng(seed)
    products = max(1, needs // 60)
    share = 1 / np.arange(1, products + 1) ** 0.7
    product_of_need = draw.choice(products, needs, p=share / share.sum())
    product_of_maker = np.concatenate(
        [np.arange(products), draw.choice(products, needs - products, p=share / share.sum())]
    )
    quantity = np.maximum(1, np.round(np.exp(draw.normal(3.2, 0.9, needs)))).astype(np.int64)
    size = np.exp(draw.normal(2.9, 1.3, needs))
    capacity = np.maximum(1, size * 1.2 * quantity.sum() / size.sum()).astype(np.int64)
    offers = np.repeat(np.arange(needs), draw.integers(12, 40, needs))
    if grouped:
        makers = np.argsort(product_of_maker, kind="stable")
        count = np.bincount(product_of_maker, minlength=products)
        first = np.cumsum(count) - count
        wanted = product_of_need[offers]
        neighbour = np.minimum(products - 1, wanted + draw.integers(1, 3, len(offers)))
        wanted = np.where(draw.random(len(offers)) < 0.15, neighbour, wanted)
        maker = makers[first[wanted] + (draw.random(len(offers)) * count[wanted]).astype(np.int64)]
    else:
        maker = draw.integers(0, needs, len(offers))
    pairs = draw.permutation(np.unique(offers * needs + maker))
    need, maker = pairs // needs, pairs % needs
    here, there = draw.random((needs, 2)), draw.random((needs, 2))
    distance = np.hypot(*(here[need] - there[maker]).T) * 1000
    cost = np.maximum(0, distance + draw.normal(0, 120, len(need))).astype(np.int64)
    need_ids = pl.Series([f"need-{row:06d}" for row in range(needs)])
    maker_ids = pl.Series([f"cap-{row:06d}" for row in range(needs)])
    return {
        "needs": pl.DataFrame(
            {
                "need": need_ids,
                "quantity": quantity,
                "penalty": draw.choice([3000, 5000, 8000], needs, p=[0.15, 0.6, 0.25]),
            }
        ),
        "capabilities": pl.DataFrame({"capability": maker_ids, "capacity": capacity}),
        "offers": pl.DataFrame(
            {"need": need_ids.gather(need), "capability": maker_ids.gather(maker), "cost": cost}
        ),
    }


def changed_needs(frames: dict[str, pl.DataFrame], count: int, seed: int) -> pl.DataFrame:
    draw = np.random.default_rng(seed)
    rows = draw.choice(frames["needs"].height, count, replace=False)
    needs = frames["needs"][rows]
    return needs.select(
        "need", quantity=(needs["quantity"] * pl.Series(draw.uniform(0.3, 2.0, count))).round().cast(pl.Int64)
    )


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run_bashu(frames: dict[str, pl.DataFrame]) -> dict[str, object]:
    from bashu.match.market import plan

    start, cpu = time.perf_counter(), time.process_time()
    made = plan(frames["needs"], frames["capabilities"], frames["offers"])
    solved, cpu = time.perf_counter(), time.process_time() - cpu
    made.certify()
    certified = time.perf_counter()
    peak = peak_megabytes()
    replans, replans_cpu = [], []
    for seed in range(DRAWS):
        changes = changed_needs(frames, 10, seed)
        before, cpu_before = time.perf_counter(), time.process_time()
        again = made.replan(changes)
        replans.append(time.perf_counter() - before)
        replans_cpu.append(time.process_time() - cpu_before)
        if seed % 5 == 0:
            again.certify()
    before = time.perf_counter()
    _ = made.worth
    return {
        "cost": made.total_cost,
        "seconds": solved - start,
        "cpu": cpu,
        "certificate": certified - solved,
        "replan_median": float(np.median(replans)),
        "replan_p95": float(np.percentile(replans[1:], 95)),
        "replan_worst": max(replans[1:]),
        "replan_first": replans[0],
        "replan_median_cpu": float(np.median(replans_cpu)),
        "replan_p95_cpu": float(np.percentile(replans_cpu[1:], 95)),
        "replan_worst_cpu": max(replans_cpu[1:]),
        "worth": time.perf_counter() - before,
        "peak_mb": peak,
    }


def arrays(frames: dict[str, pl.DataFrame]) -> tuple[np.ndarray, ...]:
    """What any user of a bare solver must do first: ids to numbers."""
    needs, capabilities = frames["needs"].with_row_index("n"), frames["capabilities"].with_row_index("c")
    offers = (
        frames["offers"]
        .join(needs.select("need", "n"), on="need")
        .join(capabilities.select("capability", "c"), on="capability")
        .sort("n", "c")
    )
    return (
        offers["n"].to_numpy().astype(np.int64),
        offers["c"].to_numpy().astype(np.int64),
        offers["cost"].to_numpy(),
        needs["quantity"].to_numpy(),
        needs["penalty"].to_numpy(),
        capabilities["capacity"].to_numpy(),
    )


def network(  # noqa: PLR0917
    need: np.ndarray,
    maker: np.ndarray,
    cost: np.ndarray,
    quantity: np.ndarray,
    penalty: np.ndarray,
    capacity: np.ndarray,
) -> tuple[np.ndarray, ...]:
    """Needs -> capabilities -> sink, needs -> sink at the penalty; arcs sorted."""
    needs, makers = len(quantity), len(capacity)
    sink = needs + makers
    start = np.concatenate([need, np.arange(needs), np.arange(needs, sink)])
    end = np.concatenate([maker + needs, np.full(needs + makers, sink)])
    room = np.concatenate([quantity[need], quantity, capacity])
    price = np.concatenate([cost, penalty, np.zeros(makers, np.int64)])
    order = np.lexsort((end, start))
    supply = np.concatenate([quantity, np.zeros(makers, np.int64), [-quantity.sum()]])
    return start[order], end[order], room[order], price[order], supply


def run_pylmcf(frames: dict[str, pl.DataFrame]) -> dict[str, object]:
    import pylmcf

    start, end, room, price, supply = network(*arrays(frames))
    begun, cpu = time.perf_counter(), time.process_time()
    graph = pylmcf.Graph(len(supply), start.astype(np.int32), end.astype(np.int32))
    graph.set_edge_costs(price)
    graph.set_edge_capacities(room)
    graph.set_node_supply(supply)
    graph.solve()
    graph.result()
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    return {"cost": graph.total_cost(), "seconds": seconds, "cpu": cpu, "peak_mb": peak_megabytes()}


def run_ortools(frames: dict[str, pl.DataFrame]) -> dict[str, object]:
    from ortools.graph.python import min_cost_flow

    begun, cpu = time.perf_counter(), time.process_time()
    need, maker, cost, quantity, penalty, capacity = arrays(frames)
    needs, makers = len(quantity), len(capacity)
    hub = needs + makers
    # Its fastest form here: capabilities supply, needs demand, one node takes the difference.
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([maker, np.full(needs, hub), np.arange(makers)]),
        np.concatenate([need + makers, np.arange(makers, hub), np.full(makers, hub)]),
        np.concatenate([np.minimum(quantity[need], capacity[maker]), quantity, capacity]),
        np.concatenate([cost, penalty, np.zeros(makers, np.int64)]),
    )
    supply = np.concatenate([capacity, -quantity, [quantity.sum() - capacity.sum()]])
    solver.set_nodes_supplies(np.arange(hub + 1), supply)
    ready = time.perf_counter()
    solver.solve()
    solved = time.perf_counter()
    flow = solver.flows(arcs)[: len(need)]
    used = np.flatnonzero(flow)
    pl.DataFrame(
        {
            "need": frames["needs"]["need"].gather(need[used]),
            "capability": frames["capabilities"]["capability"].gather(maker[used]),
            "quantity": flow[used],
        }
    )
    return {
        "cost": int(solver.optimal_cost()),
        "seconds": time.perf_counter() - begun,
        "cpu": time.process_time() - cpu,
        "solver_only": solved - ready,
        "peak_mb": peak_megabytes(),
    }


CONTENDERS = {"bashu": run_bashu, "pylmcf": run_pylmcf, "ortools": run_ortools}


def contend(name: str, folder: Path) -> dict[str, float]:
    """Run one contender in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--contender", name, "--folder", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("needs", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--grouped", action=argparse.BooleanOptionalAction, default=None)
    parser.add_argument("--alone", action="store_true", help="only ours: for what the others cannot do")
    parser.add_argument("--contender", choices=CONTENDERS)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    if chosen.contender:
        frames = {path.stem: pl.read_parquet(path) for path in chosen.folder.glob("*.parquet")}
        print(json.dumps(CONTENDERS[chosen.contender](frames)))
        return
    for needs in chosen.needs:
        for grouped in [True, False] if chosen.grouped is None else [chosen.grouped]:
            compare(needs, grouped=grouped, contenders=["bashu"] if chosen.alone else list(CONTENDERS))


def compare(needs: int, *, grouped: bool, contenders: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        frames = market(needs, grouped=grouped)
        for name, frame in frames.items():
            frame.write_parquet(Path(folder) / f"{name}.parquet")
        kind = "grouped by product" if grouped else "anybody meets anybody"
        print(f"\n{needs:,} needs, {frames['offers'].height:,} offers, {kind}")
        del frames
        results = {name: contend(name, Path(folder)) for name in contenders}
    costs = {name: result["cost"] for name, result in results.items()}
    assert len(set(costs.values())) == 1, costs
    for name, result in results.items():
        figures = ", ".join(f"{key} {value:,.3f}" for key, value in result.items() if key != "cost")
        print(f"  {name:8} {figures}")
    if len(results) < len(CONTENDERS):
        return
    for clock in ("seconds", "cpu"):
        ours, bare, rival = (results[name][clock] for name in CONTENDERS)
        print(
            f"  {clock}: ortools / bashu {rival / ours:.2f}; bashu - pylmcf {ours - bare:+.2f} s", flush=True
        )


if __name__ == "__main__":
    main()
