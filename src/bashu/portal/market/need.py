"""What the page of one need shows: what is wanted, who could supply it, and why not somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from bashu.errors import UnknownName
from bashu.match.ranking.settings import LIMITS, REASONS
from bashu.portal.market.pages import SupplierRow, supplier_row
from bashu.portal.naming import foundation, names
from bashu.portal.records import NeedRow, need_row
from bashu.portal.shown import Foundation, Thing, Words

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines

#: suppliers on the page
SUPPLIERS = 20


@dataclass(frozen=True)
class Lead:
    """How far a supplier is behind the first choice in one reason; below 0 it is ahead."""

    label: Words
    behind: float


@dataclass(frozen=True)
class WhyNotAnswer:
    """Why one supplier is not the first choice; without a supplier nobody of that name is known."""

    asked: str
    supplier: Thing | None
    sentence: Words
    place: int | None
    limits: tuple[Words, ...]
    behind: tuple[Lead, ...]


@dataclass(frozen=True)
class NeedPage:
    """One need with its suppliers, the best first."""

    need: NeedRow
    title: Words
    rows: tuple[SupplierRow, ...]
    finding: Words
    why_not: WhyNotAnswer | None
    foundation: Foundation


def need_page(engines: Engines, need: str, firm: str = "") -> NeedPage:
    """The page of a need by its id.

    Parameters
    ----------
    firm
        Id or name of an organisation, to be told why it is not the first choice.

    Raises
    ------
    UnknownName
        When there is no such need.
    Busy
        When too many ask at once.
    """
    ranked = engines.rank_need(need).head(SUPPLIERS)
    table = engines.workspace.table_or_empty("needs")
    wanted = need_row(table.row(by_predicate=pl.col("need") == need, named=True), engines)
    rows = tuple(
        supplier_row(rank, row, engines) for rank, row in enumerate(ranked.iter_rows(named=True), start=1)
    )
    title = wanted.product.name if wanted.product else Words(wanted.text, wanted.text)
    return NeedPage(
        need=wanted,
        title=title,
        rows=rows,
        finding=_finding(title, rows),
        why_not=_why_not(engines, need, firm) if firm else None,
        foundation=foundation(
            engines,
            method=("ranking", "travel"),
            illustrative=wanted.illustrative or any(row.illustrative for row in rows),
            downloads=("needs", "capabilities"),
        ),
    )


def _finding(title: Words, rows: tuple[SupplierRow, ...]) -> Words:
    known = [row for row in rows if not row.illustrative]
    if not known:
        return Words(
            f"需要{title.zh}：公开资料中没有符合条件的供应者。",
            f"{title.en} is wanted: no supplier in public sources meets the conditions.",
        )
    firms, first = len({row.organisation.id for row in known}), known[0].organisation.name
    return Words(
        f"需要{title.zh}：公开资料中有 {firms} 家可能供货；排在第一的是{first.zh}。",
        f"{title.en} is wanted: {firms} possible suppliers in public sources; {first.en} comes first.",
    )


def _why_not(engines: Engines, need: str, firm: str) -> WhyNotAnswer:
    organisation = _organisation(engines, firm)
    if organisation is None:
        return _unknown(firm)
    named = names(engines)
    try:
        answer = engines.why_not(need, organisation)
    except UnknownName:
        return WhyNotAnswer(
            firm,
            named.organisation(organisation),
            Words(
                "公开资料中没有它的相关供应能力。", "Public sources hold no capability of it that could fit."
            ),
            None,
            (),
            (),
        )
    return WhyNotAnswer(
        firm,
        named.organisation(organisation),
        Words(answer.sentence("zh"), answer.sentence("en")),
        answer.place,
        tuple(Words(*LIMITS[limit]) for limit in answer.limits),
        tuple(Lead(Words(*REASONS[reason]), behind) for reason, behind in answer.behind.items()),
    )


def _unknown(firm: str) -> WhyNotAnswer:
    return WhyNotAnswer(
        firm,
        None,
        Words(
            f"没有叫“{firm}”的组织，请用全称、简称或编号。",
            f"No organisation is called “{firm}”: use the full name, the short name or the id.",
        ),
        None,
        (),
        (),
    )


def _organisation(engines: Engines, text: str) -> str | None:
    """The organisation with this id or name; part of a name is enough where only one has it."""
    table = engines.workspace.table_or_empty("organisations").select(
        "organisation", "name", "short_name", "name_en"
    )
    exact = table.filter(pl.any_horizontal(pl.all().str.to_lowercase() == text.lower()))
    if exact.height:
        return str(exact["organisation"][0])
    holding = table.filter(
        pl.any_horizontal(pl.all().str.to_lowercase().str.contains(text.lower(), literal=True))
    )
    return str(holding["organisation"][0]) if holding.height == 1 else None
