"""The part categories of a product: who makes each here, who makes it in the other region, or who comes nearest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.portal.chain.makers import makers_of
from bashu.portal.naming import names, read_sources
from bashu.portal.records import State, state_of
from bashu.portal.shown import Source, Thing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.portal.data.engines import Engines

#: makers and sources that are named beside a part category; the page of the product has all of them
NAMED = 12
#: makers of the other region that are named
OTHERS = 3


@dataclass(frozen=True)
class Nearest:
    """The product made here that comes nearest to one nobody makes, and how many make it."""

    product: Thing
    makers: int


@dataclass(frozen=True)
class PartRow:
    """One part category in the tree of a product, and who makes it.

    ``makers`` counts both regions and ``here`` the region that was asked for. Where nobody makes it there,
    ``elsewhere`` names makers of the other region; where nobody makes it at all, ``nearest`` who could come to.
    """

    product: Thing
    depth: int
    essential: bool
    state: State
    confirmed: State
    makers: int
    here: int
    by_region: tuple[tuple[str, int], ...]
    announced: int
    latest: str
    makers_named: tuple[Thing, ...]
    elsewhere: tuple[Thing, ...]
    nearest: Nearest | None
    sources: tuple[Source, ...]


def part_rows(parts: pl.DataFrame, engines: Engines, region: str | None = None) -> tuple[PartRow, ...]:
    """The rows of :attr:`bashu.chain.Coverage.parts`, for one region or both, with the makers of each region."""
    graph = engines.graph
    number = {product: place for place, product in enumerate(graph.ids)}
    here = {each: graph.makers_of.standing("reported", each).here for each in graph.regions}
    near = engines.kept("nearest products", lambda: _nearest(engines))
    return tuple(
        _part_row(
            row,
            {each: int(counts[number[row["part"]]]) for each, counts in here.items()},
            engines,
            region,
            near.get(row["part"]),
        )
        # a part may have a hundred thousand makers, of whom a few are named
        for row in parts.with_columns(pl.col("organisations", "sources").list.head(NAMED)).iter_rows(
            named=True
        )
    )


def _part_row(
    row: Mapping[str, Any],
    by_region: Mapping[str, int],
    engines: Engines,
    region: str | None,
    nearest: Nearest | None,
) -> PartRow:
    named = names(engines)
    elsewhere = row["reported"] == "other_region_only"
    return PartRow(
        product=named.product(row["part"]),
        depth=row["depth"],
        essential=row["essential"],
        state=state_of(row["reported"]),
        confirmed=state_of(row["confirmed"]),
        makers=row["makers"],
        here=by_region.get(region, 0) if region else row["makers"],
        by_region=tuple(by_region.items()),
        announced=row["announced"],
        latest=row["latest"] or "",
        makers_named=tuple(named.organisation(firm) for firm in row["organisations"]),
        elsewhere=_others(engines, row["part"]) if elsewhere else (),
        nearest=nearest if row["reported"] == "missing" else None,
        sources=tuple(source for text in row["sources"] for source in read_sources(text)),
    )


def _others(engines: Engines, product: str) -> tuple[Thing, ...]:
    """Makers of a product that the region asked for has none of."""
    firms = makers_of(engines, product).part(1, 4 * OTHERS)[0]["organisation"].unique(maintain_order=True)
    return tuple(names(engines).organisation(firm) for firm in firms[:OTHERS])


def _nearest(engines: Engines) -> dict[str, Nearest]:
    found = engines.gaps().drop_nulls("near_product").select("product", "near_product", "near_makers")
    return {
        product: Nearest(names(engines).product(near), makers) for product, near, makers in found.iter_rows()
    }
