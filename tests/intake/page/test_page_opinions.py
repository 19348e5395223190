"""Second opinions: asked in doubt, never trusted to be well-behaved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bashu.intake.page import opinions, read, read_fields

if TYPE_CHECKING:
    from conftest import Samples


def test_both_others_read_an_ordinary_page(samples: Samples) -> None:
    bodies = opinions.other_bodies(samples.news_page())
    assert len(bodies) == 2
    assert all(samples.paragraphs[1] in body for body in bodies)


def test_an_opinion_that_fails_is_left_out(samples: Samples, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(html: str) -> str:
        raise RuntimeError(html[:3])

    monkeypatch.setattr(opinions, "_trafilatura", fail)
    assert len(opinions.other_bodies(samples.news_page())) == 1


def test_a_clear_page_asks_nobody(samples: Samples, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(html: str) -> list[str]:
        pytest.fail("a second opinion was asked")

    monkeypatch.setattr(read, "other_bodies", refuse)
    assert read_fields(samples.news_page()).body == samples.body


def test_a_page_in_doubt_takes_the_longer_reading(monkeypatch: pytest.MonkeyPatch, samples: Samples) -> None:
    monkeypatch.setattr(read, "other_bodies", lambda _: [samples.body])
    page = read_fields(
        "<html><body><p>参加活动的企业名单</p><p>示例甲公司 示例乙公司 示例丙公司</p></body></html>"
    )
    assert page.body == samples.body
    assert page.confidence["body"] == 0.5
