"""The same agreement on several pages: told once, with every page that tells it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from bashu.intake.facts.wording import core_subject
from bashu.intake.model import Agreement, Fact
from bashu.intake.same_firms import SameFirms
from bashu.intake.sources import PageSource, source_of
from bashu.text import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bashu.intake.model import Article

#: a page without a day of its own tells an event of at most so many days before it was published
_NEWS_FOR_DAYS = 14
#: what was signed stays signed when a later page looks back on it
_FIRM = {"signed": "signed", "past": "signed"}
_COMPARED = ("level", "signed_on", "place", "status", "amount", "unit", "count")


@dataclass(frozen=True)
class Telling(Fact):
    """One page telling one agreement."""

    source: PageSource
    agreement: Agreement


@dataclass(frozen=True)
class ReportedAgreement(Fact):
    """An agreement with every page that tells it.

    ``agreement`` is put together from the tellings: the most parties, the most precise day, the surest words.
    ``differences`` names the columns on which pages contradict each other; a person decides those.
    """

    agreement: Agreement
    tellings: tuple[Telling, ...]
    differences: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[PageSource, ...]:
        """The pages that tell it, each once."""
        return tuple(dict.fromkeys(telling.source for telling in self.tellings))


def merge_agreements(pages: Iterable[Article | ReportedAgreement]) -> tuple[ReportedAgreement, ...]:
    """Every agreement of these pages once, however many pages tell it.

    Two pages tell the same agreement when the parties are the same bodies (a firm also by its short name, where
    another page gives the full one), the firmness is the same (a page that
    looks back on a signing tells that signing; an intention is never the agreement that may follow), the days do
    not contradict each other, and so the names. Agreements of one page are never merged with each other.

    The order of the pages does not matter, a page that comes twice changes nothing, and merged agreements can be
    given again together with new pages.

    Parameters
    ----------
    pages
        Articles as `read_page` gives them, and agreements merged before.

    >>> from bashu.intake.model import Article, Party
    >>> both = (Party("四川省经信厅", "government"), Party("重庆市经信委", "government"))
    >>> full = (Party("四川省经济和信息化厅", "government"), Party("重庆市经济和信息化委员会", "government"))
    >>> one = Article("甲", "…", source="甲报", agreements=(Agreement("government", both, signed_on="2020-10-29"),))
    >>> two = Article("乙", "…", source="乙报", agreements=(Agreement("government", full, signed_on="2020-10-29"),))
    >>> merged = merge_agreements([one, two, one])
    >>> len(merged), [source.source for source in merged[0].sources]
    (1, ['甲报', '乙报'])
    """
    tellings: dict[tuple[PageSource, str], Telling] = {}
    for telling in _tellings(pages):
        tellings.setdefault((telling.source, repr(telling.agreement)), telling)
    by_parties: dict[tuple[Any, ...], list[Telling]] = defaultdict(list)
    told_once = _one_address(tellings.values())
    firms = SameFirms(telling.agreement for telling in told_once)
    for telling in told_once:
        by_parties[_same_bodies(telling.agreement, firms)].append(telling)
    groups = [group for told in by_parties.values() for group in _events(sorted(told, key=_order))]
    return tuple(
        sorted(
            (_reported(group) for group in _with_open(groups, firms)), key=lambda item: _rank(item.agreement)
        )
    )


def _tellings(pages: Iterable[Article | ReportedAgreement]) -> Iterable[Telling]:
    for page in pages:
        if isinstance(page, ReportedAgreement):
            yield from page.tellings
        else:
            source = source_of(page)
            yield from (Telling(source, agreement) for agreement in page.agreements)


def _one_address(tellings: Iterable[Telling]) -> list[Telling]:
    """The same page with and without its address is one source: the one with the address stands for both."""
    best: dict[str, PageSource] = {}
    told = list(tellings)
    for telling in told:
        known = best.get(telling.source.page)
        if known is None or (not known.url, known) > (not telling.source.url, telling.source):
            best[telling.source.page] = telling.source
    unique = {(t.source.page, repr(t.agreement)): Telling(best[t.source.page], t.agreement) for t in told}
    return list(unique.values())


def _same_bodies(agreement: Agreement, firms: SameFirms) -> tuple[Any, ...]:
    firmness = _FIRM.get(agreement.status, agreement.status)
    parties = frozenset(map(firms.key, agreement.parties))
    if parties:
        return firmness, parties
    return firmness, agreement.level, agreement.count, agreement.signed_on, agreement.place


def _rank(agreement: Agreement) -> tuple[str, ...]:
    return agreement.signed_on or "", *(party.name for party in agreement.parties), repr(agreement)


def _order(telling: Telling) -> tuple[Any, ...]:
    """Precise days first, then names, so that what says less joins what says more."""
    agreement = telling.agreement
    return (
        -len(agreement.signed_on or ""), agreement.signed_on or "", -len(agreement.agreement_name or ""),
        agreement.agreement_name or "", telling.source, repr(agreement),
    )  # fmt: skip


def _events(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Tellings of the same bodies, by event: each joins the only event that it does not contradict."""
    events: list[list[Telling]] = []
    for telling in tellings:
        fitting = [event for event in events if _fits(telling, event)]
        named = [event for event in fitting if _name(event[0]) and _name(event[0]) == _name(telling)]
        if len(named) == 1 or len(fitting) == 1:
            (named if len(named) == 1 else fitting)[0].append(telling)
        else:
            events.append([telling])
    return events


