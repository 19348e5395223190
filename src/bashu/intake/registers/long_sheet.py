"""The sheets of a long workbook cut at their rows into small workbooks, so that none of them stands in memory whole.

Like the process that uses it, it imports nothing of Bashu. It cuts the text of the sheets as usual programs write
it (no prefixes, comments or sections of raw text); whatever is written otherwise is left to be saved as CSV.
"""

from __future__ import annotations

import io
import re
import zipfile
from array import array
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING
from xml.etree import ElementTree  # declarations were refused before

if TYPE_CHECKING:
    from collections.abc import Iterator

#: bytes read in one go, and the most that one row or one text may take
_BLOCK, _LONGEST = 1024 * 1024, 4 * 1024 * 1024
#: texts that are kept at hand, and bytes beyond which a text is not
_AT_HAND, _SHORT = 20_000, 200
_ROW = re.compile(rb"<row\b([^<>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_BEGUN = re.compile(rb"<row\b[^<>]*(?<!/)>")
_NUMBER = re.compile(rb"""\br=["'](\d{1,7})["']""")
_REFERENCE = re.compile(rb"""(<c\b[^<>]{0,200}?\br=["'][A-Z]{1,3})\d+(?=["'])""")
_SHARED = re.compile(
    rb"""<c\b([^<>]{0,200}?)\bt=["']s["']([^<>]{0,200})>\s*<v[^<>]{0,200}>(\d{1,9})</v>\s*</c>"""
)
_STILL_SHARED = re.compile(rb"""<c\b[^<>]{0,500}?\bt=["']s["'](?!\s*/)""")
_TEXT = re.compile(rb"<si\b[^<>]*?(?:/>|>(.*?)</si>)", re.DOTALL)
_MERGED = re.compile(
    rb"""<mergeCell\b[^<>]{0,200}?\bref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
_UNUSUAL = re.compile(rb"<!|<\?(?!xml\b)|encoding=[\"'](?!utf-?8[\"'])", re.IGNORECASE)
_1904 = re.compile(rb"""\bdate1904\s*=\s*["'](?:1|true|on)["']""", re.IGNORECASE)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
#: the row above every piece, so that its first row and column are those of the sheet
_ABOVE = b'<row r="1"><c r="A1" t="inlineStr"><is><t>0</t></is></c></row>'


class UnusualWorkbook(Exception):
    """The text of a workbook is written in a way that cannot be cut."""


@dataclass
class LongSheet:
    """A sheet of a long workbook; ``merged`` is known once its pieces have been taken.

    ``merged`` holds ranges ((top, left), (bottom, right)), counted from 0.
    """

    name: str
    hidden: bool
    part: str | None
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)


class LongWorkbook:
    """A workbook whose sheets are handed over in pieces of so many rows, each as a workbook of one sheet.

    Parameters
    ----------
    archive
        An .xlsx file.
    piece
        Rows in one piece.
    aside
        A file, open for writing and reading, that the texts which cells share are put aside in.

    Raises
    ------
    UnusualWorkbook
        When its texts cannot be cut.
    """

    def __init__(self, archive: zipfile.ZipFile, piece: int, aside: IO[bytes]) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in self._archive.namelist()}
        self._piece = piece
        book = self._read("xl/workbook.xml")
        self._from_1904 = bool(_1904.search(book))
        self.sheets = list(self._sheets(book))
        self._texts = _Texts(self._open("xl/sharedStrings.xml"), aside)
        self._styles = self._read("xl/styles.xml")

    def pieces(self, sheet: LongSheet) -> Iterator[bytes]:
        """Workbooks whose first row is to be left out and whose others are the next rows of the sheet."""
        if sheet.part is None:
            return
        begun: list[bytes] = []
        last = done = 0
        for number, row in self._rows(sheet):
            if number <= last:
                raise UnusualWorkbook("rows out of order")
            last = number
            while number > done + self._piece:
                yield self._workbook(begun)
                begun, done = [], done + self._piece
            begun.append(self._moved(row, number - done + 1))
        if begun:
            yield self._workbook(begun)

    def _rows(self, sheet: LongSheet) -> Iterator[tuple[int, bytes]]:
        """The number and the cells of every row; behind the last of them stand the merged ranges."""
        number, held, began = 0, b"", False
        for block in _blocks(self._open(sheet.part or "")):
            held += block
            if not began:
                at = held.find(b"<sheetData")
                if at < 0:
                    held = _bounded(held)
                    continue
                began, held = True, held[at:]
            # up to the last end every row has one, so that none is looked for in vain
            end = held.rfind(b"</row>") + 6
            for row in _ROW.finditer(held, 0, end) if end > 5 else ():
                said = _NUMBER.search(row[1])
                number = int(said[1]) if said else number + 1
                yield number, row[2] or b""
            held = _bounded(held[end:] if end > 5 else held)
        if not began:
            raise UnusualWorkbook("no rows")
        if _BEGUN.search(held):
            raise UnusualWorkbook("a row without an end")
        sheet.merged = [
            ((int(top) - 1, _column(left)), (int(bottom) - 1, _column(right)))
            for left, top, right, bottom in _MERGED.findall(held)
        ]

    def _moved(self, cells: bytes, number: int) -> bytes:
        """The cells as a row of a piece, with their texts in them."""
        cells = _REFERENCE.sub(rb"\g<1>%d" % number, cells)
        cells = _SHARED.sub(self._inline, cells)
        if _STILL_SHARED.search(cells):
            raise UnusualWorkbook("a text that is not found")
        return b'<row r="%d">%s</row>' % (number, cells)

    def _inline(self, cell: re.Match[bytes]) -> bytes:
        return b'<c%st="inlineStr"%s><is>%s</is></c>' % (cell[1], cell[2], self._texts[int(cell[3])])

    def _workbook(self, rows: list[bytes]) -> bytes:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(
                "_rels/.rels",
                f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
                'Target="xl/workbook.xml"/></Relationships>',
            )
            archive.writestr(
                "xl/workbook.xml",
                f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{int(self._from_1904)}"/>'
                '<sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>',
            )
            archive.writestr(
                "xl/_rels/workbook.xml.rels",
                f'<Relationships xmlns="{_PACKAGE}">'
                f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/1.xml"/></Relationships>',
            )
            if self._styles:
                archive.writestr("xl/styles.xml", self._styles)
            archive.writestr(
                "xl/worksheets/1.xml",
                b'<worksheet xmlns="%s"><sheetData>%s%s</sheetData></worksheet>'
                % (_MAIN.encode(), _ABOVE, b"".join(rows)),
            )
        return content.getvalue()

    def _sheets(self, book: bytes) -> Iterator[LongSheet]:
        targets = {
            relation.get("Id"): (relation.get("Target", ""), relation.get("Type", ""))
            for relation in ElementTree.fromstring(self._read("xl/_rels/workbook.xml.rels"))  # noqa: S314
        }
        for sheet in ElementTree.fromstring(book).iter(f"{{{_MAIN}}}sheet"):  # noqa: S314
            target, kind = targets.get(sheet.get(f"{{{_OFFICE}}}id"), ("", ""))
            part = target[1:] if target.startswith("/") else f"xl/{target}"
            readable = kind.endswith("/worksheet")
            hidden = sheet.get("state", "visible") != "visible" or not readable
            yield LongSheet(sheet.get("name", ""), hidden, part if readable else None)

    def _open(self, part: str) -> IO[bytes]:
        name = self._names.get(part.lower())
        return io.BytesIO() if name is None else self._archive.open(name)

    def _read(self, part: str) -> bytes:
        with self._open(part) as file:
            return file.read()


class _Texts:
    """The texts that cells share, in a file; what stands between the marks of each is kept as it is written."""

    def __init__(self, part: IO[bytes], aside: IO[bytes]) -> None:
        self._file = aside
        self._starts = array("Q", [0])
        self._at_hand: dict[int, bytes] = {}
        held = b""
        for block in _blocks(part):
            held += block
            end = held.rfind(b"</si>") + 5
            for text in _TEXT.finditer(held, 0, end) if end > 4 else ():
                written = self._file.write(text[1] or b"")
                self._starts.append(self._starts[-1] + written)
            held = _bounded(held[end:] if end > 4 else held)
        if b"<si" in held:
            raise UnusualWorkbook("a text without an end")

    def __getitem__(self, number: int) -> bytes:
        known = self._at_hand.get(number)
        if known is not None:
            return known
        if number + 1 >= len(self._starts):
            raise UnusualWorkbook("a text that is not there")
        start, end = self._starts[number], self._starts[number + 1]
        self._file.seek(start)
        text = self._file.read(end - start)
        if len(text) <= _SHORT:
            if len(self._at_hand) >= _AT_HAND:
                self._at_hand.clear()
            self._at_hand[number] = text
        return text


def _blocks(part: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a part; marks that cannot be cut are looked for over the borders of blocks as well."""
    before = b""
    with part:
        while block := part.read(_BLOCK):
            if _UNUSUAL.search(before + block):
                raise UnusualWorkbook("marks that are not usual")
            before = block[-32:]
            yield block


def _bounded(held: bytes) -> bytes:
    if len(held) > _LONGEST:
        raise UnusualWorkbook("a row that is too long")
    return held


def _column(letters: bytes) -> int:
    """The place of a column, counted from 0.

    >>> _column(b"A"), _column(b"AB")
    (0, 27)
    """
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
