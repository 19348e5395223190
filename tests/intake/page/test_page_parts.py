"""Articles in several files, and pages that only frame another one."""

from __future__ import annotations

import itertools

import pytest

from bashu.errors import UnreadableFile
from bashu.intake import read_page
from bashu.intake.page import read_fields, read_parts

PART = """<html><head><title>{title}_示例网</title></head><body><h1>{title}</h1><p>2024-05-11 09:00 来源:示例网</p>
<div class="content"><p>{text}</p></div><div class="pages">{links}</div></body></html>"""
TEXTS = (
    "5月10日,示例甲电子有限公司与示例乙光电有限公司在四川遂宁签署配套合作协议,约定首批供货十二万片。",
    "签约之后,双方的技术人员看了生产线,商定下个月再次碰面,把供货的时间排出来,也把检验的标准对一遍。",
    "遂宁市经信局负责人说,这样的配套还会更多,当地的园区已经为新来的企业准备好了标准厂房和宿舍。",
)
PARTS = [
    PART.format(title=f"两家企业签约({number})", text=text, links='<a href="t1_1.html">下一页</a>')
    for number, text in enumerate(TEXTS, 1)
]
FRAME = """<html><head><title>示例日报数字报</title></head><frameset cols="200,*">
<frame src="nav.htm" name="left"><frame src="content_3.htm" name="main"></frameset></html>"""


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_parts_are_joined_in_the_order_of_their_numbers(order: tuple[int, ...]) -> None:
    fields = read_parts([PARTS[number] for number in order])
    assert fields.title == "两家企业签约"
    assert fields.body.replace("\n", "") == "".join(TEXTS)
    assert fields.published_at == "2024-05-11T09:00+08:00"


def test_a_part_given_twice_counts_once() -> None:
    assert read_parts([PARTS[0], PARTS[0], PARTS[1]]).body == read_parts(PARTS[:2]).body


def test_facts_are_read_from_all_parts() -> None:
    article = read_page(
        [part.encode("gb18030") for part in reversed(PARTS)], url="http://www.example.cn/t1.html"
    )
    assert [party.name for party in article.agreements[0].parties] == [
        "示例甲电子有限公司",
        "示例乙光电有限公司",
    ]
    assert any("遂宁市经信局" in organisation.name for organisation in article.organisations)


def test_a_part_alone_is_doubted() -> None:
    assert read_fields(PARTS[0]).confidence["body"] <= 0.5
    assert read_fields(PARTS[0].replace("下一页", "首页")).confidence["body"] > 0.5


def test_a_frame_alone_says_which_page_to_read() -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_page(FRAME, url="http://paper.example.cn/html/2024-05/11/node_1.htm")
    (finding,) = caught.value.findings
    assert finding.code == "framed_page"
    assert finding.details["address"] == "http://paper.example.cn/html/2024-05/11/content_3.htm"
    assert "content_3.htm" in str(caught.value)


def test_a_frame_with_its_page_is_that_page() -> None:
    inner = PART.format(title="两家企业签约", text=TEXTS[0] + TEXTS[1], links="")
    for parts in ([FRAME, inner], [inner, FRAME]):
        article = read_page(parts)
        assert article.title == "两家企业签约"
        assert len(article.agreements) == 1


def test_a_frame_lends_what_its_page_leaves_out() -> None:
    outer = """<html><head><title>两家企业签约_示例网</title></head><body><h1>两家企业签约</h1>
    <p>发布时间:2024-05-11 来源:示例网</p><iframe src="zw/1.html" id="content" height="900"></iframe></body></html>"""
    inner = f"<html><body><div><p>{TEXTS[0]}</p><p>{TEXTS[1]}</p></div></body></html>"
    with pytest.raises(UnreadableFile, match=r"zw/1\.html"):
        read_page(outer)
    article = read_page([outer, inner])
    assert article.published_at == "2024-05-11"
    assert article.source == "示例网"
    assert article.agreements[0].signed_on == "2024-05-10"


def test_parts_without_an_article_are_refused() -> None:
    with pytest.raises(UnreadableFile):
        read_parts(["<p>无</p><br>", "<p>无</p><br>"])
    with pytest.raises(UnreadableFile):
        read_parts([])
