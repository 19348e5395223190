"""Batches of notices, each written with its truth before it was read: what was read right stays right."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bashu.intake.facts import knowledge_of, read_facts
from bashu.text import name_key

if TYPE_CHECKING:
    from bashu.intake.facts.read import Facts

BATCHES = sorted((Path(__file__).parent / "batches").glob("*.jsonl"))


@cache
def read(batch: Path) -> list[tuple[dict[str, Any], Facts]]:
    notices = [json.loads(line) for line in batch.read_text(encoding="utf-8").splitlines()]
    return [
        (
            notice,
            read_facts(
                notice["body"], title="", published_at=notice["published_at"], knowledge=knowledge_of()
            ),
        )
        for notice in notices
    ]


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: batch.stem)
def test_agreements_of_a_batch(batch: Path) -> None:
    """Parties, level and status equal; nothing is read where nothing was agreed."""
    right = wanted = found_count = 0
    for notice, facts in read(batch):
        told = {
            (frozenset(map(name_key, a["parties"])), a["level"], a["status"]) for a in notice["agreements"]
        }
        found = {
            (frozenset(name_key(p.name) for p in a.parties), a.level, a.status) for a in facts.agreements
        }
        assert told or not found, notice["id"]
        right += len(told & found)
        wanted += len(told)
        found_count += len(found)
    assert 2 * right / (wanted + found_count) >= 0.85


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: batch.stem)
def test_figures_of_a_batch(batch: Path) -> None:
    """Value, unit and period equal; the floor lies above what the last batches scored when first seen (.74)."""
    right = wanted = found_count = 0
    for notice, facts in read(batch):
        if notice["figures"] is None:
            continue
        told = {(value, unit, period) for value, unit, period, _ in notice["figures"]}
        found = {(figure.value, figure.unit, figure.period) for figure in facts.figures}
        right += len(told & found)
        wanted += len(told)
        found_count += len(found)
    assert 2 * right / max(1, wanted + found_count) >= 0.9 or wanted == found_count == 0


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: batch.stem)
def test_evidence_of_a_batch_stands_in_the_text(batch: Path) -> None:
    for notice, facts in read(batch):
        for fact in (*facts.agreements, *facts.figures, *facts.people, *facts.organisations, *facts.places):
            assert fact.evidence
            assert 0 <= fact.confidence <= 1
            for spot in fact.evidence:
                assert 0 <= spot.start < spot.end <= len(notice["body"])
