"""The product graph: what goes into what, who makes it where, what is covered and what is missing."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from bashu.chain.change import CoverageChange, as_of, compare, last_day
from bashu.chain.coverage import Coverage
from bashu.chain.graph import ProductGraph
from bashu.chain.names import find_product
from bashu.chain.readings import READINGS, SLOGANS, Slogan, read_by
from bashu.chain.status import STATUSES, status_name

if TYPE_CHECKING:
    from bashu.chain.suggest import InputSuggester, Suggestion

__all__ = [
    "READINGS",
    "SLOGANS",
    "STATUSES",
    "Coverage",
    "CoverageChange",
    "InputSuggester",
    "ProductGraph",
    "Slogan",
    "Suggestion",
    "as_of",
    "compare",
    "find_product",
    "last_day",
    "read_by",
    "status_name",
]  # fmt: skip

#: what loads scipy only when it is asked for
_FROM_SUGGEST = ("InputSuggester", "Suggestion")


def __getattr__(name: str) -> object:
    if name in _FROM_SUGGEST:
        return getattr(importlib.import_module("bashu.chain.suggest"), name)
    raise AttributeError(f"module 'bashu.chain' has no attribute {name!r}")
