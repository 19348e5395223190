"""What the page of one organisation shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bashu.portal.firms.register import Register, register
from bashu.portal.ledger.pages import AgreementRow, agreements_of
from bashu.portal.naming import foundation, names, read_sources
from bashu.portal.records import NeedRow, ProjectRow, need_row, project_row
from bashu.portal.shown import Foundation, Source, Thing, Words
from bashu.portal.wording import KINDS, ROLES, STANDINGS, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.portal.data.engines import Engines

#: rows of one kind on the page of a firm; the tables to download have all
ROWS = 100


@dataclass(frozen=True)
class SiteRow:
    """A plant or office of a firm."""

    site: str
    place: Thing
    park: str
    role: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class CapabilityRow:
    """Something that a firm makes or trades, as far as it is public."""

    capability: str
    product: Thing | None
    text: str
    place: Thing | None
    role: Words
    standing: Words
    certificates: tuple[str, ...]
    lead_days: float | None
    capacity: float | None
    unit: str
    updated: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class SupplyRow:
    """A supply between two firms that was publicly reported."""

    direction: Words
    other: Thing
    product: Thing
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
    offers: tuple[CapabilityRow, ...]
    offers_total: int
    needs: tuple[NeedRow, ...]
    projects: tuple[ProjectRow, ...]
    supplies: tuple[SupplyRow, ...]
    agreements: tuple[AgreementRow, ...]
    sources: tuple[Source, ...]
    foundation: Foundation

    @property
    def offers_stated(self) -> bool:
        """Whether any capacity is stated: a column of nothing says nothing."""
        return any(offer.capacity is not None for offer in self.offers)


def firm_page(engines: Engines, organisation: str) -> FirmPage:
    """The page of an organisation by its id.

    Raises
    ------
    UnknownName
        When there is no such organisation.
    """
    named, prepared = names(engines), register(engines)
    row = prepared.of(organisation)
    offers = prepared.offers.of(organisation)
    return FirmPage(
        organisation=named.organisation(organisation),
        short_name=row["short_name"] or "",
        kind=word(KINDS, row["kind"]),
        place=named.maybe_place(row["place"]),
        region=named.region(row["place"]),
        parent=named.maybe_organisation(row["parent"]),
        children=tuple(
            named.organisation(child)
            for child in prepared.children.of(organisation)["organisation"].head(ROWS)
        ),
        credit_code=row["credit_code"] or "",
        standing=word(STANDINGS, row["standing"]),
        illustrative=row["standing"] == "illustrative",
        finding=_finding(row, named.organisation(organisation).name, offers.height),
        sites=tuple(
            _site_row(site, engines) for site in prepared.sites.of(organisation).iter_rows(named=True)
        ),
        offers=tuple(_offer_row(offer, engines) for offer in offers.head(ROWS).iter_rows(named=True)),
        offers_total=offers.height,
        needs=tuple(
            need_row(need, engines)
            for need in prepared.needs.of(organisation).head(ROWS).iter_rows(named=True)
        ),
        projects=tuple(
            project_row(project, engines)
            for project in prepared.projects.of(organisation).iter_rows(named=True)
        ),
        supplies=_supplies(engines, prepared, organisation),
        agreements=agreements_of(engines, organisation),
        sources=read_sources(row["source"]),
        foundation=foundation(
            engines,
            illustrative=row["standing"] == "illustrative",
            downloads=("organisations", "sites", "capabilities"),
        ),
    )


def _finding(row: Mapping[str, Any], name: Words, offers: int) -> Words:
    if row["standing"] == "illustrative":
        return Words(
            f"{name.zh}是示例企业，数量与产能为演示而设，不对应任何真实企业。",
            f"{name.en} is an example firm: its quantities were made up to show the plan and belong to no real firm.",
        )
    return Words(
        f"{name.zh}：公开资料中有 {offers} 项产品或能力记录。",
        f"{name.en}: {offers} records of products or capabilities in public sources.",
    )


def _site_row(row: Mapping[str, Any], engines: Engines) -> SiteRow:
    return SiteRow(
        row["site"],
        names(engines).place(row["place"]),
        row["park"] or "",
        row["role"] or "",
        read_sources(row["source"]),
    )


def _offer_row(row: Mapping[str, Any], engines: Engines) -> CapabilityRow:
    named = names(engines)
    return CapabilityRow(
        capability=row["capability"],
        product=named.maybe_product(row["product"]),
        text=row["text"] or "",
        place=named.maybe_place(named.seat(row["organisation"], row["site"])),
        role=word(ROLES, row["role"]),
        standing=word(STANDINGS, row["standing"]),
        certificates=tuple(row["certificates"] or ()),
        lead_days=row["lead_days"],
        capacity=row["capacity"],
        unit=row["unit"] or "",
        updated=row["updated"] or "",
        sources=read_sources(row["source"]),
    )


def _supplies(engines: Engines, prepared: Register, organisation: str) -> tuple[SupplyRow, ...]:
    named = names(engines)
    sides = (
        (prepared.sold, "buyer", Words("供货给", "supplies")),
        (prepared.bought, "supplier", Words("采购自", "buys from")),
    )
    return tuple(
        SupplyRow(
            direction,
            named.organisation(row[other]),
            named.product(row["product"]),
            row["period"] or "",
            read_sources(row["source"]),
        )
        for rows, other, direction in sides
        for row in rows.of(organisation).head(ROWS).iter_rows(named=True)
    )
