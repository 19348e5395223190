"""What the chain map, a product and the list of gaps show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.portal.shown import Bar, Figure, Filter, Foundation, Sheet, Source, Thing, Words


@dataclass(frozen=True)
class State:
    """How a product is covered: strong, covered, single, other_region, announced or missing, in words."""

    key: str
    name: Words


@dataclass(frozen=True)
class Node:
    """A product on the chain map: its column (stage), its row (family) and how it is covered."""

    product: Thing
    stage: str
    family: str
    fields: tuple[str, ...]
    areas: tuple[str, ...]
    parent: str | None
    makers: int
    confirmed: int
    by_region: tuple[tuple[str, int], ...]
    announced: int
    state: State


@dataclass(frozen=True)
class Connection:
    """An input on its way into a product."""

    input: str
    product: str
    essential: bool


@dataclass(frozen=True)
class ChainPage:
    """The chain map: stages as columns, families as rows, one node per product."""

    stages: tuple[Words, ...]
    families: tuple[Words, ...]
    nodes: tuple[Node, ...]
    connections: tuple[Connection, ...]
    states: tuple[tuple[State, int], ...]
    filters: tuple[Filter, ...]
    selected: str
    finding: Words
    foundation: Foundation


@dataclass(frozen=True)
class MakerRow:
    """An organisation that makes (or trades) a product."""

    organisation: Thing
    place: Thing
    region: Words
    text: str
    role: Words
    standing: str
    capacity: float | None
    unit: str
    updated: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class ProjectRow:
    """A plant that was announced or is being built: not a maker yet."""

    project: str
    organisation: Thing | None
    product: Thing | None
    place: Thing
    region: Words
    status: Words
    as_of: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class NeedRow:
    """Something that is wanted."""

    need: str
    organisation: Thing | None
    product: Thing | None
    text: str
    place: Thing | None
    quantity: float | None
    unit: str
    by: str
    certificates: tuple[str, ...]
    standing: str
    updated: str
    sources: tuple[Source, ...]
    illustrative: bool


@dataclass(frozen=True)
class InputRow:
    """One part category in the tree of an end product and who makes it."""

    product: Thing
    depth: int
    essential: bool
    state: State
    makers: int
    confirmed: int
    by_region: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class CoverageBlock:
    """N of M part categories are made in the corridor; the blanks by name; confirmed apart from reported."""

    parts: int
    covered: int
    confirmed: int
    sentence: Words
    blanks: tuple[Thing, ...]
    single: tuple[Thing, ...]
    rows: tuple[InputRow, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class GapRow:
    """A blank or a single source, its priority with one visible reason each, and what to do."""

    rank: int
    product: Thing
    state: State
    priority: float
    reasons: tuple[Bar, ...]
    action: Words
    evidence: Words


@dataclass(frozen=True)
class ProductPage:
    """One product: who makes it, who has announced it, who needs it, what goes in, what is missing."""

    product: Thing
    stage: str
    family: str
    fields: tuple[str, ...]
    areas: tuple[str, ...]
    gbt4754: str
    parent: Thing | None
    children: tuple[Thing, ...]
    state: State
    finding: Words
    makers: tuple[MakerRow, ...]
    makers_sheet: Sheet
    announced: tuple[ProjectRow, ...]
    needs: tuple[NeedRow, ...]
    inputs: tuple[InputRow, ...]
    used_in: tuple[InputRow, ...]
    substitutes: tuple[Thing, ...]
    coverage: CoverageBlock | None
    gap: GapRow | None
    foundation: Foundation


@dataclass(frozen=True)
class GapsPage:
    """What the corridor does not make, the most urgent first."""

    rows: tuple[GapRow, ...]
    sheet: Sheet
    filters: tuple[Filter, ...]
    finding: Words
    foundation: Foundation
