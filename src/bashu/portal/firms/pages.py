"""What the list of organisations and the page of one firm show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.portal.chain.pages import NeedRow, ProjectRow
    from bashu.portal.ledger.pages import AgreementRow
    from bashu.portal.shown import Filter, Foundation, Sheet, Source, Thing, Words


@dataclass(frozen=True)
class FirmRow:
    """One organisation in a list."""

    organisation: Thing
    kind: Words
    place: Thing | None
    region: Words
    products: int
    standing: Words
    illustrative: bool


@dataclass(frozen=True)
class FirmsPage:
    """The organisations of the corridor, searched and filtered."""

    query: str
    rows: tuple[FirmRow, ...]
    sheet: Sheet
    filters: tuple[Filter, ...]
    foundation: Foundation


@dataclass(frozen=True)
class SiteRow:
    """A plant or office of a firm."""

    site: str
    place: Thing
    park: str
    role: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class OfferRow:
    """Something that a firm makes or trades, as far as it is public."""

    capability: str
    product: Thing | None
    text: str
    site: str
    role: Words
    standing: Words
    certificates: tuple[str, ...]
    lead_days: float | None
    capacity: float | None
    unit: str
    updated: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class LinkRow:
    """A supply between two firms that was publicly reported."""

    other: Thing
    product: Thing
    role: Words
    period: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class FirmPage:
    """One organisation: where it works, what it makes, what was reported, where each fact was read."""

    organisation: Thing
    short_name: str
    kind: Words
    place: Thing | None
    region: Words
    parent: Thing | None
    children: tuple[Thing, ...]
    credit_code: str
    standing: Words
    illustrative: bool
    finding: Words
    sites: tuple[SiteRow, ...]
    offers: tuple[OfferRow, ...]
    needs: tuple[NeedRow, ...]
    projects: tuple[ProjectRow, ...]
    supplies: tuple[LinkRow, ...]
    agreements: tuple[AgreementRow, ...]
    sources: tuple[Source, ...]
    foundation: Foundation
