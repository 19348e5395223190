"""How far the two regions serve each other: the matrix of now, and the trend by year."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.decide import openness
from bashu.decide.openness import OUTSIDE
from bashu.portal.chain.dates import end_of, years
from bashu.portal.naming import foundation, names
from bashu.portal.shown import NONE, Foundation, Words
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
class Share:
    """A part of a region's demand by who could serve it: ``home`` alone, ``both``, ``other`` alone, ``nobody``."""

    key: str
    share: float


@dataclass(frozen=True)
class Demand:
    """The demand of one region by origin, and as four shares that add up to it."""

    region: Words
    lines: int
    origins: tuple[Origin, ...]
    shares: tuple[Share, ...]


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
    lead: Words
    foundation: Foundation


def openness_page(engines: Engines) -> OpennessPage:
    """The matrix and the trend, as :func:`bashu.decide.openness` measures them."""
    frame = openness_now(engines)
    sentences = zip(
        *(openness_sentences(frame, engines.graph, language) for language in ("zh", "en")), strict=True
    )
    demands = tuple(_demand(engines, rows) for rows in frame.partition_by("region", maintain_order=True))
    trend = pl.concat([openness_trend(engines), frame])
    return OpennessPage(
        demands=demands,
        trends=tuple(
            _trend(engines, rows, _highest(trend))
            for rows in trend.partition_by("region", maintain_order=True)
        )
        if trend.height > frame.height
        else (),
        basis=str(frame["basis"][0]) if frame.height else "graph",
        finding=tuple(Words(zh, en) for zh, en in sentences),
        lead=_lead(demands),
        foundation=foundation(
            engines, method="openness", downloads=("products", "inputs", "capabilities", "supplies")
        ),
    )


def _lead(demands: tuple[Demand, ...]) -> Words:
    """The share of each region's demand that somebody in the corridor could serve, in one sentence."""
    met = [
        (demand.region, 1 - share.share)
        for demand in demands
        for share in demand.shares
        if share.key == "nobody"
    ]
    if not met:
        return NONE
    return Words(
        "、".join(f"{region.zh}的需求有 {share:.0%}" for region, share in met)
        + "在两地找得到生产者，其余两地都未见。",
        " and ".join(f"{share:.0%} of the demand of {region.en}" for region, share in met)
        + " has a known maker in the corridor; for the rest neither region has one.",
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
        shares=shares(rows, region),
    )


def shares(rows: pl.DataFrame, region: str) -> tuple[Share, ...]:
    """Who could serve the demand of a region, as shares of 0 to 1 that add up to 1; none where one is unknown.

    Both could serve what is made at home less what only home makes.

    >>> rows = pl.DataFrame({
    ...     "origin": ["a", "b", "outside"], "could": [0.5, 0.25, None], "only": [0.375, 0.125, 0.375]})
    >>> [(each.key, each.share) for each in shares(rows, "a")]
    [('home', 0.375), ('both', 0.125), ('other', 0.125), ('nobody', 0.375)]
    """
    could = dict(rows.select("origin", "could").iter_rows())
    only = dict(rows.select("origin", "only").iter_rows())
    others = [only[origin] for origin in only if origin not in {region, OUTSIDE}]
    known = (could.get(region), only.get(region), only.get(OUTSIDE), *others)
    if any(value is None for value in known):
        return ()
    parts = {
        "home": only[region],
        "both": could[region] - only[region],
        "other": sum(others),
        "nobody": only[OUTSIDE],
    }
    return tuple(Share(key, value) for key, value in parts.items())


def _highest(trend: pl.DataFrame) -> int:
    """The upper end of an axis in per cent that holds what each region could get from the other."""
    served = trend.filter((pl.col("origin") != pl.col("region")) & (pl.col("origin") != OUTSIDE))["could"]
    return min(100, 10 * math.ceil(10 * max(served.drop_nulls(), default=1.0)) or 10)


def _trend(engines: Engines, rows: pl.DataFrame, most: int) -> Trend:
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
        # both regions on one scale, whatever each reaches
        chart={"points": points, "unit": "%", "region": other, "most": most},
    )
