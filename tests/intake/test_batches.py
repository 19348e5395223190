"""Batches of notices, each written with its truth before it was read: what was read right stays right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bashu.intake.facts import knowledge_of, read_facts
from bashu.text import name_key

BATCHES = sorted((Path(__file__).parent / "batches").glob("*.jsonl"))


def notices(batch: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in batch.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: batch.stem)
def test_agreements_of_a_batch(batch: Path) -> None:
    """Parties, level and status equal; nothing is read where nothing was agreed."""
    right = wanted = read = 0
    for notice in notices(batch):
        facts = read_facts(
            notice["body"], title="", published_at=notice["published_at"], knowledge=knowledge_of()
        )
        told = {
            (frozenset(map(name_key, a["parties"])), a["level"], a["status"]) for a in notice["agreements"]
        }
        found = {
            (frozenset(name_key(p.name) for p in a.parties), a.level, a.status) for a in facts.agreements
        }
        assert told or not found, notice["id"]
        right += len(told & found)
        wanted += len(told)
        read += len(found)
    assert 2 * right / (wanted + read) >= 0.85


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: batch.stem)
def test_evidence_of_a_batch_stands_in_the_text(batch: Path) -> None:
    for notice in notices(batch):
        facts = read_facts(
            notice["body"], title="", published_at=notice["published_at"], knowledge=knowledge_of()
        )
        for fact in (*facts.agreements, *facts.figures, *facts.people, *facts.organisations, *facts.places):
            assert fact.evidence
            assert 0 <= fact.confidence <= 1
            for spot in fact.evidence:
                assert 0 <= spot.start < spot.end <= len(notice["body"])
