"""Meetings of an event: ours beside greedy, slot-by-slot assignment and CP-SAT, on the same events in one run.

    python benchmarks/meet.py [--seeds 11 12 13] [--exact SECONDS] [--largest PEOPLE] [--crowded]

Requests go to popular people more often, everybody is there 85 % of the time, tables are 0.4 of the people;
``sides`` = buyers ask suppliers and back, ``any`` = anybody asks anybody. CP-SAT (OR-Tools) runs in a process
of its own with two workers, the schedule of ours as its hint, and a limit of seconds; it proves how much more
was possible. ``--crowded`` adds events with far more wishes than slots.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

#: people, requests, slots, share of time there, tables per person
EVENTS = [
    (60, 240, 12, 0.85, 0.4),
    (200, 1_000, 16, 0.85, 0.4),
    (500, 3_000, 16, 0.85, 0.4),
    (1_000, 6_000, 20, 0.85, 0.4),
]
CROWDED = [(60, 600, 12, 0.85, 0.4), (200, 2_400, 16, 0.6, 0.3), (1_000, 12_000, 16, 0.85, 0.4)]


def event(
    people: int, requests: int, slots: int, there: float, *, sides: bool, seed: int
) -> dict[str, pl.DataFrame]:
    """Random requests and presence."""
    draw = np.random.default_rng(seed)
    popularity = 1 / np.sqrt(draw.permutation(people) + 1)
    buyer = draw.permutation(people) < people // 2
    asker = draw.integers(0, people, 8 * requests)
    asked = draw.choice(people, 8 * requests, p=popularity / popularity.sum())
    apart = buyer[asker] != buyer[asked] if sides else asker != asked
    pairs = (
        pl.DataFrame({"asker": asker[apart], "asked": asked[apart]})
        .unique(maintain_order=True)
        .head(requests)
    )
    presence = draw.random((people, slots)) < there
    return {
        "requests": pairs.with_columns(interest=pl.Series(draw.integers(1, 100, pairs.height))),
        "people": pl.DataFrame(
            {"person": range(people), "available": [np.flatnonzero(row).tolist() for row in presence]}
        ),
    }


def as_arrays(frames: dict[str, pl.DataFrame], slots: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What the rivals work on: pairs with summed interest, and who is there when."""
    pairs = (
        frames["requests"]
        .group_by(one=pl.min_horizontal("asker", "asked"), other=pl.max_horizontal("asker", "asked"))
        .agg(pl.col("interest").sum())
        .sort("one", "other")
    )
    there = np.zeros((frames["people"].height, slots), bool)
    for person, entries in enumerate(frames["people"]["available"].to_list()):
        there[person, entries] = True
    return pairs.select("one", "other").to_numpy(), pairs["interest"].to_numpy(), there


def greedy(pairs: np.ndarray, worth: np.ndarray, there: np.ndarray, tables: int) -> int:
    """The dearest pair first, in the first slot that is free to both."""
    free, room, score = there.copy(), np.full(there.shape[1], tables), 0
    for pair in np.argsort(-worth, kind="stable"):
        one, other = pairs[pair]
        slots = np.flatnonzero(free[one] & free[other] & (room > 0))
        if len(slots):
            free[[one, other], slots[0]] = False
            room[slots[0]] -= 1
            score += int(worth[pair])
    return score


def slot_by_slot(pairs: np.ndarray, worth: np.ndarray, there: np.ndarray, tables: int) -> int:
    """The best assignment of each slot in turn (scipy); scarce people first, as their prices are not known.

    Where people have no two sides, each slot is solved between two random halves, and then once more
    between two other halves for who is still free.
    """
    from scipy.optimize import linear_sum_assignment

    draw = np.random.default_rng(1)
    people, slots = there.shape
    met, score = np.zeros(len(worth), bool), 0
    side = two_sides(pairs, people)
    for slot in range(slots):
        free, room = there[:, slot].copy(), tables
        for _ in range(1 if side is not None else 3):
            half = side if side is not None else draw.random(people) < 0.5
            usable = np.flatnonzero(~met & free[pairs].all(axis=1) & (half[pairs[:, 0]] != half[pairs[:, 1]]))
            left = np.where(half[pairs[usable, 0]], pairs[usable, 0], pairs[usable, 1])
            right = np.where(half[pairs[usable, 0]], pairs[usable, 1], pairs[usable, 0])
            values, ids = np.zeros((people, people)), np.full((people, people), -1)
            values[left, right], ids[left, right] = worth[usable], usable
            rows, columns = linear_sum_assignment(values, maximize=True)
            chosen = ids[rows, columns]
            chosen = chosen[chosen >= 0]
            chosen = chosen[np.argsort(-worth[chosen], kind="stable")][:room]
            met[chosen] = True
            free[pairs[chosen].ravel()] = False
            room -= len(chosen)
            score += int(worth[chosen].sum())
    return score


