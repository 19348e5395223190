"""The organisations of a version, prepared once to be searched, filtered and looked up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.errors import Finding, UnknownName
from bashu.portal.data.rows import RowsBy
from bashu.portal.filters import Column, Columns, filters_of
from bashu.portal.naming import names
from bashu.portal.shown import Words
from bashu.portal.wording import KINDS, STANDINGS, word

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines

FILTERS: Columns = {
    "kind": Column(Words("类别", "kind"), lambda value: word(KINDS, value)),
    "region": Column(Words("地区", "region")),
    "place": Column(Words("所在地", "place")),
    "standing": Column(Words("依据", "standing"), lambda value: word(STANDINGS, value)),
}


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
