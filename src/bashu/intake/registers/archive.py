"""What an .xlsx file is made of, looked at before any of it is believed."""

from __future__ import annotations

import html
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.errors import Finding, UnreadableFile
from bashu.intake.registers.limits import megabytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bashu.intake.registers.limits import RegisterLimits

_BLOCK = 1024 * 1024
#: bytes of the block before that are looked at again, so that nothing hides on a border
_OVERLAP = 64 * 1024
_MACROS = re.compile(r"vbaproject|macrosheets/|xl/vba|activex/", re.IGNORECASE)
_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
#: dynamic data exchange and object links start the program that they name
_DYNAMIC = re.compile(rb"<(?:\w+:)?(?:ddeLink|oleLink)[\s>/]")
_FORMULA = re.compile(rb"<(?:\w+:)?(f|definedName|formula|formula1|formula2)(?:\s[^<>]*)?>([^<]+)<")
_QUOTED = re.compile(r'"[^"]*"')
#: program|topic!item outside of quotes is an exchange with another program
_RUNS = re.compile(r"(?:^|[=+\-*/&(,\s@])[A-Za-z][\w.]*\|")
_1904 = re.compile(rb"""\bdate1904\s*=\s*["'](?:1|true|on)["']""", re.IGNORECASE)
_TEXT_PARTS = (".xml", ".rels", ".vml")


@dataclass(frozen=True)
class ArchiveReport:
    """What was met in a sound archive: formulas, links to other files, the day that serials count from, its bytes."""

    formulas: int = 0
    links: int = 0
    from_1904: bool = False
    unpacked: int = 0


def inspect_archive(path: Path, limits: RegisterLimits) -> ArchiveReport:
    """Read every text part of a workbook once, in blocks, and refuse what no register contains.

    Raises
    ------
    UnreadableFile
        For a damaged archive, another kind of document, too many or too large parts, macros, DOCTYPE or entity
        declarations, and formulas or links that would start a program. The finding says which part.

    Notes
    -----
    Sizes are counted while unpacking: what the directory of an archive claims is not believed.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _refuse_directory(path, members, limits)
            return _inspect_parts(path, archive, members, limits)
    except UnreadableFile:  # it is a ValueError as well
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        NotImplementedError,
        OSError,  # a part that is said to begin before the file does
        RuntimeError,
        ValueError,
        OverflowError,
        lzma.LZMAError,
        struct.error,
    ) as error:
        details = {"expected": "XLSX", "reason": str(error)[:200] or type(error).__name__}
        raise UnreadableFile(Finding("damaged_file", file=path.name, details=details)) from error


def _refuse_directory(path: Path, members: list[zipfile.ZipInfo], limits: RegisterLimits) -> None:
    """Raise for what the names and claimed sizes alone tell."""
    names = [member.filename for member in members]
    if len(members) > limits.parts or sum(member.file_size for member in members) > limits.unpacked:
        raise _too_large(path, limits)
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile(Finding("password", file=path.name))
    for name in names:
        if _MACROS.search(name):
            raise UnreadableFile(Finding("has_macros", file=path.name, details={"part": name[:100]}))
    lower = {name.lower().replace("\\", "/") for name in names}
    if "xl/workbook.xml" not in lower or len(lower) < len(names):
        # two parts of one name are read differently by different programs
        kind = "XLSB" if "xl/workbook.bin" in lower else "ODS" if "mimetype" in lower else "ZIP"
        details = {"kind": kind, "expected": "XLSX"}
        raise UnreadableFile(Finding("wrong_kind", file=path.name, details=details))


def _inspect_parts(
    path: Path, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limits: RegisterLimits
) -> ArchiveReport:
    formulas = links = unpacked = 0
    from_1904 = False
    for member in members:
        name = member.filename.lower()
        links += name.startswith("xl/externallinks/externallink")
        for block, known in _blocks(archive, member):
            unpacked += len(block) - known
            if unpacked > limits.unpacked:
                raise _too_large(path, limits)
            if not name.endswith(_TEXT_PARTS):
                continue
            _refuse_declarations(path, member, block)
            formulas += _count_formulas(path, member, block, known)
            from_1904 = from_1904 or (name == "xl/workbook.xml" and bool(_1904.search(block)))
    return ArchiveReport(formulas, links, from_1904, unpacked)


def _blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """The bytes of a part, each block behind the end of the one before, and how long that end is."""
    before = b""
    with archive.open(member) as part:
        while block := part.read(_BLOCK):
            yield before + block, len(before)
            before = block[-_OVERLAP:]


def _refuse_declarations(path: Path, member: zipfile.ZipInfo, block: bytes) -> None:
    # in an encoding of wide characters the marks below would not be seen
    if b"\x00" in block or (b"<!" in block and _ENTITIES.search(block)):
        details = {"part": member.filename[:100]}
        raise UnreadableFile(Finding("declares_entities", file=path.name, details=details))
    if b"eLink" in block and _DYNAMIC.search(block):
        details = {"part": member.filename[:100]}
        raise UnreadableFile(Finding("runs_a_program", file=path.name, details=details))


def _count_formulas(path: Path, member: zipfile.ZipInfo, block: bytes, known: int) -> int:
    """The formulas that end in the new part of a block."""
    count = 0
    if b"<f" not in block and b":f" not in block and b"efinedName" not in block:
        return 0
    for formula in _FORMULA.finditer(block):
        if formula.end() <= known:
            continue
        count += formula[1] == b"f"
        if b"|" not in formula[2] and b"&#" not in formula[2]:
            continue
        text = html.unescape(formula[2].decode("utf-8", "replace"))
        if _RUNS.search(_QUOTED.sub("", text)):
            details = {"part": f"{member.filename[:60]}: ={text[:60]}"}
            raise UnreadableFile(Finding("runs_a_program", file=path.name, details=details))
    return count


def _too_large(path: Path, limits: RegisterLimits) -> UnreadableFile:
    return UnreadableFile(
        Finding("unpacks_too_large", file=path.name, details={"limit": megabytes(limits.unpacked)})
    )