def two_sides(pairs: np.ndarray, people: int) -> np.ndarray | None:
    from bashu.match.meeting.sides import two_sides as sides

    found = sides(pairs[:, 0].astype(np.int64), pairs[:, 1].astype(np.int64), people)
    return None if found is None else found == 0


EXACT = """
import json, sys, time
from ortools.sat.python import cp_model
case = json.load(open(sys.argv[1]))
model, variables, hint = cp_model.CpModel(), {}, {(p, s) for p, s in case["hint"]}
at, seats = {}, {}
for pair, (one, other, slots) in enumerate(case["pairs"]):
    mine = []
    for slot in slots:
        x = model.new_bool_var("")
        variables[pair, slot] = x
        model.add_hint(x, (pair, slot) in hint)
        mine.append(x); seats.setdefault(slot, []).append(x)
        at.setdefault((one, slot), []).append(x); at.setdefault((other, slot), []).append(x)
    model.add_at_most_one(mine)
for group in at.values(): model.add_at_most_one(group)
for group in seats.values(): model.add(sum(group) <= case["tables"])
model.maximize(sum(case["worth"][pair] * x for (pair, _), x in variables.items()))
solver = cp_model.CpSolver()
solver.parameters.max_time_in_seconds, solver.parameters.num_workers = case["seconds"], 2
start = time.process_time()
status = solver.solve(model)
print(json.dumps([int(solver.objective_value), int(solver.best_objective_bound), time.process_time() - start, solver.status_name(status)]))
"""


def exact(
    pairs: np.ndarray,
    worth: np.ndarray,
    there: np.ndarray,
    tables: int,
    *,
    hint: list[tuple[int, int]],
    seconds: float,
) -> list[object]:
    """CP-SAT with a hint: its score, its bound, its processor seconds, its verdict."""
    slots = [np.flatnonzero(there[one] & there[other]).tolist() for one, other in pairs]
    case = {
        "pairs": [[int(one), int(other), found] for (one, other), found in zip(pairs, slots, strict=True)],
        "worth": worth.tolist(), "tables": tables, "hint": hint, "seconds": seconds,
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.json"
        path.write_text(json.dumps(case))
        done = subprocess.run(
            [sys.executable, "-c", EXACT, str(path)], capture_output=True, text=True, check=True
        )
    return list(json.loads(done.stdout.splitlines()[-1]))


def main() -> int:
    """Print one line per event."""
    from bashu.match import meet

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, nargs="+", default=[11, 12, 13])
    options.add_argument("--exact", type=float, default=0.0)
    options.add_argument("--largest", type=int, default=200, help="people up to which CP-SAT is tried")
    options.add_argument("--crowded", action="store_true")
    options.add_argument("--people", type=int, help="events of this size only")
    chosen = options.parse_args()
    for people, requests, slots, there_share, per_person in EVENTS + (CROWDED if chosen.crowded else []):
        if chosen.people and people != chosen.people:
            continue
        for sides in (True, False):
            for seed in chosen.seeds:
                frames = event(people, requests, slots, there_share, sides=sides, seed=seed)
                tables = int(per_person * people)
                wall, cpu = time.perf_counter(), time.process_time()
                made = meet(frames["requests"], frames["people"], tables, slots)
                wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
                pairs, worth, there = as_arrays(frames, slots)
                start = time.process_time()
                simple = greedy(pairs, worth, there, tables)
                simple_cpu = time.process_time() - start
                start = time.process_time()
                by_slot = slot_by_slot(pairs, worth, there, tables)
                by_slot_cpu = time.process_time() - start
                row: dict[str, object] = {
                    "people": people, "requests": requests, "slots": slots, "sides": sides, "seed": seed,
                    "bound": made.bound, "ours": made.score, "of_bound": round(100 * made.share_of_bound, 3),
                    "cpu": round(cpu, 3), "wall": round(wall, 3), "fair_cost": made.fairness.cost,
                    "nothing": [made.fairness.left_with_nothing_before, made.fairness.left_with_nothing],
                    "waiting": [made.fairness.waiting_before, made.fairness.waiting],
                    "greedy": [simple, round(100 * simple / made.bound, 2), round(simple_cpu, 3)],
                    "slot_by_slot": [by_slot, round(100 * by_slot / made.bound, 2), round(by_slot_cpu, 3)],
                }  # fmt: skip
                if chosen.exact and people <= chosen.largest:
                    number = {tuple(pair): place for place, pair in enumerate(pairs.tolist())}
                    hint = [
                        (number[tuple(sorted((int(a), int(b))))], slot)
                        for a, b, slot in made.meetings.select("asker", "asked", "slot").iter_rows()
                    ]
                    row["cp_sat"] = exact(pairs, worth, there, tables, hint=hint, seconds=chosen.exact)
                print(json.dumps(row), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
