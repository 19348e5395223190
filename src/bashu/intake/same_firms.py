"""The firms of several pages by one name each: a page that writes the short name means the firm of the full one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.intake.names import NameRegister, parse
from bashu.intake.sources import party_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bashu.intake.model import Agreement, Party

#: kinds whose names the grammar of legal names describes
_KINDS = frozenset(("enterprise", "research"))


class SameFirms:
    """What the names of firms on several pages stand for, learnt from all of them together.

    Every full name (…公司) of the pages is a firm; another name is taken for it where the name register of these
    firms decides "same". Bodies with an id, and authorities, are left alone.

    Parameters
    ----------
    agreements
        The agreements of all pages that are compared.

    >>> from bashu.intake.model import Agreement, Party
    >>> full, short = Party("成都翃睢微电子科技股份有限公司", "enterprise"), Party("翃睢微电子", "enterprise")
    >>> firms = SameFirms([Agreement("enterprise", (full,)), Agreement("enterprise", (short,))])
    >>> firms.key(short) == firms.key(full)
    True
    """

    def __init__(self, agreements: Iterable[Agreement]) -> None:
        names = {
            party.name
            for agreement in agreements
            for party in agreement.parties
            if party.kind in _KINDS and not party.organisation
        }
        full = {name for name in names if parse(name).form.endswith("公司")}
        self._full: Mapping[str, str] = _full_names(sorted(names - full), sorted(full))

    def key(self, party: Party) -> str:
        """One key for all names of a body."""
        known = self._full.get(party.name) if party.kind in _KINDS and not party.organisation else None
        return party_key(known or party.name, party.organisation)


def _full_names(names: list[str], full: list[str]) -> dict[str, str]:
    """The full name that each name surely stands for."""
    # the same full name in two spellings is one firm, not two rivals
    firms = {party_key(name): name for name in full}
    if not names or not firms:
        return {}
    import polars as pl

    register = NameRegister(pl.DataFrame({"organisation": list(firms), "name": list(firms.values())}))
    found = register.resolve_many(names, limit=1)
    return {
        name: candidates[0].name
        for name, candidates in zip(names, found, strict=True)
        if candidates and candidates[0].decision == "same"
    }
