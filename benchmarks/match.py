"""Matching against its peers in one process on the same data: search and the market plan, with ratios.

    python benchmarks/match.py [--questions 1000] [--needs 10000] [--seed 7]

Search: Bashu, tantivy alone, rapidfuzz and scikit-learn's TF-IDF answer the same questions over the same
names. Plan: Bashu (frames to frames), OR-Tools (frames to frames) and pylmcf (ready arrays) solve the same
markets. Each ratio is the peer's figure over ours for times, and ours over the peer's for what is found; above
1 we are ahead. ``plan.py`` measures the plan with each solver in a process of its own, and memory.
"""

from __future__ import annotations

import argparse
import sys

import polars as pl

import catalogue
import plan


def compare_search(seed: int, questions: int, slow: int) -> None:
    """Ask everybody the same questions; rapidfuzz scans all names, so it gets fewer."""
    from bashu.match import Catalogue

    names, asked = catalogue.names_and_questions(catalogue.chain_folder(), seed, questions)
    print(f"{len(names):,} names, {len(asked):,} questions, seed {seed}")
    ours, build, megabytes = catalogue.prepared(
        lambda: Catalogue(pl.DataFrame({"product": names, "name_zh": names}))
    )
    assert isinstance(ours, Catalogue)
    ours.search("dianji")  # pronunciation is prepared by the first query in Latin letters

    def search(text: str, limit: int) -> list[str]:
        return [hit.product for hit in ours.search(text, limit)]

    first = catalogue.measure("bashu", search, asked, build, megabytes)
    on_few = catalogue.measure("bashu on the questions of rapidfuzz", search, asked[:slow], build, 0)
    rivals = (
        ("tantivy", catalogue.with_tantivy, asked, first),
        ("scikit-learn", catalogue.with_tfidf, asked, first),
        ("rapidfuzz", catalogue.with_rapidfuzz, asked[:slow], on_few),
    )
    ratios = []
    for name, make, part, own in rivals:
        made, build, megabytes = catalogue.prepared(lambda make=make: make(names))  # type: ignore[misc]
        theirs = catalogue.measure(name, made, part, build, megabytes)  # type: ignore[arg-type]
        found = ", ".join(
            f"{task}: R@10 {own.found[task] / max(theirs.found[task], 1e-9):.2f}, MRR {own.reciprocal[task] / max(theirs.reciprocal[task], 1e-9):.2f}"
            for task in ("broad, all", "variant, all")
        )
        times = f"p50 {theirs.p50 / own.p50:.2f}, p99 {theirs.p99 / own.p99:.2f}"
        ratios.append(f"  against {name:13} {found}; {times}")
    print("\nsearch, ratios (above 1: we are ahead)", *ratios, sep="\n")


def compare_plans(needs: int) -> None:
    """Solve both kinds of market in turn; all totals must be equal."""
    for grouped in (True, False):
        frames = plan.market(needs, grouped=grouped)
        results = {name: run(frames) for name, run in plan.CONTENDERS.items()}
        costs = {result["cost"] for result in results.values()}
        assert len(costs) == 1, costs
        kind = "grouped by product" if grouped else "anybody meets anybody"
        print(f"\nplan, {needs:,} needs, {frames['offers'].height:,} offers, {kind}; all totals equal")
        for name, result in results.items():
            own = results["bashu"]
            print(
                f"  {name:8} {result['seconds']:.3f} s, {result['cpu']:.3f} s of processor; "
                f"ratio {result['seconds'] / own['seconds']:.2f}, {result['cpu'] / own['cpu']:.2f} of processor"  # type: ignore[operator]
            )


def main() -> int:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--questions", type=int, default=1_000, help="of each task")
    arguments.add_argument("--slow", type=int, default=100, help="questions for rapidfuzz")
    arguments.add_argument("--needs", type=int, default=10_000)
    chosen = arguments.parse_args()
    if catalogue.chain_folder().is_dir():
        compare_search(chosen.seed, chosen.questions, chosen.slow)
    else:
        print(f"no {catalogue.chain_folder()}: set BASHU_SHARED to compare searches", file=sys.stderr)
    compare_plans(chosen.needs)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
