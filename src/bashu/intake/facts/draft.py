"""An agreement while it is being read: what the sentence says, before names and places are resolved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from bashu.text import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.intake.facts.token import Token


#: how many earlier agreements of the same parties are compared
_TWINS = 20


@dataclass(frozen=True)
class Draft:
    """One agreement as its sentence has it; offsets are those of the body."""

    parties: tuple[Token, ...]
    start: int
    end: int
    sentence: int
    status: str = "signed"
    open_: bool = False
    count: int = 1
    name: str | None = None
    subject: str = ""
    signed_on: str | None = None
    place: str | None = None
    amount: str | None = None
    unit: str | None = None
    level: str | None = None
    confidence: float = 0.8
    umbrella: bool = False
    table: bool = False
    spans: tuple[tuple[int, int], ...] = ()
    more: tuple[tuple[int, int], ...] = ()

    @cached_property
    def keys(self) -> frozenset[str]:
        """The parties by comparable name."""
        return frozenset(name_key(party.name) for party in self.parties)


def merge_drafts(drafts: Sequence[Draft]) -> list[Draft]:
    """Each agreement once: the same parties, status and name told twice become one with both places.

    A ceremony between two sides gives way to the agreements that it was held for, and a row of a table
    stands for the sentence that sums the table up.
    """
    kept: list[Draft] = []
    places: dict[frozenset[str], list[int]] = {}
    for draft in drafts:
        same_parties = places.setdefault(draft.keys, [])
        twin = next((index for index in same_parties[-_TWINS:] if _same(draft, kept[index])), None)
        if twin is None:
            same_parties.append(len(kept))
            kept.append(draft)
        else:
            kept[twin] = _joined(kept[twin], draft)
    in_tables = frozenset().union(*(draft.keys for draft in kept if draft.table))
    return [
        draft
        for index, draft in enumerate(kept)
        if not any(_closer(draft, other) for other in kept[max(0, index - 3) : index + 4])
        and not (draft.umbrella and _has_details(draft, kept[index + 1 : index + 40]))
        and not (in_tables and not draft.table and _summed_up(draft, in_tables))
    ]


def _same(draft: Draft, other: Draft) -> bool:
    if draft.table and other.table:
        return False
    if draft.keys and draft.keys == other.keys and {draft.status, other.status} == {"intention", "planned"}:
        return abs(draft.sentence - other.sentence) <= 2  # the paper that is to follow an intention
    if draft.keys != other.keys or not draft.keys or (draft.status == "past") != (other.status == "past"):
        return False
    dates = {day for day in (draft.signed_on, other.signed_on) if day}
    if len(dates) > 1 or draft.count != other.count:
        return False
    names = {draft.name, other.name} - {None}
    return len(names) < 2 or any(str(a) in str(b) for a in names for b in names if a != b)


def _joined(first: Draft, second: Draft) -> Draft:
    longer = max((first.name or "", second.name or ""), key=len) or None
    firmer = "signed" if "signed" in {first.status, second.status} else first.status
    return replace(
        first,
        name=longer,
        status=firmer,
        signed_on=first.signed_on or second.signed_on,
        place=first.place or second.place,
        subject=first.subject or second.subject,
        amount=first.amount or second.amount,
        unit=first.unit or second.unit,
        open_=first.open_ and second.open_,
        confidence=max(first.confidence, second.confidence),
        more=(*first.more, (second.start, second.end)),
    )


def _closer(draft: Draft, other: Draft) -> bool:
    """Whether the other tells the same signing with the authorities where this one only names their places."""
    near = abs(draft.sentence - other.sentence) <= 1 and draft is not other
    if draft.name and other.name and draft.name not in other.name and other.name not in draft.name:
        return False
    if not near or len(draft.parties) != len(other.parties) or "past" in {draft.status, other.status}:
        return False
    if any(party.name[-1] not in "省市区县州" for party in draft.parties):
        return False
    longer = all(party.name[-1] not in "省市区县州" and party.kind == "government" for party in other.parties)
    cores = [party.name.rstrip("省市区县州")[-2:] for party in draft.parties]
    return longer and all(any(core in party.name for party in other.parties) for core in cores)


def _has_details(umbrella: Draft, later: Sequence[Draft]) -> bool:
    return sum(draft.status != "past" and draft.keys != umbrella.keys for draft in later) >= 2


def _summed_up(draft: Draft, in_tables: frozenset[str]) -> bool:
    return bool(draft.keys) and draft.keys <= in_tables and draft.status != "past"
