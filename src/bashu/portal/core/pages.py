"""What the home page and the page about the portal show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.chain import STATUSES
from bashu.portal.core.citymap import Flow, Tile, supply_flows, tiles
from bashu.portal.core.glance import PartStrip, StageStrip, part_strips, stage_strips
from bashu.portal.ledger.pages import AgreementRow, latest_agreements
from bashu.portal.naming import foundation
from bashu.portal.records import State, state_of
from bashu.portal.shown import Figure, Foundation, Words
from bashu.portal.wording import LINES, word
from bashu.report.headlines import agreements_by_line

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines

#: agreements on the home page
LATEST = 5
#: headline figure -> the page with its rows
ROWS_OF = {
    "organisations": "/firms/",
    "makers": "/firms/",
    "products": "/chain/",
    "products_made": "/chain/",
    "products_single": "/chain/?status=single_source",
    "products_missing": "/gaps/",
    "projects": "/sources/",
    "needs": "/needs/",
    "agreements": "/agreements/",
}


@dataclass(frozen=True)
class Line:
    """One of the five lines of work and how many agreements name it."""

    line: str
    name: Words
    agreements: int
    path: str


@dataclass(frozen=True)
class HomePage:
    """The corridor in ten seconds: what it is, what is missing, what was agreed."""

    title: Words
    states: tuple[State, ...]
    stages: tuple[StageStrip, ...]
    parts: tuple[PartStrip, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Words, ...]
    tiles: tuple[Tile, ...]
    flows: tuple[Flow, ...]
    flows_note: Words
    lines: tuple[Line, ...]
    agreements: tuple[AgreementRow, ...]
    foundation: Foundation


@dataclass(frozen=True)
class AboutPage:
    """What the portal is, and on what it rests."""

    foundation: Foundation


def home_page(engines: Engines) -> HomePage:
    """The first page, the same for everybody until the data changes."""
    return engines.kept("home page", lambda: _home_page(engines))


def _home_page(engines: Engines) -> HomePage:
    lines = agreements_by_line(engines.workspace)
    figures = headline_figures(engines)
    return HomePage(
        title=_title(figures),
        states=tuple(state_of(status) for status in reversed(STATUSES)),
        stages=stage_strips(engines),
        parts=part_strips(engines),
        figures=figures,
        findings=_findings(engines),
        tiles=tiles(engines),
        flows=supply_flows(engines),
        flows_note=Words(
            "连线为公开报道的供货关系；粗细为关系条数。",
            "Lines are publicly reported supplies; the width is their number.",
        ),
        lines=tuple(
            Line(line, word(LINES, line), agreements, f"/agreements/?lines={line}")
            for line, agreements in lines.iter_rows()
        ),
        agreements=latest_agreements(engines, LATEST),
        foundation=foundation(engines, method="coverage", downloads=("agreements", "supplies")),
    )


def headline_figures(engines: Engines) -> tuple[Figure, ...]:
    """The headline figures, as ``bashu summary`` prints them."""
    return tuple(
        Figure(
            key=f"headline.{row['figure']}",
            label=Words(row["label_zh"], row["label_en"]),
            value=row["value"],
            unit=Words(row["unit_zh"], row["unit_en"]),
            scope=Words(row["scope_zh"], row["scope_en"]),
            path=ROWS_OF[row["figure"]],
            method="coverage" if row["figure"].startswith("products") else "",
        )
        for row in engines.headlines().iter_rows(named=True)
    )


def _title(figures: tuple[Figure, ...]) -> Words:
    """What the headline figures come to, in one line."""
    value = {figure.key.removeprefix("headline."): figure.value for figure in figures}
    products, made, missing = value["products"], value["products_made"], value["products_missing"]
    return Words(
        f"{products:,}\u00a0种产品，{made:,}\u00a0种两地有人做，{missing:,}\u00a0种未见",
        f"Of {products} products, {made} have a maker here; for {missing} none is known",
    )


def _findings(engines: Engines) -> tuple[Words, ...]:
    """The coverage of the end products with the most part categories, in the sentence officials quote."""
    table = engines.graph.coverage_all()
    end = pl.col("product").is_in(
        engines.graph.products.filter(pl.col("stage") == "整机")["product"].implode()
    )
    telling = (
        table.filter(end, pl.col("parts") > 0).sort("parts", "product", descending=[True, False]).head(3)
    )
    covered = (engines.coverage(product) for product in telling["product"])
    return tuple(Words(found.sentence("zh"), found.sentence("en")) for found in covered)
