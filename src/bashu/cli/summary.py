"""`bashu summary`: the headline figures of a corridor."""

from __future__ import annotations

from bashu.cli.language import say
from bashu.cli.output import AsJson, InWorkspace, ToFile, show_frame


def summary(as_json: AsJson = False, output: ToFile = None, workspace: InWorkspace = None) -> None:
    """Print what the corridor has and lacks, as the public sees it."""
    from bashu.report.headlines import headlines
    from bashu.workspace import Viewpoint, Workspace

    frame = headlines(Workspace.open(workspace, Viewpoint.public()))
    other = say("_en", "_zh")
    hidden = [name for name in frame.columns if name.endswith(other)]
    show_frame(
        frame, say("走廊概况", "The corridor at a glance"), as_json=as_json, output=output, hide=hidden
    )
