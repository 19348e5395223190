"""What leaves the house opens where it is read, and nothing in it runs."""

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from bashu.errors import InputError
from bashu.report import Sheet, label, write_frame, write_workbook
from bashu.report.rows import ROWS_AT_ONCE

FRAME = pl.DataFrame(
    {
        "product": ["=cmd|' /C calc'!A0", "印制电路板"],
        "quantity": [1234.5, None],
        "certificates": [["ISO9001", "IATF16949"], []],
        "essential": [True, None],
    }
)


def test_a_workbook_keeps_text_as_text_and_numbers_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(path, [Sheet("缺口: [1]", FRAME, ("示意数据，不是真实企业",))], "zh")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "示意数据，不是真实企业"
    assert rows[2] == ["产品编号", "数量", "认证", "必需"]
    assert rows[3] == ["=cmd|' /C calc'!A0", 1234.5, "ISO9001;IATF16949", True]
    assert sheet["A4"].data_type == "s"
    assert rows[4][1] is None
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:D5"
    assert sheet["B4"].number_format == "#,##0.0"
    assert sheet["A3"].font.bold
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["D"].width


def test_text_that_looks_like_an_error_or_holds_control_characters_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    odd = pl.DataFrame(
        {"text": ["#N/A", "#REF!", "a\x00b", "+1", "@x", "", "=", None], "n": [1, 2, 3, 4, 5, 6, 7, 8]}
    )
    write_workbook(path, [Sheet("x", odd), Sheet("x", odd.clear())])
    first, second = openpyxl.load_workbook(path).worksheets
    assert [cell.value for cell in first["A"]][1:] == ["#N/A", "#REF!", "ab", "+1", "@x", None, "=", None]
    assert {cell.data_type for cell in first["A"]} <= {"s", "n", "inlineStr"}
    assert [cell.value for cell in second["A"]] == ["text"]
    assert first["B2"].number_format == "#,##0"


def test_csv_is_utf8_with_a_mark_and_no_formula_runs(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_frame(FRAME, path)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "'=cmd" in data.decode()
    assert "印制电路板" in data.decode()


def test_parquet_and_json_give_the_frame_back(tmp_path: Path) -> None:
    write_frame(FRAME, tmp_path / "a.parquet")
    assert pl.read_parquet(tmp_path / "a.parquet").equals(FRAME)
    write_frame(FRAME, tmp_path / "a.json")
    assert pl.read_json(tmp_path / "a.json")["quantity"].to_list() == [1234.5, None]


def test_an_unknown_ending_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.pdf"):
        write_frame(FRAME, tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(pl.exceptions.PolarsError):
        write_frame(pl.DataFrame({"a": [{"x": 1}]}), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]


def test_labels_fall_back_to_the_column_name() -> None:
    assert label("lead_days", "zh") == "交期"
    assert label("of_another_world", "zh") == "of another world"


def test_a_workbook_holds_every_kind_of_cell_as_it_is(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    kinds = pl.DataFrame(
        {
            "day": [date(2024, 1, 2), None],
            "moment": [datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC), None],
            "held": [False, None],
            "exact": [0.1 + 0.2, float("inf")],
            "large": [2**40, -7],
            "words": ["a&<b> ]]>\r\n'\"", "😀 空白 "],
            "list": [[1, 2], None],
            "nothing": [None, None],
        }
    )
    write_workbook(first, [Sheet("甲's", kinds), Sheet("甲's", kinds)])
    write_workbook(second, [Sheet("甲's", kinds), Sheet("甲's", kinds)])
    assert first.read_bytes() == second.read_bytes(), "the same sheets, the same bytes"
    book = openpyxl.load_workbook(first)
    assert book.sheetnames == ["甲's", "甲's 2"]
    rows = list(book.worksheets[1].iter_rows(min_row=2, values_only=True))
    assert [str(cell) for cell in rows[0][:2]] == ["2024-01-02 00:00:00", "2024-01-02 03:04:05"]
    assert rows[0][2:5] == (False, 0.1 + 0.2, 2**40)
    assert rows[0][5:] == ("a&<b> ]]>\r\n'\"", "1;2", None)
    assert rows[1] == (None, None, None, None, -7, "😀 空白 ", None, None)


def test_a_long_sheet_is_written_in_parts_without_a_seam(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    long = pl.DataFrame({"n": range(ROWS_AT_ONCE + 3)})
    write_workbook(path, [Sheet("x", long, ("note",)), Sheet("none", pl.DataFrame())])
    book = openpyxl.load_workbook(path, read_only=True)
    assert [row[0] for row in book["x"].iter_rows(min_row=4, values_only=True)] == long["n"].to_list()
