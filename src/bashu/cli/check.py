"""`bashu check`: everything that is wrong with a workspace, with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bashu.cli.language import reader_language, say
from bashu.cli.output import FOUND, AsJson


def check(
    workspace: Annotated[
        Path | None,
        typer.Argument(
            help=say(
                "文件夹、CSV、Parquet 或工作簿；不填则检查内置数据",
                "folder, CSV, Parquet or workbook; the bundled data if absent",
            )
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Print every finding of a workspace with its place; exit code 1 when one of them is an error."""
    from bashu.workspace import Workspace

    opened = Workspace.open(workspace)
    findings = opened.check()
    errors = [finding for finding in findings if finding.severity == "error"]
    language = reader_language()
    if as_json:
        rows = [
            {
                "severity": finding.severity,
                "code": finding.code,
                "file": finding.file,
                "sheet": finding.sheet,
                "row": finding.row,
                "column": finding.column,
                "value": finding.value,
                "problem": finding.problem(language),
                "remedy": finding.remedy(language),
            }
            for finding in findings
        ]
        print(json.dumps({"version": opened.version, "findings": rows}, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            mark = say("错误", "error") if finding.severity == "error" else say("提示", "note")
            print(f"[{mark}] {finding.sentence(language)}")
        notes = len(findings) - len(errors)
        print(
            say(
                f"检查了 {len(opened.names())} 张表：{len(errors)} 处错误，{notes} 处提示。",
                f"Checked {len(opened.names())} tables: {len(errors)} errors, {notes} notes.",
            )
        )
    if errors:
        raise typer.Exit(FOUND)
