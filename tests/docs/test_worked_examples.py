"""The worked example of the method page on coverage, worked out from the page itself in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from bashu.chain import ProductGraph, status_name
from bashu.errors import Language
from bashu.workspace import Workspace

PAGES = Path(__file__).parents[2] / "docs" / "methods"
SET = {"zh": "整机甲", "en": "Set"}
SEATS = ("left", "right", "away")


def example(language: str) -> tuple[list[list[str]], str]:
    """The rows of the table and the quoted sentence under the heading of the example."""
    text = (PAGES / f"coverage.{language}.md").read_text(encoding="utf-8")
    part = re.split(r"^## ", text, flags=re.M)
    page = next(each for each in part if each.startswith(("By hand", "手算")))
    table = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("|")]
    sentence = next(line[2:] for line in page.splitlines() if line.startswith("> "))
    return [[cell.strip() for cell in row] for row in table[2:]], sentence


def workspace(rows: list[list[str]], language: str) -> Workspace:
    parts = [row[0] for row in rows]
    narrow: dict[str, str] = {}
    makers: list[tuple[str, str, str]] = []
    for row in rows:
        for seat, cell in zip(SEATS, row[2:5], strict=True):
            found = re.fullmatch(r"(\w+)(?:\s*[（(](.+)[)）])?", cell)
            if found:
                firm, kind = found.groups()
                narrow |= {kind: row[0]} if kind else {}
                makers.append((firm, kind or row[0], seat))
    products = [SET[language], *parts, *narrow]
    firms, made, seats = zip(*makers, strict=True)
    sources = ["the page"] * len(firms)
    return Workspace.from_frames(
        {
            "places": pl.DataFrame(
                {"place": SEATS, "name_zh": ["左川", "右渝", "外地"], "region": ["left", "right", None],
                 "level": ["province", "province", "city"]}
            ),
            "products": pl.DataFrame(
                {"product": products, "name_zh": products, "name_en": products,
                 "parent": [None] * (1 + len(parts)) + list(narrow.values())}
            ),
            "inputs": pl.DataFrame(
                {"input": parts, "product": [SET[language]] * len(parts),
                 "essential": [row[1] in {"yes", "是"} for row in rows]}
            ),
            "organisations": pl.DataFrame(
                {"organisation": firms, "name": firms, "kind": ["enterprise"] * len(firms), "place": seats,
                 "standing": ["reported"] * len(firms), "source": sources}
            ),
            "capabilities": pl.DataFrame(
                {"capability": firms, "organisation": firms, "product": made,
                 "standing": ["reported"] * len(firms), "source": sources}
            ),
        }
    )  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_table_of_the_page_can_be_worked_out_anew(language: Language) -> None:
    rows, sentence = example(language)
    assert len(rows) == 3
    graph = ProductGraph(workspace(rows, language))
    for at, region in ((5, None), (6, "left"), (7, "right")):
        found = graph.coverage(SET[language], region).parts["reported"]
        assert [status_name(status, language) for status in found] == [row[at] for row in rows]
    assert graph.coverage(SET[language]).sentence(language) == sentence
