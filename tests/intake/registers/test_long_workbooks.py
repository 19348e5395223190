"""A workbook too long to stand in memory is cut into pieces, and its cells are those of the whole."""

from __future__ import annotations

import csv
import datetime
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from tests.intake.registers.books import CORRIDOR, book, firms

from bashu.errors import UnreadableFile
from bashu.intake.registers import RegisterLimits, review_register, sheet_process
from bashu.intake.registers.long_sheet import UnusualWorkbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

IN_PIECES = replace(RegisterLimits(), at_once=0)


def every_kind(path: Path) -> Path:
    """Cells of every kind, shared and of their own, blank rows, merged cells, and sheets that are hidden or blank."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (*range(1, 11), *range(24, 31)):
        for place, value in enumerate(
            (f"企业<{row}>&", " a ", None, row, row / 7, row % 2 == 0, datetime.date(2020, 1, row)), start=1
        ):
            sheet.cell(row, place, value)
    sheet["I27"] = datetime.datetime(2020, 1, 1, 10, 30)  # noqa: DTZ001 - spreadsheets know no zones
    sheet.merge_cells("A5:A7")
    workbook.create_sheet("无")
    hidden = workbook.create_sheet("藏")
    hidden["A1"], hidden.sheet_state = "x", "hidden"
    later = workbook.create_sheet("远")
    later["B13"] = "远"
    workbook.save(path)
    return path


def shared(path: Path) -> Path:
    """The same workbook with its texts in one list, as spreadsheets write them."""
    texts: list[bytes] = []

    def taken(cell: re.Match[bytes]) -> bytes:
        texts.append(cell[1])
        return b't="s"><v>%d</v>' % (len(texts) - 1)

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    inline = re.compile(rb't="inlineStr"><is>(.*?)</is>', re.DOTALL)
    parts = {name: inline.sub(taken, content) for name, content in parts.items()}
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    items = b"".join(b"<si>%s</si>" % text for text in texts)
    parts["xl/sharedStrings.xml"] = b'<sst xmlns="%s">%s</sst>' % (space, items)
    return written(path, parts)


def written(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def cells(sheet: dict[str, Any], folder: Path, number: int) -> list[list[str]]:
    """The rows of a sheet without what is blank at their ends."""
    rows: list[list[str]] = []
    for piece in range(sheet["pieces"]):
        with (folder / f"{number}-{piece}.csv").open(encoding="utf-8", newline="") as file:
            rows += list(csv.reader(file))
    return [list(("\x1f".join(row)).rstrip("\x1f").split("\x1f")) for row in rows]


@pytest.mark.parametrize("write", [every_kind, lambda path: shared(every_kind(path))])
def test_pieces_hold_the_cells_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path], Path]
) -> None:
    path = write(tmp_path / "book.xlsx")
    for name in ("whole", "cut"):
        (tmp_path / name).mkdir()
    whole = sheet_process.read_book(str(path), tmp_path / "whole")
    monkeypatch.setattr(sheet_process, "_PIECE", 4)
    cut = sheet_process.read_long_book(str(path), tmp_path / "cut")
    assert [sheet["pieces"] for sheet in cut] == [8, 0, 0, 4]
    for number, (one, other) in enumerate(zip(whole, cut, strict=True)):
        assert (one["name"], one["hidden"]) == (other["name"], other["hidden"])
        if other["hidden"]:
            continue
        assert one["rows"] == other["rows"]
        assert [tuple(map(tuple, ranges)) for ranges in one["merged"]] == other["merged"]
        left = [[""] * one["left"] + row for row in cells(one, tmp_path / "whole", number)]
        assert [row if any(row) else [""] for row in left] == cells(other, tmp_path / "cut", number)


def test_a_review_in_pieces_is_the_review_of_the_whole(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", [["示例名录"], *firms("示例甲有限公司", "示例乙有限公司"), ["合计", "2家"]]
    )
    one, other = review_register(path, CORRIDOR), review_register(path, CORRIDOR, limits=IN_PIECES)
    assert one.counts == other.counts
    assert one.changes.equals(other.changes)
    assert one.findings == other.findings


def rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    return written(path, parts)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData><!-- a -->"),
        ("xl/worksheets/sheet1.xml", b"<row ", b"<row r='9'><c/></row><row "),
        ("xl/worksheets/sheet1.xml", b"</row></sheetData>", b"</sheetData>"),
        ("xl/worksheets/sheet1.xml", b"sheetData", b"x:sheetData"),
        ("xl/worksheets/sheet1.xml", b"<v>0</v>", b"<v>99</v>"),
        ("xl/worksheets/sheet1.xml", b"<v>0</v>", b"<f>A1</f><v>0</v>"),
        ("xl/sharedStrings.xml", b"</si></sst>", b"</sst>"),
    ],
    ids=["comment", "order", "row", "prefix", "index", "formula", "text"],
)
def test_what_is_not_written_as_usual_is_not_cut(tmp_path: Path, part: str, old: bytes, new: bytes) -> None:
    path = shared(book(tmp_path / "a.xlsx", firms("示例甲有限公司", "示例乙有限公司")))
    rewritten(path, part, lambda content: content.replace(old, new))
    with pytest.raises(UnusualWorkbook):
        sheet_process.read_long_book(str(path), tmp_path)


def test_what_cannot_be_cut_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = shared(book(tmp_path / "a.xlsx", firms("示例甲有限公司")))
    rewritten(path, "xl/sharedStrings.xml", lambda content: content.replace(b"</si></sst>", b"</sst>"))
    with pytest.raises(UnreadableFile, match="CSV"):
        review_register(path, CORRIDOR, limits=IN_PIECES)
