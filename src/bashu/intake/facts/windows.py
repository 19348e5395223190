"""A long body in pieces: cut where a paragraph ends, read one after the other, what is told in several told once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from bashu.intake.model import (
    Agreement,
    Evidence,
    Figure,
    Organisation,
    Person,
    PlaceMention,
    ProductMention,
)
from bashu.text import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

#: characters of one piece: what refers back more than this is not followed
WINDOW = 30_000
#: a body of more characters is no article: only its first piece is read
LONGEST_ARTICLE = 300_000


#: what may be spent on one body: a character costs one, a signing as much as so many characters
_MOST, _SIGNING = 150_000, 200

Told = TypeVar("Told", Agreement, Figure, Person, Organisation, PlaceMention, ProductMention)


def windows(text: str, size: int = WINDOW, longest: int = LONGEST_ARTICLE) -> Iterator[tuple[int, int]]:
    r"""Start and end of the pieces of a text, in order, each no longer than `size` characters.

    A piece ends behind a paragraph, else behind a sentence, else where it is full; of a text longer than `longest`
    there is only the first, and a text that tells hundreds of signings ends earlier: reading stays within seconds.

    >>> list(windows("一二。\n三四。五六七八", size=5))
    [(0, 4), (4, 7), (7, 11)]
    """
    start = spent = 0
    while start < len(text) and spent < _MOST:
        end = _border(text, start, start + size) if len(text) > start + size else len(text)
        yield start, end
        spent += end - start + _SIGNING * text.count("签", start, end)
        if len(text) > longest:
            return
        start = end


def _border(text: str, start: int, full: int) -> int:
    for mark in ("\n", "。"):
        found = text.rfind(mark, start + (full - start) // 2, full)
        if found > 0:
            return found + 1
    return full


def moved(facts: tuple[Told, ...], by: int) -> tuple[Told, ...]:
    """The facts of a piece with their places in the whole text."""
    if not by:
        return facts
    return tuple(
        _with(fact, tuple(Evidence(spot.start + by, spot.end + by) for spot in fact.evidence))
        for fact in facts
    )


def once(facts: Sequence[Told], key: Callable[[Told], Hashable]) -> tuple[Told, ...]:
    """Each fact once, with every place that tells it; `key` says which are the same, None that none is."""
    alike: dict[Hashable, list[Told]] = {}
    for number, fact in enumerate(facts):
        same = key(fact)
        alike.setdefault(("alone", number) if same is None else same, []).append(fact)
    return tuple(
        _with(group[0], tuple(spot for fact in group for spot in fact.evidence)) for group in alike.values()
    )


def _with(fact: Told, evidence: tuple[Evidence, ...]) -> Told:
    return replace(fact, evidence=evidence)


def same_agreement(agreement: Agreement) -> Hashable:
    """Parties, status, level, day and name: what makes an agreement told in two pieces the same one."""
    if not agreement.parties:
        return None
    parties = frozenset(name_key(party.name) for party in agreement.parties)
    return parties, agreement.status, agreement.level, agreement.signed_on, agreement.agreement_name


def same_figure(figure: Figure) -> Hashable:
    """Subject, measure, value, unit and period."""
    return figure.subject, figure.measure, figure.value, figure.unit, figure.period
