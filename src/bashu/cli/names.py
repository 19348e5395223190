"""`bashu names`: a list of names against the organisations of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bashu.cli.language import reader_language, say
from bashu.cli.output import AsJson, InWorkspace, ToFile, show_frame

app = typer.Typer(
    no_args_is_help=True,
    help=say(
        "企业的各种叫法：认出是登记中的哪一家", "names of firms: which organisation on record each one is"
    ),
)


@app.command(
    "resolve",
    help=say(
        "名单逐行对应到组织：同一家、分支、待核或新企业，附原因。例：bashu names resolve 参会名单.xlsx -o 对照.xlsx",
        "Resolve a list row by row: same, branch, review or new, with the reason. Example: bashu names resolve list.xlsx -o resolved.xlsx",
    ),
)
def resolve(
    file: Annotated[Path, typer.Argument(help=say("名单：.csv .xlsx .xls", "the list: .csv .xlsx .xls"))],
    column: Annotated[
        str | None, typer.Option(help=say("名称所在列的表头", "header of the column with the names"))
    ] = None,
    one_to_one: Annotated[
        bool, typer.Option("--one-to-one", help=say("每个组织至多对应一行", "give no organisation twice"))
    ] = False,
    as_json: AsJson = False,
    output: ToFile = None,
    workspace: InWorkspace = None,
) -> None:
    """Print what every name of a list stands for in the register."""
    from bashu.intake.name_lists import read_names, resolve_list
    from bashu.intake.names import REASONS, register_of
    from bashu.workspace import Workspace

    names = read_names(file, column)
    frame = resolve_list(register_of(Workspace.open(workspace)), names, one_to_one=one_to_one)
    counts = dict(frame["decision"].value_counts().iter_rows())
    kinds = [(kind, counts.get(kind, 0)) for kind in ("same", "branch", "review", "new")]
    if not as_json and (output is None or output.suffix.lower() == ".xlsx"):
        words = {
            reason: sentence[0 if reader_language() == "zh" else 1] for reason, sentence in REASONS.items()
        }
        frame = frame.with_columns(frame["reason"].replace(words))
    summary = say(
        "同一家 {} · 分支 {} · 待核 {} · 新企业 {}", "{} same · {} branch · {} to review · {} new"
    ).format(*(count for _, count in kinds))
    title = say(f"{file.name}：{frame.height} 个名称", f"{file.name}: {frame.height} names")
    show_frame(frame, title, as_json=as_json, output=output, notes=[summary], hide=["organisation"])
