"""The portal at scale: 100,000 organisations, 1,000,000 capabilities, 20 readers on this machine.

Readers draw among eleven kinds of address: three fifths are firms, pages of lists, searches and makers of which
there are so many that hardly one is asked for twice; the chain map and the travel page have some hundred
addresses each; the home page, gaps, statistics and fixed pages a handful, which a process keeps after the first
time. How many addresses were asked for before is printed, and ``--kept 0`` lets the portal keep no page and no
part of one, so that every answer is made anew. The goal is a 95th percentile of 300 ms. Readers and the portal
share the machine, as they would in a demonstration on one laptop.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote

import numpy as np
import polars as pl

from bashu.workspace import Workspace

GOAL = 0.3


def generate(organisations: int, capabilities: int, folder: Path) -> None:
    """The corridor's products, places and travel with generated firms, written as Parquet."""
    draw = np.random.default_rng(20201029)
    bundled = Workspace.open()
    for name in ("places", "travel", "products", "inputs", "substitutes", "statistics"):
        bundled.table(name).write_parquet(folder / f"{name}.parquet")
    inside = bundled.table("places").filter(pl.col("region").is_not_null())["place"]
    products = bundled.table("products").filter(~pl.col("product").str.starts_with("grp_"))["product"]
    firms = pl.DataFrame({"organisation": [f"firm-{number:06}" for number in range(organisations)]})
    firms.with_columns(
        name=pl.concat_str(pl.lit("川渝电子第"), pl.col("organisation").str.slice(5), pl.lit("有限责任公司")),
        kind=pl.lit("enterprise"),
        place=inside.gather(draw.integers(0, len(inside), organisations)),
        standing=pl.lit("reported"),
        source=pl.lit("generated"),
    ).write_parquet(folder / "organisations.parquet")
    # a few products have most makers, as in life
    weights = 1 / np.arange(1, len(products) + 1)
    made = draw.choice(len(products), capabilities, p=weights / weights.sum())
    pl.DataFrame({"capability": [f"cap-{number:07}" for number in range(capabilities)]}).with_columns(
        organisation=firms["organisation"].gather(draw.integers(0, organisations, capabilities)),
        product=products.gather(made),
        text=pl.lit("按图加工"),
        role=pl.Series(draw.choice(["maker", "trader"], capabilities, p=[0.9, 0.1])),
        standing=pl.Series(
            draw.choice(["reported", "claimed", "confirmed"], capabilities, p=[0.8, 0.15, 0.05])
        ),
        capacity=pl.Series(draw.integers(1, 10_000, capabilities).astype(float)),
        unit=pl.lit("piece"),
        updated=pl.Series([f"20{year}-06-01" for year in draw.integers(20, 26, capabilities)]),
        source=pl.lit("generated"),
    ).write_parquet(folder / "capabilities.parquet")


def questions(organisations: int, seed: int, *, computing: bool) -> list[str]:
    """Addresses as readers ask for them; no two of one reader are the same."""
    draw = random.Random(seed)
    bundled = Workspace.open()
    products = [each for each in bundled.table("products")["product"] if not each.startswith("grp_")]
    places = bundled.table("places").filter(pl.col("region").is_not_null())["place"].to_list()
    kinds = [
        lambda: f"/firms/firm-{draw.randrange(organisations):06}/",
        lambda: f"/firms/?page={draw.randrange(1, organisations // 50)}",
        lambda: f"/firms/?q={draw.randrange(100_000):05}",
        lambda: f"/en/firms/?place={draw.choice(places)}&page={draw.randrange(1, 10)}",
        lambda: f"/products/{draw.choice(products)}/?page={draw.randrange(1, 50)}",
        lambda: f"/chain/?product={draw.choice(products)}",
        lambda: (
            f"/search/?q={quote(draw.choice(['电路板', '显示', '芯片', '传感器', '电池']))}{draw.randrange(1000)}"
        ),
        lambda: f"/travel/?place={draw.choice(places)}&carries={draw.choice(['goods', 'people'])}",
        lambda: f"/statistics/?page={draw.randrange(1, 4)}",
        lambda: f"/gaps/?page={draw.randrange(1, 3)}",
        lambda: draw.choice(["/", "/en/", "/methods/", "/sources/", "/agreements/"]),
    ]
    if computing:
        kinds = [
            lambda: f"/weigh/?product={draw.choice(products)}&place={draw.choice(places)}",
            lambda: f"/suppliers/?product={draw.choice(products)}&place={draw.choice(places)}",
        ]
    return [draw.choice(kinds)() for _ in range(4_000)]


