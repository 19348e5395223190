"""Facts of anything: no exception, no invented text, and time that grows with the page and not faster."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tempo import processor_seconds

from bashu.intake.facts import knowledge_of, read_facts

PIECES = [
    "与", "和", "、", ",", "。", "分别", "签署", "签约", "签订", "等", "双方", "四川省经信厅", "重庆市", "有限公司", "示例科技",
    "(", ")", "《", "》", "合作协议", "意向", "10月29日", "2019年", "突破", "万亿元", "20多家", "企业", "董事长", "王芳", "\n", " | ", "“", "”", "签约项目22个",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_words_in_any_order_raise_nothing(body: str) -> None:
    facts = read_facts(body, title="", published_at="2020-10-30", knowledge=knowledge_of())
    for agreement in facts.agreements:
        assert agreement.count >= 1
        assert agreement.status in {"signed", "intention", "planned", "past"}
        for spot in agreement.evidence:
            assert 0 <= spot.start < spot.end <= len(body)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_raises_nothing(body: str) -> None:
    read_facts(body, title=body[:20], published_at=None, knowledge=knowledge_of())


@pytest.mark.parametrize(
    "piece",
    [
        "签",
        "与",
        "甲与乙",
        "四川省",
        "有限公司",
        "(",
        "万",
        "2020年",
        "、",
        "成都",
        "经信委",
        "10亿元",
        "王",
        "“合作",
        "a",
        "一",
        "董事长、",
    ],
)
def test_time_grows_with_the_page_and_not_faster(piece: str) -> None:
    knowledge = knowledge_of()

    def read(characters: int) -> None:
        body = piece * (characters // len(piece))
        read_facts(body, title="", published_at="2020-10-30", knowledge=knowledge)

    read(500)
    bound = min(2.0, 12 * max(processor_seconds(lambda: read(3_000), 0.05), 0.05))
    assert processor_seconds(lambda: read(12_000), bound) <= bound
