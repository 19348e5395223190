"""Search: what people type finds what they mean, and says why."""

from __future__ import annotations

import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.errors import TableError
from bashu.match import Catalogue
from bashu.match.catalogue import REASONS

NAMES = [
    "印制电路板", "柔性电路板", "电路板", "高频印制电路板", "电路", "板材", "电机", "高压电机", "高压电机组", "伺服电机",
    "显示驱动芯片", "驱动芯片", "芯片", "液晶面板", "液晶显示模组", "面板", "偏光片", "掩膜版", "精密金属掩膜版", "溅射靶材",
    "重庆小面", "锂离子电池", "电池", "电池管理系统", "LED灯", "LED灯珠", "C++编译器", "5号电池", "半导体硅片", "硅片",
]  # fmt: skip


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(pl.DataFrame({"product": [f"p{at:02}" for at in range(len(NAMES))], "name_zh": NAMES}))


def names(catalogue: Catalogue, text: str, limit: int = 10) -> list[str]:
    return [hit.name for hit in catalogue.search(text, limit)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("印制电路板", "印制电路板"),
        ("印刷电路板", "印制电路板"),
        ("印制路电板", "印制电路板"),
        ("印制电板", "印制电路板"),
        ("印制电X路板", "印制电路板"),
        ("电路板印制", "印制电路板"),
        ("【印制电路板】", "印制电路板"),
        ("印製電路板", "印制电路板"),
        ("ＬＥＤ灯", "LED灯"),
        ("led 灯珠（暖白）", "LED灯珠"),
        ("显示驱动芯片 DDI-200型", "显示驱动芯片"),
        ("优质溅射靶材批发", "溅射靶材"),
        ("c++ 编译器", "C++编译器"),
        ("液晶面板 55寸", "液晶面板"),
        ("yinzhidianluban", "印制电路板"),
        ("yzdlb", "印制电路板"),
        ("chongqingxiaomian", "重庆小面"),
    ],
)
def test_the_first_hit_is_what_was_meant(catalogue: Catalogue, typed: str, meant: str) -> None:
    assert names(catalogue, typed)[0] == meant


def test_broader_names_follow_the_name_itself(catalogue: Catalogue) -> None:
    found = names(catalogue, "高频印制电路板")
    assert found[0] == "高频印制电路板"
    assert set(found[1:3]) == {"印制电路板", "电路板"}


def test_the_head_noun_goes_before_other_contained_names(catalogue: Catalogue) -> None:
    found = [name for name in names(catalogue, "电池管理系统") if name != "电池管理系统"]
    assert found[0] == "电池"
    narrow = [name for name in names(catalogue, "半导体硅片") if name != "半导体硅片"]
    assert narrow[0] == "硅片"


@pytest.mark.parametrize(
    "odd", ["", " ", "。", "——", "板", "x", "\x00", "\ud800", "㎡", "𠀀", "a" * 5_000, "电" * 5_000, "\n\t"]
)
@pytest.mark.parametrize("limit", [0, 1, 10])
def test_odd_text_gives_at_most_limit_hits(catalogue: Catalogue, odd: str, limit: int) -> None:
    hits = catalogue.search(odd, limit)
    assert len(hits) <= limit
    assert catalogue.search_many([odd], limit) == [hits]


def test_empty_catalogue_finds_nothing() -> None:
    empty = Catalogue(pl.DataFrame(schema={"product": pl.String, "name_zh": pl.String}))
    assert len(empty) == 0
    assert empty.search_many(["电机", "", "dianji"]) == [[], [], []]


def test_a_missing_column_is_named() -> None:
    with pytest.raises(TableError, match="name_zh"):
        Catalogue(pl.DataFrame({"product": ["a"]}))


def test_numbers_as_ids_become_text() -> None:
    assert Catalogue(pl.DataFrame({"product": [7], "name_zh": ["电机"]})).search("电机")[0].product == "7"


def test_two_products_of_one_name_are_both_found() -> None:
    catalogue = Catalogue(pl.DataFrame({"product": ["b", "a", "c"], "name_zh": ["电机", "电机", "(电机)"]}))
    assert [hit.product for hit in catalogue.search("电机")] == ["a", "b", "c"]
    assert catalogue.search("(电机)")[0].product == "c"


def test_english_names_and_aliases_lead_to_the_product_once() -> None:
    catalogue = Catalogue(
        pl.DataFrame(
            {
                "product": ["pcb", "fpc"],
                "name_zh": ["印制电路板", "柔性电路板"],
                "name_en": ["Printed circuit board", "Flexible printed circuit"],
                "aliases": [["PCB", "线路板"], []],
            }
        )
    )
    for text in ("printed circuit board", "Printed Circit Board", "PCB", "线路板"):
        found = [hit.product for hit in catalogue.search(text)]
        assert found[0] == "pcb", text
        assert len(found) == len(set(found))
    assert catalogue.search("flexible printed circuit")[0].product == "fpc"


def test_the_parent_is_context_for_names_that_say_little() -> None:
    catalogue = Catalogue(
        pl.DataFrame(
            {
                "product": ["car", "ship", "car-pump", "ship-pump"],
                "name_zh": ["汽车", "船舶", "水泵甲", "水泵乙"],
                "parent": [None, None, "car", "ship"],
            }
        )
    )
    hits = [hit for hit in catalogue.search("船舶水泵") if "pump" in hit.product]
    assert hits[0].product == "ship-pump"
    assert hits[0].reasons["parent"] > 0


TEXTS = st.text(alphabet="印制电路板机高压液晶面显示驱动芯片池led 0-（", max_size=12)


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_reasons_sum_to_the_score_and_scores_fall(catalogue: Catalogue, text: str) -> None:
    hits = catalogue.search(text)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert set(hit.reasons) <= set(REASONS)
        assert sum(hit.reasons.values()) == pytest.approx(hit.score, abs=1e-12)


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(TEXTS, max_size=8), seed=st.integers(0, 1_000))
def test_neither_the_order_of_rows_nor_company_changes_an_answer(
    catalogue: Catalogue, texts: list[str], seed: int
) -> None:
    rows = list(range(len(NAMES)))
    random.Random(seed).shuffle(rows)
    shuffled = Catalogue(
        pl.DataFrame({"product": [f"p{at:02}" for at in rows], "name_zh": [NAMES[at] for at in rows]})
    )
    together = shuffled.search_many(texts, 5)
    assert together == catalogue.search_many(texts, 5)
    assert together == [shuffled.search(text, 5) for text in texts]


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(NAMES))
def test_a_name_finds_itself_first(catalogue: Catalogue, name: str) -> None:
    assert catalogue.search(name, 1)[0].name == name


def test_the_worked_example_of_the_method_page() -> None:
    catalogue = Catalogue(
        pl.DataFrame({"product": ["a", "b", "c"], "name_zh": ["电路板", "印制电路板", "板材"]})
    )
    itself, broader, _ = catalogue.search("印制电路板")
    assert itself.score == pytest.approx(2.5)
    reasons = dict(broader.reasons)
    assert 0 < reasons.pop("query_covered") < 0.222
    assert reasons == pytest.approx(
        {"name_covered": 0.38, "order": 0.096, "neighbours": 0.045, "head": 0.24, "broad": 0.0485203}
    )
