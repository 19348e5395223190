"""What leaves the house opens where it is read, and nothing in it runs."""

from pathlib import Path

import openpyxl
import polars as pl
import pytest

from bashu.errors import InputError
from bashu.report import Sheet, label, write_frame, write_workbook

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
