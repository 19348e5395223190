"""The search box: what is surely meant comes before what may be, and everything with a page is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client


@pytest.mark.parametrize(
    ("query", "kind", "path"),
    [
        ("pcb", "product", "/products/cm_pcb/"),
        ("京东方", "enterprise", "/firms/boe-chengdu/"),
        ("行业组织", "agreement", "/agreements/ag-2020-10-29-associations/"),
        ("宜宾", "place", "/travel/?place=yibin"),
    ],
)
def test_whatever_has_a_page_is_found(reader: Client, query: str, kind: str, path: str) -> None:
    hits = reader.get("/api/search", {"q": query}).json()["hits"]
    assert (kind, path) in [(hit["kind"]["en"], hit["thing"]["path"]) for hit in hits if hit["sure"]]


def test_what_is_only_like_the_words_is_called_so(reader: Client) -> None:
    page = reader.get("/search/", {"q": "zzzzzz"}).content.decode()
    assert "没有找到名称相符" in page
    assert "也许是" in page
    found = reader.get("/api/search", {"q": "pcb"}).json()["hits"]
    sure = [hit["sure"] for hit in found]
    assert sure == sorted(sure, reverse=True), "what is surely meant comes first"
    assert found[0]["state"]["key"] == "strong"
    assert found[0]["makers"] > 0


def test_an_address_without_a_need_leads_to_the_plan(reader: Client) -> None:
    assert reader.get("/plan/why/")["Location"] == "/plan/"
    assert reader.get("/en/plan/why/")["Location"] == "/en/plan/"
    assert "找不到需求“x”" in reader.get("/plan/why/?need=x").content.decode()


def test_a_guess_of_what_is_to_be_bought_is_called_one(reader: Client) -> None:
    guessed = reader.get("/api/suppliers", {"q": "zzzzzz"}).json()
    assert guessed["guessed"]
    assert guessed["message"]["zh"].startswith("没有名称相符的产品；按最接近的")
    named = reader.get("/api/suppliers", {"q": "PCB"}).json()
    assert not named["guessed"]
