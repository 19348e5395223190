"""Fit the weights of the evidence about names, and try them on names that were left out.

A conditional logit over the candidates of a name with “not on record” as one more choice; every name counts
once with its firm on record and, with the weight ``ABSENT``, once without. Prints the table of
``bashu.intake.names.weights``; with ``--folds`` the figures on names left out instead: every name one by one and
all as one list, also with part of the firms taken off the register (drawn anew for every seed).

    python benchmarks/names_fit.py --data ../shared/data/chain --folds 4 --seed 1 11
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from scipy.optimize import minimize

from bashu.intake.names.assignment import list_probabilities, share_out
from bashu.intake.names.comparison import EVIDENCE, compare
from bashu.intake.names.decision import ACCEPT_IN_LIST, EXCLUDED, REVIEW, accept_from, objection
from bashu.intake.names.grammar import index_text, parse, register_text
from bashu.intake.names.regions import region_of
from bashu.intake.names.register import _readings as readings_of
from bashu.intake.names.retrieval import PairIndex

#: share of names whose firm is not on record, in the sense of the fit
ABSENT = 0.1
#: evidence whose weight is set by hand: stock names of listed firms teach it not at all or in too few examples
BY_HAND = {"listed": -1.5, "full_slip": 4.5, "full_differs": 0.0, "plain_wider": -4.0}
RIDGE = 0.2
CANDIDATES = 40
#: shares of the firms that are taken off the register, and how often each is drawn
GONE, DRAWS = (0.0, 0.1, 0.3), 2


class Pairs(NamedTuple):
    """One row per name, candidate and reading; ``truth`` is the number of the firm of each name."""

    evidence: np.ndarray
    names: np.ndarray
    firms: np.ndarray
    plainest: np.ndarray
    excluded: np.ndarray
    truth: np.ndarray
    count: int


def pairs_of(data: Path) -> Pairs:
    """Every short name with its candidates and what speaks for each."""
    firms = pl.read_parquet(data / "companies.parquet").sort("code")
    parts = [parse(name) for name in firms["fullname"]]
    seats = [
        region_of((province or "") + (city or ""))
        for province, city in zip(firms["province"], firms["city"], strict=True)
    ]
    index = PairIndex([register_text(part) for part in parts])
    asked = [(number, name) for number, name in enumerate(firms["name"]) if name]
    readings = [readings_of(name) for _, name in asked]
    near = index.nearest([index_text(those[0].name) for those in readings], CANDIDATES)
    rows = []
    for at, (those, places) in enumerate(zip(readings, near, strict=True)):
        for reading in those:
            for place in places.tolist():
                held = parts[place]
                if reading.doubtful and not held.rest.startswith(reading.doubtful):
                    continue
                found = compare(reading.name, held, seats[place])
                out = objection(reading.name, held, found) in EXCLUDED
                rows.append(([found.get(one, 0.0) for one in EVIDENCE], at, place, not reading.doubtful, out))
    evidence, names, places, plainest, excluded = zip(*rows, strict=True)
    return Pairs(
        np.array(evidence),
        np.array(names),
        np.array(places),
        np.array(plainest),
        np.array(excluded),
        np.array([number for number, _ in asked]),
        len(parts),
    )


def fit(pairs: Pairs, kept: np.ndarray) -> np.ndarray:
    """Weights of the evidence and, last, the prior, from the names kept."""
    chosen = pairs.plainest & kept[pairs.names]
    design = np.hstack([pairs.evidence[chosen], np.ones((chosen.sum(), 1))])
    right = pairs.firms[chosen] == pairs.truth[pairs.names[chosen]]
    _, owner = np.unique(pairs.names[chosen], return_inverse=True)
    fixed = np.array([name in BY_HAND for name in EVIDENCE] + [False])

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        odds = np.minimum(design @ values, 50.0)
        powers = np.exp(odds)
        whole = 1 + np.bincount(owner, powers)
        without = 1 + np.bincount(owner, powers * ~right)
        likelihood = (np.bincount(owner, odds * right) - np.log(whole) - ABSENT * np.log(without)).sum()
        surplus = powers / whole[owner] - right + ABSENT * powers * ~right / without[owner]
        slope = design.T @ surplus + 2 * RIDGE * values
        slope[fixed] = 0.0
        return float(-likelihood + RIDGE * values @ values), slope

    begin = np.array([BY_HAND.get(name, 0.0) for name in EVIDENCE] + [0.0])
    return np.asarray(minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 400}).x)


def left_out(pairs: Pairs, folds: int, seed: int) -> list[dict[int, float]]:
    """Per name the log-odds of its candidates, by weights fitted without it."""
    fold = np.random.default_rng(seed).integers(0, folds, len(pairs.truth))
    best: list[dict[int, float]] = [{} for _ in pairs.truth]
    for part in range(folds):
        weights = fit(pairs, fold != part)
        mine = (fold[pairs.names] == part) & ~pairs.excluded
        odds = pairs.evidence[mine] @ weights[:-1] + weights[-1]
        for at, firm, value in zip(pairs.names[mine], pairs.firms[mine], odds.tolist(), strict=True):
            best[at][int(firm)] = max(value, best[at].get(int(firm), value))
    return best


def one_by_one(best: list[dict[int, float]], missing: float) -> tuple[list[int | None], np.ndarray]:
    """The likeliest firm of every name and its probability, where so many firms are said to be missing."""
    alone = missing / (1 - missing) / ABSENT
    given: list[int | None] = []
    sure = []
    for odds in best:
        firm = max(odds, key=lambda one: (odds[one], -one), default=None)
        given.append(firm)
        whole = alone + sum(np.exp(min(value, 50.0)) for value in odds.values())
        sure.append(0.0 if firm is None else float(np.exp(min(odds[firm], 50.0)) / whole))
    return given, np.array(sure)


def as_list(best: list[dict[int, float]], missing: float) -> tuple[list[int | None], np.ndarray]:
    """The firm that every name is given when the list is shared out, and its probability."""
    claims = list_probabilities([list(odds.items()) for odds in best], missing)
    given = share_out(claims, REVIEW)
    sure = [0.0 if firm is None else dict(claim)[firm] for claim, firm in zip(claims, given, strict=True)]
    return given, np.array(sure)


def report(pairs: Pairs, best: list[dict[int, float]], seed: int) -> None:
    """Print accuracy over the names on record, the share decided and its precision."""
    for gone in GONE:
        for draw in range(DRAWS if gone else 1):
            there = np.random.default_rng((seed, draw)).random(pairs.count) >= gone
            held = [{firm: value for firm, value in odds.items() if there[firm]} for odds in best]
            on_record = there[pairs.truth].sum()
            told = f"seed {seed} draw {draw} {gone:4.0%} missing"
            usual = ABSENT / (1 + ABSENT)
            for label, way, missing, least in (
                ("one by one", one_by_one, usual, accept_from(usual)),
                ("one by one, told", one_by_one, gone, accept_from(gone)),
                ("as one list", as_list, usual, ACCEPT_IN_LIST),
            ):
                if not missing:
                    continue
                given, sure = way(held, missing)
                right = np.array([firm == true for firm, true in zip(given, pairs.truth, strict=True)])
                same = sure >= least
                print(
                    f"{told} {label:16} acc@1 {right.sum() / on_record:.4f}  decided {same.sum() / on_record:.3f}"
                    f" at precision {right[same].mean():.4f}; at .995: {_share_at(sure, right) / on_record:.3f}"
                )


def _share_at(sure: np.ndarray, right: np.ndarray, precision: float = 0.995) -> int:
    """How many names could be decided at a precision, had one known the threshold."""
    order = np.argsort(-sure, kind="stable")
    reached = np.flatnonzero(np.cumsum(right[order]) / np.arange(1, len(order) + 1) >= precision)
    return int(reached[-1]) + 1 if len(reached) else 0


def main() -> None:
    """Fit on everything and print the weights, or report on names left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data" / "chain"
    )
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--seed", type=int, nargs="*", default=[1])
    options = parser.parse_args()
    if not options.data.exists():
        print(f"no data at {options.data}")
        return
    pairs = pairs_of(options.data)
    if options.folds:
        for seed in options.seed:
            report(pairs, left_out(pairs, options.folds, seed), seed)
        return
    weights = fit(pairs, np.ones(len(pairs.truth), bool))
    for name, value in zip(EVIDENCE, weights, strict=False):
        print(f'    "{name}": {value:.3f},')
    print(f"PRIOR = {weights[-1]:.3f}")


if __name__ == "__main__":
    main()
