"""What a file really is, before anything in it is believed."""

from __future__ import annotations

import hashlib
import stat
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.errors import Finding, UnreadableFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

#: first bytes -> what such a file is called in a sentence
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP / XLSX"),
    (b"\xd0\xcf\x11\xe0", "XLS / DOC"),
    (b"PAR1", "Parquet"),
    (b"\x1f\x8b", "GZIP"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"SQLite format 3", "SQLite"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"{\\rtf", "RTF"),
)

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How large a file may be before it is refused: a table as text, a workbook, a workbook unpacked (bytes)."""

    text: int = 128 * _MEBIBYTE
    workbook: int = 64 * _MEBIBYTE
    unpacked: int = 1024 * _MEBIBYTE


def kind_of(start: bytes) -> str | None:
    """What the first bytes of a file say it is, or None for text.

    >>> kind_of(b"%PDF-1.7"), kind_of("产品,名称".encode())
    ('PDF', None)
    """
    for signature, kind in _SIGNATURES:
        if start.startswith(signature):
            return kind
    opening = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if opening.startswith((b"<!doctype html", b"<html")):
        return "HTML"
    if opening.startswith(b"<?xml"):
        return "XML"
    return "binary" if b"\x00" in start else None


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a finding about a file or folder.

    Raises
    ------
    UnreadableFile
        When something inside raises an OSError.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise UnreadableFile(Finding("no_such_file", file=str(path))) from error
    except OSError as error:
        details = {"reason": error.strerror or str(error)}
        raise UnreadableFile(Finding("not_readable", file=str(path), details=details)) from error


@contextmanager
def opened(path: Path, limit: int | None = None) -> Iterator[BinaryIO]:
    """A regular file opened for reading; a pipe or a device would never end.

    Raises
    ------
    UnreadableFile
        When it is not there, no regular file, may not be read, or is larger than ``limit`` (bytes).
    """
    with refusals(path):
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise UnreadableFile(Finding("not_a_file", file=str(path)))
        if limit is not None:
            _refuse_large(path, state.st_size, limit)
        with path.open("rb") as file:
            yield file


def _refuse_large(path: Path, size: int, limit: int) -> None:
    if size > limit:
        details = {"size": _megabytes(size), "limit": _megabytes(limit)}
        raise UnreadableFile(Finding("too_large", file=str(path), details=details))


def _megabytes(size: int) -> str:
    return f"{size / _MEBIBYTE:.0f} MB"


def read_text_file(path: Path, limit: int) -> bytes:
    """The bytes of a UTF-8 text file without its byte order mark.

    Raises
    ------
    UnreadableFile
        When the file is too large, empty, of another kind, or not UTF-8; the finding says which.
    """
    with opened(path, limit) as file:
        data = file.read()
    if not data.strip():
        raise UnreadableFile(Finding("empty_file", file=str(path)))
    kind = kind_of(data[:4096])
    if kind is not None:
        raise UnreadableFile(_not_csv(path, kind))
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        details: dict[str, str | int] = {"byte": error.start + 1, "guess": _guess_encoding(data)}
        raise UnreadableFile(Finding("wrong_encoding", file=str(path), details=details)) from error
    if b"\x00" in data:
        raise UnreadableFile(_not_csv(path, "binary"))
    return data


def _not_csv(path: Path, kind: str) -> Finding:
    return Finding("wrong_kind", file=str(path), details={"kind": kind, "expected": "CSV (UTF-8)"})


def _guess_encoding(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return " GBK?"


def refuse_zip_bomb(path: Path, limits: Limits) -> None:
    """Raise when a workbook is too large, no workbook at all, or would unpack to more than the limit."""
    with opened(path, limits.workbook) as file:
        start = file.read(4096)
    if not start:
        raise UnreadableFile(Finding("empty_file", file=str(path)))
    kind = kind_of(start)
    if kind not in {"ZIP / XLSX", "XLS / DOC"}:
        details = {"kind": kind or "text", "expected": "XLSX"}
        raise UnreadableFile(Finding("wrong_kind", file=str(path), details=details))
    if kind != "ZIP / XLSX":
        return
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        details = {"expected": "XLSX", "reason": str(error)}
        raise UnreadableFile(Finding("damaged_file", file=str(path), details=details)) from error
    if unpacked > limits.unpacked:
        details = {"size": _megabytes(unpacked), "limit": _megabytes(limits.unpacked)}
        raise UnreadableFile(Finding("too_large", file=str(path), details=details))


def fingerprint(paths: list[Path]) -> str:
    """A short version of the content of files: the same files in any folder have the same version."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(paths, key=lambda path: path.name):
        digest.update(path.name.encode())
        with opened(path) as file:
            while block := file.read(_MEBIBYTE):
                digest.update(block)
    return digest.hexdigest()
