"""What the pages tell a browser: nothing from elsewhere, nothing that runs in a page, nothing to others."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from tests.portal.conftest import API, PAGES

if TYPE_CHECKING:
    from django.test import Client

LOADING = {
    "script": "src",
    "link": "href",
    "img": "src",
    "source": "src",
    "iframe": "src",
    "use": "href",
    "form": "action",
}


class Loads(HTMLParser):
    """What a page loads, and whether a script or a handler stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag in LOADING and attributes.get(LOADING[tag]):
            self.addresses.append(str(attributes[LOADING[tag]]))
        if tag == "script" and "src" not in attributes and attributes.get("type") != "application/json":
            self.inline.append("script")
        if tag == "style":
            self.inline.append("style")
        self.inline += [name for name in attributes if name.startswith("on") or name == "style"]


@pytest.mark.parametrize("path", [*PAGES, "/nowhere/"])
def test_a_page_loads_from_this_host_only(reader: Client, language_prefix: str, path: str) -> None:
    page = Loads()
    page.feed(reader.get(language_prefix + path).content.decode())
    foreign = [address for address in page.addresses if re.match(r"(?:[a-z]+:)?//", address)]
    assert foreign == []
    assert page.inline == []


@pytest.mark.parametrize("path", ["/", "/en/", "/nowhere/", "/api/home", "/api/docs", "/data/products.csv"])
def test_every_answer_is_strict(reader: Client, path: str) -> None:
    response = reader.get(path)
    response.getvalue()
    headers = response.headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert policy["base-uri"] == "'none'"
    assert "unsafe" not in policy["script-src"] + policy["default-src"]
    assert not any("http" in value or "*" in value for value in policy.values())
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("path", [*PAGES[:4], *API[:2]])
def test_reading_leaves_no_cookie(reader: Client, path: str) -> None:
    assert not reader.get(path).cookies


def test_what_a_reader_typed_is_shown_and_never_run(reader: Client) -> None:
    attack = '<script>alert(1)</script>"onmouseover="x'
    for path in ("/search/", "/firms/", "/suppliers/"):
        content = reader.get(path, {"q": attack}).content.decode()
        assert "<script>alert" not in content
        assert '"onmouseover="' not in content
    assert "<script>alert" not in reader.get("/weigh/", {"product": attack, "place": attack}).content.decode()


def test_only_reading_is_allowed(reader: Client) -> None:
    assert reader.post("/api/gaps").status_code == 405
    assert reader.delete("/api/tables/products").status_code == 405
