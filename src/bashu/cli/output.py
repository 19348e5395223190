"""What a command hands over: a table or a document, on the screen, as JSON, or in a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bashu.cli.language import reader_language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

#: exit codes of every command
DONE, FOUND, BAD_INPUT = 0, 1, 2
#: rows of a table on the screen before the rest is only counted
ROWS_ON_SCREEN = 30

AsJson = Annotated[bool, typer.Option("--json", help=say("以 JSON 输出", "print JSON"))]
ToFile = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        help=say("写入文件（.csv .parquet .xlsx .json）", "write to a file (.csv .parquet .xlsx .json)"),
    ),
]
InWorkspace = Annotated[
    Path | None,
    typer.Option(
        "-w",
        "--workspace",
        help=say(
            "数据所在的文件夹或工作簿；不填则用内置的川渝走廊",
            "folder or workbook with the tables; the bundled corridor if absent",
        ),
    ),
]


def show_frame(
    frame: pl.DataFrame,
    title: str,
    *,
    as_json: bool = False,
    output: Path | None = None,
    notes: Sequence[str] = (),
    hide: Sequence[str] = (),
) -> None:
    """Hand over a table: to a file if one is named, else as JSON or as a table on the screen.

    ``hide`` names columns that are left out on the screen only, where width is short.
    """
    if output is not None:
        from bashu.report import in_words, write_frame

        # a workbook is for people; the other kinds are for programs and keep the codes
        if output.suffix.lower() == ".xlsx":
            frame = in_words(frame, reader_language())
        write_frame(frame, output, title, [title, *notes], reader_language())
        print(
            say(f"已写入 {output}（{frame.height} 行）", f"wrote {output} ({frame.height} rows)"),
            file=sys.stderr,
        )
    elif as_json:
        print(
            json.dumps(
                {"title": title, "notes": list(notes), "rows": frame.to_dicts()},
                ensure_ascii=False,
                indent=2,
                default=str,
            )
        )
    else:
        from bashu.report import in_words

        frame = in_words(frame, reader_language())
        _print_table(frame.drop(name for name in hide if name in frame.columns), title, notes)


def show_document(document: dict[str, Any], *, output: Path | None = None) -> None:
    """Hand over a document as JSON, to a file or the screen."""
    text = json.dumps(document, ensure_ascii=False, indent=2, default=str)
    if output is None:
        print(text)
        return
    write_text(output, text + "\n")
    print(say(f"已写入 {output}", f"wrote {output}"), file=sys.stderr)


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def _print_table(frame: pl.DataFrame, title: str, notes: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    from bashu.report import label

    console = Console()
    table = Table(
        title=title, title_justify="left", title_style="bold", header_style="bold", box=None, pad_edge=False
    )
    for name, kind in frame.schema.items():
        table.add_column(
            label(name, reader_language()), justify="right" if kind.is_numeric() else "left", overflow="fold"
        )
    for row in frame.head(ROWS_ON_SCREEN).iter_rows():
        table.add_row(*(_cell(value) for value in row))
    console.print(table)
    if frame.height > ROWS_ON_SCREEN:
        more = frame.height - ROWS_ON_SCREEN
        console.print(
            say(f"… 另有 {more} 行，用 -o FILE 取全部", f"… and {more} more rows; -o FILE takes all"),
            style="dim",
        )
    for note in notes:
        console.print(note, style="dim", markup=False)


def _cell(value: object) -> str:
    from rich.markup import escape

    if value is None:
        return "-"
    if isinstance(value, bool):
        return say("是", "yes") if value else say("否", "no")
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.2f}"
    if isinstance(value, list):
        return escape("; ".join(str(entry) for entry in value))
    return escape(str(value))
