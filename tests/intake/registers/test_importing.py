"""What an import adds, changes and leaves; the same file twice changes nothing; all of it or none."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from tests.intake.registers.books import CORRIDOR, book, code, firms

from bashu.errors import InputError, TableError
from bashu.intake.registers import import_register, open_folder, review_register, store, write_review
from bashu.workspace import Workspace


def files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    path = book(tmp_path / "b.xlsx", firms("示例甲有限公司", "示例乙有限公司"))
    home = tmp_path / "data"
    assert import_register(path, home).counts == {"added": 2, "changed": 0, "left": 0}
    before = files(home)
    assert import_register(path, home).counts == {"added": 0, "changed": 0, "left": 2}
    assert files(home) == before
    assert Workspace.open(home).check() == []


def test_a_register_under_another_name_leaves_what_is_there(tmp_path: Path) -> None:
    home = tmp_path / "data"
    import_register(book(tmp_path / "a.xlsx", firms("示例甲有限公司")), home)
    review = import_register(book(tmp_path / "b.xlsx", firms("示例甲有限公司")), home)
    assert review.counts == {"added": 0, "changed": 0, "left": 1}


def test_a_change_is_shown_field_by_field_and_brings_its_source(tmp_path: Path) -> None:
    home = tmp_path / "data"
    import_register(book(tmp_path / "a.xlsx", firms("示例甲有限公司", "示例乙有限公司")), home)
    rows = firms("示例甲有限公司", "示例乙股份有限公司")
    review = review_register(book(tmp_path / "b.xlsx", rows), open_folder(home))
    assert review.counts == {"added": 0, "changed": 1, "left": 1}
    assert review.changes.select("row", "action", "key", "field", "old", "new").rows() == [
        (3, "changed", code(1).lower(), "name", "示例乙有限公司", "示例乙股份有限公司"),
        (3, "changed", code(1).lower(), "source", "a.xlsx · Sheet1", "b.xlsx · Sheet1"),
    ]
    write_review(review, home)
    assert Workspace.open(home).table("organisations")["name"].to_list() == [
        "示例甲有限公司",
        "示例乙股份有限公司",
    ]


def test_rows_left_as_they_are_are_listed_beside_the_others(tmp_path: Path) -> None:
    home = tmp_path / "data"
    import_register(book(tmp_path / "a.xlsx", firms("示例甲有限公司", "示例乙有限公司")), home)
    path = book(tmp_path / "b.xlsx", firms("示例甲有限公司", "示例乙股份有限公司", "示例丙有限公司"))
    review = review_register(path, open_folder(home))
    assert review.untouched().rows() == [("Sheet1", "organisations", 2, code(0).lower())]
    actions = review.whole().select("row", "action").unique(maintain_order=True).rows()
    assert actions == [(2, "left"), (3, "changed"), (4, "added")]
    assert review.first_changes(1).height == 1


def test_an_empty_cell_erases_nothing(tmp_path: Path) -> None:
    home = tmp_path / "data"
    rows = [["企业名称", "统一社会信用代码", "简称"], ["示例甲有限公司", code(1), "示例甲"]]
    import_register(book(tmp_path / "a.xlsx", rows), home)
    rows[1][2] = None  # type: ignore[call-overload]
    assert import_register(book(tmp_path / "b.xlsx", rows), home).counts["left"] == 1
    assert Workspace.open(home).table("organisations")["short_name"].to_list() == ["示例甲"]


def test_an_equal_quantity_in_another_unit_is_no_change(tmp_path: Path) -> None:
    home = tmp_path / "data"
    header = ["协议名称", "层级", "状态", "金额"]
    import_register(
        book(tmp_path / "a.xlsx", [header, ["甲", "企业", "签约", "1.2亿元"]]), home, "agreements"
    )
    review = import_register(
        book(tmp_path / "b.xlsx", [header, ["甲", "企业", "签约", "12,000万元"]]), home, "agreements"
    )
    assert review.counts["left"] == 1
    review = import_register(
        book(tmp_path / "c.xlsx", [header, ["甲", "企业", "签约", "13,000万元"]]), home, "agreements"
    )
    assert review.changes.filter(field="amount").select("old", "new").row(0) == ("1.2", "1.3")


def test_the_code_decides_and_the_name_where_there_is_none(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "统一社会信用代码"],
        ["成都天马微电子有限公司", code(7)],
        ["英特尔产品（成都） 有限公司", None],
        ["成都天马", None],
    ]
    review = review_register(book(tmp_path / "b.xlsx", rows[:3]), CORRIDOR)
    assert review.errors == ()
    assert review.counts == {"added": 0, "changed": 2, "left": 0}
    first, second = review.changes.filter(pl.col("field") != "source").select("key", "field", "new").rows()
    assert first == ("tianma-chengdu", "credit_code", code(7))
    assert second[:2] == ("intel-chengdu", "name")
    by_short_name = review_register(book(tmp_path / "c.xlsx", [rows[0], rows[3]]), CORRIDOR)
    assert by_short_name.counts == {"added": 0, "changed": 0, "left": 1}


def test_a_branch_is_a_child_and_a_namesake_elsewhere_another_firm(tmp_path: Path) -> None:
    rows = [
        ["企业名称", "所在地"],
        ["成都天马微电子有限公司重庆分公司", "重庆市"],
        ["绵阳天马微电子有限公司", "绵阳"],
    ]
    review = review_register(book(tmp_path / "b.xlsx", rows), CORRIDOR)
    assert (review.errors, review.counts["added"]) == ((), 2)
    added = review.tables["organisations"].tail(2)
    assert added["parent"].to_list() == ["tianma-chengdu", None]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["示例甲有限公司", code(1)], ["示例乙有限公司", code(1)]], "repeated_key"),
        ([["示例甲有限公司", code(1)], ["示例甲有限公司", None]], "repeated_key"),
        ([["示例甲有限公司", code(1)[:-1] + "I"]], "bad_credit_code"),
        ([["示例已有有限公司", code(51)]], "other_code"),
        ([["示例另有有限公司", code(50)]], "code_and_name_disagree"),
    ],
)
def test_contradictions_of_code_and_name_are_refused(
    tmp_path: Path, rows: list[list[str | None]], expected: str
) -> None:
    home = tmp_path / "data"
    known = [["企业名称", "统一社会信用代码"], ["示例已有有限公司", code(50)], ["示例另有有限公司", code(52)]]
    import_register(book(tmp_path / "known.xlsx", known), home)
    before = files(home)
    path = book(tmp_path / "b.xlsx", [["企业名称", "统一社会信用代码"], *rows])
    with pytest.raises(TableError) as caught:
        import_register(path, home)
    assert expected in {finding.code for finding in caught.value.findings}
    assert files(home) == before


def test_names_in_other_registers_are_resolved(tmp_path: Path) -> None:
    header = ["需求单位", "产品名称", "需求数量", "交付时间"]
    rows = [
        header,
        ["成都天马", "印制电路板", "12万片", "2026年3月"],
        ["成都天马", "一种没有的东西", "3台", None],
    ]
    review = review_register(book(tmp_path / "b.xlsx", rows), CORRIDOR, "需求")
    assert review.errors == ()
    added = review.tables["needs"].tail(2)
    assert added["organisation"].to_list() == ["tianma-chengdu"] * 2
    assert added["product"].to_list() == ["cm_pcb", None]
    assert added.select("quantity", "unit", "by").row(0) == (12.0, "万片", "2026-03")
    unknown = [header, ["查无此单位有限公司", "印制电路板", 1, None]]
    (error,) = review_register(book(tmp_path / "c.xlsx", unknown), CORRIDOR, "需求").errors
    assert (error.code, error.details["cell"]) == ("unknown_reference", "A2")


def test_headers_other_columns_and_untouched_cells_of_a_csv_stay(tmp_path: Path) -> None:
    home = tmp_path / "data"
    home.mkdir()
    text = "组织编号,名称,类别,依据,来源,联系人\nx1, 示例甲有限公司,enterprise,reported,s,张三\nx2,示例乙有限公司,enterprise,reported,s,李四\n"
    (home / "组织.csv").write_text(text, encoding="utf-8")
    rows = [["组织编号", "简称"], ["x2", "示例乙"]]
    review = import_register(book(tmp_path / "b.xlsx", rows), home, "organisations")
    assert review.counts == {"added": 0, "changed": 1, "left": 0}
    lines = (home / "组织.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "组织编号,名称,类别,依据,来源,联系人,short_name"
    assert lines[1].replace('"', "") == "x1, 示例甲有限公司,enterprise,reported,s,张三,"
    assert lines[2] == "x2,示例乙有限公司,enterprise,reported,b.xlsx · Sheet1,李四,示例乙"


def test_a_parquet_table_stays_one(tmp_path: Path) -> None:
    home = tmp_path / "data"
    home.mkdir()
    CORRIDOR.table("organisations").filter(pl.col("parent").is_null()).head(3).write_parquet(
        home / "organisations.parquet"
    )
    import_register(book(tmp_path / "b.xlsx", firms("示例甲有限公司")), home)
    assert Workspace.open(home).table("organisations").height == 4
    assert [file.name for file in home.iterdir()] == ["organisations.parquet"]


def test_one_fault_stops_the_whole_file(tmp_path: Path) -> None:
    rows = [*firms("示例甲有限公司"), ["示例乙有限公司", "1234", "成都市"]]
    home = tmp_path / "data"
    with pytest.raises(TableError):
        import_register(book(tmp_path / "b.xlsx", rows), home)
    assert not home.exists()


def test_when_a_file_cannot_take_its_place_those_before_it_go_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "data"
    home.mkdir()
    (home / "products.csv").write_text("product,name_zh\npx,示例产品\n")
    path = book(tmp_path / "a.xlsx", firms("示例甲有限公司"))
    workbook = openpyxl.load_workbook(path)
    for row in (["产品编号", "名称"], ["py", "示例产品乙"]):
        workbook.create_sheet("产品").append(row) if "产品" not in workbook else workbook["产品"].append(row)
    workbook.save(path)
    review = review_register(path, open_folder(home))
    assert set(review.tables) == {"organisations", "products"}
    before = files(home)
    replace, calls = os.replace, []

    def failing(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(store.os, "replace", failing)
    with pytest.raises(OSError, match="No space"):
        write_review(review, home)
    assert files(home) == before


def test_a_folder_that_changed_after_the_review_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "data"
    import_register(book(tmp_path / "a.xlsx", firms("示例甲有限公司")), home)
    review = review_register(
        book(tmp_path / "b.xlsx", firms("示例甲有限公司", "示例乙有限公司")), open_folder(home)
    )
    (home / "products.csv").write_text("product,name_zh\npx,示例产品\n")
    with pytest.raises(InputError, match="changed by somebody else"):
        write_review(review, home)


def test_the_merged_workspace_is_sound_for_any_other_store(tmp_path: Path) -> None:
    review = review_register(book(tmp_path / "b.xlsx", firms("示例甲有限公司")), CORRIDOR)
    merged = review.merged(CORRIDOR)
    assert merged.table("organisations").height == CORRIDOR.table("organisations").height + 1
    assert [finding for finding in merged.check() if finding.severity == "error"] == []


def test_what_the_register_does_not_say_is_filled_carefully_and_said(tmp_path: Path) -> None:
    rows = [["名称", "所在地"], ["示例学院", "成都市武侯区"], ["示例协会", "成都"]]
    review = review_register(book(tmp_path / "b.xlsx", rows, sheet="组织"), CORRIDOR)
    added = review.tables["organisations"].tail(2)
    assert added["kind"].to_list() == ["university", "association"]
    assert set(added["standing"]) == {"reported"}
    assert set(added["source"]) == {"b.xlsx · 组织"}
    notes = {finding.code for finding in review.findings}
    assert notes == {"filled_in", "place_around"}
