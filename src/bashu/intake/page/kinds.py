"""Refuse what is no page before anything tries to read it."""

from __future__ import annotations

from bashu.errors import Finding, UnreadableFile

_MEBIBYTE = 1024 * 1024

#: a saved page with its pictures inside stays below this (bytes, or characters of a text)
LARGEST_PAGE = 20 * _MEBIBYTE

#: first bytes -> the name of the format, the same in both languages
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC / XLS / WPS"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf\x27\x1c", "7Z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"{\\rtf", "RTF"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "SQLite"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
    (b"ID3", "MP3"),
    (b"OggS", "OGG"),
)

#: folders inside a ZIP that tell which office format it is
_OFFICE: tuple[tuple[bytes, str], ...] = (
    (b"word/", "DOCX"),
    (b"xl/", "XLSX"),
    (b"ppt/", "PPTX"),
    (b"OFD.xml", "OFD"),
)

#: bytes that no text contains, in any encoding of Chinese; NUL is left out because damaged pages have it
_NEVER_TEXT = bytes(code for code in range(1, 32) if code not in b"\t\n\x0b\x0c\r\x1a\x1b\x1c\x1d\x1e\x1f")


def kind_of(data: bytes) -> str | None:
    """The format that the first bytes show, or None where it may be a page.

    >>> kind_of(b"%PDF-1.7"), kind_of("<html>".encode())
    ('PDF', None)
    """
    if data.startswith(b"PK\x03\x04"):
        start = data[:4096]
        return next((name for mark, name in _OFFICE if mark in start), "ZIP")
    for signature, name in _SIGNATURES:
        # two letters may open a text too; a binary of that kind shows a zero byte soon
        if data.startswith(signature) and (len(signature) > 2 or b"\x00" in data[:64]):
            return name
    if data[4:8] == b"ftyp":
        return "MP4 / HEIC"
    if data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return data[8:12].decode("ascii").strip()
    # text in two-byte units holds every byte
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:400].count(0) * 10 > len(data[:400]):
        return None
    sample = data[:8192]
    strange = len(sample) - len(sample.translate(None, _NEVER_TEXT))
    return "binary" if strange * 20 > len(sample) else None


def refuse_other_kinds(data: bytes | str) -> None:
    """Raise when there is nothing to read, too much, or a file of another kind.

    Raises
    ------
    UnreadableFile
        With the finding `empty_page`, `too_large` or `wrong_kind`.
    """
    given: object = data
    if not isinstance(given, bytes | str):
        raise UnreadableFile(Finding("not_a_page", details={"kind": type(given).__name__}))
    size = len(data)
    if size > LARGEST_PAGE:
        details = {"size": f"{size / _MEBIBYTE:.0f} MB", "limit": f"{LARGEST_PAGE // _MEBIBYTE} MB"}
        raise UnreadableFile(Finding("too_large", details=details))
    if not data.strip():
        raise UnreadableFile(Finding("empty_page"))
    # a text may come from a reader that decoded a binary file; its first characters still tell
    start = data if isinstance(data, bytes) else data[:8192].encode("latin-1", "replace")
    if kind := kind_of(start):
        raise UnreadableFile(Finding("wrong_kind", details={"kind": kind, "expected": "HTML / TXT"}))
