"""The user's own file with its faults marked, and empty forms that are read back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from tests.intake.registers.books import CORRIDOR, book, code, firms

from bashu.errors import InputError
from bashu.intake.registers import marked, review_register, write_marked, write_template
from bashu.intake.registers.template_version import VERSION_SHEET
from bashu.tables import TABLES


def faulty(folder: Path) -> Path:
    path = book(
        folder / "名录.xlsx",
        [["企业名录"], ["企业名称", "统一社会信用代码"], ["示例甲有限公司", "123"]],
        ["A1:B1"],
    )
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Sheet1"]
    sheet["A1"].font = openpyxl.styles.Font(bold=True, size=20)
    sheet["D3"] = "=1+1"
    sheet.column_dimensions["A"].width = 33
    workbook.create_sheet("别的").append(["不动"])
    workbook.save(path)
    return path


def test_the_users_own_file_comes_back_with_the_bad_cells_marked(tmp_path: Path) -> None:
    path = faulty(tmp_path)
    before = path.read_bytes()
    review = review_register(path, CORRIDOR)
    assert write_marked(review, tmp_path / "errors.xlsx", "zh") == 1
    workbook = openpyxl.load_workbook(tmp_path / "errors.xlsx")
    sheet = workbook["Sheet1"]
    assert sheet["B3"].fill.start_color.rgb == "00FFC7CE"
    assert "统一社会信用代码不对" in sheet["B3"].comment.text
    assert "请对照营业执照改正" in sheet["B3"].comment.text
    assert sheet["A3"].comment is None
    assert (sheet["A1"].font.size, sheet.column_dimensions["A"].width, sheet["D3"].value) == (20, 33, "=1+1")
    assert workbook["别的"]["A1"].value == "不动"
    assert path.read_bytes() == before


def test_a_csv_and_a_large_workbook_come_back_as_plain_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "企业.csv"
    path.write_text("企业名称,统一社会信用代码,备注\n示例甲有限公司,123,=cmd|'/C calc'!A0\n", encoding="gbk")
    assert write_marked(review_register(path, CORRIDOR), tmp_path / "a.xlsx", "en") == 1
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert "GB 32100-2015" in sheet["B2"].comment.text
    # what would run is text in the file that goes back
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=cmd|'/C calc'!A0", "s")
    monkeypatch.setattr(marked, "IN_PLACE", 1)
    assert write_marked(review_register(faulty(tmp_path), CORRIDOR), tmp_path / "b.xlsx") == 1
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["Sheet1"]["B3"].comment is not None


def test_a_fault_in_merged_cells_is_marked_where_their_value_stands(tmp_path: Path) -> None:
    rows = [["企业名称", "产品名称", "产能", "单位"], ["查无此单位", "甲", 1, "片"], [None, "乙", 2, "片"]]
    review = review_register(book(tmp_path / "b.xlsx", rows, ["A2:A3"]), CORRIDOR, "能力")
    assert len(review.errors) == 2
    write_marked(review, tmp_path / "e.xlsx")
    assert openpyxl.load_workbook(tmp_path / "e.xlsx")["Sheet1"]["A2"].comment is not None


def test_the_register_itself_is_never_overwritten(tmp_path: Path) -> None:
    path = faulty(tmp_path)
    with pytest.raises(InputError, match="register itself"):
        write_marked(review_register(path, CORRIDOR), path)
    with pytest.raises(InputError, match=r"\.xlsx"):
        write_marked(review_register(path, CORRIDOR), tmp_path / "e.csv")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("table", list(TABLES))
def test_every_register_has_a_template_in_both_languages_that_is_read_back(
    tmp_path: Path, table: str, language: str
) -> None:
    from bashu.intake.registers.cells import read_book
    from bashu.intake.registers.headers import plain_header, read_header
    from bashu.intake.registers.template_version import check_version

    path = tmp_path / "t.xlsx"
    write_template(TABLES[table].zh, path, language)  # type: ignore[arg-type]
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    headers = [str(cell.value) for cell in sheet[1]]
    read = [read_header(header, table) for header in headers]
    assert [meaning.column for meaning in read if meaning] == list(TABLES[table].schema)
    assert all(
        header.startswith("★") == TABLES[table][name].required
        for header, name in zip(headers, TABLES[table].schema, strict=True)
    )
    assert all(plain_header(header) for header in headers)
    assert workbook[VERSION_SHEET].sheet_state == "veryHidden"
    lists = {
        str(rule.sqref).rstrip("0123456789")[0]
        for rule in sheet.data_validations.dataValidation
        if rule.type == "list"
    }
    wanted = [column for column in TABLES[table] if column.choices or column.kind == "flag"]
    assert len(lists) == len(wanted)
    assert check_version(read_book(path), table) == []


def test_a_filled_template_is_imported_and_an_old_one_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_template("projects", path, "zh")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[0]
    values = {
        "项目编号": "p1",
        "地点": "成都",
        "状态": "在建",
        "规划产能": "3万片",
        "截至": "2024-05",
        "来源": "示例",
    }
    for cell in sheet[1]:
        name = str(cell.value).lstrip("★")
        if name in values:
            sheet.cell(2, cell.column, values[name])
    workbook[VERSION_SHEET]["B2"] = "00000000"
    workbook.save(path)
    review = review_register(path, CORRIDOR)
    assert [finding.code for finding in review.findings] == ["other_template"]
    row = review.tables["projects"].tail(1).row(0, named=True)
    assert (row["status"], row["capacity"], row["unit"], row["as_of"]) == ("building", 3.0, "万片", "2024-05")


def bashu(*arguments: str, language: str = "zh") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "BASHU_LANG": language, "COLUMNS": "160"}
    command = [sys.executable, "-m", "bashu", *arguments]
    return subprocess.run(command, capture_output=True, env=environment, text=True, check=False, timeout=120)


def test_the_command_from_dry_run_to_import(tmp_path: Path) -> None:
    path = book(
        tmp_path / "b.xlsx", [["企业名称", "统一社会信用代码"], ["示例甲有限公司", code(1)], ["合计", 1]]
    )
    home = tmp_path / "data"
    dry = bashu("import", str(path), "--into", str(home), "--dry-run", "--json")
    document = json.loads(dry.stdout)
    assert (dry.returncode, document["added"], document["written"], home.exists()) == (0, 1, False, False)
    assert (document["changes_in_all"], document["left_rows"]) == (1, [])
    assert document["sheets"][0]["skipped"] == {"3": "total"}
    done = bashu("import", str(path), "--into", str(home))
    assert (done.returncode, "新增 1 条" in done.stdout) == (0, True)
    again = bashu("import", str(path), "--into", str(home), language="en")
    assert "0 added, 0 changed, 1 left" in again.stdout


def test_the_command_with_faults_writes_nothing_but_the_marked_file(tmp_path: Path) -> None:
    home, marked_file = tmp_path / "data", tmp_path / "errors.xlsx"
    done = bashu("import", str(faulty(tmp_path)), "--into", str(home), "--errors", str(marked_file))
    assert (done.returncode, home.exists(), marked_file.exists()) == (1, False, True)
    assert "第 3 行，“B 统一社会信用代码”列" in done.stdout
    template = tmp_path / "t.xlsx"
    assert bashu("import", "--template", "企业", "-o", str(template)).returncode == 0
    assert template.exists()
    assert bashu("import").returncode == 2


def test_merged_cells_that_would_fill_the_memory_are_marked_in_a_plain_copy(tmp_path: Path) -> None:

    path = book(tmp_path / "b.xlsx", [*firms("示例甲有限公司"), ["示例乙有限公司", "1234", "成都市"]])
    huge = path.with_name("huge.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(huge, "w") as target:
        for name in source.namelist():
            ranges = b'</sheetData><mergeCells count="1"><mergeCell ref="E1:XFD1048576"/></mergeCells>'
            target.writestr(name, source.read(name).replace(b"</sheetData>", ranges))
    assert write_marked(review_register(huge, CORRIDOR), tmp_path / "m.xlsx") == 1
    assert openpyxl.load_workbook(tmp_path / "m.xlsx").worksheets[0]["B3"].comment is not None
