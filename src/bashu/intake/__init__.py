"""What comes in: pages, registers, names; each room loads when it is first used."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.intake.linking import link_organisations
    from bashu.intake.merge import ReportedAgreement, Telling, merge_agreements
    from bashu.intake.model import (
        Agreement,
        Article,
        Evidence,
        Figure,
        Organisation,
        Party,
        Person,
        PlaceMention,
        ProductMention,
    )
    from bashu.intake.names import Candidate, NameRegister
    from bashu.intake.read import read_page
    from bashu.intake.sources import PageSource

_FROM_ROOMS = {
    "link_organisations": "linking",
    "ReportedAgreement": "merge",
    "Telling": "merge",
    "merge_agreements": "merge",
    "Agreement": "model",
    "Article": "model",
    "Evidence": "model",
    "Figure": "model",
    "Organisation": "model",
    "Party": "model",
    "Person": "model",
    "PlaceMention": "model",
    "ProductMention": "model",
    "Candidate": "names",
    "NameRegister": "names",
    "read_page": "read",
    "PageSource": "sources",
}

__all__ = [
    "Agreement",
    "Article",
    "Candidate",
    "Evidence",
    "Figure",
    "NameRegister",
    "Organisation",
    "PageSource",
    "Party",
    "Person",
    "PlaceMention",
    "ProductMention",
    "ReportedAgreement",
    "Telling",
    "link_organisations",
    "merge_agreements",
    "read_page",
]


def __getattr__(name: str) -> object:
    if name in _FROM_ROOMS:
        return getattr(importlib.import_module(f"bashu.intake.{_FROM_ROOMS[name]}"), name)
    raise AttributeError(f"module 'bashu.intake' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
