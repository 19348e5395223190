"""The kinds of long work, by the name of what does each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from bashu.portal.shown import Words

if TYPE_CHECKING:
    from bashu.workspace import Workspace

#: how far the work is, from 0 to 1, and what it does now
Report = Callable[[float, Words], None]
WORKERS: Mapping[str, str] = {"plan": "bashu.portal.market.scenario"}


class Brought(NamedTuple):
    """What a run brings: numbers that lists show, and tables and files by name."""

    summary: dict[str, Any]
    parts: dict[str, bytes]


def work(kind: str, workspace: Workspace, question: Mapping[str, Any], report: Report) -> Brought:
    """Answer a question of a kind."""
    answer: Callable[[Workspace, Mapping[str, Any], Report], Brought] = import_module(WORKERS[kind]).answer
    return answer(workspace, question, report)
