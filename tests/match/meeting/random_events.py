"""Random small events with everything in them, and their rules counted by plain loops."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

import numpy as np
import polars as pl

MORNING = datetime.fromisoformat("2026-12-01 09:00")


def random_event(seed: int) -> dict[str, Any]:
    """An event of up to 12 people: refusals, absences, halls, kinds, languages, own tables, limits."""
    draw = np.random.default_rng(seed)
    people, slots, tables = int(draw.integers(2, 13)), int(draw.integers(1, 7)), int(draw.integers(1, 6))
    ids = [f"p{number:02d}" for number in range(people)]
    starts = [MORNING + timedelta(minutes=30 * slot) for slot in range(slots)]
    pairs = [(a, b) for a in ids for b in ids if a != b and draw.random() < 0.35] or [(ids[0], ids[1])]
    words = ["must", "want", "no thanks", "7", "30", "0"]
    return {
        "requests": pl.DataFrame(
            {
                "asker": [a for a, _ in pairs],
                "asked": [b for _, b in pairs],
                "interest": draw.choice(words, len(pairs), p=[0.2, 0.4, 0.08, 0.14, 0.14, 0.04]).tolist(),
                "kind": [("quiet" if draw.random() < 0.15 else None) for _ in pairs],
            },
            schema_overrides={"kind": pl.String},
        ),
        "people": pl.DataFrame(
            {
                "person": ids,
                "available": [
                    None if draw.random() < 0.3 else [f"s{s}" for s in range(slots) if draw.random() < 0.7]
                    for _ in ids
                ],
                "languages": [[["zh"], ["zh", "en"], ["en"], None][int(draw.integers(0, 4))] for _ in ids],
                "table": [f"t{tables - 1}" if draw.random() < 0.1 else None for _ in ids],
                "most": [int(draw.integers(0, 4)) if draw.random() < 0.3 else None for _ in ids],
                "travel_minutes": [float(draw.integers(5, 400)) for _ in ids],
            },
            schema_overrides={"available": pl.List(pl.String), "table": pl.String, "most": pl.Int64},
        ),
        "tables": pl.DataFrame(
            {
                "table": [f"t{t}" for t in range(tables)],
                "place": [["east", "west"][int(draw.integers(0, 2))] for _ in range(tables)],
                "kind": ["quiet" if draw.random() < 0.3 else None for _ in range(tables)],
                "languages": [["zh", "en"] if draw.random() < 0.3 else None for _ in range(tables)],
                "available": [
                    [f"s{s}" for s in range(slots) if draw.random() < 0.8] if draw.random() < 0.4 else None
                    for _ in range(tables)
                ],
            },
            schema_overrides={
                "kind": pl.String,
                "languages": pl.List(pl.String),
                "available": pl.List(pl.String),
            },
        ),
        "slots": pl.DataFrame(
            {
                "slot": [f"s{s}" for s in range(slots)],
                "starts": [start.isoformat(" ", "minutes") for start in starts],
                "ends": [(start + timedelta(minutes=25)).isoformat(" ", "minutes") for start in starts],
                "kind": ["break" if draw.random() < 0.1 else "meeting" for _ in range(slots)],
            }
        ),
        "walking": pl.DataFrame(
            {"place": ["east"], "other": ["west"], "minutes": [float(draw.choice([3, 20]))]}
        ),
    }


def broken_rules(event: dict[str, Any], meetings: pl.DataFrame) -> list[str]:
    """Every rule that a schedule breaks, by plain loops over its rows and the tables it was made of."""
    people = {row["person"]: row for row in event["people"].to_dicts()}
    tables = {row["table"]: row for row in event["tables"].to_dicts()}
    slots = {row["slot"]: row for row in event["slots"].iter_rows(named=True)}
    wishes = {(row["asker"], row["asked"]): row for row in event["requests"].iter_rows(named=True)}
    owned = {row["table"] for row in people.values()} - {None}
    walk = event["walking"]["minutes"][0]
    rows = meetings.rows(named=True)
    broken: list[str] = []

    def demand(kept: bool, rule: str) -> None:
        if not kept:
            broken.append(rule)

    for row in rows:
        pair = [row["asker"], row["asked"]]
        both = [people[person] for person in pair]
        table, slot = tables[row["table"]], row["slot"]
        asked_for = [wishes[ways] for ways in (tuple(pair), tuple(pair[::-1])) if ways in wishes]
        demand(slots[slot]["kind"] == "meeting", "break")
        demand(all(person["available"] is None or slot in person["available"] for person in both), "absent")
        demand(table["available"] is None or slot in table["available"], "table absent")
        demand(bool(asked_for) or row["pinned"], "nobody asked")
        demand(all(wish["interest"] != "no thanks" for wish in asked_for), "refused")
        own = {person["table"] for person in both} - {None}
        demand(row["table"] in own if own else row["table"] not in owned, "own table")
        kinds = {wish["kind"] for wish in asked_for} - {None}
        demand(bool(own) or not kinds or table["kind"] in kinds, "kind")
        one, other = (set(person["languages"] or ()) for person in both)
        helps = set(table["languages"] or ())
        demand(not one or not other or bool(one & other) or bool(one & helps and other & helps), "language")
    for row, later in combinations(rows, 2):
        shared = {row["asker"], row["asked"]} & {later["asker"], later["asked"]}
        same = row["slot"] == later["slot"]
        demand(not (shared and same), "double booking")
        demand(not (same and row["table"] == later["table"]), "table twice")
        demand(len(shared) < 2, "met twice")
        if shared and not same and tables[row["table"]]["place"] != tables[later["table"]]["place"]:
            first, second = sorted((slots[row["slot"]], slots[later["slot"]]), key=lambda one: one["starts"])
            gap = datetime.fromisoformat(second["starts"]) - datetime.fromisoformat(first["ends"])
            demand(gap >= timedelta(minutes=walk), "walk")
    for person, facts in people.items():
        met = sum(person in (row["asker"], row["asked"]) for row in rows)
        demand(facts["most"] is None or met <= facts["most"], "too many")
    return broken


def best_by_trying(event: dict[str, Any]) -> int:
    """The best score of an event with a few pairs, by trying every slot and table for each of them."""
    scores = {"must": 100, "want": 40}
    worth: dict[tuple[str, ...], int] = {}
    for row in event["requests"].iter_rows(named=True):
        pair = tuple(sorted((row["asker"], row["asked"])))
        number = scores.get(row["interest"]) or (
            0 if row["interest"] == "no thanks" else int(row["interest"])
        )
        worth[pair] = worth.get(pair, 0) + number
    pairs = sorted((pair for pair in worth if worth[pair]), key=lambda pair: -worth[pair])
    places = [(slot, table) for slot in event["slots"]["slot"] for table in event["tables"]["table"]]
    best = 0

    def extend(at: int, rows: list[dict[str, Any]], score: int) -> None:
        nonlocal best
        best = max(best, score)
        if at == len(pairs) or score + sum(worth[pair] for pair in pairs[at:]) <= best:
            return
        for slot, table in places:
            row = {
                "asker": pairs[at][0],
                "asked": pairs[at][1],
                "slot": slot,
                "table": table,
                "pinned": False,
            }
            taken = [*rows, row]
            if not broken_rules(event, pl.DataFrame(taken)):
                extend(at + 1, taken, score + worth[pairs[at]])
        extend(at + 1, rows, score)

    extend(0, [], 0)
    return best
