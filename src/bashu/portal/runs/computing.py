"""What the process of a run does; it starts with nothing loaded, so Django is loaded here first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bashu.errors import BashuError, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from multiprocessing.connection import Connection

    from bashu.portal.shown import Words


def compute(pipe: Connection, kind: str, question: Mapping[str, Any], version: str) -> None:
    """Open the data, answer, and hand over what came of it."""
    from bashu.portal import setup

    setup.load()
    from bashu.portal.data.snapshots import open_snapshot
    from bashu.portal.runs.kinds import work
    from bashu.workspace import Viewpoint, Workspace

    def report(share: float, step: Words) -> None:
        pipe.send(("step", share, step.zh, step.en))

    source = open_snapshot()
    if source.version != version:
        pipe.send(("failed", "数据已更新，请重新计算。", "The data has changed since; ask again."))
        return
    try:
        pipe.send(("done", *work(kind, Workspace(source, Viewpoint.public()), question, report)))
    except InputError as error:
        pipe.send(("failed", error.sentence("zh"), error.sentence("en")))
    except BashuError as error:
        pipe.send(("failed", str(error), str(error)))
