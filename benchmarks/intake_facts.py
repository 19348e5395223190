"""Facts of short notices against their gold: agreements by party, level and status; figures; people; time.

Run: ``python benchmarks/intake_facts.py [FOLDER] [--show]``; FOLDER holds ``notices_gold.jsonl`` and defaults to
``$BASHU_SHARED/checks/intake`` or ``../shared/checks/intake``.

Matching: gold and read agreements are paired one to one by the most parties in common (then status, level,
date); agreements without named parties are paired by status, level and count. A party counts when its name is
equal after normalisation and it stands in the paired agreement. Level and status are counted over all gold
agreements: an agreement that was not found counts as wrong in both.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from bashu.intake import read_page
from bashu.text import name_key


def similarity(gold: dict[str, Any], read: dict[str, Any]) -> float:
    """How well two agreements fit together; 0 when they cannot be the same."""
    wanted = {name_key(party["name"]) for party in gold["parties"]}
    found = {name_key(party["name"]) for party in read["parties"]}
    same_status = gold["status"] == read["status"]
    if not wanted and not found:
        return 1 + same_status + (gold["level"] == read["level"]) + (gold["count"] == read["count"])
    if not wanted & found:
        return 0
    overlap = len(wanted & found) / len(wanted | found)
    return 10 * overlap + same_status + (gold["signed_on"] == read["signed_on"])


def pair(gold: list[Any], read: list[Any], score: Any) -> list[tuple[int, int]]:
    """One-to-one pairs of the highest total score."""
    if not gold or not read:
        return []
    matrix = np.array([[score(one, other) for other in read] for one in gold])
    rows, columns = linear_sum_assignment(-matrix)
    return [(i, j) for i, j in zip(rows.tolist(), columns.tolist(), strict=True) if matrix[i, j] > 0]


def figure_fits(gold: dict[str, Any], read: dict[str, Any]) -> float:
    """Value, unit and period equal, measure overlapping by at least one character beyond the subject."""
    if Decimal(str(gold["value"])) != Decimal(read["value"]) or gold["unit"] != read["unit"]:
        return 0
    if period_key(gold["period"]) != period_key(read["period"]):
        return 0
    wanted, found = set(gold["measure"]), set(read["measure"])
    return 1.0 if wanted & found else 0


def period_key(period: str | None) -> str | None:
    """A period without its notation: 2023-01/2023-08 is 2023-01至2023-08, 2024第一季度 is 2024一季度."""
    return (period or "").replace("/", "至").replace("第", "") or None


def f1(right: int, wanted: int, found: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * right / (wanted + found) if wanted + found else 1.0


def main() -> None:
    """Read every notice and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(os.environ.get("BASHU_SHARED", "../shared")) / "checks" / "intake"
    parser.add_argument("folder", nargs="?", type=Path, default=default)
    parser.add_argument("--show", action="store_true", help="print every difference")
    options = parser.parse_args()
    rows = [
        json.loads(line) for line in (options.folder / "notices_gold.jsonl").read_text("utf-8").splitlines()
    ]
    read_page((options.folder / rows[0]["file"]).read_bytes())
    count = dict.fromkeys(
        ("party_right", "party_gold", "party_read", "level", "status", "agreements", "false_pages", "extra",
         "figure_right", "figure_gold", "figure_read", "value_right", "person_right", "person_gold", "person_read", "lines",
         "signed_on", "named_level", "named_status", "named", "region", "place"), 0,
    )  # fmt: skip
    seconds = 0.0
    for row in rows:
        data = (options.folder / row["file"]).read_bytes()
        start = time.perf_counter()
        article = read_page(data).to_dict()
        seconds += time.perf_counter() - start
        compare(row, article, count, show=options.show)
    report(count, len(rows), seconds)


def compare(row: dict[str, Any], article: dict[str, Any], count: dict[str, int], *, show: bool) -> None:
    """Add one page to the counts."""
    compare_agreements(row, article, count, show=show)
    compare_figures(row, article, count, show=show)
    wanted = {(p["name"], p["role"]) for p in row["people"]}
    found = {(p["name"], p["role"]) for p in article["people"]}
    count["person_right"] += len(wanted & found)
    count["person_gold"] += len(wanted)
    count["person_read"] += len(found)
    if show and wanted != found:
        print(row["id"], "PEOPLE missed", wanted - found, "extra", found - wanted)


