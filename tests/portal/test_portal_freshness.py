"""A reader's copy holds as long as the data does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.middleware import gzip
from django.utils.text import compress_string
from tests.portal.conftest import API, PAGES, PASSING

from bashu.portal.core.freshness import Answer, Shelf
from bashu.portal.data.actions import import_workspace
from bashu.portal.data.engines import forget_engines
from bashu.workspace import Workspace

if TYPE_CHECKING:
    from django.test import Client


KEPT = [path for path in (*PAGES, *API) if path not in PASSING]


@pytest.mark.parametrize("path", KEPT)
def test_an_unchanged_answer_is_not_sent_again(reader: Client, path: str) -> None:
    first = reader.get(path)
    assert first.status_code == 200
    etag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "no-cache"
    again = reader.get(path, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == etag


def test_pages_and_languages_have_tags_of_their_own(reader: Client) -> None:
    lasting = [path for path in PAGES if path not in PASSING]
    tags = {reader.get(prefix + path).headers["ETag"] for path in lasting for prefix in ("", "/en")}
    assert len(tags) == 2 * len(lasting)


def test_new_data_gives_a_new_tag(reader: Client) -> None:
    before = reader.get("/chain/").headers["ETag"]
    frames = {name: Workspace.open().table(name) for name in ("products", "places", "inputs")}
    import_workspace(Workspace.from_frames(frames), operator=True)
    try:
        response = reader.get("/chain/", headers={"If-None-Match": before})
        assert response.status_code == 200
        assert response.headers["ETag"] != before
    finally:
        forget_engines()


def test_errors_are_never_kept(reader: Client) -> None:
    for path in ("/nowhere/", "/products/nothing/", "/api/firms/nobody"):
        response = reader.get(path)
        assert response.status_code == 404
        assert "ETag" not in response.headers
        assert response.headers["Cache-Control"] == "no-store"


def test_the_same_answer_from_the_shelf(reader: Client) -> None:
    first, second = reader.get("/gaps/"), reader.get("/gaps/")
    assert first.content == second.content
    assert dict(first.headers) == dict(second.headers)


def test_a_compressed_copy_is_kept_apart(reader: Client) -> None:
    plain = reader.get("/gaps/")
    packed = reader.get("/gaps/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_the_shelf_holds_no_more_than_it_may() -> None:
    shelf = Shelf(limit=100)
    for number in range(10):
        shelf.put(str(number), Answer(b"x" * 30, ()))
    assert [number for number in range(10) if shelf.get(str(number))] == [7, 8, 9]


@pytest.mark.parametrize("path", PASSING)
def test_how_far_long_work_is_is_asked_every_time(reader: Client, path: str) -> None:
    answer = reader.get(path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_an_answer_is_compressed_once(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    compressed: list[bytes] = []

    def compress(content: bytes, **options: object) -> bytes:
        compressed.append(content)
        return compress_string(content, **options)

    monkeypatch.setattr(gzip, "compress_string", compress)
    asked = {"Accept-Encoding": "gzip"}
    first, again = (reader.get("/about/", headers=asked) for _ in range(2))
    assert len(compressed) == 1
    assert first.headers["Content-Encoding"] == again.headers["Content-Encoding"] == "gzip"
    assert first.content == again.content
    assert first.headers["Content-Length"] == again.headers["Content-Length"] == str(len(again.content))
    assert reader.get("/about/").content == compressed[0]
    assert "Accept-Encoding" in again.headers["Vary"]
