"""A register longer than memory should hold is read in parts, and everything it does is as if read at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from tests.intake.registers.books import CORRIDOR, book, code

from bashu.errors import Finding, InputError
from bashu.intake.registers import (
    RegisterLimits,
    Review,
    import_register,
    open_folder,
    review_register,
    store,
    write_marked,
)
from bashu.workspace import Limits, Workspace

IN_PARTS = replace(RegisterLimits(), whole=5, part=4)
HEADER = "企业名称,统一社会信用代码,所在地,上级单位"


def text(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["示例名录", *rows]) + "\n", encoding="utf-8")
    return path


def coded(*numbers: int) -> list[str]:
    return [f"示例{chr(0x4E00 + number)}电子有限公司,{code(number)},成都市," for number in numbers]


def uncoded(*numbers: int) -> list[str]:
    return [f"示例{chr(0x4E00 + number)}电子有限公司,,成都市," for number in numbers]


def both(path: Path, kind: str = "organisations") -> tuple[Review, Review]:
    return review_register(path, CORRIDOR, kind), review_register(path, CORRIDOR, kind, IN_PARTS)


def as_set(findings: tuple[Finding, ...]) -> set[tuple[object, ...]]:
    return {(one.code, one.row, one.column, one.severity, one.details.get("rows")) for one in findings}


@pytest.mark.parametrize(
    "rows",
    [
        coded(*range(13)),
        uncoded(*range(13)),
        [*coded(*range(6)), "合计,6家,,", *coded(*range(6, 13)), "注：示例。", "张三,", "电话,123"],
        coded(*range(9)) + coded(2),
        [*coded(*range(9)), f"另名有限公司,{code(1)},成都市,"],
        uncoded(*range(9)) + uncoded(3),
        coded(*range(9)) + uncoded(3),
        uncoded(3) + coded(*range(9)),
        [f"示例总部有限公司,{code(99)},成都市,{code(7).lower()}", *coded(*range(9))],
        [*coded(*range(9)), f"示例分部有限公司,{code(98)},重庆,nobody-known"],
        [*coded(*range(8)), "坏代码有限公司,1234,成都市,", "=1+1,,不知道,"],
        ["甲示例有限公司,,成都市武侯区,"] * 3 + coded(*range(9)),
    ],
)
def test_in_parts_and_at_once_say_the_same(tmp_path: Path, rows: list[str]) -> None:
    whole, parts = both(text(tmp_path / "名录.csv", HEADER, *rows))
    assert parts.sheets[0].records == whole.sheets[0].records
    assert parts.sheets[0].skipped == whole.sheets[0].skipped
    assert as_set(parts.findings) == as_set(whole.findings)
    if not whole.errors:
        assert parts.counts == whole.counts
        assert parts.changes.equals(whole.changes)
        assert {name: frame.rows() for name, frame in parts.tables.items()} == {
            name: frame.rows() for name, frame in whole.tables.items()
        }


def test_a_circle_of_parents_is_found_across_parts(tmp_path: Path) -> None:
    rows = [
        f"示例{number}有限公司,{code(number)},成都市,{code((number + 1) % 9).lower()}" for number in range(9)
    ]
    whole, parts = both(text(tmp_path / "名录.csv", HEADER, *rows))
    assert [one.code for one in parts.errors] == [one.code for one in whole.errors] == ["cycle"]


def test_agreements_with_the_same_words_are_repeated_across_parts(tmp_path: Path) -> None:
    rows = [f"示例协议{number},企业,已签约,2020-10-29" for number in range(9)]
    path = text(tmp_path / "协议.csv", "协议名称,层级,状态,签约日期", *rows, rows[1])
    whole, parts = both(path, "agreements")
    assert as_set(parts.errors) == as_set(whole.errors)
    assert {one.code for one in parts.errors} == {"repeated_key"}
    assert parts.errors[0].details["first_row"] == 4


def test_a_long_register_is_written_and_changes_nothing_the_second_time(tmp_path: Path) -> None:
    home, at_once, kept = tmp_path / "data", tmp_path / "whole", tmp_path / "kept"
    path = text(tmp_path / "名录.csv", HEADER, *coded(*range(14)))
    assert import_register(path, home, None, IN_PARTS).counts == {"added": 14, "changed": 0, "left": 0}
    assert [file.name for file in home.iterdir()] == ["organisations.parquet"]
    import_register(path, at_once)
    import_register(text(tmp_path / "一家.csv", HEADER, *coded(0)), kept)
    assert import_register(path, kept, None, IN_PARTS).counts == {"added": 13, "changed": 0, "left": 1}
    assert import_register(path, home, None, IN_PARTS).counts == {"added": 0, "changed": 0, "left": 14}
    text(path, HEADER, *coded(*range(12)), f"改名有限公司,{code(12)},重庆,", *coded(13, 14, 15))
    review = review_register(path, open_folder(home), None, IN_PARTS)
    assert review.counts == {"added": 2, "changed": 1, "left": 13}
    for folder, limits in ((home, IN_PARTS), (at_once, None), (kept, IN_PARTS)):
        import_register(path, folder, None, limits)
    tables = [
        Workspace.open(folder).table("organisations").drop("source") for folder in (home, at_once, kept)
    ]
    assert tables[0].equals(tables[1])
    assert tables[0].equals(tables[2])
    assert [file.name for file in kept.iterdir()] == ["organisations.csv"]


def test_a_table_that_could_not_be_opened_again_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "Limits", lambda: Limits(text=500))
    with pytest.raises(InputError, match="Parquet"):
        import_register(text(tmp_path / "名录.csv", HEADER, *coded(*range(14))), tmp_path / "data")
    assert list((tmp_path / "data").iterdir()) == []


def test_the_marked_file_of_a_long_register_has_every_row(tmp_path: Path) -> None:
    import openpyxl

    path = text(tmp_path / "名录.csv", HEADER, *coded(*range(12)), "坏代码有限公司,1234,成都市,")
    review = review_register(path, CORRIDOR, None, IN_PARTS)
    assert write_marked(review, tmp_path / "marked.xlsx", "zh", IN_PARTS) == 1
    sheet = openpyxl.load_workbook(tmp_path / "marked.xlsx").worksheets[0]
    assert sheet.max_row == 15
    assert sheet["B15"].comment is not None


def test_merged_cells_of_a_workbook_go_on_in_the_next_parts(tmp_path: Path) -> None:
    rows = [["企业名称", "统一社会信用代码", "所在地", "简称"]]
    rows += [
        [f"示例{number}有限公司", code(number), "重庆" if number == 1 else None, "甲"] for number in range(14)
    ]
    path = book(tmp_path / "b.xlsx", rows, ["C3:C14", "D15:D16"])
    whole, parts = both(path)
    assert whole.tables["organisations"]["place"].to_list()[-13:-1] == ["chongqing"] * 12
    assert parts.tables["organisations"].equals(whole.tables["organisations"])


def test_findings_of_one_kind_are_bounded(tmp_path: Path) -> None:
    path = text(
        tmp_path / "名录.csv", "企业名称,所在地", *[f"=示例{number}(1),成都" for number in range(5_400)]
    )
    review = review_register(path, None, "organisations", replace(RegisterLimits(), whole=2_000, part=1_000))
    assert sum(finding.code == "formula_text" for finding in review.findings) == 5_000


def test_a_long_chain_of_parents_is_read_in_linear_time(tmp_path: Path) -> None:
    from bashu.tables import TABLES, parent_cycles

    frame = pl.DataFrame({"organisation": range(60_000, 0, -1), "parent": range(59_999, -1, -1)}).cast(
        pl.String
    )
    assert parent_cycles(frame, TABLES["organisations"]) == []
