"""What cannot be answered says what happened and what to do, in both languages, with a way back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client, override_settings

from bashu.portal.core import limits, pages
from bashu.portal.core.lane import Busy

if TYPE_CHECKING:
    from django.http import HttpResponse


def check(answer: HttpResponse, status: int, prefix: str) -> str:
    """The page of an error, after a look at what every one of them must have."""
    text = answer.content.decode()
    assert answer.status_code == status
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'lang="{"en" if prefix else "zh-Hans"}"' in text
    assert f'href="{prefix}/"' in text, "a way back"
    assert re.search(r'hreflang="(en|zh-Hans)"', text), "the other language"
    assert re.search(r"<h1>[^<]+</h1>", text)
    sentences = re.sub(r"<[^>]+>", " ", text[text.index("<h1>") : text.index("</main>")])
    assert bool(re.search(r"[\u4e00-\u9fff]", sentences.replace("中文", ""))) == (not prefix)
    return text


def raising(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(pages, "home_page", fail)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/gaps/?size=0", 400), ("/nowhere/", 404), ("/firms/nobody/", 404), ("/data/nothing.csv", 404)],
)
def test_what_is_asked_wrongly(reader: Client, language_prefix: str, path: str, status: int) -> None:
    if path.startswith("/data/"):
        language_prefix = ""
    check(reader.get(language_prefix + path), status, language_prefix)


@pytest.mark.parametrize(
    ("error", "status"), [(PermissionDenied(), 403), (Busy(), 503), (limits.TooMany(7), 429)]
)
def test_what_is_refused(
    reader: Client, language_prefix: str, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int
) -> None:
    raising(monkeypatch, error)
    answer = reader.get(f"{language_prefix}/")
    check(answer, status, language_prefix)
    assert status == 403 or int(answer.headers["Retry-After"]) >= 1


def test_a_fault_of_the_software(db: None, language_prefix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    raising(monkeypatch, ZeroDivisionError("secret detail"))
    text = check(Client(raise_request_exception=False).get(f"{language_prefix}/"), 500, language_prefix)
    assert "secret detail" not in text


def test_too_many_and_too_long(reader: Client, language_prefix: str) -> None:
    with override_settings(BASHU_LIMITS={**settings.BASHU_LIMITS, "read": 1}):
        limits._allowances.clear()
        answers = [reader.get(f"{language_prefix}/about/", REMOTE_ADDR="198.51.100.77") for _ in range(2)]
    text = check(answers[1], 429, language_prefix)
    assert f'href="{language_prefix}/about/"' in text, "the way to try again"
    check(reader.get(f"{language_prefix}/search/?q=" + "a" * 5000), 414, language_prefix)


def test_the_interface_gets_data(reader: Client) -> None:
    with override_settings(BASHU_LIMITS={**settings.BASHU_LIMITS, "read": 1}):
        limits._allowances.clear()
        answers = [reader.get("/api/methods", REMOTE_ADDR="198.51.100.78") for _ in range(2)]
    assert answers[1].json()["status"] == 429
    assert set(answers[1].json()["remedy"]) == {"zh", "en"}
