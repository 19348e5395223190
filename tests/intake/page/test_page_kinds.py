"""What is no page is refused with the reason, and only with our own error."""

from __future__ import annotations

import io
import zipfile

import pytest

from bashu.errors import UnreadableFile
from bashu.intake.page import read_fields
from bashu.intake.page.kinds import LARGEST_PAGE


def finding_of(data: bytes | str) -> tuple[str, str]:
    with pytest.raises(UnreadableFile) as caught:
        read_fields(data)
    finding = caught.value.findings[0]
    return finding.code, str(finding.details.get("kind", ""))


def office_file(member: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(member, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (office_file("xl/workbook.xml"), "XLSX"),
        (office_file("word/document.xml"), "DOCX"),
        (office_file("readme.txt"), "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"GIF89a\x01\x00\x01\x00", "GIF"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WEBP"),
        (b"\x00\x00\x00\x18ftypmp42", "MP4 / HEIC"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "DOC / XLS / WPS"),
        (bytes(range(256)) * 40, "binary"),
    ],
)
def test_another_kind_is_named(data: bytes, kind: str) -> None:
    assert finding_of(data) == ("wrong_kind", kind)


def test_a_binary_file_decoded_by_somebody_else_is_still_named() -> None:
    assert finding_of("%PDF-1.4 …") == ("wrong_kind", "PDF")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", "", "\n\n"])
def test_nothing_to_read(data: bytes | str) -> None:
    assert finding_of(data)[0] == "empty_page"


def test_too_large() -> None:
    assert finding_of(b"a" * (LARGEST_PAGE + 1))[0] == "too_large"


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body></body></html>",
        "<html><body><a href='/'>首页</a> <a href='/n'>新闻</a></body></html>",
        "短",
    ],
)
def test_a_page_without_an_article(data: bytes | str) -> None:
    assert finding_of(data)[0] == "unreadable_page"


def test_the_reason_reads_in_both_languages() -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_fields(b"%PDF-1.7")
    assert "PDF" in caught.value.sentence("zh")
    assert "PDF" in caught.value.sentence("en")
