"""Hostile and broken files: refused with a sentence, or read inside the bounds; never another exception."""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.intake.registers.books import CORRIDOR, book, firms

from bashu.errors import BashuError, UnreadableFile
from bashu.intake.registers import RegisterLimits, review_register
from bashu.intake.registers.archive import inspect_archive
from bashu.intake.registers.cells import read_book
from bashu.report import write_frame

#: bounds that small files reach
SMALL = replace(RegisterLimits(), unpacked=2 * 1024 * 1024, rows=1_000, columns=50, seconds=20)


def refused(path: Path, code: str, limits: RegisterLimits | None = None) -> None:
    with pytest.raises(UnreadableFile) as caught:
        review_register(path, CORRIDOR, None, limits)
    (finding,) = caught.value.findings
    assert finding.code == code
    # both languages name the file, what was found and what to do
    for language in ("zh", "en"):
        sentence = finding.sentence(language)  # type: ignore[arg-type]
        assert path.name in sentence
        assert finding.remedy(language) in sentence  # type: ignore[arg-type]


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None], **more: bytes) -> Path:
    """The workbook with its parts changed, left out or added."""
    source = zipfile.ZipFile(path)
    parts = {name: source.read(name) for name in source.namelist()}
    target = path.with_name(f"hostile-{path.name}")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            changed = change(name, data)
            if changed is not None:
                archive.writestr(name, changed)
        for name, data in more.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return target


def in_sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, data: data.replace(old, new, 1) if name.startswith("xl/worksheets/") else data


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return book(tmp_path / "b.xlsx", firms("示例甲有限公司"))


def test_macros_are_refused_whatever_the_name_says(plain: Path) -> None:
    refused(rewritten(plain, lambda _, data: data, xl__vbaProject_bin=b"\xd0\xcf\x11\xe0"), "has_macros")


def test_xml_bombs_are_refused_before_a_parser_sees_them(plain: Path) -> None:
    bomb = b'<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    for start in (bomb, b"<!\n doctype x>", bomb.decode().encode("utf-16")):
        refused(rewritten(plain, in_sheet(b"<worksheet", start + b"<worksheet")), "declares_entities")


def test_a_declaration_on_the_border_of_two_blocks_is_seen(plain: Path) -> None:
    for shift in range(-12, 2):
        room = b" " * (1024 * 1024 + shift - len(b"<?xml?>"))
        change = in_sheet(b"<worksheet", room + b"<!DOCTYPE x []><worksheet")
        with pytest.raises(UnreadableFile, match="DOCTYPE"):
            inspect_archive(rewritten(plain, change), RegisterLimits())


def test_a_zip_bomb_is_refused_by_its_directory_and_by_what_really_comes_out(plain: Path) -> None:
    big = in_sheet(b"</worksheet>", b"</worksheet>" + b" " * SMALL.unpacked)
    path = rewritten(plain, big)
    refused(path, "unpacks_too_large", SMALL)
    # the directory claims one byte: what is unpacked counts, and its check sum no longer fits
    data = path.read_bytes()
    place = data.rindex(b"xl/worksheets/sheet1.xml") - 46 + 24
    path.write_bytes(data[:place] + struct.pack("<I", 1) + data[place + 4 :])
    refused(path, "damaged_file", SMALL)


def test_a_directory_that_points_before_the_file_is_damage(plain: Path) -> None:
    data = plain.read_bytes()
    end = data.rindex(b"PK\x05\x06") + 16
    (begins,) = struct.unpack("<I", data[end : end + 4])
    plain.write_bytes(data[:end] + struct.pack("<I", begins + 10_000) + data[end + 4 :])
    refused(plain, "damaged_file")


def test_too_many_parts_and_two_parts_of_one_name(plain: Path) -> None:
    many = {f"xl__p{number}_xml": b"<a/>" for number in range(SMALL.parts + 1)}
    refused(rewritten(plain, lambda _, data: data, **many), "unpacks_too_large", SMALL)
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = rewritten(plain, lambda _, data: data, xl__workbook_xml=b"<workbook/>")
    refused(path, "wrong_kind")