def _name(telling: Telling) -> str:
    return name_key(telling.agreement.agreement_name or "")


def _fits(telling: Telling, event: Sequence[Telling]) -> bool:
    if not telling.agreement.parties and not telling.agreement.signed_on:
        return False
    return all(
        telling.source.page != other.source.page
        and _days_agree(telling, other)
        and _names_agree(telling, other)
        for other in event
    )


def _days_agree(one: Telling, other: Telling) -> bool:
    first, second = one.agreement.signed_on, other.agreement.signed_on
    if first and second:
        return first.startswith(second) or second.startswith(first)
    if not first and not second:
        return _near(one.source.published_at, other.source.published_at, -_NEWS_FOR_DAYS)
    day = first or second or ""
    return _near(day, (other if first else one).source.published_at, 0)


def _near(day: str, published: str, earliest: int) -> bool:
    """Whether a page of this time may tell an event of that day."""
    try:
        gap = (date.fromisoformat(published[:10]) - date.fromisoformat(day[:10])).days
    except ValueError:
        return False
    return earliest <= gap <= _NEWS_FOR_DAYS


def _names_agree(one: Telling, other: Telling) -> bool:
    """Whether two names may be the same agreement's: one says less, or they share most of what they say."""
    first, second = (name_key(core_subject(t.agreement.agreement_name)) for t in (one, other))
    if not first or not second or first in second or second in first:
        return True
    pairs = [{text[index : index + 2] for index in range(len(text) - 1)} for text in (first, second)]
    smaller = min(map(len, pairs))
    return smaller > 0 and 2 * len(pairs[0] & pairs[1]) >= smaller


def _with_open(groups: Sequence[list[Telling]], firms: SameFirms) -> list[list[Telling]]:
    """A telling that leaves parties out (…等) joins the only event of that day that names them all.

    Where one page tells two that would join the same event, neither does: a page tells an event once.
    """
    whole = [group for group in groups if not group[0].agreement.parties_at_least]
    open_groups = [group for group in groups if group[0].agreement.parties_at_least]
    fitting = [
        [place for place, other in enumerate(whole) if _names_all(group, other, firms)]
        for group in open_groups
    ]
    pages = Counter(
        (places[0], page)
        for group, places in zip(open_groups, fitting, strict=True)
        if len(places) == 1
        for page in {telling.source.page for telling in group}
    )
    joined: list[list[Telling]] = [list(group) for group in whole]
    for group, places in zip(open_groups, fitting, strict=True):
        if len(places) == 1 and all(pages[places[0], telling.source.page] == 1 for telling in group):
            joined[places[0]].extend(group)
        else:
            joined.append(list(group))
    return joined


def _names_all(part: Sequence[Telling], whole: Sequence[Telling], firms: SameFirms) -> bool:
    few, many = (_same_bodies(group[0].agreement, firms) for group in (part, whole))
    day = part[0].agreement.signed_on
    if len(few) != 2 or len(many) != 2 or few[0] != many[0] or not day or day != whole[0].agreement.signed_on:
        return False
    pages = {telling.source.page for telling in whole}
    return len(few[1]) >= 2 and few[1] < many[1] and not any(t.source.page in pages for t in part)


def _reported(tellings: Sequence[Telling]) -> ReportedAgreement:
    told = sorted(tellings, key=lambda item: (item.source, repr(item.agreement)))
    entries = sorted((item.agreement for item in told), key=_surest)
    first = entries[0]
    merged = Agreement(
        level=first.level,
        parties=first.parties,
        parties_at_least=all(entry.parties_at_least for entry in entries),
        count=first.count,
        agreement_name=max(
            (entry.agreement_name or "" for entry in entries), key=lambda text: (len(text), text)
        )
        or None,
        subject=max((entry.subject for entry in entries), key=lambda text: (len(text), text)),
        line=first.line,
        lines=first.lines,
        signed_on=max((entry.signed_on or "" for entry in entries), key=lambda text: (len(text), text))
        or None,
        place=first.place or next((entry.place for entry in entries if entry.place), None),
        status="signed" if any(entry.status == "signed" for entry in entries) else first.status,
        amount=next((entry.amount for entry in entries if entry.amount), None),
        unit=next((entry.unit for entry in entries if entry.amount), None),
        evidence=first.evidence,
        confidence=max(entry.confidence for entry in entries),
    )
    differences = tuple(name for name in _COMPARED if _contradict(name, entries))
    return ReportedAgreement(merged, tuple(told), differences)


def _surest(agreement: Agreement) -> tuple[Any, ...]:
    """The telling that says most comes first."""
    length = sum(len(party.name) for party in agreement.parties)
    return -len(agreement.parties), -agreement.confidence, -length, repr(agreement)


def _contradict(name: str, entries: Sequence[Agreement]) -> bool:
    values = {str(getattr(entry, name)) for entry in entries if getattr(entry, name)}
    if name == "status":
        values = {_FIRM.get(value, value) for value in values}
    if name == "signed_on":
        longest = max(values, key=len, default="")
        values = {value for value in values if not longest.startswith(value)} | {longest}
    return len(values) > 1
