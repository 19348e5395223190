"""Facts of the batches of notices in tests/intake/batches, scored as `intake_facts.py` scores the check notices.

Run: ``python benchmarks/intake_batches.py [FILE …] [--show]``. Each batch was written with its truth before the
reader saw it; the first score of each stands in RESULTS.md, what this prints now is the development figure.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from bashu.intake.facts import knowledge_of, read_facts
from intake_facts import compare_agreements, compare_figures, f1

FOLDER = Path(__file__).parent.parent / "tests" / "intake" / "batches"


def main() -> None:
    """Score every batch that is named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", action="store_true", help="print every difference")
    options = parser.parse_args()
    for file in options.files or sorted(FOLDER.glob("*.jsonl")):
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        count: Counter[str] = Counter()
        for row in rows:
            score(row, count, show=options.show)
        total = max(1, count["agreements"])
        party = f1(count["party_right"], count["party_gold"], count["party_read"])
        figure = f1(count["figure_right"], count["figure_gold"], count["figure_read"])
        print(
            f"{file.stem}: {len(rows)} notices, {count['agreements']} agreements; party F1 {party:.3f}, "
            f"level {count['level'] / total:.3f}, status {count['status'] / total:.3f}, "
            f"pages with a false agreement {count['false_pages']}, figure F1 {figure:.3f}, "
            f"day {count['signed_on'] / total:.3f}"
        )


def score(row: dict[str, Any], count: Counter[str], *, show: bool) -> None:
    """Add one notice to the counts."""
    facts = read_facts(row["body"], title="", published_at=row["published_at"], knowledge=knowledge_of())
    read = {
        "agreements": [agreement.to_dict() for agreement in facts.agreements],
        "figures": [figure.to_dict() for figure in facts.figures],
    }
    truth = {
        "id": row["id"],
        "agreements": [
            agreement
            | {"parties": [{"name": name, "region": None} for name in agreement["parties"]]}
            | {"line": "", "place": None, "agreement_name": None}
            for agreement in row["agreements"]
        ],
    }
    compare_agreements(truth, read, count, show=show)
    if row["figures"] is not None:
        keys = ("value", "unit", "period", "measure")
        truth["figures"] = [dict(zip(keys, figure, strict=True)) for figure in row["figures"]]
        compare_figures(truth, read, count, show=show)


if __name__ == "__main__":
    main()
