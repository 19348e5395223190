"""Names and addresses of products, firms and places, prepared once for a version of the data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from bashu.portal.shown import NONE, Foundation, Sheet, Source, Thing, Words

if TYPE_CHECKING:
    import polars as pl

    from bashu.portal.data.engines import Engines

_URL = re.compile(r"https?://\S+")
#: rows of one page of a long list, unless the reader asks for another number
ROWS = 50
MOST_ROWS = 200


class Names:
    """What things are called and where their pages are."""

    def __init__(self, engines: Engines) -> None:
        workspace = engines.workspace
        self._places = engines.travel.places
        products = workspace.table_or_empty("products").select("product", "name_zh", "name_en")
        self._products = {
            product: _product(product, Words(zh, en or zh)) for product, zh, en in products.iter_rows()
        }
        self._things = {place: self._place(place) for place in self._places.ids}
        organisations = workspace.table_or_empty("organisations").select(
            "organisation", "name", "name_en", "place", "standing"
        )
        self._organisations = {
            row[0]: (Words(row[1], row[2] or row[1]), row[3], row[4]) for row in organisations.iter_rows()
        }
        sites = workspace.table_or_empty("sites").select("site", "place")
        self._sites = dict(sites.iter_rows())

    def product(self, product: str) -> Thing:
        """A product of the chain."""
        return self._products.get(product) or _product(product, Words(product, product))

    def organisation(self, organisation: str) -> Thing:
        """An organisation."""
        name, _, _ = self._organisations.get(organisation, (Words(organisation, organisation), None, None))
        return Thing(organisation, name, f"/firms/{quote(organisation)}/")

    def place(self, place: str) -> Thing:
        """A place; its page is the one of travel times from it."""
        return self._things.get(place) or self._place(place)

    def _place(self, place: str) -> Thing:
        name = Words(self._places.name(place), self._places.name(place, "en"))
        return Thing(place, name, f"/travel/?place={quote(place)}")

    def region(self, place: str | None) -> Words:
        """The region a place lies in."""
        region = self._places.region(place)
        return NONE if region is None else self.place(region).name

    def seat(self, organisation: str | None, site: str | None = None) -> str | None:
        """The place of a site, else of its organisation."""
        return self._sites.get(site) or self._organisations.get(organisation, (None, None, None))[1]

    def is_example(self, organisation: str | None) -> bool:
        """Whether an organisation is an example firm."""
        return self._organisations.get(organisation, (None, None, None))[2] == "illustrative"

    def maybe_product(self, product: str | None) -> Thing | None:
        """A product, or none."""
        return None if product is None else self.product(product)

    def maybe_organisation(self, organisation: str | None) -> Thing | None:
        """An organisation, or none."""
        return None if organisation is None else self.organisation(organisation)

    def maybe_place(self, place: str | None) -> Thing | None:
        """A place, or none."""
        return None if place is None else self.place(place)


def _product(product: str, name: Words) -> Thing:
    return Thing(product, name, f"/products/{quote(product)}/")


def names(engines: Engines) -> Names:
    """The names of a version, prepared once."""
    return engines.kept("names", lambda: Names(engines))


def read_sources(text: str | None) -> tuple[Source, ...]:
    """The sources of a record, one for each part between semicolons.

    >>> read_sources("http://a.cn/1 ; general knowledge")
    (Source(text='a.cn', url='http://a.cn/1'), Source(text='general knowledge', url=''))
    """
    parts = [part.strip() for part in (text or "").split(" ; ") if part.strip()]
    return tuple(_source(part) for part in parts)


def _source(part: str) -> Source:
    found = _URL.search(part)
    if found is None:
        return Source(part)
    url = found.group()
    return Source(url.split("/")[2] if part == url else part, url)


def foundation(
    engines: Engines,
    *,
    method: str | tuple[str, ...] = "",
    illustrative: bool = False,
    downloads: tuple[str, ...] = (),
) -> Foundation:
    """What a page of these engines rests on; its methods are named by their place on the page of methods."""
    methods = (method,) if isinstance(method, str) else method
    return Foundation(
        engines.version,
        engines.workspace.viewpoint.kind,
        illustrative,
        tuple(filter(None, methods)),
        downloads,
    )


def cut(frame: pl.DataFrame, page: int = 1, size: int = ROWS) -> tuple[pl.DataFrame, Sheet]:
    """One page of a long list; a page beyond the end is the last one.

    >>> import polars as pl
    >>> part, sheet = cut(pl.DataFrame({"n": range(5)}), page=9, size=2)
    >>> part["n"].to_list(), sheet.number, sheet.pages
    ([4], 3, 3)
    """
    size = min(max(size, 1), MOST_ROWS)
    pages = Sheet(1, size, frame.height).pages
    sheet = Sheet(min(max(page, 1), pages), size, frame.height)
    return frame.slice(sheet.start, size), sheet
