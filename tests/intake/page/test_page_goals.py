"""Real pages and notices: how many fields are right (the pages stay where they are)."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

import pytest

from bashu.intake.page import PageFields, read_fields

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.shared


def packed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def chinese(text: str) -> int:
    return len(re.findall("[\u3400-\u9fff]", text))


def body_right(body: str, row: dict[str, str]) -> bool:
    whole, stated = packed(body), int(row["body_chars"])
    ends = whole[:25] == packed(row["body_first"])[:25] and whole[-25:] == packed(row["body_last"])[-25:]
    return ends and abs(chinese(body) - stated) <= 0.1 * stated


@pytest.fixture(scope="module")
def read_pages(shared: Path) -> list[tuple[PageFields, dict[str, str]]]:
    folder = shared / "checks" / "intake"
    with (folder / "pages.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    return [(read_fields((folder / "pages" / row["local_name"]).read_bytes()), row) for row in rows]


def test_pages_reach_the_goals(read_pages: list[tuple[PageFields, dict[str, str]]]) -> None:
    titles = sum(packed(page.title) == packed(row["title"]) for page, row in read_pages)
    days = sum(page.published_at[:10] == row["published_at"][:10] for page, row in read_pages)
    sources = sum(packed(page.source) == packed(row["source"]) for page, row in read_pages)
    bodies = sum(body_right(page.body, row) for page, row in read_pages)
    assert len(read_pages) == 31
    assert (titles >= 30, days == 31, sources >= 29, bodies >= 28) == (True, True, True, True)


def test_heads_of_the_notices(shared: Path) -> None:
    folder = shared / "checks" / "intake"
    for text in (folder / "notices_gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(text)
        page = read_fields((folder / row["file"]).read_bytes())
        found = (page.title, page.published_at.removesuffix("+08:00"), page.source, list(page.channel))
        assert found == (row["title"], row["published_at"], row["source"], row["channel"])
