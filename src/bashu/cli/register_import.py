"""`bashu import`: a register into a folder of tables, or the empty form of one."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bashu.cli.language import reader_language, say
from bashu.cli.output import BAD_INPUT, FOUND, ROWS_ON_SCREEN, AsJson, ToFile, show_frame

if TYPE_CHECKING:
    import polars as pl

    from bashu.errors import Finding
    from bashu.intake.registers import Review

#: findings on the screen before the rest is only counted
_SHOWN = 20
#: changes, and records left as they are, that ``--json`` lists before the rest is only counted
_LISTED = 10_000


def import_register(
    file: Annotated[
        Path | None,
        typer.Argument(help=say("登记表：.xlsx .xls .csv .et", "the register: .xlsx .xls .csv .et")),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            help=say("导入到哪个文件夹；没有就新建", "folder of tables to import into; made if absent"),
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            help=say(
                "哪一张表，如 organisations 或 企业；不填则看表头", "the table; by its headers if absent"
            )
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help=say(
                "只看会增加、改动什么，哪些不变", "only show what would be added, changed and left as it is"
            ),
        ),
    ] = False,
    errors: Annotated[
        Path | None,
        typer.Option(
            help=say("把标出错处的原表写到这里（.xlsx）", "write the file back with bad cells marked (.xlsx)")
        ),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option(help=say("写出这张表的空白模板", "write the empty form of this register")),
    ] = None,
    as_json: AsJson = False,
    output: ToFile = None,
) -> None:
    """Import a register, show what that would change, or write an empty form."""
    if template is not None:
        _write_template(template, output)
        return
    if file is None or (into is None and not dry_run):
        wanted = say(
            "请给出文件和 --into 文件夹（或 --dry-run）", "give a file and --into FOLDER (or --dry-run)"
        )
        print(say("错误：", "Error: ") + wanted, file=sys.stderr)
        raise typer.Exit(BAD_INPUT)
    from bashu.errors import Finding, InputError
    from bashu.intake.registers import open_folder, review_register, write_marked, write_review

    if into is not None and into.exists() and not into.is_dir():
        raise InputError(Finding("no_folder", file=str(into)))
    review = review_register(file, open_folder(into) if into is not None else None, kind)
    marked = write_marked(review, errors, reader_language()) if errors is not None and review.errors else 0
    if not review.errors and not dry_run and into is not None:
        write_review(review, into)
    if as_json:
        _print_json(review, written=not review.errors and not dry_run)
    else:
        _print_review(review, output, dry_run=dry_run)
        if marked:
            print(
                say(f"已写入 {errors}，标出 {marked} 格", f"wrote {errors} with {marked} cells marked"),
                file=sys.stderr,
            )
    if review.errors:
        raise typer.Exit(FOUND)


def _write_template(kind: str, output: Path | None) -> None:
    from bashu.intake.registers import write_template
    from bashu.tables import find_table

    table = find_table(kind)
    name = kind if table is None else say(table.zh, table.name)
    target = output or Path(say(f"{name}模板.xlsx", f"{name}-template.xlsx"))
    write_template(kind, target, reader_language())
    print(say(f"已写入 {target}", f"wrote {target}"), file=sys.stderr)


def _print_json(review: Review, *, written: bool) -> None:
    language = reader_language()
    document = {
        "file": str(review.path),
        "written": written,
        **review.counts,
        "sheets": [
            {
                "sheet": sheet.sheet,
                "table": sheet.table,
                "records": sheet.records,
                "skipped": dict(sheet.skipped),
            }
            for sheet in review.sheets
        ],
        "changes": review.first_changes(_LISTED).head(_LISTED).to_dicts(),
        "changes_in_all": sum(sheet.outcome.lines for sheet in review.sheets),
        "left_rows": review.untouched(_LISTED).head(_LISTED).to_dicts(),
        "findings": [
            _as_dict(finding) | {"sentence": finding.sentence(language)} for finding in review.findings
        ],
    }
    print(json.dumps(document, ensure_ascii=False, indent=2))


def _show_first(review: Review) -> None:
    """The first records that would be added or changed, and the first that would be left, with how many there are."""
    lines = sum(sheet.outcome.lines for sheet in review.sheets)
    changes = review.first_changes(ROWS_ON_SCREEN).head(ROWS_ON_SCREEN)
    left = review.untouched(ROWS_ON_SCREEN).head(ROWS_ON_SCREEN)
    for frame, count, title in (
        (changes, lines, say("会有的变化", "What would change")),
        (left, review.counts["left"], say("不变的记录", "Records left as they are")),
    ):
        more = count - frame.height
        note = say(f"… 另有 {more} 行，用 -o FILE 取全部", f"… and {more} more rows; -o FILE takes all")
        if frame.height:
            show_frame(_worded(frame), title, notes=[note] if more else [])


def _worded(frame: pl.DataFrame) -> pl.DataFrame:
    """What becomes of a record, in words and under a name of its own."""
    if "action" not in frame.columns:
        return frame
    words = {"added": say("新增", "added"), "changed": say("改动", "changed"), "left": say("不变", "left")}
    return frame.with_columns(frame["action"].replace(words)).rename({"action": "becomes"})


def _as_dict(finding: Finding) -> dict[str, object]:
    return {
        "severity": finding.severity, "code": finding.code, "sheet": finding.sheet, "row": finding.row,
        "column": finding.column, "cell": finding.details.get("cell"), "value": finding.value,
    }  # fmt: skip


def _print_review(review: Review, output: Path | None, *, dry_run: bool) -> None:
    language = reader_language()
    for finding in review.findings[:_SHOWN]:
        mark = say("错误", "error") if finding.severity == "error" else say("提示", "note")
        print(f"[{mark}] {finding.sentence(language)}")
    if len(review.findings) > _SHOWN:
        more = len(review.findings) - _SHOWN
        print(say(f"另有 {more} 处，用 --json 取全部", f"and {more} more; --json lists all"))
    for sheet in review.sheets:
        if sheet.skipped:
            rows = ", ".join(str(row) for row, _ in sheet.skipped[:10])
            print(
                say(
                    f"略过合计、重复表头与注释：第 {rows} 行",
                    f"totals, repeated headers and notes left out: rows {rows}",
                )
            )
    if output is not None:
        show_frame(
            _worded(review.whole()), say("登记表的每一条", "Every record of the register"), output=output
        )
    elif dry_run:
        _show_first(review)
    counts = review.counts
    said = say(
        f"新增 {counts['added']} 条，改动 {counts['changed']} 条，不变 {counts['left']} 条",
        f"{counts['added']} added, {counts['changed']} changed, {counts['left']} left as they are",
    )
    if review.errors:
        faults = len(review.errors)
        print(say(f"有 {faults} 处错误，什么也没有导入。", f"{faults} errors: nothing was imported."))
    elif dry_run:
        print(say(f"试运行：{said}；什么也没有写入。", f"Dry run: {said}; nothing was written."))
    else:
        print(said + say("。", "."))
