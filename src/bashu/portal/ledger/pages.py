"""What the list of agreements and one agreement with its evidence show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from bashu.errors import Finding, UnknownName
from bashu.portal.data.rows import RowsBy
from bashu.portal.filters import Column, Columns, arrange, choose, filters_kept
from bashu.portal.ledger.evidence import Passage, evidence_of
from bashu.portal.naming import cut, foundation, names, read_sources
from bashu.portal.shown import NONE, Filter, Foundation, Sheet, Source, Thing, Words
from bashu.portal.wording import AGREEMENT_KINDS, AGREEMENT_LEVELS, AGREEMENT_STATUSES, KINDS, LINES, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.portal.data.engines import Engines


@dataclass(frozen=True)
class PartyRow:
    """A party by the name in the source and, where known, as an organisation."""

    name: str
    organisation: Thing | None
    kind: Words
    region: Words
    role: str


@dataclass(frozen=True)
class AgreementRow:
    """One agreement in a list."""

    agreement: Thing
    level: Words
    line: Words
    signed_on: str
    place: Thing | None
    status: Words
    parties: tuple[PartyRow, ...]
    and_others: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class AgreementsPage:
    """What was agreed between the two regions."""

    rows: tuple[AgreementRow, ...]
    sheet: Sheet
    filters: tuple[Filter, ...]
    finding: Words
    foundation: Foundation


@dataclass(frozen=True)
class AgreementPage:
    """One agreement: parties, subject, lines, areas, and the text it was read from with the facts marked.

    ``evidence`` is the notice in paragraphs of passages; it is empty where the source is only linked.
    """

    row: AgreementRow
    subject: str
    kind: Words
    lines: tuple[Words, ...]
    areas: tuple[str, ...]
    count: int | None
    amount: float | None
    unit: str
    replaces: Thing | None
    replaced_by: Thing | None
    evidence_title: str
    evidence_note: Words
    evidence: tuple[tuple[Passage, ...], ...]
    foundation: Foundation


FILTERS: Columns = {
    "level": Column(Words("层级", "level"), lambda value: word(AGREEMENT_LEVELS, value)),
    "lines": Column(Words("工作线", "line of work"), lambda value: word(LINES, value)),
    "status": Column(Words("状态", "status"), lambda value: word(AGREEMENT_STATUSES, value)),
}


#: columns that the agreements may be sorted by
SORTS = ("signed_on", "level", "line", "status", "title")


class Ledger:
    """The agreements of a version, the latest first, with their parties."""

    def __init__(self, engines: Engines) -> None:
        workspace = engines.workspace
        self.table = workspace.table_or_empty("agreements").sort(
            "signed_on", descending=True, nulls_last=True, maintain_order=True
        )
        parties = workspace.table_or_empty("parties")
        self.parties = RowsBy(parties, "agreement")
        self.signed = RowsBy(parties, "organisation")
        self.titles = {row["agreement"]: _title(row) for row in self.table.iter_rows(named=True)}

    def thing(self, agreement: str) -> Thing:
        """An agreement by its id."""
        title = self.titles.get(agreement, agreement)
        return Thing(agreement, Words(title, title), f"/agreements/{agreement}/")


def ledger(engines: Engines) -> Ledger:
    """The ledger of a version, prepared once."""
    return engines.kept("ledger", lambda: Ledger(engines))


def _title(row: Mapping[str, Any]) -> str:
    return str(row["title"] or row["subject"] or row["agreement"])


def agreements_page(
    engines: Engines, chosen: Mapping[str, str], sort: str = "", page: int = 1, size: int = 50
) -> AgreementsPage:
    """The agreements, the latest first."""
    everything = ledger(engines).table
    part, sheet = cut(agreements_chosen(engines, chosen, sort), page, size)
    counts = dict(everything["status"].value_counts().iter_rows())
    signed, intended = counts.get("signed", 0), counts.get("intention", 0)
    return AgreementsPage(
        rows=tuple(agreement_row(row, engines) for row in part.iter_rows(named=True)),
        sheet=sheet,
        filters=filters_kept(engines, "agreements", everything, chosen, FILTERS),
        finding=Words(
            f"共 {everything.height} 条记录：{signed} 条已签署，{intended} 条为初步意向。签约方是公开报道中写明的，可能不全。",
            f"{everything.height} records: {signed} signed, {intended} intentions. Parties are those that reports name; there may be more.",
        ),
        foundation=foundation(engines, method="reading", downloads=("agreements", "parties")),
    )


def agreements_chosen(engines: Engines, chosen: Mapping[str, str], sort: str = "") -> pl.DataFrame:
    """The table of agreements, filtered and in order."""
    return arrange(choose(ledger(engines).table, chosen, FILTERS), sort, SORTS)


def latest_agreements(engines: Engines, limit: int) -> tuple[AgreementRow, ...]:
    """The agreements signed last."""
    return tuple(
        agreement_row(row, engines) for row in ledger(engines).table.head(limit).iter_rows(named=True)
    )


def agreements_of(engines: Engines, organisation: str) -> tuple[AgreementRow, ...]:
    """The agreements that an organisation signed."""
    prepared = ledger(engines)
    signed = prepared.signed.of(organisation)["agreement"].to_list()
    rows = prepared.table.filter(pl.col("agreement").is_in(signed))
    return tuple(agreement_row(row, engines) for row in rows.iter_rows(named=True))


def agreement_row(row: Mapping[str, Any], engines: Engines) -> AgreementRow:
    """A row of the table of agreements with its parties."""
    prepared, named = ledger(engines), names(engines)
    return AgreementRow(
        agreement=prepared.thing(row["agreement"]),
        level=word(AGREEMENT_LEVELS, row["level"]),
        line=word(LINES, row["line"]),
        signed_on=row["signed_on"] or "",
        place=named.maybe_place(row["place"]),
        status=word(AGREEMENT_STATUSES, row["status"]),
        parties=tuple(
            PartyRow(
                party["name"],
                named.maybe_organisation(party["organisation"]),
                word(KINDS, party["kind"]),
                named.place(party["region"]).name if party["region"] else NONE,
                party["role"] or "",
            )
            for party in prepared.parties.of(row["agreement"]).iter_rows(named=True)
        ),
        and_others=bool(row["parties_at_least"]),
        sources=read_sources(row["source"]),
    )


def agreement_page(engines: Engines, agreement: str) -> AgreementPage:
    """The page of an agreement by its id.

    Raises
    ------
    UnknownName
        When there is no such agreement.
    """
    prepared = ledger(engines)
    found = prepared.table.filter(pl.col("agreement") == agreement).to_dicts()
    if not found:
        details = {"what": "agreement", "nearest": ""}
        raise UnknownName(Finding("unknown_name", value=agreement, details=details))
    row = found[0]
    shown = agreement_row(row, engines)
    successor = prepared.table.filter(pl.col("replaces") == agreement)["agreement"].to_list()
    evidence = evidence_of(engines, row, [party.name for party in shown.parties])
    return AgreementPage(
        row=shown,
        subject=row["subject"] or "",
        kind=word(AGREEMENT_KINDS, row["kind"]),
        lines=tuple(word(LINES, line) for line in row["lines"] or ()),
        areas=tuple(row["areas"] or ()),
        count=row["count"],
        amount=row["amount"],
        unit=row["unit"] or "",
        replaces=prepared.thing(row["replaces"]) if row["replaces"] else None,
        replaced_by=prepared.thing(successor[0]) if successor else None,
        evidence_title=evidence.title,
        evidence_note=evidence.note,
        evidence=evidence.paragraphs,
        foundation=foundation(engines, method="reading", downloads=("agreements", "parties")),
    )
