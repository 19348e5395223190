"""Article fields of real pages and of short notices: counts per field, failures per page, pages per second.

trafilatura alone runs over the same pages for comparison. Data: $BASHU_SHARED or ../shared.

    python benchmarks/intake_pages.py [--only bashu]
"""

from __future__ import annotations

import csv
import json
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

from bashu.errors import UnreadableFile
from bashu.intake.page import PageFields, read_fields

REPOSITORY = Path(__file__).resolve().parent.parent
FIELDS = ("title", "day", "time", "source", "author", "editor", "body")


def packed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def chinese(text: str) -> int:
    return len(re.findall("[\u3400-\u9fff]", text))


def body_faults(body: str, truth: dict[str, str]) -> list[str]:
    whole = packed(body)
    faults = []
    if whole[:25] != packed(truth["body_first"])[:25]:
        faults.append(f"first {whole[:25]}")
    if whole[-25:] != packed(truth["body_last"])[-25:]:
        faults.append(f"last {whole[-25:]}")
    length, stated = chinese(body), int(truth["body_chars"])
    if abs(length - stated) > 0.1 * stated:
        faults.append(f"length {length} for {stated}")
    return faults


def compare(read: PageFields, truth: dict[str, str]) -> dict[str, str]:
    """Field -> what is wrong with it; right fields are left out."""
    stated = truth["published_at"]
    found = read.published_at.removesuffix("+08:00")
    faults = {
        "title": "" if packed(read.title) == packed(truth["title"]) else read.title,
        "day": "" if found[:10] == stated[:10] else found or "none",
        "time": "" if found == stated else found or "none",
        "source": "" if packed(read.source) == packed(truth["source"]) else read.source or "none",
        "author": ""
        if " ".join(read.authors) == truth.get("author", "")
        else " ".join(read.authors) or "none",
        "editor": "" if read.editor == truth.get("editor", "") else read.editor or "none",
        "body": "; ".join(body_faults(read.body, truth)),
    }
    return {field: fault for field, fault in faults.items() if fault}


def measure_pages(folder: Path) -> None:
    with (folder / "pages.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    pages = [(row, (folder / "pages" / row["local_name"]).read_bytes()) for row in rows]
    wrong: Counter[str] = Counter()
    for row, data in pages:
        try:
            faults = compare(read_fields(data), row)
        except UnreadableFile as error:
            faults = dict.fromkeys(FIELDS, str(error))
        wrong.update(faults.keys())
        for field, fault in faults.items():
            print(f"  {row['local_name']:26} {field:7} {fault[:150]}   [{row.get(field, '')[:40]}]")
    print("pages:", ", ".join(f"{field} {len(rows) - wrong[field]}/{len(rows)}" for field in FIELDS))
    timed("bashu", [data for _, data in pages])


def timed(name: str, pages: list[bytes]) -> None:
    slowest = 0.0
    begun = time.process_time()
    for data in pages:
        start = time.process_time()
        read_fields(data)
        slowest = max(slowest, time.process_time() - start)
    whole = time.process_time() - begun
    print(
        f"{name}: {len(pages) / whole:.1f} pages per second of processor time, slowest {slowest * 1000:.0f} ms"
    )


def measure_notices(folder: Path) -> None:
    rows = [json.loads(line) for line in (folder / "notices_gold.jsonl").read_text("utf-8").splitlines()]
    wrong: Counter[str] = Counter()
    for row in rows:
        read = read_fields((folder / row["file"]).read_bytes())
        faults = {
            "title": packed(read.title) != packed(row["title"]),
            "time": read.published_at.removesuffix("+08:00") != row["published_at"],
            "source": read.source != row["source"],
            "channel": list(read.channel) != row["channel"],
            # the stated length of a saved text counts its head too
            "body": row["format"] != "txt"
            and abs(chinese(read.body) - row["body_cjk"]) > 0.1 * row["body_cjk"],
        }
        values = {
            "title": read.title,
            "time": read.published_at,
            "source": read.source,
            "channel": read.channel,
            "body": f"{chinese(read.body)} for {row['body_cjk']} …{read.body[-40:]!r}",
        }
        for field, fault in faults.items():
            if fault:
                wrong[field] += 1
                print(f"  notice {row['id']} {field}: {values[field]}")
    fields = ("title", "time", "source", "channel", "body")
    print("notices:", ", ".join(f"{field} {len(rows) - wrong[field]}/{len(rows)}" for field in fields))


def measure_trafilatura(folder: Path) -> None:
    import trafilatura

    with (folder / "pages.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    right: Counter[str] = Counter()
    begun = time.process_time()
    for row in rows:
        data = (folder / "pages" / row["local_name"]).read_bytes()
        found = trafilatura.bare_extraction(data, with_metadata=True)
        if found is None:
            continue
        right["title"] += packed(found.title or "") == packed(row["title"])
        right["day"] += (found.date or "")[:10] == row["published_at"][:10]
        right["source"] += packed(found.sitename or "") == packed(row["source"])
        right["body"] += not body_faults(found.text or "", row)
    whole = time.process_time() - begun
    counts = ", ".join(f"{field} {right[field]}/{len(rows)}" for field in ("title", "day", "source", "body"))
    print(f"trafilatura alone: {counts}; {len(rows) / whole:.1f} pages per second of processor time")


def main() -> None:
    shared = Path(os.environ.get("BASHU_SHARED", REPOSITORY.parent / "shared"))
    folder = shared / "checks" / "intake"
    if not folder.is_dir():
        sys.exit(f"the check data is absent: {folder}")
    measure_pages(folder)
    measure_notices(folder)
    if "--only" not in sys.argv:
        measure_trafilatura(folder)


if __name__ == "__main__":
    main()
