"""Everybody's timetable on a page of its own, as a document to print and hand out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.report.labels import label

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl
    from docx.document import Document

    from bashu.errors import Language

#: a font that has Chinese characters, on Windows, macOS and Kylin by its own or a stand-in's name
EAST_ASIAN_FONT = "Microsoft YaHei"


@dataclass(frozen=True)
class Timetable:
    """The meetings of one person, with the columns as they are printed."""

    name: str
    organisation: str | None
    rows: pl.DataFrame


def write_timetables(path: Path, title: str, timetables: list[Timetable], language: Language = "zh") -> None:
    """Write a document with one page per person.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    import docx
    from docx.enum.text import WD_BREAK
    from docx.oxml.ns import qn

    document = docx.Document()
    style = document.styles["Normal"]
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), EAST_ASIAN_FONT)
    document.core_properties.title = title
    for number, timetable in enumerate(timetables):
        heading = document.add_paragraph()
        if number:
            heading.add_run().add_break(WD_BREAK.PAGE)
        heading.add_run(title).italic = True
        name = document.add_paragraph().add_run(timetable.name)
        name.bold = True
        name.font.size = docx.shared.Pt(20)
        if timetable.organisation:
            document.add_paragraph(timetable.organisation)
        _add_table(document, timetable.rows, language)
    document.save(str(path))


def _add_table(document: Document, rows: pl.DataFrame, language: Language) -> None:
    table = document.add_table(rows=rows.height + 1, cols=rows.width, style="Light Grid Accent 1")
    headers = [label(name, language) for name in rows.columns]
    # a row knows its cells at once; asking the table for each takes the whole grid every time
    for line, values in zip(table.rows, [tuple(headers), *rows.iter_rows()], strict=True):
        for cell, value in zip(line.cells, values, strict=True):
            cell.paragraphs[0].add_run("" if value is None else str(value))
