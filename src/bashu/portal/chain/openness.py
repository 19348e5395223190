"""How far the two regions serve each other: the matrix of now, and the trend by year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.decide import openness
from bashu.decide.openness import OUTSIDE
from bashu.portal.chain.dates import end_of, years
from bashu.portal.naming import foundation, names
from bashu.portal.shown import Foundation, Words
from bashu.report.openness import openness_sentences

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines


@dataclass(frozen=True)
class Origin:
    """Where the demand of a region is, could be, or must be served from; shares of 0 to 1, null where unknown."""

    name: Words
    home: bool
    outside: bool
    could: float | None
    only: float | None
    served: float | None
    served_confirmed: float | None
    records: int
    estimated: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Demand:
    """The demand of one region by origin."""

    region: Words
    lines: int
    origins: tuple[Origin, ...]


@dataclass(frozen=True)
class Year:
    """One year of the trend for one region: what the other region could serve, and what nobody here makes."""

    year: str
    end: Words
    home: float | None
    other: float | None
    nobody: float | None


@dataclass(frozen=True)
class Trend:
    """The years of one region, and what its chart draws."""

    region: Words
    other: Words
    years: tuple[Year, ...]
    chart: dict[str, Any]


@dataclass(frozen=True)
class OpennessPage:
    """How far the regions serve each other."""

    demands: tuple[Demand, ...]
    trends: tuple[Trend, ...]
    basis: str
    finding: tuple[Words, ...]
    foundation: Foundation


def openness_page(engines: Engines) -> OpennessPage:
    """The matrix and the trend, as :func:`bashu.decide.openness` measures them."""
    frame = openness_now(engines)
    sentences = zip(
        *(openness_sentences(frame, engines.graph, language) for language in ("zh", "en")), strict=True
    )
    trend = pl.concat([openness_trend(engines), frame])
    return OpennessPage(
        demands=tuple(_demand(engines, rows) for rows in frame.partition_by("region", maintain_order=True)),
        trends=tuple(_trend(engines, rows) for rows in trend.partition_by("region", maintain_order=True))
        if trend.height > frame.height
        else (),
        basis=str(frame["basis"][0]) if frame.height else "graph",
        finding=tuple(Words(zh, en) for zh, en in sentences),
        foundation=foundation(
            engines, method="openness", downloads=("products", "inputs", "capabilities", "supplies")
        ),
    )


def openness_now(engines: Engines) -> pl.DataFrame:
    """The matrix of now."""
    return engines.kept("openness", lambda: openness(engines.workspace, graph=engines.graph))


def openness_trend(engines: Engines) -> pl.DataFrame:
    """The matrix at the end of every year that can be compared, the oldest first."""
    dates = years(engines)[::-1]
    return engines.kept("openness by year", lambda: openness(engines.workspace, dates, graph=engines.graph))


def _demand(engines: Engines, rows: pl.DataFrame) -> Demand:
    named = names(engines)
    region = rows["region"][0]
    outside = Words("区外", "outside")
    return Demand(
        region=named.place(region).name,
        lines=rows["lines"][0],
        origins=tuple(
            Origin(
                name=outside if row["origin"] == OUTSIDE else named.place(row["origin"]).name,
                home=row["origin"] == region,
                outside=row["origin"] == OUTSIDE,
                could=row["could"],
                only=row["only"],
                served=row["served"],
                served_confirmed=row["served_confirmed"],
                records=row["records"],
                estimated=row["estimated"],
                low=row["estimated_low"],
                high=row["estimated_high"],
            )
            for row in rows.iter_rows(named=True)
        ),
    )


def _trend(engines: Engines, rows: pl.DataFrame) -> Trend:
    region = rows["region"][0]
    other = next(each for each in rows["origin"] if each not in {region, OUTSIDE})
    at = {
        (row["at"], row["origin"]): row
        for row in rows.select("at", "origin", "could", "only").iter_rows(named=True)
    }
    found = tuple(
        Year(
            year=year or "",
            end=end_of(year or ""),
            home=at[year, region]["could"],
            other=at[year, other]["could"],
            nobody=at[year, OUTSIDE]["only"],
        )
        for year in rows["at"].unique(maintain_order=True)
    )
    points = [
        {"period": each.year or str(each.end), "value": round(each.other * 100, 1), "target": False}
        for each in found
        if each.other is not None
    ]
    named = names(engines)
    return Trend(
        region=named.place(region).name,
        other=named.place(other).name,
        years=found,
        chart={"points": points, "unit": "%", "region": other},
    )
