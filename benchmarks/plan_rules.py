"""Plans with minimum lots, all or nothing and limits of firms: how near the proved bound, and how long.

    python benchmarks/plan_rules.py [needs ...]

Three capabilities in ten deliver only in lots of 5 to 40 units, one need in twenty is all or nothing, and
capabilities belong to firms (two each in the mean) of which one in a hundred may earn at most half of what the
free plan gives it. Values are 1 to 9 a unit, or all 1 where the limit is a pure flow.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
import polars as pl

from bashu.match.market import plan
from plan import market


def ruled(needs: int, seed: int, *, one_value: bool) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """A market of :func:`plan.market` with owners, values and lots, and the limits of some firms."""
    frames, draw = market(needs, grouped=True, seed=seed), np.random.default_rng(seed)
    makers = frames["capabilities"].height
    lots = np.where(draw.random(makers) < 0.3, draw.integers(5, 41, makers), 0)
    frames["capabilities"] = frames["capabilities"].with_columns(
        organisation=pl.Series([f"firm-{number:06d}" for number in draw.integers(0, makers // 2, makers)]),
        value=pl.Series(np.ones(makers, np.int64) if one_value else draw.integers(1, 10, makers)),
        minimum_lot=pl.Series(np.zeros(makers, np.int64) if one_value else lots),
    )
    whole = np.zeros(needs, bool) if one_value else draw.random(needs) < 0.05
    frames["needs"] = frames["needs"].with_columns(all_or_nothing=pl.Series(whole))
    free = plan(
        frames["needs"].drop("all_or_nothing"),
        frames["capabilities"].drop("minimum_lot"),
        frames["offers"],
    )
    earned = (
        free.assignments.join(frames["capabilities"], on="capability")
        .group_by("organisation")
        .agg(limit=(pl.col("quantity") * pl.col("value")).sum() // 2)
        .sort("organisation")
    )
    return frames, earned.gather_every(100)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("needs", nargs="*", type=int, default=[300, 1_000, 10_000])
    for needs in arguments.parse_args().needs:
        for one_value in (True, False):
            frames, limits = ruled(needs, 7, one_value=one_value)
            start, cpu = time.perf_counter(), time.process_time()
            made = plan(frames["needs"], frames["capabilities"], frames["offers"], limits)
            wall, cpu = time.perf_counter() - start, time.process_time() - cpu
            made.certify()
            kind = "one value, limits only" if one_value else "lots, all or nothing, limits"
            print(
                f"{needs:,} needs, {kind}: cost {made.total_cost:,}, bound {made.bound:,}, gap {made.gap:.4%}, "
                f"{wall:.1f} s ({cpu:.1f} s of processor), {made.repair}",
                flush=True,
            )


if __name__ == "__main__":
    main()
