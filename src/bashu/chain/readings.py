"""One product graph read in several ways: by stage, family, field, area, or industry code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.chain.status import SINGLE, STATUSES
from bashu.errors import Finding, UnknownName
from bashu.tables import AREAS, CODE_EDITION, FAMILIES, FIELDS, STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bashu.chain.graph import ProductGraph

#: reading -> the column it reads, and the words of the report in their order
READINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "stage": ("stage", STAGES),
    "family": ("family", FAMILIES),
    "field": ("fields", FIELDS),
    "area": ("areas", AREAS),
    "code": ("gbt4754", ()),
}


@dataclass(frozen=True)
class Slogan:
    """How a city names the families of its electronics industry.

    ``words`` leads from each word of the slogan to what it means in the tables: (column, value); an empty
    tuple says that these tables do not tell its products from others.

    >>> SLOGANS["chengdu"].text, SLOGANS["chengdu"].words["端"]
    ('芯屏端软智网', (('family', '器'),))
    """

    place: str
    text: str
    words: dict[str, tuple[tuple[str, str], ...]]
    source: str


#: slogans of cities; a workspace of other cities passes its own
SLOGANS: dict[str, Slogan] = {
    "chongqing": Slogan(
        "chongqing",
        "芯屏器核网",
        {family: (("family", family),) for family in FAMILIES},
        "http://midoo.cc/renwu/103537.html",
    ),
    "chengdu": Slogan(
        "chengdu",
        "芯屏端软智网",
        {
            "芯": (("family", "芯"),),
            "屏": (("family", "屏"),),
            "端": (("family", "器"),),
            "软": (("areas", "软件"),),
            "智": (),
            "网": (("family", "网"),),
        },
        "http://jmdznkj.cn/news/show.php?itemid=9949 (四川日报 2019-05-15)",
    ),
}


def read_by(
    graph: ProductGraph,
    reading: str,
    region: str | None = None,
    *,
    digits: int = 4,
    slogan: Slogan | None = None,
) -> pl.DataFrame:
    """The products of the graph under the words of one reading, and how each word is covered.

    A product with several fields or areas stands under each; one without any stands under none and is
    counted in the last row, whose word is null. Group nodes are left out.

    Parameters
    ----------
    reading
        stage, family, field, area, or code (GB/T 4754-2017).
    region
        Whose coverage; None is the whole corridor.
    digits
        How much of the code counts: 4 the class, 3 the group, 2 the division.
    slogan
        For families: the words of a city instead of those of the tables.

    Returns
    -------
    frame
        word, products (how many), one column per status with the number of products (by claims and public
        reports), confirmed (how many have confirmed supply here), edition (of the code, else null), members
        (ids).

    Raises
    ------
    UnknownName
        When there is no such reading.

    Examples
    --------
    >>> from bashu.chain import ProductGraph
    >>> from bashu.workspace import Workspace
    >>> graph = ProductGraph(Workspace.open())
    >>> read_by(graph, "family")["word"].to_list()
    ['芯', '屏', '器', '核', '网']
    >>> read_by(graph, "family", slogan=SLOGANS["chengdu"]).filter(word="智")["products"].item()
    0
    """
    if reading not in READINGS:
        details = {"what": "reading", "nearest": f" ({', '.join(READINGS)})"}
        raise UnknownName(Finding("unknown_name", value=reading, details=details))
    column, order = READINGS[reading]
    statuses = graph.coverage_all(region).select("product", "confirmed", "reported")
    products = graph.products.join(statuses, on="product", maintain_order="left")
    if slogan is not None and reading == "family":
        return _spread(slogan.words, _members(products, slogan), statuses)
    cells = products.select("product", pl.col(column).alias("word"))
    if column in {"fields", "areas"}:
        cells = cells.explode("word", empty_as_null=True)
    elif reading == "code":
        cells = cells.with_columns(pl.col("word").str.slice(0, digits))
    found = cells.drop_nulls("word")["word"].unique().sort().to_list()
    words = [*(each for each in order if each in found), *(each for each in found if each not in order)]
    edition = CODE_EDITION if reading == "code" else None
    return _spread(words, cells, statuses, edition)


def _members(products: pl.DataFrame, slogan: Slogan) -> pl.DataFrame:
    """(product, word) for every word of a slogan; products under none of its words once with null."""
    frames = []
    for word, meanings in slogan.words.items():
        wanted = pl.lit(value=False)
        for column, value in meanings:
            listed = isinstance(products.schema[column], pl.List)
            holds = pl.col(column).list.contains(value) if listed else pl.col(column) == value
            wanted = wanted | holds.fill_null(value=False)
        frames.append(products.filter(wanted).select("product", pl.lit(word).alias("word")))
    cells = pl.concat(frames)
    rest = products.join(cells, on="product", how="anti", maintain_order="left")
    return pl.concat([cells, rest.select("product", pl.lit(None, pl.String).alias("word"))])


def _spread(
    words: Iterable[str], cells: pl.DataFrame, statuses: pl.DataFrame, edition: str | None = None
) -> pl.DataFrame:
    rows = cells.join(statuses, on="product", maintain_order="left")
    made = STATUSES[SINGLE:]
    counted = rows.group_by("word").agg(
        pl.len().cast(pl.Int64).alias("products"),
        *((pl.col("reported") == status).sum().cast(pl.Int64).alias(status) for status in reversed(STATUSES)),
        pl.col("confirmed").is_in(made).sum().cast(pl.Int64).alias("confirmed"),
        pl.lit(edition, pl.String).alias("edition"),
        pl.col("product").alias("members"),
    )
    listed = [*words, *([None] if rows["word"].has_nulls() else [])]
    order = pl.DataFrame({"word": pl.Series(listed, dtype=pl.String)})
    numbers = [name for name, dtype in counted.schema.items() if dtype == pl.Int64]
    return order.join(counted, on="word", how="left", nulls_equal=True, maintain_order="left").with_columns(
        pl.col(numbers).fill_null(0), pl.col("members").fill_null([])
    )
