"""A register is checked on a page: bounded, held against what the public may see, kept by nobody."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from tests.intake.registers.books import book, code, firms

from bashu.portal.core import lane
from bashu.portal.data.engines import engines
from bashu.portal.data.source import current_version

if TYPE_CHECKING:
    from pathlib import Path

    from django.http import HttpResponse
    from django.test import Client


def send(reader: Client, content: bytes, name: str = "名录.csv", **more: str) -> HttpResponse:
    path = more.pop("path", "/registers/")
    return reader.post(path, {"register": SimpleUploadedFile(name, content), **more})  # type: ignore[return-value]


def csv(*rows: str) -> bytes:
    return "\n".join(["企业名称,统一社会信用代码,所在地", *rows, ""]).encode()


def test_what_would_be_added_changed_and_left_is_shown_and_nothing_is_kept(
    reader: Client, language_prefix: str
) -> None:
    before = current_version()
    known = engines().workspace.table("organisations").filter(kind="enterprise").row(0, named=True)
    answer = send(
        reader,
        csv(f"示例甲有限公司,{code(1)},成都市", f"{known['name']},,", "坏代码有限公司,1234,成都市"),
        path=f"{language_prefix}/registers/",
        kind="organisations",
    )
    text = answer.content.decode()
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert 'data-figure="check.added" data-value="1"' in text
    assert 'data-figure="check.left" data-value="1"' in text
    assert 'data-figure="check.faults" data-value="1"' in text
    assert "B4" in text
    assert "名录.csv" in text
    assert "示例甲有限公司<" in text, "an added record by the name that people call it"
    assert f"{known['name']}<" in text, "and one that stays"
    assert current_version() == before


def test_the_file_comes_back_marked(reader: Client, tmp_path: Path, language_prefix: str) -> None:
    rows = [*firms("示例甲有限公司"), ["示例乙有限公司", "1234", "成都市"]]
    content = book(tmp_path / "b.xlsx", rows).read_bytes()
    answer = send(reader, content, "b.xlsx", answer="marked", path=f"{language_prefix}/registers/")
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer.headers["Cache-Control"] == "no-store"
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert sheet["B3"].comment is not None
    assert sheet["B2"].comment is None
    sound = send(reader, csv(f"示例甲有限公司,{code(1)},成都市"), answer="marked")
    assert "没有错处" in sound.content.decode()


def test_hostile_large_and_missing_files_get_a_sentence(reader: Client, tmp_path: Path) -> None:
    plain = book(tmp_path / "b.xlsx", firms("示例甲有限公司"))
    with zipfile.ZipFile(plain, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf")
    said = send(reader, plain.read_bytes(), "b.xlsm").content.decode()
    assert 'role="alert"' in said
    assert "宏" in said
    for content in (b"PK\x03\x04broken", b"\x00\x01\x02\x03" * 50, b"x" * 50, b" "):
        answer = send(reader, content, "../a<script>.xlsx")
        assert answer.status_code == 200
        assert 'role="alert"' in answer.content.decode()
        assert "<script>." not in answer.content.decode()
    assert 'role="alert"' in reader.post("/registers/", {"kind": "needs"}).content.decode()
    with override_settings(BASHU_LIMITS={**settings.BASHU_LIMITS, "upload": 1_000, "upload_rows": 3}):
        assert "MB" in send(reader, csv(*["示例,,"] * 400)).content.decode()
        assert "4 行" in send(reader, csv(*["示例,,"] * 3)).content.decode()
        assert "MB" in send(reader, b"x" * 100_000).content.decode()


def test_only_pages_of_this_host_may_ask_and_not_too_often(reader: Client) -> None:
    upload = SimpleUploadedFile("a.csv", csv())
    foreign = reader.post("/registers/", {"register": upload}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    with override_settings(BASHU_LIMITS={**settings.BASHU_LIMITS, "check": 1}):
        assert [send(reader, csv()).status_code for _ in range(2)] == [200, 429]


def test_a_check_waits_in_the_narrow_lane(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bashu.portal.registers.checking.lane", lambda: lane.Lane(1, -1, 0.0))
    assert send(reader, csv()).status_code == 503


def test_rows_and_cells_that_the_public_may_not_see_stay_unseen(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is protected is neither matched nor shown as the old value of a change."""
    from bashu.portal.registers import checking

    seen = []
    whole = checking.review_register

    def watched(path: object, workspace: object, *arguments: object) -> object:
        seen.append(workspace)
        return whole(path, workspace, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "review_register", watched)
    send(reader, csv(f"示例甲有限公司,{code(1)},成都市"))
    assert [workspace.viewpoint.kind for workspace in seen] == ["public"]
    assert seen[0] is engines().workspace


@pytest.mark.parametrize("table", ["organisations", "needs"])
def test_the_empty_forms_are_there_in_both_languages(
    reader: Client, language_prefix: str, table: str
) -> None:
    answer = reader.get(f"{language_prefix}/registers/forms/{table}.xlsx")
    assert answer.status_code == 200
    filled = openpyxl.load_workbook(io.BytesIO(answer.content))
    header = str(filled.worksheets[0]["A1"].value)
    assert header.isascii() == bool(language_prefix) or "★" in header
    assert reader.get("/registers/forms/nothing.xlsx").status_code == 404