class Portal:
    """A portal in a process of its own."""

    def __init__(self, home: Path, port: int, workers: int, kept: int | None = None) -> None:
        self.port = port
        environment = {
            **os.environ,
            "BASHU_HOME": str(home),
            "BASHU_READ_PER_MINUTE": "100000000",
            "BASHU_COMPUTE_PER_MINUTE": "100000000",
            "PYTHONUTF8": "1",
            **({} if kept is None else {"BASHU_PAGES_KEPT": str(kept)}),
        }
        self.environment = environment
        self._command = [
            sys.executable,
            "-m",
            "bashu",
            "serve",
            "--port",
            str(port),
            "--workers",
            str(workers),
        ]

    def bring_in(self, folder: Path) -> float:
        """Import a folder; the seconds it took."""
        started = time.perf_counter()
        command = [sys.executable, "-m", "bashu", "init", "--workspace", str(folder)]
        subprocess.run(command, env=self.environment, check=True)
        return time.perf_counter() - started

    def start(self) -> tuple[float, float]:
        """Seconds until it listens, and until the first page is there."""
        started = time.perf_counter()
        self.process = subprocess.Popen(self._command, env=self.environment)
        listening = 0.0
        while True:
            try:
                self.get("/about/")
            except OSError:
                time.sleep(0.02)
                continue
            listening = listening or time.perf_counter() - started
            return listening, time.perf_counter() - started

    def get(self, path: str, connection: http.client.HTTPConnection | None = None) -> tuple[int, float]:
        """Status and seconds of a request."""
        link = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        started = time.perf_counter()
        link.request("GET", path, headers={"Accept-Encoding": "gzip"})
        response = link.getresponse()
        response.read()
        return response.status, time.perf_counter() - started

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(30)


def read(
    portal: Portal, organisations: int, readers: int, seconds: float, *, computing: bool = False
) -> dict[str, list[float]]:
    """Let readers read for some seconds; the times by kind of page."""
    times: dict[str, list[float]] = defaultdict(list)
    refused: dict[int, int] = defaultdict(int)
    seen: set[str] = set()
    lock, until = threading.Lock(), time.perf_counter() + seconds

    def reader(seed: int) -> None:
        link = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=120)
        for path in questions(organisations, seed, computing=computing):
            if time.perf_counter() > until:
                break
            status, took = portal.get(path, link)
            with lock:
                refused[status] += 1
                seen.add(path)
                if status == 200:
                    times["/" + path.removeprefix("/en").split("/")[1].split("?")[0]].append(took)

    threads = [threading.Thread(target=reader, args=(seed,)) for seed in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("answers by status:", dict(refused), f"to {len(seen)} different addresses")
    return times


def processor_seconds(process: int) -> float:
    """Processor time that a process and its children have used (Linux)."""
    pids = [process, *map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split())]
    fields = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in pids]
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def report(times: dict[str, list[float]], seconds: float) -> float:
    """Print the times by kind of page; the 95th percentile of all."""
    everything = sorted(took for kind in times.values() for took in kind)
    for kind, taken in sorted(times.items()):
        print(
            f"  {kind:<14} {len(taken):>6}   median {statistics.median(taken) * 1000:7.1f} ms   p95 {percentile(taken) * 1000:7.1f} ms"
        )
    overall = percentile(everything)
    print(
        f"  {'all':<14} {len(everything):>6}   median {statistics.median(everything) * 1000:7.1f} ms   p95 {overall * 1000:7.1f} ms   {len(everything) / seconds:.0f} pages/s"
    )
    return overall


def percentile(times: list[float], share: float = 0.95) -> float:
    """The time that a share of the requests stays below."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> int:
    """Generate, import, serve, read, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--organisations", type=int, default=100_000)
    parser.add_argument("--capabilities", type=int, default=1_000_000)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--port", type=int, default=18_400)
    parser.add_argument("--kept", type=int, help="bytes of pages that a process keeps; 0 for none")
    parser.add_argument("--home", type=Path, help="keep the database here and use it again")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = asked.home or Path(temporary) / "home"
        portal = Portal(home, asked.port, asked.workers, asked.kept)
        if not (home / "bashu.db").exists():
            folder = Path(temporary) / "tables"
            folder.mkdir()
            generate(asked.organisations, asked.capabilities, folder)
            print(f"import {asked.capabilities:,} capabilities: {portal.bring_in(folder):.1f} s")
        listening, _ = portal.start()
        print(f"listening after {listening:.1f} s")
        try:
            print("warming up")
            for product in Workspace.open().table("products")["product"]:
                for number in range(asked.workers * 3):
                    portal.get(f"/products/{product}/?page={number + 60}")
            print(f"\n{asked.readers} readers without a pause:")
            before = processor_seconds(portal.process.pid)
            times = read(portal, asked.organisations, asked.readers, asked.seconds)
            used = processor_seconds(portal.process.pid) - before
            overall = report(times, asked.seconds)
            pages = sum(len(kind) for kind in times.values())
            print(f"  {used / pages * 1000:.1f} ms of processor time a page")
            print("\n4 who compute (weigh, suppliers), every question another:")
            report(read(portal, asked.organisations, 4, asked.seconds / 2, computing=True), asked.seconds / 2)
            memory = Path(f"/proc/{portal.process.pid}/status")
            if memory.exists():
                print(
                    "memory of the master:",
                    next(line for line in memory.read_text().splitlines() if "VmRSS" in line),
                )
        finally:
            portal.stop()
        print(f"largest process {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
    print(f"p95 {overall * 1000:.0f} ms, goal {GOAL * 1000:.0f} ms")
    return 0 if overall <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
