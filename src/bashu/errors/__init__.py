"""Every error Bashu raises on purpose.

::

    BashuError
    ├── InputError (also ValueError)     what came in is wrong; carries findings with their place
    │   ├── UnreadableFile               not a file of the kind its name says, too large, wrong encoding
    │   ├── TableError                   a table breaks the vocabulary
    │   └── UnknownName (also KeyError)  an id or name that the workspace does not hold
    ├── PlanError                        the market plan cannot be made or proved
    │   ├── NotOptimal                   a certificate does not hold
    │   └── BrokenSchedule               a schedule of meetings breaks one of its rules
    └── MissingExtra (also ImportError)  an optional package is not installed

A :class:`Finding` says what was found, where, and what to do, in Chinese or English.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.errors.finding import Finding, Language
from bashu.errors.sentences import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "FINDINGS", "BashuError", "BrokenSchedule", "Finding", "InputError", "Language", "MissingExtra", "NotOptimal", "PlanError",
    "TableError", "UnknownName", "UnreadableFile",
]  # fmt: skip


class BashuError(Exception):
    """The root of every error that Bashu raises on purpose."""


class InputError(BashuError, ValueError):
    """What came in is wrong; ``findings`` says what, where and what to do."""

    def __init__(self, findings: Finding | Sequence[Finding]) -> None:
        self.findings: tuple[Finding, ...] = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__(self.sentence("en"))

    def sentence(self, language: Language = "en", limit: int = 5) -> str:
        """The first findings, one a line, and how many more there are."""
        lines = [finding.sentence(language) for finding in self.findings[:limit]]
        more = len(self.findings) - limit
        if more > 0:
            lines.append(f"另有 {more} 处问题" if language == "zh" else f"and {more} more")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.sentence("en")


class UnreadableFile(InputError):
    """A file is not of the kind its name says, is too large, or has the wrong encoding."""


class TableError(InputError):
    """A table breaks the vocabulary: columns, types, units, keys or references."""


class UnknownName(InputError, KeyError):
    """An id or a name that the workspace does not hold."""


class PlanError(BashuError):
    """A market plan could not be made."""


class NotOptimal(PlanError):
    """A certificate of optimality does not hold for a plan."""


class BrokenSchedule(PlanError):
    """A schedule of meetings breaks one of its rules."""


class MissingExtra(BashuError, ImportError):
    """An optional package is needed; the message names the extra that brings it."""
