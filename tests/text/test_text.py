"""Chinese text: folding keeps offsets, grams, places, numbers, dates and units."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.errors import InputError
from bashu.text import (
    Gazetteer,
    Lexicon,
    convert,
    find_dates,
    find_numbers,
    fold,
    grams,
    name_key,
    normalise,
    parse_chinese,
    same_dimension,
)
from bashu.workspace import Workspace


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="印制电路板PCB 12（）,龙", max_size=30))
def test_grams_hold_every_letter_in_order(text: str) -> None:
    singles = [gram for gram in grams(text) if len(gram) == 1 or gram.isascii()]
    assert "".join(singles) == "".join(char for char in normalise(text) if char.isalnum())


def test_names_compare_without_marks_and_script() -> None:
    assert name_key("重慶惠科金渝光電科技有限公司") == name_key("重庆惠科金渝光电科技有限公司")
    assert name_key("大途电子（深圳）有限公司") == name_key("大途电子(深圳)有限公司")


def test_lexicon_takes_the_longest_name_and_whole_words() -> None:
    lexicon = Lexicon([("长虹", 1), ("长虹能源", 2), ("IC", 3)])
    assert [meaning for _, _, meaning in lexicon.find("长虹能源与长虹,IC与ICE")] == [2, 1, 3]
    assert lexicon.get("ＩＣ") == 3
    assert lexicon.get("无") is None


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("在四川宜宾举行", ["四川宜宾"]),
        ("四川省成都市武侯区", ["四川成都"]),
        ("重庆市北碚区蔡家", ["重庆北碚"]),
        ("两江新区与天府新区", ["重庆", "四川成都"]),
        ("川渝高竹新区", ["四川广安"]),
        ("内江高新区", ["四川内江"]),
        ("迈出一大足迹,延长寿命,国内江河,南部地区", []),
        ("大足区、长寿区、南部县", ["重庆大足", "重庆长寿", "四川南充"]),
        ("宁德时代在宁德", ["福建宁德"]),
        ("广西北海市", ["广西北海"]),
        ("上海", ["上海"]),
    ],
)
def test_places_by_all_their_names(text: str, regions: list[str]) -> None:
    assert [hit.place.region for hit in Gazetteer().find(text)] == regions


def test_places_of_a_workspace_carry_their_ids() -> None:
    gazetteer = Gazetteer(Workspace.open().table("places"))
    assert [hit.place.place for hit in gazetteer.find("宜宾、两江新区和渝北区")] == [
        "yibin",
        "cq-liangjiang",
        "cq-yubei",
    ]
    known = gazetteer.by_id("yibin")
    assert known is not None
    assert known.region == "四川宜宾"
    assert gazetteer.by_id("atlantis") is None


def test_a_place_only_the_workspace_knows() -> None:
    places = pl.DataFrame(
        {
            "place": ["sichuan", "shili"],
            "name_zh": ["四川省", "示例园区"],
            "parent": [None, "sichuan"],
            "level": ["province", "park"],
        }
    )
    hits = Gazetteer(places).find("在示例园区")
    assert [(hit.place.place, hit.place.region) for hit in hits] == [("shili", "四川")]


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=1, max_value=99_999_999))
def test_chinese_numerals_come_back(number: int) -> None:
    assert parse_chinese(in_chinese(number)) == number


def in_chinese(number: int) -> str:
    """A number in Chinese numerals, written digit by digit of each group of four."""
    digits = "零一二三四五六七八九"

    def group(value: int) -> str:
        text = ""
        for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, value = divmod(value, power)
            if digit:
                text += digits[digit] + word
            elif text and value:
                text = text.rstrip("零") + "零"
        return text

    high, low = divmod(number, 10_000)
    if not high:
        return group(low)
    return group(high) + "万" + (("零" if low < 1000 else "") + group(low) if low else "")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1.03万亿元", ["1030000000000"]),
        ("突破万亿元大关", ["1000000000000"]),
        ("二十多家", ["20"]),
        ("30余家、10多个", ["30", "10"]),
        ("百分之八十二点三", ["82.3"]),
        ("3,200人", ["3200"]),
        ("近3万名", ["30000"]),
        ("两千亩", ["2000"]),
    ],
)
def test_numbers_as_pages_write_them(text: str, values: list[str]) -> None:
    assert [number.value for number in find_numbers(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("10月29日", "2020-10-30", "2020-10-29"),
        ("12月30日", "2021-01-02", "2020-12-30"),
        ("昨天", "2017-05-20", "2017-05-19"),
        ("去年12月3日", "2021-01-20", "2020-12-03"),
        ("2022年到2024年", "2022-04-21", "2022-2024"),
        ("到“十三五”末", "2021-10-08", "十三五末"),
        ("29日", "2020-10-30", "2020-10-29"),
        ("前10个月", "2021-11-11", "2021-01至2021-10"),
        ("10月29日", None, None),
        ("近日", "2020-10-30", None),
    ],
)
def test_dates_are_as_precise_as_they_are_written(
    text: str, published: str | None, value: str | None
) -> None:
    (found,) = find_dates(text, published)
    assert found.value == value


def test_impossible_days_have_no_value() -> None:
    assert [found.value for found in find_dates("2月30日", "2021-03-01")] == [None]
    assert find_dates("13月45日", "2021-03-01") == []


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (1.03, "万亿元", "亿元", "10300"),
        (12, "万片", "片", "120000"),
        (3, "千片", "万片", "0.3"),
        (0.5, "亿元", "万元", "5000"),
        (2, "万片/月", "片/月", "20000"),
        (24, "GWh", "MWh", "24000"),
        (1.5, "吨", "公斤", "1500"),
        (7, "台", "套", "7"),
        (5, "万卷", "卷", "50000"),
    ],
)
def test_units_convert_exactly(value: float, unit: str, to: str, expected: str) -> None:
    assert convert(value, unit, to) == Decimal(expected)


@settings(max_examples=100, deadline=None)
@given(
    st.decimals(min_value=Decimal("0.001"), max_value=Decimal(10) ** 9, places=3),
    st.sampled_from([("万元", "亿元"), ("片", "万片"), ("公斤", "吨"), ("平方米", "公顷"), ("分钟", "小时")]),
)
def test_conversion_there_and_back_loses_nothing(value: Decimal, units: tuple[str, str]) -> None:
    there = convert(value, units[0], units[1])
    back = convert(there, units[1], units[0])
    assert abs(back - value) <= value * Decimal("1e-24")


@pytest.mark.parametrize(
    ("unit", "to"), [("台", "元"), ("片/月", "片"), ("卷", "桶"), ("", "片"), ("元", "美元")]
)
def test_what_cannot_be_converted_says_so(unit: str, to: str) -> None:
    assert not same_dimension(unit, to)
    with pytest.raises(InputError) as caught:
        convert(1, unit, to)
    assert caught.value.findings[0].code == "unknown_unit"


def test_a_year_is_that_of_its_own_sentence_and_the_year_before_that_of_the_report() -> None:
    told = find_dates("2018年签约。9月上线。2022年产量增长,上年的468亿元", "2023-02-15")
    assert [found.value for found in told] == ["2018", "2023-09", "2022", "2021"]
    whole = find_dates("从2023年1月至2023年12月,2023年3月至2024年5月", "2022-12-19")
    assert [found.value for found in whole] == ["2023", "2023-03至2024-05"]
