"""What published statistics show: with scope and publisher, conflicts side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.portal.shown import Filter, Foundation, Sheet, Source, Thing, Words


@dataclass(frozen=True)
class StatisticRow:
    """One published figure as its source states it."""

    region: Thing
    period: str
    measure: str
    value: float
    unit: str
    scope: Words
    stated: bool
    target: bool
    publisher: Words
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Conflict:
    """Figures for the same region, measure and period that differ: shown side by side, never added."""

    region: Thing
    measure: str
    period: str
    rows: tuple[StatisticRow, ...]
    sentence: Words


@dataclass(frozen=True)
class Series:
    """One measure of one region and scope over the years: the only figures that may share a chart."""

    region: Thing
    measure: str
    unit: str
    scope: Words
    points: tuple[tuple[str, float, bool], ...]


@dataclass(frozen=True)
class StatisticsPage:
    """Published figures of both regions."""

    rows: tuple[StatisticRow, ...]
    sheet: Sheet
    filters: tuple[Filter, ...]
    conflicts: tuple[Conflict, ...]
    series: tuple[Series, ...]
    finding: Words
    foundation: Foundation
