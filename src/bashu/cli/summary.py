"""`bashu summary`: the headline figures of a corridor."""

from __future__ import annotations

from typing import Annotated

import typer

from bashu.cli.language import say
from bashu.cli.output import AsJson, InWorkspace, ToFile, show_frame

Lines = Annotated[
    bool,
    typer.Option(
        "--lines", help=say("各条工作线有几份协议写到", "how many agreements name each line of work")
    ),
]


def summary(
    lines: Lines = False, as_json: AsJson = False, output: ToFile = None, workspace: InWorkspace = None
) -> None:
    """Print what the corridor has and lacks, as the public sees it."""
    from bashu.report.headlines import agreements_by_line, headlines
    from bashu.workspace import Viewpoint, Workspace

    opened = Workspace.open(workspace, Viewpoint.public())
    frame = agreements_by_line(opened) if lines else headlines(opened)
    other = say("_en", "_zh")
    hidden = [name for name in frame.columns if name.endswith(other)]
    title = (
        say("按工作线计的协议", "Agreements by line of work")
        if lines
        else say("走廊概况", "The corridor at a glance")
    )
    show_frame(frame, title, as_json=as_json, output=output, hide=hidden)
