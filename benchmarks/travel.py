"""All pairs of 450 places for goods and people, beside a heap for every place; the error of the road estimate."""

from __future__ import annotations

import heapq
import resource
import time

import numpy as np
import polars as pl

from bashu.travel import Travel, TravelSettings, calibrate_road
from bashu.workspace import Workspace

SIZE = 450
TRAINS = 20_000
RUNS = 5


def network(seed: int = 3) -> tuple[Workspace, dict[tuple[int, int], float]]:
    """Places spread over a province, and direct trains between pairs of them."""
    draw = np.random.default_rng(seed)
    ids = [f"p{number:03}" for number in range(SIZE)]
    places = pl.DataFrame(
        {
            "place": ids,
            "name_zh": ids,
            "level": "city",
            "lon": draw.uniform(98, 110, SIZE),
            "lat": draw.uniform(26, 34, SIZE),
        }
    )
    pairs = draw.integers(0, SIZE, (TRAINS, 2))
    minutes = draw.integers(15, 600, TRAINS)
    trains = {(int(a), int(b)): float(m) for (a, b), m in zip(pairs, minutes, strict=True) if a != b}
    rows = [(ids[a], ids[b], "rail", m, 2021, "timetable", "t") for (a, b), m in trains.items()]
    names = ["origin", "destination", "mode", "minutes", "year", "standing", "source"]
    return Workspace.from_frames(
        {"places": places, "travel": pl.DataFrame(rows, names, orient="row")}
    ), trains


def by_heaps(trains: dict[tuple[int, int], float], transfer: float) -> np.ndarray:
    """Dijkstra's algorithm from every place, with Python's heap."""
    ways: list[list[tuple[int, float]]] = [[] for _ in range(SIZE)]
    for (a, b), minutes in trains.items():
        ways[a].append((b, minutes + transfer))
    table = np.full((SIZE, SIZE), np.inf)
    for start in range(SIZE):
        heap, done = [(0.0, start)], table[start]
        while heap:
            spent, here = heapq.heappop(heap)
            if spent >= done[here]:
                continue
            done[here] = spent
            for there, minutes in ways[here]:
                if spent + minutes < done[there]:
                    heapq.heappush(heap, (spent + minutes, there))
    return np.where(np.eye(SIZE, dtype=bool), 0.0, table - transfer)


def main() -> None:
    """Print times beside their goals, and whether both ways agree."""
    workspace, trains = network()
    settings = TravelSettings(road_minutes_per_km=1e6)
    times = []
    for _ in range(RUNS):
        travel = Travel(workspace, settings)
        started = time.perf_counter()
        people = travel.matrix(carries="people")
        goods = travel.matrix(carries="goods")
        times.append(time.perf_counter() - started)
    started = time.perf_counter()
    heaps = by_heaps(trains, settings.transfer_minutes)
    slow = time.perf_counter() - started
    ours = people["minutes"].to_numpy().reshape(SIZE, SIZE).copy()
    np.fill_diagonal(ours, 0.0)
    agree = np.allclose(ours, heaps)
    quick = min(times)
    print(f"{SIZE} places, {len(trains)} direct trains, {people.height + goods.height} rows in two frames")
    print(f"all pairs, goods and people   best {quick:.2f}, worst {max(times):.2f} s   goal 1 s")
    print(f"a heap for every place        {slow:.2f} s ({slow / quick:.1f} x), people only, agrees: {agree}")
    corridor = Workspace.open()
    drives = corridor.table("travel").filter(mode="road", standing="reported")
    fit = calibrate_road(corridor.table("places"), drives)
    print(
        f"road estimate from {fit.pairs.height} published drives: {fit.start_minutes:.1f} min + "
        f"{fit.minutes_per_km:.4f} min/km; each left out in turn: mean error {fit.relative_error:.1%}, "
        f"{fit.error_minutes:.0f} min"
    )
    print(f"largest memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
