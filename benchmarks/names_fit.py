"""Fit the weights of the evidence about names, and try them on names that were left out.

A conditional logit over the candidates of a name with “not on record” as one more choice; every name counts
once with its firm on record and, with the weight ``ABSENT``, once without. Prints the table of
``bashu.intake.names.weights``; with ``--folds`` the figures on names left out instead.

    python benchmarks/names_fit.py --data ../shared/data/chain --folds 4 --seed 1
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import polars as pl
from scipy.optimize import minimize

from bashu.intake.names.comparison import EVIDENCE, compare
from bashu.intake.names.grammar import (
    index_text,
    parse,
    parse_plain,
    plain,
    register_text,
    without_marks_of_exchange,
)
from bashu.intake.names.regions import region_of
from bashu.intake.names.retrieval import PairIndex

#: share of names whose firm is not on record, in the sense of the fit
ABSENT = 0.1
#: evidence whose weight is set by hand: stock names of listed firms cannot teach it
BY_HAND = {"listed": -1.5, "full_slip": 4.5, "full_differs": 0.0}
RIDGE = 0.2
CANDIDATES = 30


def examples(data: Path) -> list[tuple[np.ndarray, np.ndarray, int]]:
    """Per short name: the evidence of its candidates, their numbers, the number of its firm."""
    firms = pl.read_parquet(data / "companies.parquet").sort("code")
    parts = [parse(name) for name in firms["fullname"]]
    seats = [
        region_of((province or "") + (city or ""))
        for province, city in zip(firms["province"], firms["city"], strict=True)
    ]
    index = PairIndex([register_text(part) for part in parts])
    asked = [(number, name) for number, name in enumerate(firms["name"]) if name]
    readings = [parse_plain(without_marks_of_exchange(plain(name))) for _, name in asked]
    near = index.nearest([index_text(reading) for reading in readings], CANDIDATES)
    result = []
    for (number, _), reading, places in zip(asked, readings, near, strict=True):
        table = np.zeros((len(places), len(EVIDENCE)))
        for row, place in enumerate(places):
            found = compare(reading, parts[place], seats[place])
            table[row] = [found.get(name, 0.0) for name in EVIDENCE]
        result.append((table, places, number))
    return result


def fit(items: list[tuple[np.ndarray, np.ndarray, int]]) -> np.ndarray:
    """Weights of the evidence and, last, the prior."""
    tables, groups, truths, weights, group = [], [], [], [], 0
    for table, places, number in items:
        for weight, kept in ((1.0, np.ones(len(places), bool)), (ABSENT, places != number)):
            there = (places[kept] == number).astype(float)
            rows = np.hstack([table[kept], np.ones((kept.sum(), 1))])
            tables += [rows, np.zeros((1, rows.shape[1]))]
            truths.append(np.append(there, 0.0 if there.any() else 1.0))
            groups += [group] * (len(rows) + 1)
            weights.append(weight)
            group += 1
    design, owner, truth, weight = (
        np.vstack(tables),
        np.array(groups),
        np.concatenate(truths),
        np.array(weights),
    )
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    fixed = np.array([name in BY_HAND for name in EVIDENCE] + [False])

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        odds = design @ values
        highest = np.maximum.reduceat(odds, starts)
        powers = np.exp(odds - highest[owner])
        total = np.add.reduceat(powers, starts)
        likelihood = weight * (np.add.reduceat(odds * truth, starts) - highest - np.log(total))
        slope = design.T @ (weight[owner] * (powers / total[owner] - truth)) + 2 * RIDGE * values
        slope[fixed] = 0.0
        return float(-likelihood.sum() + RIDGE * values @ values), slope

    begin = np.array([BY_HAND.get(name, 0.0) for name in EVIDENCE] + [0.0])
    return np.asarray(minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 400}).x)


def probabilities(weights: np.ndarray, table: np.ndarray) -> np.ndarray:
    """The probability of every candidate; what is missing from 1 is “not on record”."""
    odds = table @ weights[:-1] + weights[-1]
    powers = np.exp(np.minimum(odds, 50.0))
    return np.asarray(powers / (1.0 + powers.sum()))


def left_out(items: list[tuple[np.ndarray, np.ndarray, int]], folds: int, seed: int) -> None:
    """Print accuracy, and per threshold the share accepted and the errors, on names left out of the fit."""
    fold = np.random.default_rng(seed).integers(0, folds, len(items))
    best, right, absent = np.zeros(len(items)), np.zeros(len(items), bool), np.zeros(len(items))
    for part in range(folds):
        weights = fit([item for item, own in zip(items, fold, strict=True) if own != part])
        for number in np.flatnonzero(fold == part):
            table, places, firm = items[number]
            if len(places):
                found = probabilities(weights, table)
                best[number], right[number] = found.max(), places[found.argmax()] == firm
                absent[number] = found_without(weights, table[places != firm])
    print(f"acc@1 {right.mean():.4f}")
    print("threshold  share  precision with 0, 5, 10, 20, 30 % of the firms not on record")
    for threshold in (0.7, 0.75, 0.8, 0.85, 0.88, 0.9, 0.92, 0.95, 0.97, 0.99):
        good, bad = ((best >= threshold) & right).sum(), ((best >= threshold) & ~right).sum()
        false = (absent >= threshold).sum()
        precisions = [
            good * (1 - gone) / ((good + bad) * (1 - gone) + false * gone)
            for gone in (0, 0.05, 0.1, 0.2, 0.3)
        ]
        print(
            f"{threshold:9.2f}  {(good + bad) / len(items):.3f}  "
            + " ".join(f"{one:.4f}" for one in precisions)
        )


def found_without(weights: np.ndarray, table: np.ndarray) -> float:
    """The highest probability where the firm itself is not on record."""
    return float(probabilities(weights, table).max()) if len(table) else 0.0


def main() -> None:
    """Fit on everything and print the weights, or report on names left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data" / "chain"
    )
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not options.data.exists():
        print(f"no data at {options.data}")
        return
    items = examples(options.data)
    if options.folds:
        left_out(items, options.folds, options.seed)
        return
    weights = fit(items)
    for name, value in zip(EVIDENCE, weights, strict=False):
        print(f'    "{name}": {value:.3f},')
    print(f"PRIOR = {weights[-1]:.3f}")


if __name__ == "__main__":
    main()
