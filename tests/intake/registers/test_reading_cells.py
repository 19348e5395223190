"""Widths, separators, units, days and words as people and spreadsheets write them."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.registers.books import CORRIDOR, book

from bashu.intake.registers import review_register
from bashu.intake.registers.credit_code import CHARACTERS, check_character, valid_codes
from bashu.intake.registers.days import plain_days
from bashu.intake.registers.names import name_keys
from bashu.tables import TABLES
from bashu.tables.words import CHOICE_WORDS
from bashu.text import name_key


def agreement(
    tmp_path: Path, headers: list[str], *rows: list[Any], above: list[list[Any]] | None = None
) -> Any:
    full = [
        ["协议名称", "层级", "状态", *headers],
        *([f"协议{n}", "企业", "签约", *row] for n, row in enumerate(rows)),
    ]
    return review_register(book(tmp_path / "b.xlsx", [*(above or []), *full]), None, "agreements")


@pytest.mark.parametrize(
    ("header", "cell", "unit", "expected"),
    [
        ("金额", "１，２００万元", None, (1200.0, "万元")),
        ("金额", "1,200", "万元", (1200.0, "万元")),
        ("金额（万元）", 1200, None, (1200.0, "万元")),
        ("金额/亿元", "3.5", None, (3.5, "亿元")),
        ("合同金额（单位：万元）", "3.5亿元", None, (3.5, "亿元")),
        ("金额", "1.2亿", "万元", (12000.0, "万元")),
        ("金额", "0.07亿元", "万元", (700.0, "万元")),
        ("金额", "3亿", None, (3.0, "亿元")),
        ("金额", "人民币 5 万元", None, (5.0, "万元")),
        ("金额", "—", None, (None, None)),
    ],
)
def test_amounts(tmp_path: Path, header: str, cell: Any, unit: str | None, expected: tuple[Any, Any]) -> None:
    headers = [header] if unit is None else [header, "单位"]
    row = [cell] if unit is None else [cell, unit]
    review = agreement(tmp_path, headers, row)
    assert review.errors == ()
    assert review.tables["agreements"].select("amount", "unit").row(0) == expected


def test_the_unit_of_a_line_over_the_table_is_that_of_its_amounts(tmp_path: Path) -> None:
    review = agreement(tmp_path, ["金额"], [80], above=[["签约项目表"], [None, None, None, "单位：万元"]])
    assert review.tables["agreements"].select("amount", "unit").row(0) == (80.0, "万元")


@pytest.mark.parametrize(
    ("headers", "row", "code"),
    [
        (["金额（万元）", "单位"], [5, "亿元"], "units_disagree"),
        (["金额", "单位"], ["5万片", "亿元"], "unknown_unit"),
        (["金额"], ["约五个"], "not_a_number"),
        (["金额"], ["1,2"], "not_a_number"),
        (["金额"], [-5], "out_of_range"),
        (["份数"], [1.5], "not_whole"),
        (["签约日期"], ["2021-02-30"], "not_a_date"),
        (["签约日期"], ["29/10/2020"], "not_a_date"),
        (["签约日期"], ["近日"], "not_a_date"),
        (["另有未具名方"], ["也许"], "not_a_flag"),
        (["种类"], ["口头"], "not_allowed"),
        (["事项"], ["=cmd|'/C calc'!A0"], "formula_text"),
        (["事项"], ["@SUM(1)"], "formula_text"),
        (["事项"], ["＝HYPERLINK(1)"], "formula_text"),
        (["事项"], ["+1+cmd|'/C calc'!A0"], "formula_text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_at_its_cell(
    tmp_path: Path, headers: list[str], row: list[Any], code: str
) -> None:
    path = tmp_path / "b.csv"
    lines = [["协议名称", "层级", "状态", *headers], ["协议", "企业", "签约", *row]]
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in line) for line in lines), encoding="utf-8")
    (error,) = review_register(path, None, "agreements").errors
    assert (error.code, error.row, error.details["cell"]) == (code, 2, "D2")


@pytest.mark.parametrize(
    "cell",
    ["2020-10-29", "2020/10/29", "2020年10月29日", 44133, "44133", "20201029", "２０２０／１０／２９", "2020.10.29",
     datetime.date(2020, 10, 29), datetime.datetime.fromisoformat("2020-10-29T09:30"), "2020-10-29 00:00:00", "2020 年 10 月 29 日"],
)  # fmt: skip
def test_the_styles_of_a_day(tmp_path: Path, cell: Any) -> None:
    review = agreement(tmp_path, ["签约时间"], [cell])
    assert review.errors == ()
    assert review.tables["agreements"]["signed_on"].item() == "2020-10-29"


def test_a_workbook_that_counts_days_from_1904(tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    workbook = openpyxl.Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    sheet = workbook.active
    assert sheet is not None
    for row in (["协议名称", "层级", "状态", "签约日期"], ["甲", "企业", "签约", 42671]):
        sheet.append(row)
    workbook.save(tmp_path / "b.xlsx")
    review = review_register(tmp_path / "b.xlsx", None, "agreements")
    assert review.tables["agreements"]["signed_on"].item() == "2020-10-29"


@given(st.dates(datetime.date(1955, 1, 1), datetime.date(2099, 12, 31)))
@settings(max_examples=60, deadline=None)
def test_every_day_is_read_alike_in_every_style(day: datetime.date) -> None:
    serial = (day - datetime.date(1899, 12, 30)).days
    styles = [day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日",
              day.strftime("%Y%m%d"), str(serial)]  # fmt: skip
    assert set(plain_days(pl.Series(styles)).to_list()) == {day.isoformat()}


@given(
    st.text(alphabet=CHARACTERS, min_size=17, max_size=17), st.integers(0, 17), st.sampled_from(CHARACTERS)
)
@settings(max_examples=80, deadline=None)
def test_one_wrong_character_never_passes_the_check(first: str, place: int, other: str) -> None:
    code = first + check_character(first)
    wrong = code[:place] + other + code[place + 1 :]
    assert valid_codes(pl.Series([code, wrong])).to_list() == [True, other == code[place]]


@given(st.text(max_size=20))
@settings(max_examples=200, deadline=None)
def test_keys_of_a_column_are_those_of_single_names(name: str) -> None:
    plain = "".join(char for char in name if char.isprintable() and ord(char) < 0x9FFF)
    assert name_keys(pl.Series([plain])).item() == "".join(
        char for char in name_key(plain) if char.isalpha() or char.isnumeric()
    )


def test_a_code_that_a_spreadsheet_kept_as_a_number_is_told_apart(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "统一社会信用代码"],
        ["示例甲有限公司", 915101000000000123],
        ["示例乙有限公司", 9.15101e17],
    ]
    review = review_register(book(tmp_path / "b.xlsx", rows), None)
    assert {error.code for error in review.errors} <= {"code_lost_digits", "bad_credit_code"}
    assert len(review.errors) == 2


def test_words_for_codes_name_existing_columns_and_every_choice() -> None:
    for (table, column), words in CHOICE_WORDS.items():
        assert set(words) == set(TABLES[table][column].choices), (table, column)
        spoken = [word for many in words.values() for word in many]
        assert len(spoken) == len(set(spoken)), (table, column)
    wanted = {(table.name, column.name) for table in TABLES.values() for column in table if column.choices}
    assert wanted == set(CHOICE_WORDS)


def test_the_words_of_results_are_understood_when_they_come_back() -> None:
    from bashu.report.labels import WORDS
    from bashu.tables.words import choice_codes

    for (table, column), words in CHOICE_WORDS.items():
        codes = choice_codes(table, column)
        for code in words:
            if code in WORDS and (table, column) != ("agreements", "status"):
                assert codes.get(WORDS[code][0], code) == code


def test_lists_flags_and_full_width_letters(tmp_path: Path) -> None:
    headers = ["工作线", "另有未具名方", "事项"]
    review = agreement(tmp_path, headers, ["supply、research；talent", "√", "ＰＣＢ（多层）配套"])
    row = review.tables["agreements"].row(0, named=True)
    assert row["lines"] == ["supply", "research", "talent"]
    assert (row["parties_at_least"], row["subject"]) == (True, "PCB（多层）配套")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_in_every_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "企业.csv"
    text = "企业名录\r\n企业名称,所在地\r\n示例电子有限公司,成都\r\n".replace(",", separator)
    path.write_bytes(text.encode(encoding))
    review = review_register(path, CORRIDOR)
    assert (review.errors, review.counts["added"]) == ((), 1)
    assert review.tables["organisations"]["name"].to_list()[-1] == "示例电子有限公司"
