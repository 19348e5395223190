"""What finding a supplier, the needs and the plan for the whole market show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.portal.chain.pages import NeedRow
    from bashu.portal.core.pages import Flow, Tile
    from bashu.portal.shown import Bar, Figure, Filter, Foundation, Sheet, Source, Thing, Words


@dataclass(frozen=True)
class ProductHit:
    """A product that the typed words may mean."""

    product: Thing
    score: float
    reasons: tuple[Words, ...]
    chosen: bool


@dataclass(frozen=True)
class SupplierRow:
    """A ranked supplier with one bar for each reason."""

    rank: int
    organisation: Thing
    place: Thing | None
    region: Words
    minutes: float | None
    score: float
    reasons: tuple[Bar, ...]
    text: str
    role: Words
    standing: Words
    illustrative: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class SuppliersPage:
    """Who can supply what was typed, the best first, each with its reasons."""

    query: str
    place: str
    products: tuple[ProductHit, ...]
    rows: tuple[SupplierRow, ...]
    message: Words
    foundation: Foundation


@dataclass(frozen=True)
class NeedsPage:
    """What firms of the corridor look for."""

    rows: tuple[NeedRow, ...]
    sheet: Sheet
    filters: tuple[Filter, ...]
    finding: Words
    foundation: Foundation


@dataclass(frozen=True)
class Assignment:
    """One need and one capability that the plan brings together."""

    need: str
    buyer: Thing | None
    supplier: Thing
    product: Thing | None
    origin: Thing | None
    destination: Thing | None
    quantity: float
    unit: str
    minutes: float | None
    cost: float


@dataclass(frozen=True)
class Unmet:
    """A need that the plan cannot meet in full, and why."""

    need: str
    buyer: Thing | None
    product: Thing | None
    quantity: float
    unit: str
    reason: Words


@dataclass(frozen=True)
class Gain:
    """What the plan brings to one region."""

    region: Thing
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class SankeyLink:
    """One band of the Sankey chart: from a supplying region or product to a buying one."""

    source: str
    target: str
    value: float


@dataclass(frozen=True)
class PlanPage:
    """The plan for the whole market: who should supply whom, proved optimal."""

    figures: tuple[Figure, ...]
    finding: Words
    banner: Words
    assignments: tuple[Assignment, ...]
    sheet: Sheet
    unmet: tuple[Unmet, ...]
    gains: tuple[Gain, ...]
    sankey: tuple[SankeyLink, ...]
    sankey_names: tuple[tuple[str, Words], ...]
    tiles: tuple[Tile, ...]
    flows: tuple[Flow, ...]
    certified: bool
    foundation: Foundation
