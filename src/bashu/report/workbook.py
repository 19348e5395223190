"""A workbook people can read: notes on top, headers in their language, numbers as numbers.

Written as the archive of XML that it is (ECMA-376), since only a table with a plain look is needed: column by column
this takes a tenth of the time of a library that makes an object of every cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bashu.report.rows import filtered, sheet_xml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import polars as pl

    from bashu.errors import Language

_FORBIDDEN_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
#: characters of a title
LONGEST_TITLE = 31
#: cells from which a sheet may need more than two gigabytes of XML
_HUGE = 10_000_000

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
#: the looks of cells, in the order that :mod:`bashu.report.rows` names them
STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="#,##0.0"/>'
    '<numFmt numFmtId="165" formatCode="yyyy-mm-dd"/><numFmt numFmtId="166" formatCode="yyyy-mm-dd h:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF2"/><bgColor indexed="64"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8">'
    + "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1"'
        + (' applyFont="1"' if font else "")
        + (
            ' applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
            if fill
            else "/>"
        )
        for number, font, fill in (
            (0, 0, 0), (3, 0, 0), (4, 0, 0), (164, 0, 0), (0, 1, 2), (0, 1, 0), (165, 0, 0), (166, 0, 0),
        )
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, its table, and the sentences that must be read with it."""

    title: str
    frame: pl.DataFrame
    notes: tuple[str, ...] = ()


def write_workbook(path: Path, sheets: Sequence[Sheet], language: Language = "en") -> None:
    """Write sheets with notes above each table, frozen headers, filters and real numbers.

    Text stays text: a cell that starts with ``=`` is never a formula. Rows are written as they come, so that
    a large table needs no more memory than a small one; the same sheets give the same bytes.
    """
    named = titles([sheet.title for sheet in sheets])
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in _parts(sheets, named):
            archive.writestr(_entry(name), content)
        for number, sheet in enumerate(sheets, start=1):
            huge = sheet.frame.height * sheet.frame.width > _HUGE
            entry = _entry(f"xl/worksheets/sheet{number}.xml")
            with archive.open(entry, "w", force_zip64=huge) as target:
                for piece in sheet_xml(sheet, language, shown=number == 1):
                    target.write(piece.encode())


def titles(wanted: Sequence[str]) -> list[str]:
    """Titles that a workbook may hold, each once.

    >>> titles(["a/b", "A b", "", "x" * 40])[:3]
    ['a b', 'A b 2', 'Sheet']
    """
    found: list[str] = []
    for title in wanted:
        plain = title.translate(_FORBIDDEN_IN_TITLES).strip("'")[:LONGEST_TITLE] or "Sheet"
        free, number = plain, 1
        while free.casefold() in {each.casefold() for each in found}:
            number += 1
            free = f"{plain[: LONGEST_TITLE - len(str(number)) - 1]} {number}"
        found.append(free)
    return found


def _entry(name: str) -> ZipInfo:
    """An entry without the time of day; the earliest that an archive can tell."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry


def _parts(sheets: Sequence[Sheet], named: Sequence[str]) -> list[tuple[str, str]]:
    """What a workbook holds beside its sheets."""
    numbers = range(1, len(sheets) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_SHEET}.worksheet+xml"/>'
        for number in numbers
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    listed = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{number}" r:id="rId{number}"/>'
        for number, title in zip(numbers, named, strict=True)
    )
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number - 1}" hidden="1">'
        f"{_reference(title, sheet)}</definedName>"
        for number, title, sheet in zip(numbers, named, sheets, strict=True)
    )
    return [
        (
            "[Content_Types].xml",
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml"'
            f' ContentType="{_SHEET}.sheet.main+xml"/>{types}<Override PartName="/xl/styles.xml"'
            f' ContentType="{_SHEET}.styles+xml"/></Types>',
        ),
        (
            "_rels/.rels",
            f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        ),
        (
            "xl/workbook.xml",
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets>'
            f"<definedNames>{filters}</definedNames></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{links}<Relationship Id="rId{len(sheets) + 1}"'
            f' Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        ),
        ("xl/styles.xml", STYLES),
    ]


def _reference(title: str, sheet: Sheet) -> str:
    """The filtered cells of a sheet as a workbook names them."""
    first, last = filtered(sheet).split(":")
    quoted = title.replace("'", "''")
    return escape(f"'{quoted}'!{_fixed(first)}:{_fixed(last)}")


def _fixed(cell: str) -> str:
    column = cell.rstrip("0123456789")
    return f"${column}${cell[len(column) :]}"
