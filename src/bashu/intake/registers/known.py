"""What a workspace already holds, prepared once for an import: organisations, places and products by their names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from bashu.intake.names import NameRegister, register_of_tables
from bashu.intake.registers.names import name_keys
from bashu.tables import TABLES
from bashu.text import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.intake.names import Candidate
    from bashu.text import Place
    from bashu.workspace import Workspace


@dataclass(frozen=True)
class PlaceFound:
    """The id of a place, and whether it is only what lies around the place that was named."""

    place: str
    around: bool = False


class Known:
    """Names of one workspace with the ids they stand for.

    Parameters
    ----------
    workspace
        Uses organisations, places and products as far as they are there; None is a workspace without tables.
    """

    def __init__(self, workspace: Workspace | None) -> None:
        self._workspace = workspace
        self.organisations = self._table("organisations")
        self.products = self._table("products")
        self.places = self._table("places")

    def _table(self, name: str) -> pl.DataFrame:
        return TABLES[name].empty() if self._workspace is None else self._workspace.table_or_empty(name)

    def has(self, name: str) -> bool:
        """Whether the workspace has a table."""
        return self._workspace is not None and self._workspace.has(name)

    def ids(self, table: str) -> pl.Series:
        """The ids of a table that others refer to."""
        return self._table(table)[TABLES[table].key[0]].drop_nulls()

    def organisation_names(self) -> pl.DataFrame:
        """Columns key, organisation and n: every full or short name and how many organisations bear it."""
        return self._organisation_names

    def resolved(self, names: Sequence[str]) -> dict[str, Candidate]:
        """The likeliest organisation of each name that is written in no register exactly; nothing where it is new."""
        if self.organisations.is_empty() or not names:
            return {}
        found = self._register.resolve_many(list(names), limit=1)
        return {
            name: candidates[0]
            for name, candidates in zip(names, found, strict=True)
            if candidates and candidates[0].decision != "new"
        }

    @cached_property
    def _organisation_names(self) -> pl.DataFrame:
        return _names(self.organisations, "organisation", ("name", "short_name"))

    @cached_property
    def _product_names(self) -> pl.DataFrame:
        return _names(self.products, "product", ("name_zh", "name_en"))

    @cached_property
    def _register(self) -> NameRegister:
        return register_of_tables(self.organisations, self.places)

    def product_names(self) -> pl.DataFrame:
        """Columns key, product and n: Chinese and English names."""
        return self._product_names

    def place_of(self, text: str) -> PlaceFound | None:
        """The place a cell names: an id, a name with or without its level, or what is written around it.

        >>> from bashu.workspace import Workspace
        >>> known = Known(Workspace.open())
        >>> known.place_of("遂宁市"), known.place_of("四川省成都市武侯区")
        (PlaceFound(place='suining', around=False), PlaceFound(place='chengdu', around=True))
        """
        direct = self._ids_of_places.get(text.lower())
        if direct is not None:
            return PlaceFound(direct)
        hits = self._gazetteer.find(text)
        if not hits or hits[0].start != 0:
            return None
        place = hits[0].place
        if place.place is not None:
            return PlaceFound(place.place, around=hits[0].end < len(text))
        return self._around(place)

    def _around(self, place: Place) -> PlaceFound | None:
        """The nearest city around a place that the workspace does not have."""
        for length in range(len(place.path) - 1, 1, -1):
            above = self._gazetteer.get("".join(place.path[:length]))
            if above is not None and above.place is not None:
                return PlaceFound(above.place, around=True)
        return None

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer(self.places)

    @cached_property
    def _ids_of_places(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for row in self.places.select("place", "name_zh", "name_en").iter_rows():
            for name in filter(None, row):
                found.setdefault(name.lower(), row[0])
        return found


def _names(frame: pl.DataFrame, key: str, columns: tuple[str, ...]) -> pl.DataFrame:
    parts = [
        pl.DataFrame({"key": name_keys(frame[column]), key: frame[key]}).drop_nulls() for column in columns
    ]
    every = pl.concat(parts).filter(pl.col("key") != "").unique()
    return every.group_by("key").agg(pl.col(key).min(), pl.len().alias("n"))
