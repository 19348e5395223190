"""Whatever comes in: only our own error, and never more than two seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tempo import processor_seconds

from bashu.errors import UnreadableFile
from bashu.intake.page import PageFields, read_fields

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCE = "示例市与邻市签下协议，约定在电子元器件配套方面开展合作，首批项目将在明年落地。"
ARTICLE = f"<h1>两市签约共建基地</h1><p>{SENTENCE}</p><p>{SENTENCE}</p>"
TEN_MILLION = 10_000_000


def attempt(data: bytes | str) -> PageFields | None:
    try:
        return read_fields(data)
    except UnreadableFile:
        return None


MONSTERS: dict[str, Callable[[], str]] = {
    "deep": lambda: "<html><body>" + "<div>" * 100_000 + ARTICLE + "</div>" * 100_000,
    "deep after the article": lambda: ARTICLE + "<div>" * 100_000 + SENTENCE,
    "nested tables": lambda: (
        "<html><body>" + ("<table><tr><td>" * 600 + SENTENCE + "</td></tr></table>" * 600) * 10
    ),
    "many paragraphs": lambda: "<html><body>" + f"<p>{SENTENCE}</p>" * (TEN_MILLION // 50),
    "tiny paragraphs": lambda: "<html><body>" + "<p>好</p>" * (TEN_MILLION // 8),
    "dates": lambda: ARTICLE + "<p>2020-10-30 11:18 来源：某网</p>" * (TEN_MILLION // 35),
    "one paragraph": lambda: "<html><body><p>" + SENTENCE * (TEN_MILLION // 40),
    "openings": lambda: "<html><body>" + "<" * TEN_MILLION,
    "scripts never closed": lambda: "<html><body>" + "<script>" * 1_000_000,
    "notes never closed": lambda: "<html><body>" + "<!--" * 2_000_000,
    "attributes": lambda: "<html><body><div " + "a=b " * 2_000_000 + ">",
    "links": lambda: "<html><body>" + "<a href=x>新闻</a>" * 400_000,
    "labels": lambda: ARTICLE + "<p>" + "来源：" * 3_000_000 + "</p>",
    "years": lambda: "<html><body><p>" + "2020-" * 2_000_000,
    "spaces": lambda: "<html><body><p>" + " " * TEN_MILLION,
    "lines": lambda: "好\n" * 3_000_000,
    "one line": lambda: SENTENCE * (TEN_MILLION // 40),
    "arrows": lambda: "首页 > " * 1_500_000,
    "state": lambda: "<html><body><script>var a=" + '{"a":' * 500_000 + "</script><p>x</p>",
    "lists": lambda: "<html><body><script>var a=" + "[" * 1_000_000 + "</script><p>x</p>",
    "brackets": lambda: "<html><body><h1>两市签约</h1><p>" + "（记者" * 500_000 + "</p>",
    "open inline": lambda: "<html><body>" + "<b><i><u><p>" * 200_000,
}


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("name", MONSTERS)
def test_monsters_end_in_two_seconds(name: str) -> None:
    data = MONSTERS[name]()
    assert processor_seconds(lambda: attempt(data), 2.0) <= 2.0


def test_an_article_in_front_of_endless_nesting_is_still_read() -> None:
    page = read_fields(ARTICLE + "<div>" * 100_000)
    assert SENTENCE in page.body


def test_zero_bytes_between_all_others() -> None:
    data = b"\x00".join(bytes([byte]) for byte in ARTICLE.encode())
    page = attempt(data)
    assert page is None or "\x00" not in page.body


FRAGMENTS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='comment'>",
        "</div>",
        "<table><tr><td>",
        "</td></tr></table>",
        "<br>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<title>",
        "</title>",
        "<meta property='og:title' content='两市签约'>",
        "<meta charset=gbk>",
        "<h1>两市签约共建基地</h1>",
        "来源：",
        "作者：张三",
        "责任编辑：",
        "2020-10-30 11:18",
        "10-30 11:18",
        "首页 > 新闻",
        "推荐阅读",
        SENTENCE,
        "\n",
        "\t",
        " | ",
        "\x00",
        "\ud800",
        "𠮷",
        "&#x110000;",
        "&nbsp;",
        "</html>",
        '{"content":"',
        '"}',
    ]
)


@given(st.lists(FRAGMENTS, max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_mixture_of_fragments(parts: list[str]) -> None:
    page = attempt("".join(parts))
    if page is not None:
        assert page.body.strip()
        (page.title + page.body + page.page_text + page.source).encode("utf-8")
        assert all(0.0 <= value <= 1.0 for value in page.confidence.values())


@given(st.binary(max_size=400), st.sampled_from(["utf-8", "gb18030", "big5hkscs", "utf-16"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_beside_an_article(noise: bytes, codec: str) -> None:
    attempt(noise)
    attempt(ARTICLE.encode(codec, "replace") + noise)
    attempt(noise + ARTICLE.encode(codec, "replace"))


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text_inside_a_paragraph(text: str) -> None:
    attempt(f"<html><body>{ARTICLE}<p>{text}</p>{ARTICLE}")
    attempt(text)


@given(
    st.lists(
        st.sampled_from(["两市签约共建基地", "2020-10-30 来源：某报", SENTENCE, "推荐阅读", "首页 > 新闻"]),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=80, deadline=None)
def test_every_line_of_the_body_stands_on_the_page(lines: list[str]) -> None:
    page = attempt("\n".join(lines))
    if page is not None:
        for line in page.body.split("\n"):
            assert line in page.page_text
