"""Facts of a page: agreements, figures, people, organisations, places, products, each with its evidence.

Reading loads when it is first used: a register needs to know what kind of organisation a name is, and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.intake.facts.kinds import kind_of, level_of

if TYPE_CHECKING:
    from bashu.intake.facts.knowledge import Knowledge, knowledge_of
    from bashu.intake.facts.read import Facts, read_facts

__all__ = ["Facts", "Knowledge", "kind_of", "knowledge_of", "level_of", "read_facts"]


def __getattr__(name: str) -> object:
    if name in {"Facts", "read_facts"}:
        from bashu.intake.facts import read

        return getattr(read, name)
    if name in {"Knowledge", "knowledge_of"}:
        from bashu.intake.facts import knowledge

        return getattr(knowledge, name)
    raise AttributeError(f"module 'bashu.intake.facts' has no attribute {name!r}")