def compare_agreements(
    row: dict[str, Any], article: dict[str, Any], count: dict[str, int], *, show: bool
) -> None:
    """Pair the agreements and count parties, levels, statuses, days and places."""
    gold, read = row["agreements"], article["agreements"]
    pairs = pair(gold, read, similarity)
    count["agreements"] += len(gold)
    count["named"] += sum(bool(one["parties"]) for one in gold)
    count["party_gold"] += sum(len(one["parties"]) for one in gold)
    count["party_read"] += sum(len(one["parties"]) for one in read)
    count["extra"] += len(read) - len(pairs)
    count["false_pages"] += bool(read) and not gold
    for i, j in pairs:
        compare_pair(row["id"], gold[i], read[j], count, show=show)
    if show:
        for i in set(range(len(gold))) - {i for i, _ in pairs}:
            print(row["id"], "MISSED ", brief(gold[i]))
        for j in set(range(len(read))) - {j for _, j in pairs}:
            print(row["id"], "EXTRA  ", brief(read[j]))


def compare_pair(
    page: str, gold: dict[str, Any], read: dict[str, Any], count: dict[str, int], *, show: bool
) -> None:
    """Count what is equal in a pair of agreements."""
    found = {name_key(party["name"]): party for party in read["parties"]}
    right = [party for party in gold["parties"] if name_key(party["name"]) in found]
    count["party_right"] += len(right)
    count["region"] += sum((p["region"] or None) == found[name_key(p["name"])]["region"] for p in right)
    for key in ("level", "status"):
        count[key] += gold[key] == read[key]
        count[f"named_{key}"] += bool(gold["parties"]) and gold[key] == read[key]
    count["lines"] += gold["line"] == read["line"]
    count["signed_on"] += gold["signed_on"] == read["signed_on"]
    count["place"] += gold["place"] == read["place"]
    equal = all(gold[key] == read[key] for key in ("level", "status", "signed_on"))
    if show and not (equal and len(right) == len(gold["parties"])):
        print(page, "DIFFERS", brief(gold), "READ", brief(read))


def compare_figures(
    row: dict[str, Any], article: dict[str, Any], count: dict[str, int], *, show: bool
) -> None:
    """Pair the figures that fit and count them."""
    gold, read = row["figures"], article["figures"]
    pairs = pair(gold, read, figure_fits)
    count["figure_right"] += len(pairs)
    count["figure_gold"] += len(gold)
    count["figure_read"] += len(read)
    if show:
        hidden = {"evidence", "confidence"}
        for i in set(range(len(gold))) - {i for i, _ in pairs}:
            print(row["id"], "FIGURE MISSED", {k: v for k, v in gold[i].items() if v})
        for j in set(range(len(read))) - {j for _, j in pairs}:
            print(row["id"], "FIGURE EXTRA ", {k: v for k, v in read[j].items() if v and k not in hidden})


def brief(agreement: dict[str, Any]) -> str:
    """One agreement on one line."""
    names = "/".join(party["name"] for party in agreement["parties"])
    return f"[{agreement['level']} {agreement['status']} {agreement['signed_on']} x{agreement['count']} {names} 《{agreement['agreement_name']}》]"


def report(count: dict[str, int], pages: int, seconds: float) -> None:
    """Print the figures, one a line."""
    total = max(1, count["agreements"])
    named = max(1, count["named"])
    print(f"pages {pages}, agreements {count['agreements']} (named {count['named']})")
    print(
        f"party F1                  {f1(count['party_right'], count['party_gold'], count['party_read']):.3f}"
    )
    print(
        f"level accuracy            {count['level'] / total:.3f} (named {count['named_level'] / named:.3f})"
    )
    print(
        f"status accuracy           {count['status'] / total:.3f} (named {count['named_status'] / named:.3f})"
    )
    print(f"pages with false agreement {count['false_pages']}, agreements too many {count['extra']}")
    print(
        f"figure F1                 {f1(count['figure_right'], count['figure_gold'], count['figure_read']):.3f}"
    )
    print(
        f"people F1 (name and role) {f1(count['person_right'], count['person_gold'], count['person_read']):.3f}"
    )
    print(
        f"signed on                 {count['signed_on'] / total:.3f}; place {count['place'] / total:.3f}; line {count['lines'] / total:.3f}"
    )
    print(f"regions of parties        {count['region'] / max(1, count['party_right']):.3f}")
    print(f"milliseconds per page     {1000 * seconds / max(1, pages):.1f} (page fields included)")


if __name__ == "__main__":
    main()
