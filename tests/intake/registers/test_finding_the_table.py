"""The table is found under titles, merged cells and two-row headers, and ends before totals and notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.intake.registers.books import CORRIDOR, book, code, firms

from bashu.errors import TableError
from bashu.intake.registers import review_register


def keys(path: Path, kind: str | None = None) -> list[str]:
    review = review_register(path, CORRIDOR, kind)
    assert review.errors == ()
    return review.changes["key"].to_list()


def test_titles_merged_cells_totals_repeated_headers_and_notes(tmp_path: Path) -> None:
    header = ["序号", "★企业 名称", "统一社会信用代码\n（18位）", "所在 区县"]
    rows = [
        ["2024年重点企业名录", None, None, None],
        ["填报单位：经信局", None, None, "单位：家"],
        header,
        [1, "示例甲有限公司", code(1), "遂宁市"],
        [2, "示例乙有限公司", code(2), "成都"],
        ["小 计", 2, None, None],
        header,
        [3, "示例丙有限公司", code(3), "cq-yubei"],
        ["合计", "3家", None, None],
        ["注：1. 本表由各区县填报。", None, None, None],
        ["2. 数据截至2024年底。", None, None, None],
        ["填表人：张三", "审核人：李四", "填表日期：2024-12-31", None],
    ]
    path = book(tmp_path / "名录.xlsx", rows, ["A1:D1", "A2:C2", "A6:A6", "A10:D10"])
    assert keys(path) == [code(1).lower(), code(2).lower(), code(3).lower()]
    review = review_register(path, CORRIDOR)
    assert dict(review.sheets[0].skipped) == {
        6: "total", 7: "header", 9: "total", 10: "note", 11: "note", 12: "note",
    }  # fmt: skip
    left_out = [finding.details["header"] for finding in review.findings if finding.code == "column_left_out"]
    assert left_out == ["序号"]


def test_a_header_of_two_rows_under_merged_groups(tmp_path: Path) -> None:
    rows = [
        ["供给能力登记表", None, None, None, None, None],
        ["序号", "企业名称", "产品名称", "产能", None, "交货期"],
        [None, None, None, "年产能", "单位", None],
        [1, "成都天马微电子有限公司", "车载显示模组", 120, "万片", "30天"],
    ]
    path = book(tmp_path / "能力.xlsx", rows, ["A1:F1", "D2:E2", "A2:A3", "B2:B3", "C2:C3", "F2:F3"])
    review = review_register(path, CORRIDOR, "capabilities")
    assert review.errors == ()
    row = review.tables["capabilities"].tail(1).row(0, named=True)
    assert (row["organisation"], row["capacity"], row["unit"], row["lead_days"]) == (
        "tianma-chengdu", 120.0, "万片", 30.0,
    )  # fmt: skip


def test_a_two_row_header_in_a_csv_without_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "协议.csv"
    path.write_text(
        "协议名称,签约,,状态,层级\n,日期,地点,,\n甲乙合作协议,2024年5月6日,成都,已签约,企业\n", encoding="gbk"
    )
    review = review_register(path, CORRIDOR)
    assert review.errors == ()
    row = review.tables["agreements"].tail(1).row(0, named=True)
    assert (row["signed_on"], row["place"], row["status"]) == ("2024-05-06", "chengdu", "signed")


def test_cells_merged_downwards_among_the_records_hold_for_every_row(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "产品名称", "产能", "单位"],
        ["成都天马微电子有限公司", "车载显示模组", 10, "万片"],
        [None, "工控显示模组", 20, "万片"],
    ]
    review = review_register(book(tmp_path / "b.xlsx", rows, ["A2:A3"]), CORRIDOR, "能力")
    assert review.errors == ()
    assert review.tables["capabilities"].tail(2)["organisation"].to_list() == ["tianma-chengdu"] * 2


def test_the_table_may_start_anywhere_and_the_place_in_findings_is_the_users(tmp_path: Path) -> None:
    rows = [
        [],
        [],
        [None, None, "企业名称", "统一社会信用代码"],
        [None, None, "示例丁有限公司", "91510100MA6"],
    ]
    review = review_register(book(tmp_path / "b.xlsx", rows), CORRIDOR)
    (error,) = review.errors
    assert (error.row, error.column, error.details["cell"]) == (4, "D 统一社会信用代码", "D4")
    assert error.sentence("zh").startswith(
        "b.xlsx，工作表“Sheet1”，第 4 行，“D 统一社会信用代码”列，值“91510100MA6”："
    )


def test_english_headers_and_sheet_names_decide_the_table(tmp_path: Path) -> None:
    rows = [["name", "credit code", "place"], ["Example One Ltd", code(5), "Chengdu"]]
    review = review_register(book(tmp_path / "b.xlsx", rows, sheet="organisations"), CORRIDOR)
    assert (review.sheets[0].table, review.counts["added"], review.errors) == ("organisations", 1, ())


def test_without_a_header_the_sentence_says_what_to_do(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", [["甲", "乙"], [1, 2]])
    with pytest.raises(TableError, match="no header row was recognised"):
        review_register(path, CORRIDOR)


def test_a_firm_whose_name_begins_with_a_star_is_no_note(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", [*firms("示例甲有限公司"), ["*ST示例", None, None]])
    review = review_register(path, CORRIDOR)
    assert review.counts["added"] == 2
    assert review.sheets[0].skipped == ()


def test_several_sheets_are_one_import(tmp_path: Path) -> None:
    import openpyxl

    workbook = openpyxl.Workbook()
    first = workbook.active
    assert first is not None
    first.title = "说明"
    first.append(["请填写各表"])
    for title, rows in (
        ("企业", firms("示例甲有限公司")),
        ("产品", [["产品编号", "名称"], ["px", "示例产品"]]),
    ):
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.save(tmp_path / "all.xlsx")
    review = review_register(tmp_path / "all.xlsx", CORRIDOR)
    assert [sheet.table for sheet in review.sheets] == ["organisations", "products"]
    assert sorted(review.tables) == ["organisations", "products"]
