"""What the list of agreements and one agreement with its evidence show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.portal.shown import Filter, Foundation, Sheet, Source, Thing, Words


@dataclass(frozen=True)
class PartyRow:
    """A party by the name in the source and, where known, as an organisation."""

    name: str
    organisation: Thing | None
    kind: Words
    region: Words
    role: str


@dataclass(frozen=True)
class AgreementRow:
    """One agreement in a list."""

    agreement: Thing
    level: Words
    line: Words
    signed_on: str
    place: Thing | None
    status: Words
    parties: tuple[PartyRow, ...]
    and_others: bool


@dataclass(frozen=True)
class AgreementsPage:
    """What was agreed between the two regions."""

    rows: tuple[AgreementRow, ...]
    sheet: Sheet
    filters: tuple[Filter, ...]
    finding: Words
    foundation: Foundation


@dataclass(frozen=True)
class Passage:
    """A piece of the source text; ``fact`` says what was read from it, empty for plain text."""

    text: str
    fact: Words


@dataclass(frozen=True)
class AgreementPage:
    """One agreement: parties, subject, lines, areas, and the passage of the source it was read from."""

    row: AgreementRow
    subject: str
    kind: Words
    lines: tuple[Words, ...]
    areas: tuple[str, ...]
    count: int | None
    amount: float | None
    unit: str
    replaces: Thing | None
    evidence_title: str
    evidence: tuple[tuple[Passage, ...], ...]
    sources: tuple[Source, ...]
    foundation: Foundation
