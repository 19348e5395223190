"""What the minutes between places show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.portal.core.pages import Tile
    from bashu.portal.shown import Choice, Foundation, Thing, Words


@dataclass(frozen=True)
class Reach:
    """A place within reach and how one gets there."""

    place: Thing
    minutes: float
    ring: int
    mode: Words
    year: int | None
    transfers: int
    estimate: bool
    inherited: bool


@dataclass(frozen=True)
class Change:
    """A direct train then and now."""

    origin: Thing
    destination: Thing
    before: float
    after: float
    change: float
    under: tuple[int, ...]
    slower_maybe_source: bool


@dataclass(frozen=True)
class TravelPage:
    """Minutes from one place to all others, and what changed between two years."""

    place: Thing
    carries: str
    year: int | None
    places: tuple[Choice, ...]
    years: tuple[int, ...]
    rings: tuple[int, ...]
    tiles: tuple[Tile, ...]
    reached: tuple[Reach, ...]
    before: int | None
    after: int | None
    changes: tuple[Change, ...]
    finding: Words
    foundation: Foundation
