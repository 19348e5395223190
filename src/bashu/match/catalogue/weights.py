"""How much each visible reason of a search counts, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: reason -> what a person reads, in Chinese and English; the order of the columns of contributions
REASONS: Mapping[str, tuple[str, str]] = {
    "query_covered": ("查询的字大多在名称中", "the name has what was asked for"),
    "name_covered": ("名称的字大多被问到", "what the name says was asked for"),
    "order": ("字的先后一致", "in the same order"),
    "neighbours": ("相邻的字仍相邻", "neighbouring characters stay together"),
    "exact": ("完全相同", "exactly this name"),
    "head": ("是所查名称的中心词", "the head noun of what was asked for"),
    "start": ("是所查名称的开头", "the beginning of what was asked for"),
    "broad": ("目录中许多名称由它构成", "many names of the catalogue are built on it"),
    "parent": ("上位产品符合", "its parent product fits"),
    "pinyin": ("按拼音相符", "by its pronunciation"),
}


@dataclass(frozen=True, slots=True)
class SearchWeights:
    """Weights of the reasons whose sum is the score of a hit.

    The first four are likeness of spelling and add up to 1. The query being a name of the catalogue
    itself means that the spelling is right and something broader is looked for: then head noun,
    beginning and breadth speak; otherwise a near spelling leads.

    Attributes
    ----------
    query_covered, name_covered, order, neighbours
        For what part of the query the name has, what part of the name was asked for, symbols in the
        same order, and neighbours that stay neighbours.
    exact
        For a name that is the query; large enough to stand above everything else.
    head, start
        For a name of two characters or more at the end or the beginning of a query that is itself a name.
    head_of_text
        The same for the end of a query that is no name.
    broad
        For each natural logarithm of the number of names that end (begin) with such a head (beginning).
    broad_at_most
        The most that breadth can give.
    parent
        For what the parent's name explains of the rest of the query.
    pinyin
        Deducted when only the pronunciation was compared.
    """

    query_covered: float = 0.37
    name_covered: float = 0.38
    order: float = 0.16
    neighbours: float = 0.09
    exact: float = 1.5
    head: float = 0.24
    start: float = 0.21
    head_of_text: float = 0.02
    broad: float = 0.07
    broad_at_most: float = 0.6
    parent: float = 0.1
    pinyin: float = -0.1
