"""The API: described, bounded, in pages, and the same as the pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.portal.conftest import API

if TYPE_CHECKING:
    from django.test import Client


@pytest.mark.parametrize("path", API)
def test_an_endpoint_answers(reader: Client, path: str) -> None:
    response = reader.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/json")
    assert response.json()


def test_every_endpoint_is_described_and_tested(reader: Client) -> None:
    described = reader.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    paths = set(described["paths"])

    def fits(pattern: str, path: str) -> bool:
        return (
            re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", pattern), path.split("?", maxsplit=1)[0]) is not None
        )

    # runs are made and asked for in the tests of long work
    asked = (*API, "/api/runs/x", "/api/plan/scenarios", "/api/plan/scenarios/x")
    assert {path for path in paths if not any(fits(path, each) for each in asked)} == set()
    for operations in described["paths"].values():
        answer = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert answer
        assert operations["get"]["description"]


def test_the_description_page_needs_no_other_host(reader: Client) -> None:
    page = reader.get("/api/docs").content.decode()
    assert "/static/ninja/swagger-ui-bundle.js" in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_pages_of_a_list_have_every_row_once(reader: Client) -> None:
    seen: list[str] = []
    number = 1
    while True:
        page = reader.get(f"/api/tables/organisations?page={number}&size=100").json()
        seen += [row["organisation"] for row in page["rows"]]
        if number * 100 >= page["total"]:
            break
        number += 1
    assert len(seen) == len(set(seen)) == page["total"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/gaps?size=201",
        "/api/gaps?page=0",
        "/api/suppliers?q=a&limit=51",
        "/api/weigh?product=cm_pcb",
        "/api/search?q=" + "a" * 121,
    ],
)
def test_a_question_out_of_bounds_is_refused(reader: Client, path: str) -> None:
    assert reader.get(path).status_code == 422


@pytest.mark.parametrize(
    "path", ["/api/firms/nobody", "/api/tables/secrets", "/api/weigh?product=nothing&place=suining"]
)
def test_what_is_not_there_says_so_in_both_languages(reader: Client, path: str) -> None:
    response = reader.get(path)
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("application/json")
