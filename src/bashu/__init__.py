"""Bashu: two regions, one industry, from a signed page to a supply plan.

The rooms of the house load when they are first used, so that ``import bashu`` is quick::

    bashu.Workspace.open()                      the bundled corridor
    bashu.intake.read_page(page)                what was agreed, with its place in the text
    bashu.chain.ProductGraph(workspace)         what is covered, what is missing
    bashu.travel.Travel(workspace)              minutes for goods and for people
    bashu.inputoutput.read_accounts(path)       what industries use of each other, at home and from abroad
    bashu.match.Catalogue, Ranker, offers, plan who should supply whom
    bashu.decide.weigh, gaps, travel_effects    before it is built
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu import (
        chain,
        decide,
        errors,
        inputoutput,
        intake,
        match,
        report,
        tables,
        text,
        travel,
        workspace,
    )
    from bashu.workspace import Viewpoint, Workspace

__version__ = "0.1.0"

_ROOMS = (
    "chain",
    "decide",
    "errors",
    "inputoutput",
    "intake",
    "match",
    "report",
    "tables",
    "text",
    "travel",
    "workspace",
)
_FROM_ROOMS = {"Workspace": "workspace", "Viewpoint": "workspace"}

__all__ = [
    "Viewpoint",
    "Workspace",
    "__version__",
    "chain",
    "decide",
    "errors",
    "inputoutput",
    "intake",
    "match",
    "report",
    "tables",
    "text",
    "travel",
    "workspace",
]


def __getattr__(name: str) -> object:
    if name in _ROOMS:
        return importlib.import_module(f"bashu.{name}")
    if name in _FROM_ROOMS:
        return getattr(importlib.import_module(f"bashu.{_FROM_ROOMS[name]}"), name)
    raise AttributeError(f"module 'bashu' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