@pytest.mark.parametrize(
    "formula",
    [
        b"cmd|'/C calc'!A0",
        b"1+cmd|' /C calc'!A0",
        b"@MSEXCEL|'x'!A1",
        b"cmd&#124;'/C calc'!A0",
        b"+DDE.x|y!z",
    ],
)
def test_formulas_that_would_start_a_program_are_refused(plain: Path, formula: bytes) -> None:
    cell = b'<c r="F2"><f>' + formula + b"</f><v>1</v></c></row></sheetData>"
    refused(rewritten(plain, in_sheet(b"</row></sheetData>", cell)), "runs_a_program")


def test_links_that_would_start_a_program_are_refused_and_others_not_followed(plain: Path) -> None:
    dynamic = b'<externalLink><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
    refused(
        rewritten(plain, lambda _, data: data, xl__externalLinks__externalLink1_xml=dynamic), "runs_a_program"
    )
    link = b'<externalLink><externalBook r:id="rId1" xmlns:r="r"/></externalLink>'
    path = rewritten(plain, lambda _, data: data, xl__externalLinks__externalLink1_xml=link)
    review = review_register(path, CORRIDOR)
    assert (review.errors, review.counts["added"]) == ((), 1)
    assert "links_not_followed" in {finding.code for finding in review.findings}


def test_ordinary_formulas_give_their_saved_values(plain: Path) -> None:
    cell = b'<c r="D2" t="str"><f>CONCATENATE("a|","b!")</f><v>ab</v></c></row></sheetData>'
    review = review_register(rewritten(plain, in_sheet(b"</row></sheetData>", cell)), CORRIDOR)
    assert review.errors == ()
    assert (
        next(finding for finding in review.findings if finding.code == "formulas_read").details["count"] == 1
    )


def test_a_sheet_that_spreads_over_all_rows_and_columns_stays_inside_the_bounds(plain: Path) -> None:
    last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with pytest.raises(UnreadableFile) as caught:
        review_register(rewritten(plain, in_sheet(b"</sheetData>", last)), CORRIDOR)
    assert caught.value.findings[0].code == "too_much_to_read"


def test_too_many_rows_and_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "企业.csv"
    path.write_text("企业名称,所在地\n" + "示例,成都\n" * 1_000, encoding="utf-8")
    refused(path, "sheet_too_large", SMALL)
    path.write_text("企业名称," * 60 + "\n", encoding="utf-8")
    refused(path, "sheet_too_large", SMALL)
    refused(book(tmp_path / "b.xlsx", [["企业名称", "所在地"]] * 1_001), "sheet_too_large", SMALL)


