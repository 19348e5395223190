"""Search over the 95,000 names of the shared check data, on a split of our own."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING

import polars as pl
import pytest

from bashu.match import Catalogue

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.shared
QUESTIONS, SEED = 600, 20_201_029


@pytest.fixture(scope="module")
def names(shared: Path) -> list[str]:
    found: list[str] = pl.read_parquet(shared / "data" / "chain" / "products.parquet")["product"].to_list()
    return found


@pytest.fixture(scope="module")
def catalogue(names: list[str]) -> Catalogue:
    return Catalogue(pl.DataFrame({"product": names, "name_zh": names}))


def figures(ranks: list[int | None]) -> tuple[float, float]:
    """Share found within ten, and mean reciprocal rank."""
    return sum(rank is not None for rank in ranks) / len(ranks), sum(
        1 / rank for rank in ranks if rank
    ) / len(ranks)


def test_a_narrow_name_leads_to_its_broad_one(catalogue: Catalogue, shared: Path) -> None:
    rows = pl.read_parquet(shared / "data" / "chain" / "subtypes_train.parquet").rows()
    broads = defaultdict(set)
    for broad, narrow, _ in rows:
        broads[narrow].add(broad)
    ranks: dict[bool, list[int | None]] = {True: [], False: []}
    for broad, narrow, head in random.Random(SEED).sample(sorted(rows), QUESTIONS):
        known = broads[narrow] - {broad} | {narrow}
        hits = [hit.product for hit in catalogue.search(narrow, 10 + len(known)) if hit.product not in known]
        ranks[head].append(hits[:10].index(broad) + 1 if broad in hits[:10] else None)
    recall, reciprocal = figures(ranks[True])
    assert recall >= 0.99
    assert reciprocal >= 0.88
    recall, reciprocal = figures(ranks[True] + ranks[False])
    assert recall >= 0.97
    assert reciprocal >= 0.80


def test_slips_of_typing_lead_back_to_the_name(catalogue: Catalogue, names: list[str]) -> None:
    draw, taken = random.Random(SEED), set(names)
    ranks: list[int | None] = []
    while len(ranks) < QUESTIONS:
        name = draw.choice(names)
        if len(name) < 3:
            continue
        at, middle = draw.randrange(len(name) - 1), len(name) // 2
        text = draw.choice(
            [
                name[:at] + name[at + 1 :],
                name[:at] + name[at + 1] + name[at] + name[at + 2 :],
                name[:at] + draw.choice(draw.choice(names)) + name[at:],
                name[middle:] + name[:middle],
                f"《{name}》 {draw.randrange(1, 99)}mm",
            ]
        )
        if text not in taken:
            found = [hit.product for hit in catalogue.search(text)]
            ranks.append(found.index(name) + 1 if name in found else None)
    recall, reciprocal = figures(ranks)
    assert recall >= 0.998
    assert reciprocal >= 0.955
