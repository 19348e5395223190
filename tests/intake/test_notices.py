"""Short notices in our own words (example firms, public facts), with everything they say, against what is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bashu.intake.facts import Facts, knowledge_of, read_facts

NOTICES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "notices.jsonl").read_text(encoding="utf-8").splitlines()
]


def read(notice: dict[str, Any]) -> Facts:
    return read_facts(notice["body"], title="", published_at=notice["published_at"], knowledge=knowledge_of())


def told(notice: dict[str, Any]) -> set[tuple[object, ...]]:
    return {
        (frozenset(a["parties"]), a["level"], a["status"], a["signed_on"], a["count"], a["parties_at_least"])
        for a in notice["agreements"]
    }


def found(facts: Facts) -> set[tuple[object, ...]]:
    return {
        (frozenset(p.name for p in a.parties), a.level, a.status, a.signed_on, a.count, a.parties_at_least)
        for a in facts.agreements
    }


@pytest.mark.parametrize("notice", NOTICES, ids=[notice["id"] for notice in NOTICES])
def test_agreements_are_those_of_the_notice(notice: dict[str, Any]) -> None:
    assert found(read(notice)) == told(notice)


@pytest.mark.parametrize("notice", NOTICES, ids=[notice["id"] for notice in NOTICES])
def test_every_fact_stands_where_it_says(notice: dict[str, Any]) -> None:
    facts = read(notice)
    body = notice["body"]
    for fact in (*facts.agreements, *facts.figures, *facts.people, *facts.organisations, *facts.places):
        assert fact.evidence
        for spot in fact.evidence:
            assert 0 <= spot.start < spot.end <= len(body)
    for person in facts.people:
        assert person.name in body[person.evidence[0].start : person.evidence[0].end]


def test_figures_of_the_notices() -> None:
    """Value, unit and period of the figures that the notices list, over all notices together."""
    right = wanted = read_count = 0
    for notice in NOTICES:
        if notice["figures"] is None:
            continue
        listed = {tuple(figure) for figure in notice["figures"]}
        got = {(figure.value, figure.unit, figure.period) for figure in read(notice).figures}
        right += len(listed & got)
        wanted += len(listed)
        read_count += len(got)
    assert 2 * right / (wanted + read_count) >= 0.92