def test_a_gigabyte_is_refused_without_being_read(tmp_path: Path) -> None:
    for name, start in (
        ("a.csv", b"name,place\n"),
        ("a.xlsx", b"PK\x03\x04"),
        ("a.xls", b"\xd0\xcf\x11\xe0"),
    ):
        path = tmp_path / name
        with path.open("wb") as file:
            file.write(start)
            file.truncate(1024**3)
        refused(path, "register_too_large")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"%PDF-1.7", "wrong_kind"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "wrong_kind"),
        (b"PK\x03\x04 broken", "damaged_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "damaged_file"),
        (b"name,place\n\xff\xff\xff", "wrong_encoding"),
        (b"name,place\n" + b'"a' * 70_000, "not_a_table"),
        (b"name,place\n\x00\x01", "wrong_kind"),
    ],
)
def test_other_kinds_and_broken_files_are_told_apart(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "b.xlsx"
    path.write_bytes(content)
    refused(path, code)


def test_a_binary_workbook_and_a_document_are_no_registers(tmp_path: Path) -> None:
    for part, kind in (("xl/workbook.bin", "XLSB"), ("mimetype", "ODS"), ("word/document.xml", "ZIP")):
        path = tmp_path / "b.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(part, b"x")
        with pytest.raises(UnreadableFile, match=f"really {kind}"):
            read_book(path)


def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    path = Path(__file__).with_name("firms.xls")
    review = review_register(path, CORRIDOR)
    assert (review.errors, review.counts["added"]) == ((), 2)
    renamed = tmp_path / "名录.et"
    renamed.write_bytes(book(tmp_path / "b.xlsx", firms("示例甲有限公司")).read_bytes())
    assert review_register(renamed, CORRIDOR).counts["added"] == 1


def test_what_would_run_is_text_in_every_export(tmp_path: Path) -> None:
    import polars as pl

    cells = ["=cmd|'/C calc'!A0", "@SUM(1)", "+1", "-1", " =1", "＝1", "\t=1"]
    write_frame(pl.DataFrame({"name": cells}), tmp_path / "a.csv")
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert all(line.strip('"').startswith("'") for line in lines)
    write_frame(pl.DataFrame({"name": cells}), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def _workbook() -> bytes:
    buffer = io.BytesIO()
    workbook = openpyxl.Workbook()
    workbook.active.append(["企业名称", "所在地"])  # type: ignore[union-attr]
    workbook.active.append(["示例甲有限公司", "成都"])  # type: ignore[union-attr]
    workbook.properties.created = workbook.properties.modified = EPOCH
    workbook.save(buffer)
    # the same bytes in every run: an archive states when its parts were written
    fixed = io.BytesIO()
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != "docProps/core.xml":
                target.writestr(zipfile.ZipInfo(name), source.read(name))
    return fixed.getvalue()


EPOCH = datetime.datetime.fromisoformat("2020-10-29T00:00:00")
_WORKBOOK = _workbook()


@given(st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_workbook_raises_nothing_but_our_own(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    whole = bytearray(_WORKBOOK)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=8)):
        whole[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(whole)))
    (folder / "c.xlsx").write_bytes(bytes(whole[: max(cut, len(whole) // 2)]))
    _survives(folder / "c.xlsx")


@given(
    st.binary(max_size=400)
    | st.text(max_size=200).map(lambda text: ("企业名称,所在地\n" + text).encode("utf-8", "replace"))
)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_as_a_csv_raise_nothing_but_our_own(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "企业.csv"
    path.write_bytes(content)
    _survives(path)


@given(
    st.lists(
        st.lists(
            st.text(
                alphabet="企业名称所在地\n\",;\t'=@+-−１2.万亿元年月日合计注：*％%/()（）e\u3000\u200bABC🙂",
                max_size=9,
            ),
            min_size=3,
            max_size=3,
        ),
        max_size=6,
    )
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cells_under_good_headers_raise_nothing_but_our_own(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    import csv

    path = tmp_path_factory.mktemp("fuzz") / "b.csv"
    text = io.StringIO()
    csv.writer(text).writerows([["协议名称", "金额（万元）", "签约日期"], *rows])
    path.write_text(text.getvalue(), encoding="utf-8")
    for kind in ("agreements", "organisations"):
        _survives(path, kind)


def _survives(path: Path, kind: str | None = None) -> None:
    try:
        findings = review_register(path, CORRIDOR, kind).findings
    except BashuError as error:
        findings = getattr(error, "findings", ())
    for finding in findings:
        assert finding.sentence("zh")
        assert finding.sentence("en")


def test_a_reader_that_never_ends_or_dies_is_a_refusal(
    plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bashu.intake.registers import cells

    for script in ("import os; os.abort()", "while True: pass"):
        program = tmp_path / "reader.py"
        program.write_text(script)
        monkeypatch.setattr(cells.sheet_process, "__file__", str(program))
        monkeypatch.setattr(cells, "_PATIENCE", 1)
        refused(plain, "too_much_to_read", replace(RegisterLimits(), seconds=1))


def test_deep_nesting_is_no_danger(plain: Path) -> None:
    deep = b"<x>" * 100_000 + b"</x>" * 100_000
    path = rewritten(plain, in_sheet(b"</sheetData>", b"</sheetData>" + deep))
    _survives(path)


def test_a_stream_longer_than_it_claims_is_no_way_around(plain: Path) -> None:
    """The local header and the directory say little, the compressed stream holds much more."""
    path = rewritten(plain, lambda _, data: data)
    name = b"xl/worksheets/sheet1.xml"
    long = zlib.compress(b"<worksheet>" + b" " * 5_000_000)[2:-4]
    data = path.read_bytes()
    start = data.index(name)
    path.write_bytes(data[: start + len(name)] + long + data[start + len(name) :])
    _survives(path)
