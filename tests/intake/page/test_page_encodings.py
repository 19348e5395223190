"""Bytes are read by what they are, not by what they claim to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bashu.intake.page import read_fields
from bashu.intake.page.decode import decode, encoding_of

if TYPE_CHECKING:
    from conftest import Samples

TRADITIONAL = (
    "<html><head><title>兩市簽約共建電子資訊配套基地</title></head><body><h1>兩市簽約共建電子資訊配套基地</h1>"
    "<p>示例市與鄰市的工業主管機關昨日簽下協議，約定在電子元器件配套、人才培養和物流方面開展合作，首批項目將在明年落地。</p></body></html>"
)


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "gbk", "big5", "iso-8859-1", "no-such-charset"])
@pytest.mark.parametrize("real", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_wrong_declarations_change_nothing(samples: Samples, declared: str, real: str) -> None:
    page = read_fields(samples.news_page(declared).encode(real))
    assert page.title == samples.title
    assert page.body == samples.body
    assert page.source == "示例日报"


@pytest.mark.parametrize("declared", ["utf-8", "big5", "gbk"])
def test_traditional_characters_in_big5(declared: str) -> None:
    data = TRADITIONAL.replace("<head>", f"<head><meta charset={declared}>").encode("big5")
    assert encoding_of(data) == "big5hkscs"
    assert read_fields(data).title == "兩市簽約共建電子資訊配套基地"


def test_text_without_any_declaration(samples: Samples) -> None:
    text = f"{samples.title}\n\n{samples.body}"
    for codec in ("utf-8", "gb18030"):
        page = read_fields(text.encode(codec))
        assert (page.title, page.body) == (samples.title, samples.body)


def test_characters_beyond_gbk_survive() -> None:
    text = "<p>示例村的㐂字和𠮷字都不在老字表里，但这一段话仍然应当原样读出来。</p><p>第二段。</p>"
    assert "㐂字和𠮷字" in decode(text.encode("gb18030"))


def test_one_damaged_byte_does_not_change_the_encoding(samples: Samples) -> None:
    data = samples.news_page().encode()
    place = data.index("物流".encode())
    page = read_fields(data[:place] + b"\xff" + data[place:])
    assert page.title == samples.title
    assert page.body.replace("\ufffd", "") == samples.body


def test_control_characters_and_lone_surrogates_go(samples: Samples) -> None:
    text = samples.news_page().replace("物流", "物\x00\x07流\ud800")
    page = read_fields(text)
    assert "物流\ufffd" in page.body
    page.body.encode("utf-8")
    page.page_text.encode("utf-8")
