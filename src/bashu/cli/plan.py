"""`bashu plan`: the whole market at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bashu.cli.language import reader_language, say
from bashu.cli.match import ILLUSTRATIVE
from bashu.cli.output import AsJson, InWorkspace, show_document, show_frame


def plan(
    as_json: AsJson = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            help=say(
                "写入工作簿 .xlsx，或其他格式只写供货表",
                "a workbook .xlsx; other endings hold the assignments only",
            ),
        ),
    ] = None,
    tables: Annotated[
        Path | None,
        typer.Option(
            help=say(
                "自己的表：含 needs、capabilities、offers（可有 firms）的文件夹，数量与成本为整数",
                "tables of your own: a folder with needs, capabilities, offers and perhaps firms, in whole numbers",
            )
        ),
    ] = None,
    compare: Annotated[
        bool,
        typer.Option(
            "--compare",
            help=say("与两地各做各的并列", "beside each region alone"),
        ),
    ] = False,
    without: Annotated[
        str | None,
        typer.Option(help=say("与没有这家企业并列（编号）", "beside the plan without this firm (its id)")),
    ] = None,
    timetables: Annotated[
        tuple[int, int] | None,
        typer.Option(
            help=say(
                "按人员在两份时刻表下的用时各算一个方案，如 2014 2021",
                "plans by the minutes of people in two timetables, such as 2014 2021",
            )
        ),
    ] = None,
    workspace: InWorkspace = None,
) -> None:
    """Plan the whole market, prove the plan, and say what each region gains."""
    from bashu.cli import planning
    from bashu.report.market import MarketReport
    from bashu.workspace import Workspace

    if tables is not None:
        made = planning.plan_of_tables(tables)
        if as_json:
            show_document(planning.document(made), output=output)
        else:
            title, *notes = planning.sentences(made)
            show_frame(made.assignments, title, output=output, notes=notes)
        return
    if compare or without or timetables:
        opened = Workspace.open(workspace)
        frame, illustrative = (
            planning.between_timetables(opened, *timetables)
            if timetables
            else planning.beside(opened, without)
        )
        show_frame(
            frame,
            say("方案并列", "The plans side by side"),
            as_json=as_json,
            output=output,
            notes=[ILLUSTRATIVE] if illustrative else [],
        )
        return

    report = MarketReport.of(Workspace.open(workspace))
    language = reader_language()
    if as_json or (output is not None and output.suffix.lower() == ".json"):
        show_document(report.to_dict(), output=output)
        return
    if output is not None and output.suffix.lower() == ".xlsx":
        report.write(output, language)
        print(say(f"已写入 {output}", f"wrote {output}"), file=sys.stderr)
        return
    sentences = report.sentences(language)
    show_frame(
        report.assignments(language),
        sentences[0],
        output=output,
        notes=sentences[1:],
        hide=["need", "capability"],
    )
