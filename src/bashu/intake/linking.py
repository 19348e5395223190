"""The organisations of a page and those on record: one firm read under two names is one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.intake.model import Agreement, Article, Organisation
    from bashu.intake.names import NameRegister

#: kinds whose names the grammar of legal names describes
_KINDS = frozenset(("enterprise", "research"))


def link_organisations(article: Article, register: NameRegister) -> Article:
    """The article with the ids of the firms whose names are surely those of organisations on record.

    What is decided "same" gets the id, in the organisations of the page and in the parties of its agreements;
    mentions of one id become one organisation with all its places in the text, under the name mentioned first. A
    branch never gets the id of its firm, and what waits for review gets none.

    >>> import polars as pl
    >>> from bashu.intake import Article, Evidence, NameRegister, Organisation
    >>> register = NameRegister(pl.DataFrame({"organisation": ["hw"], "name": ["成都华隽微电子科技有限公司"]}))
    >>> page = Article("签约", "华隽微电子与成都华隽签约", organisations=(
    ...     Organisation("华隽微电子", "enterprise", evidence=(Evidence(0, 5),)),
    ...     Organisation("成都华隽", "enterprise", evidence=(Evidence(6, 10),))))
    >>> [(one.name, one.organisation, len(one.evidence)) for one in link_organisations(page, register).organisations]
    [('华隽微电子', 'hw', 2)]
    """
    unknown = {
        *(one.name for one in article.organisations if one.organisation is None and one.kind in _KINDS),
        *(
            party.name
            for agreement in article.agreements
            for party in agreement.parties
            if party.organisation is None and party.kind in _KINDS
        ),
    }
    if not unknown or not len(register):
        return article
    names = sorted(unknown)
    found = register.resolve_many(names, limit=1)
    ids = {
        name: candidates[0].organisation
        for name, candidates in zip(names, found, strict=True)
        if candidates and candidates[0].decision == "same"
    }
    if not ids:
        return article
    return replace(
        article,
        organisations=_organisations(article.organisations, ids),
        agreements=tuple(_with_ids(agreement, ids) for agreement in article.agreements),
    )


def _organisations(
    organisations: tuple[Organisation, ...], ids: Mapping[str, str]
) -> tuple[Organisation, ...]:
    """Each organisation on record once, where it is mentioned first."""
    found: dict[str, Organisation] = {}
    for number, one in enumerate(organisations):
        known = one.organisation or (ids.get(one.name) if one.kind in _KINDS else None)
        key = known or f"#{number}"
        before = found.get(key)
        if before is None:
            found[key] = replace(one, organisation=known)
        else:
            evidence = tuple(
                sorted({*before.evidence, *one.evidence}, key=lambda spot: (spot.in_, spot.start))
            )
            found[key] = replace(before, evidence=evidence)
    return tuple(found.values())


def _with_ids(agreement: Agreement, ids: Mapping[str, str]) -> Agreement:
    parties = tuple(
        replace(party, organisation=ids.get(party.name))
        if party.organisation is None and party.kind in _KINDS
        else party
        for party in agreement.parties
    )
    return replace(agreement, parties=parties)
