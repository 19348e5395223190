"""The page of one need: the ranking of the library, and an answer to “why not this one?”."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bashu.match import Ranker
from bashu.workspace import Viewpoint, Workspace

if TYPE_CHECKING:
    from django.test import Client

NEED = "need-example-01"


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return Ranker(Workspace.open(viewpoint=Viewpoint.public()))


def test_a_need_shows_the_ranking_of_the_library(reader: Client, ranker: Ranker) -> None:
    page = reader.get(f"/api/needs/{NEED}").json()
    ranked = ranker.rank(NEED, 20)
    assert [row["organisation"]["id"] for row in page["rows"]] == ranked["organisation"].to_list()
    for row in page["rows"]:
        assert sum(bar["value"] for bar in row["reasons"]) == pytest.approx(row["score"])


def test_why_not_agrees_with_the_library(reader: Client, ranker: Ranker) -> None:
    second = ranker.rank(NEED, 2)["organisation"][1]
    answer = reader.get(f"/api/needs/{NEED}", {"firm": second}).json()["why_not"]
    expected = ranker.why_not(NEED, second)
    assert answer["place"] == expected.place
    assert answer["sentence"]["zh"] == expected.sentence("zh")
    assert [lead["behind"] for lead in answer["behind"]] == pytest.approx(list(expected.behind.values()))


def test_a_firm_is_found_by_name_and_an_unknown_one_is_said(reader: Client) -> None:
    named = reader.get(f"/needs/{NEED}/", {"firm": "示例企业 39"})
    assert "示例企业 39" in named.content.decode()
    unknown = reader.get(f"/needs/{NEED}/", {"firm": "没有这家"}).content.decode()
    assert "没有叫“没有这家”的组织" in unknown
    assert reader.get("/needs/nothing/").status_code == 404


def test_the_reverse_agrees_with_the_library(reader: Client, ranker: Ranker) -> None:
    page = reader.get("/firms/example-39/needs/").content.decode()
    asked = ranker.needs_for("example-39", 50)
    assert asked.height > 0
    for need in asked["need"]:
        assert f'href="/needs/{need}/"' in page
    assert f"能满足 {asked.height} 条需求" in page
    assert 'href="/firms/example-39/needs/"' in reader.get("/firms/example-39/").content.decode()
    assert reader.get("/firms/nobody/needs/").status_code == 404
    assert "没有" in reader.get("/firms/boe/needs/").content.decode()


def test_example_firms_stand_apart_from_the_suppliers_that_are_known(reader: Client) -> None:
    rows = reader.get("/api/suppliers", {"product": "cm_pcb", "limit": 50}).json()["rows"]
    page = reader.get("/suppliers/", {"product": "cm_pcb"}).content.decode()
    known, made_up = page.split('<details class="made-up"')
    real = {row["organisation"]["id"] for row in rows if not row["illustrative"]}
    examples = {row["organisation"]["id"] for row in rows if row["illustrative"]}
    assert real
    assert examples
    assert all(f'href="/firms/{firm}/"' in known for firm in real)
    assert all(
        f'href="/firms/{firm}/"' in made_up and f'href="/firms/{firm}/"' not in known for firm in examples
    )
    assert f"公开资料中有 {len(real)} 家可能供货" in known


def test_a_reason_says_where_nobody_stated_the_fact(reader: Client) -> None:
    rows = reader.get("/api/suppliers", {"product": "cm_pcb", "limit": 50}).json()["rows"]
    for row in rows:
        assumed = {bar["key"] for bar in row["reasons"] if bar["assumed"]}
        assert ("minutes" in assumed) == (row["minutes"] is None)
        assert ("lead_time" in assumed) == (row["lead_days"] is None)
        assert ("freshness" in assumed) == (not row["updated"])
        assert "product" not in assumed


def test_who_has_not_asked_yet_may_start_from_the_parts_with_most_makers(reader: Client) -> None:
    starts = reader.get("/api/suppliers").json()["starts"]
    makers = [start["makers"] for start in starts]
    assert makers == sorted(makers, reverse=True)
    assert f'href="?product={starts[0]["product"]["id"]}"' in reader.get("/suppliers/").content.decode()
    assert reader.get("/api/suppliers", {"product": "cm_pcb"}).json()["starts"] == []
