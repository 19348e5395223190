"""Rows that several pages show: makers, projects, needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from bashu.chain import status_name
from bashu.portal.naming import names, read_sources
from bashu.portal.shown import Source, Thing, Words
from bashu.portal.wording import PROJECT_STATUSES, STANDINGS, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.portal.data.engines import Engines


@dataclass(frozen=True)
class State:
    """How a product is covered, from strong to missing, as a key and in words."""

    key: str
    name: Words


@dataclass(frozen=True)
class MakerRow:
    """An organisation that makes a product, and on whose word it does."""

    organisation: Thing
    product: Thing
    place: Thing | None
    region: Words
    text: str
    standing: Words
    capacity: float | None
    unit: str
    minutes: float | None
    updated: str
    sources: tuple[Source, ...]
    illustrative: bool


@dataclass(frozen=True)
class ProjectRow:
    """A plant that was announced, signed or is being built: not a maker yet."""

    project: str
    organisation: Thing | None
    product: Thing | None
    place: Thing
    region: Words
    capacity: float | None
    unit: str
    status: Words
    under_way: bool
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
    region: Words
    quantity: float | None
    unit: str
    by: str
    max_minutes: float | None
    certificates: tuple[str, ...]
    standing: Words
    updated: str
    sources: tuple[Source, ...]
    illustrative: bool


@cache
def state_of(status: str) -> State:
    """A status of the product graph in words."""
    return State(status, Words(status_name(status, "zh"), status_name(status, "en")))


def maker_row(row: Mapping[str, Any], engines: Engines) -> MakerRow:
    """A row of :meth:`bashu.chain.ProductGraph.makers`."""
    named = names(engines)
    return MakerRow(
        organisation=named.organisation(row["organisation"]),
        product=named.product(row["product"]),
        place=named.maybe_place(row["place"]),
        region=named.region(row["place"]),
        text=row["text"] or "",
        standing=word(STANDINGS, row["standing"]),
        capacity=row["capacity"],
        unit=row["unit"] or "",
        minutes=row.get("minutes"),
        updated=row["updated"] or "",
        sources=read_sources(row["source"]),
        illustrative=row["standing"] == "illustrative",
    )


def project_row(row: Mapping[str, Any], engines: Engines) -> ProjectRow:
    """A row of the table of projects."""
    named = names(engines)
    return ProjectRow(
        project=row["project"],
        organisation=named.maybe_organisation(row["organisation"]),
        product=named.maybe_product(row["product"]),
        place=named.place(row["place"]),
        region=named.region(row["place"]),
        capacity=row["capacity"],
        unit=row["unit"] or "",
        status=word(PROJECT_STATUSES, row["status"]),
        under_way=row["status"] in {"announced", "signed", "building"},
        as_of=row["as_of"] or "",
        sources=read_sources(row["source"]),
    )


def need_row(row: Mapping[str, Any], engines: Engines) -> NeedRow:
    """A row of the table of needs."""
    named = names(engines)
    seat = named.seat(row["organisation"], row["site"])
    return NeedRow(
        need=row["need"],
        organisation=named.maybe_organisation(row["organisation"]),
        product=named.maybe_product(row["product"]),
        text=row["text"] or "",
        place=named.maybe_place(seat),
        region=named.region(seat),
        quantity=row["quantity"],
        unit=row["unit"] or "",
        by=row["by"] or "",
        max_minutes=row["max_minutes"],
        certificates=tuple(row["certificates"] or ()),
        standing=word(STANDINGS, row["standing"]),
        updated=row["updated"] or "",
        sources=read_sources(row["source"]),
        illustrative=row["standing"] == "illustrative",
    )
