"""What the list of organisations and the page of one firm show."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.errors import Finding, UnknownName
from bashu.portal.data.rows import RowsBy
from bashu.portal.filters import Column, Columns, arrange, choose, filters_of, marked
from bashu.portal.ledger.pages import AgreementRow, agreements_of
from bashu.portal.naming import cut, foundation, names, read_sources
from bashu.portal.records import NeedRow, ProjectRow, need_row, project_row
from bashu.portal.shown import Filter, Foundation, Sheet, Source, Thing, Words
from bashu.portal.wording import KINDS, ROLES, STANDINGS, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.portal.data.engines import Engines

#: rows of one kind on the page of a firm; the tables to download have all
ROWS = 100


@dataclass(frozen=True)
class FirmRow:
    """One organisation in a list."""

    organisation: Thing
    short_name: str
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
    finding: Words
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


FILTERS: Columns = {
    "kind": Column(Words("类别", "kind"), lambda value: word(KINDS, value)),
    "region": Column(Words("地区", "region")),
    "place": Column(Words("所在地", "place")),
    "standing": Column(Words("依据", "standing"), lambda value: word(STANDINGS, value)),
}


#: columns that a list may be sorted by
SORTS = ("name", "kind", "region", "place", "products", "standing")


class Register:
    """The organisations of a version with their region and products, and their rows in other tables."""

    def __init__(self, engines: Engines) -> None:
        workspace, places = engines.workspace, engines.travel.places
        capabilities = workspace.table_or_empty("capabilities")
        organisations = workspace.table_or_empty("organisations")
        regions = {place: places.region(place) for place in organisations["place"].unique() if place}
        made = capabilities.group_by("organisation").agg(pl.col("product").n_unique().alias("products"))
        self.table = organisations.join(
            made, on="organisation", how="left", maintain_order="left"
        ).with_columns(
            pl.col("products").fill_null(0),
            pl.col("place").replace_strict(regions, default=None, return_dtype=pl.String).alias("region"),
            searched=pl.concat_str(
                "name", "short_name", "name_en", separator="\n", ignore_nulls=True
            ).str.to_lowercase(),
        )
        self.row = {organisation: number for number, organisation in enumerate(self.table["organisation"])}
        named = names(engines)

        def place(value: str) -> Words:
            return named.place(value).name

        columns = {**FILTERS, **{each: replace(FILTERS[each], say=place) for each in ("place", "region")}}
        self.filters = filters_of(self.table, {}, columns)
        self.sites = RowsBy(workspace.table_or_empty("sites"), "organisation")
        self.offers = RowsBy(capabilities, "organisation")
        self.needs = RowsBy(workspace.table_or_empty("needs"), "organisation")
        self.projects = RowsBy(workspace.table_or_empty("projects"), "organisation")
        supplies = workspace.table_or_empty("supplies")
        self.sold, self.bought = RowsBy(supplies, "supplier"), RowsBy(supplies, "buyer")
        self.children = RowsBy(organisations.select("organisation", "parent"), "parent")

    def of(self, organisation: str) -> dict[str, Any]:
        """The row of an organisation.

        Raises
        ------
        UnknownName
            When there is no such organisation.
        """
        if organisation not in self.row:
            details = {"what": "organisation", "nearest": ""}
            raise UnknownName(Finding("unknown_name", value=organisation, details=details))
        return self.table.row(self.row[organisation], named=True)


def register(engines: Engines) -> Register:
    """The register of a version, prepared once."""
    return engines.kept("register", lambda: Register(engines))


def firms_page(
    engines: Engines,
    chosen: Mapping[str, str],
    query: str = "",
    *,
    sort: str = "",
    page: int = 1,
    size: int = 50,
) -> FirmsPage:
    """Organisations whose name holds what was typed."""
    prepared, table = register(engines), firms_chosen(engines, chosen, query, sort)
    part, sheet = cut(table, page, size)
    return FirmsPage(
        query=query,
        rows=tuple(_firm_row(row, engines) for row in part.iter_rows(named=True)),
        sheet=sheet,
        filters=marked(prepared.filters, chosen),
        finding=Words(f"找到 {table.height:,} 家组织。", f"{table.height:,} organisations found."),
        foundation=foundation(
            engines,
            illustrative=bool((part["standing"] == "illustrative").any()),
            downloads=("organisations", "sites", "capabilities"),
        ),
    )


def firms_chosen(
    engines: Engines, chosen: Mapping[str, str], query: str = "", sort: str = ""
) -> pl.DataFrame:
    """The table of organisations with their region and number of products, filtered and in order."""
    table = choose(register(engines).table, chosen, FILTERS)
    if query:
        table = table.filter(pl.col("searched").str.contains(query.lower(), literal=True))
    return arrange(table.drop("searched"), sort, SORTS)


def _firm_row(row: Mapping[str, Any], engines: Engines) -> FirmRow:
    named = names(engines)
    return FirmRow(
        organisation=named.organisation(row["organisation"]),
        short_name=row["short_name"] or "",
        kind=word(KINDS, row["kind"]),
        place=named.maybe_place(row["place"]),
        region=named.region(row["place"]),
        products=row["products"],
        standing=word(STANDINGS, row["standing"]),
        illustrative=row["standing"] == "illustrative",
    )


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
