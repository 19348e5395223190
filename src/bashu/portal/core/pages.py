"""What the home page, the search box, the methods and the sources show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.portal.ledger.pages import AgreementRow
    from bashu.portal.shown import Figure, Foundation, Source, Thing, Words


@dataclass(frozen=True)
class Tile:
    """A city as a tile: where it lies in the grid and how many organisations are there."""

    place: Thing
    region: str
    column: int
    row: int
    organisations: int
    products: int


@dataclass(frozen=True)
class Flow:
    """What goes from one city to another, as a share of the largest flow (0 to 1)."""

    origin: str
    destination: str
    supplies: int
    share: float
    minutes: float | None


@dataclass(frozen=True)
class Line:
    """One of the five lines of work and what was agreed on it."""

    line: str
    name: Words
    sentence: Words
    agreements: int
    path: str


@dataclass(frozen=True)
class HomePage:
    """The corridor in ten seconds: what it is, what is missing, what was agreed."""

    figures: tuple[Figure, ...]
    findings: tuple[Words, ...]
    tiles: tuple[Tile, ...]
    flows: tuple[Flow, ...]
    flows_note: Words
    lines: tuple[Line, ...]
    agreements: tuple[AgreementRow, ...]
    foundation: Foundation


@dataclass(frozen=True)
class Hit:
    """One thing that a search found."""

    kind: Words
    thing: Thing
    note: Words


@dataclass(frozen=True)
class SearchPage:
    """What the search box found, products and firms together."""

    query: str
    hits: tuple[Hit, ...]
    foundation: Foundation


@dataclass(frozen=True)
class Method:
    """How a number is made: its formula, its source and where it is used."""

    slug: str
    name: Words
    sentence: Words
    formula: str
    reading: Words
    source: Source
    used_on: tuple[Thing, ...]


@dataclass(frozen=True)
class MethodsPage:
    """Every method that a page uses."""

    methods: tuple[Method, ...]
    foundation: Foundation


@dataclass(frozen=True)
class TableRow:
    """One public table: what it holds, how many rows, and its files."""

    table: str
    name: Words
    meaning: str
    rows: int
    columns: int
    sources: int
    files: tuple[Thing, ...]


@dataclass(frozen=True)
class SourceRow:
    """One source and how many rows of which tables rest on it."""

    source: Source
    rows: int
    tables: tuple[str, ...]


@dataclass(frozen=True)
class SourcesPage:
    """Where the data comes from, table by table and source by source."""

    tables: tuple[TableRow, ...]
    sources: tuple[SourceRow, ...]
    foundation: Foundation
