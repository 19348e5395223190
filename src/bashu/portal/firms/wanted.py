"""The reverse of finding a supplier: the needs that one organisation could serve, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.match.ranking.settings import REASONS
from bashu.portal.firms.register import register
from bashu.portal.market.pages import reason_bar
from bashu.portal.naming import foundation, names
from bashu.portal.records import NeedRow, need_row
from bashu.portal.shown import Bar, Foundation, Thing, Words

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines


@dataclass(frozen=True)
class WantedRow:
    """A need, the score the organisation has for it, and its place among all its suppliers."""

    need: NeedRow
    score: float
    place_in_ranking: int
    minutes: float | None
    reasons: tuple[Bar, ...]


@dataclass(frozen=True)
class WantedPage:
    """The needs that an organisation could serve, those where it scores highest first."""

    organisation: Thing
    rows: tuple[WantedRow, ...]
    too_many: bool
    finding: Words
    foundation: Foundation


def wanted_page(engines: Engines, organisation: str) -> WantedPage:
    """The page of an organisation by its id.

    Raises
    ------
    UnknownName
        When there is no such organisation.
    Busy
        When too many ask at once.
    """
    register(engines).of(organisation)
    firm = names(engines).organisation(organisation)
    found = engines.needs_for(organisation)
    rows = () if found is None else _rows(engines, found)
    examples = any(row.need.illustrative for row in rows) or names(engines).is_example(organisation)
    return WantedPage(
        firm,
        rows,
        found is None,
        _finding(firm.name, rows, too_many=found is None),
        foundation(engines, method=("ranking", "travel"), illustrative=examples, downloads=("needs",)),
    )


def _rows(engines: Engines, found: pl.DataFrame) -> tuple[WantedRow, ...]:
    needs = engines.workspace.table_or_empty("needs").filter(pl.col("need").is_in(found["need"].implode()))
    stated = {row["need"]: row for row in needs.iter_rows(named=True)}
    return tuple(
        WantedRow(
            need_row(stated[row["need"]], engines),
            row["score"],
            row["place_in_ranking"],
            row["minutes"],
            tuple(reason_bar(reason, row[f"reason_{reason}"]) for reason in REASONS),
        )
        for row in found.iter_rows(named=True)
    )


def _finding(name: Words, rows: tuple[WantedRow, ...], *, too_many: bool) -> Words:
    if too_many:
        return Words(
            "需求与能力太多，这一页不逐条比较；请从需求页查看。",
            "There are too many needs and capabilities to compare here; look from the page of a need.",
        )
    if not rows:
        return Words(
            f"公开的需求里没有{name.zh}符合条件的。", f"No published need is one that {name.en} could serve."
        )
    first = sum(row.place_in_ranking == 1 for row in rows)
    return Words(
        f"{name.zh}能满足 {len(rows)} 条需求，其中 {first} 条排在第一。",
        f"{name.en} could serve {len(rows)} needs, and comes first for {first} of them.",
    )
