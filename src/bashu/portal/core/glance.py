"""The chain at a glance: one mark for each product of a stage, one for each part category of an end product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.chain import STATUSES
from bashu.portal.chain.nodes import node_table
from bashu.portal.chain.product import coverage_block
from bashu.portal.naming import names
from bashu.portal.records import State, state_of
from bashu.portal.shown import Thing, Words
from bashu.portal.wording import STAGE_NAMES, word
from bashu.tables import STAGES

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines

#: end products that are shown with their parts, those with the most part categories first
END_PRODUCTS = 5
#: marks stand in this order, so that a row reads like a bar
ORDER = {status: number for number, status in enumerate(reversed(STATUSES))}
#: states in which no maker is known here
BLANK = ("missing", "outside_only", "other_region_only")


@dataclass(frozen=True)
class Cell:
    """One product as a mark."""

    product: Thing
    state: State


@dataclass(frozen=True)
class StageStrip:
    """The products of a stage, the best covered first, and how many have makers here."""

    stage: str
    name: Words
    cells: tuple[Cell, ...]
    made: int


@dataclass(frozen=True)
class PartStrip:
    """The part categories of an end product, the best covered first, with the blanks by name."""

    product: Thing
    sentence: Words
    cells: tuple[Cell, ...]
    covered: int
    blanks: tuple[Thing, ...]


def stage_strips(engines: Engines) -> tuple[StageStrip, ...]:
    """Every product of the chain as a mark, stage by stage, in the order of the report."""
    nodes, named = node_table(engines), names(engines)
    strips = []
    for stage in STAGES:
        rows = nodes.filter(pl.col("stage") == stage).select("product", "status").rows()
        rows.sort(key=lambda row: ORDER[row[1]])
        cells = tuple(Cell(named.product(product), state_of(status)) for product, status in rows)
        if cells:
            made = sum(status not in BLANK for _, status in rows)
            strips.append(StageStrip(stage, word(STAGE_NAMES, stage), cells, made))
    return tuple(strips)


def part_strips(engines: Engines) -> tuple[PartStrip, ...]:
    """The end products with the most part categories, each with its parts as marks."""
    end = engines.graph.products.filter(pl.col("stage") == "整机")["product"]
    telling = (
        engines.graph.coverage_all()
        .filter(pl.col("product").is_in(end.implode()), pl.col("parts") > 0)
        .sort("parts", "product", descending=[True, False])
        .head(END_PRODUCTS)
    )
    strips = []
    for product in telling["product"]:
        block, found = coverage_block(engines, product), engines.coverage(product)
        parts = [row for row in block.rows if row.depth == 1]
        cells = sorted(
            (Cell(row.product, row.state) for row in parts), key=lambda cell: ORDER[cell.state.key]
        )
        strips.append(
            PartStrip(
                names(engines).product(product), block.sentence, tuple(cells), found.covered, block.blanks
            )
        )
    return tuple(strips)
