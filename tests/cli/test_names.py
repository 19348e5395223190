"""`bashu names resolve`: a list of names against a workspace."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from bashu.cli.app import app
from bashu.errors import TableError

LIST = "参会名单,\n序号,单位名称\n1,成都华隽微电子\n2,成都华隽微电子科技有限公司重庆分公司\n3,绵阳华隽微电子科技有限公司\n4,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    rows = "organisation,name,kind,standing,source\nhw,成都华隽微电子科技有限公司,enterprise,reported,x\n"
    (tmp_path / "data" / "organisations.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "list.csv").write_bytes(LIST.encode("gb18030"))
    return tmp_path


def run(folder: Path, *more: str) -> str:
    arguments = ["names", "resolve", str(folder / "list.csv"), "-w", str(folder / "data"), *more]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_every_row_gets_a_decision(folder: Path) -> None:
    rows = json.loads(run(folder, "--json"))["rows"]
    assert [row["decision"] for row in rows] == ["same", "branch", "new"]
    assert [row["organisation"] for row in rows] == ["hw", "hw", None]
    assert [row["decision"] for row in json.loads(run(folder, "--json", "--one-to-one"))["rows"]] == [
        "same", "branch", "new",
    ]  # fmt: skip


def test_the_result_goes_into_a_workbook(folder: Path) -> None:
    run(folder, "-o", str(folder / "resolved.xlsx"))
    sheet = load_workbook(folder / "resolved.xlsx").worksheets[0]
    cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"成都华隽微电子", "成都华隽微电子科技有限公司"} <= cells


def test_an_unknown_column_is_refused_with_the_headers(folder: Path) -> None:
    arguments = ["names", "resolve", str(folder / "list.csv"), "--column", "企业", "-w", str(folder / "data")]
    done = CliRunner().invoke(app, arguments)
    assert isinstance(done.exception, TableError)
