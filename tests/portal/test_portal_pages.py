"""Every page in both languages: it is there, asks the database little, and is quick."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, resolve
from django.utils import translation
from tests.portal.browser import visited
from tests.portal.conftest import PAGES
from tests.tempo import processor_seconds

from bashu.portal.core.freshness import shelf

if TYPE_CHECKING:
    from django.test import Client

MOST_QUERIES = 12
MOST_MILLISECONDS = 100


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_in_both_languages(reader: Client, language_prefix: str, path: str) -> None:
    response = reader.get(language_prefix + path)
    assert response.status_code == 200
    assert response.headers["Content-Language"] == ("en" if language_prefix else "zh-hans")


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_little_and_is_quick(reader: Client, path: str) -> None:
    reader.get(path)
    queries = CaptureQueriesContext(connection)

    def ask() -> None:
        shelf.clear()
        with queries:
            assert reader.get(path).status_code == 200

    bound = MOST_MILLISECONDS / 1_000
    assert processor_seconds(ask, bound) <= bound
    assert len(queries) <= MOST_QUERIES


def test_no_page_is_left_out() -> None:
    """The list of pages in the tests has every address that the portal has."""

    def routes(resolver: URLResolver) -> set[str]:
        found = set()
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                found |= routes(entry)
            else:
                found.add(str(entry.pattern).split("/")[0])
        return found

    pages = {
        route
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLResolver) and not str(entry.pattern).startswith(("api", "data"))
        for route in routes(entry)
    }
    assert pages == {path.split("?")[0].strip("/").split("/")[0] for path in PAGES}


def test_the_browser_visits_every_page() -> None:
    """Each view with a page of its own is among those that are looked at in Chromium, in both languages."""
    # a test before this one may have left the other language in this thread, whose addresses begin with /en/
    with translation.override("zh-hans"):
        views = {resolve(path.split("?")[0]).view_name for path in PAGES}
        assert views <= {resolve(path.split("?")[0]).view_name for path in visited.PAGES.values()}


def test_the_other_language_is_one_step_away(reader: Client) -> None:
    assert b"/en/gaps/?status=missing" in reader.get("/gaps/?status=missing").content
    assert b'"/gaps/?status=missing"' in reader.get("/en/gaps/?status=missing").content


@pytest.mark.parametrize("path", ["/products/nothing/", "/firms/nobody/", "/agreements/none/", "/nowhere/"])
def test_what_is_not_there_is_a_plain_404(reader: Client, path: str) -> None:
    assert reader.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("/travel/?year=soon", "year"),
        ("/gaps/?size=100000", "size"),
        ("/suppliers/?q=" + "a" * 121, "q"),
        ("/chain/?links=some", "links"),
    ],
)
def test_a_question_out_of_bounds_names_the_part(reader: Client, path: str, part: str) -> None:
    response = reader.get(path)
    assert response.status_code == 400
    assert part in response.content.decode()


def test_a_page_beyond_the_end_is_the_last_one(reader: Client) -> None:
    last = reader.get("/api/firms?page=1000000").json()
    assert last["sheet"]["number"] == -(-last["sheet"]["total"] // last["sheet"]["size"])
    assert last["rows"]


def test_filters_choose_and_count(reader: Client) -> None:
    everything = reader.get("/api/firms").json()
    kinds = next(each for each in everything["filters"] if each["name"] == "kind")
    assert sum(choice["count"] for choice in kinds["choices"]) == everything["sheet"]["total"]
    for choice in kinds["choices"][:2]:
        chosen = reader.get(f"/api/firms?kind={choice['value']}").json()
        assert chosen["sheet"]["total"] == choice["count"]
        assert all(row["kind"]["zh"] == choice["label"]["zh"] for row in chosen["rows"])


def test_the_search_of_a_list_is_not_that_of_the_portal(reader: Client) -> None:
    box = re.compile(r'<input id="site-search"[^>]* value="([^"]*)"')
    for path, typed in (
        ("/search/?q=京东方", "京东方"),
        ("/firms/?q=京东方", ""),
        ("/chain/?q=电池", ""),
        ("/", ""),
    ):
        found = box.search(reader.get(path).content.decode())
        assert found
        assert found[1] == typed
