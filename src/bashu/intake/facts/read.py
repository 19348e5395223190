"""All facts of one body."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bashu.intake.facts.agreements import read_agreements
from bashu.intake.facts.figures import read_figures
from bashu.intake.facts.reading import Reading
from bashu.intake.facts.topics import (
    areas_of,
    fields_of,
    lines_named,
    organisations_of,
    places_of,
    products_of,
)
from bashu.intake.facts.windows import moved, once, same_agreement, same_figure, windows
from bashu.intake.facts.wording import FIVE_LINES
from bashu.intake.model import Evidence, Person
from bashu.text import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.intake.facts.knowledge import Knowledge
    from bashu.intake.facts.names import Mention
    from bashu.intake.model import Agreement, Figure, Organisation, PlaceMention, ProductMention


@dataclass(frozen=True)
class Facts:
    """What a body says, every fact with its place in the body."""

    agreements: tuple[Agreement, ...]
    figures: tuple[Figure, ...]
    people: tuple[Person, ...]
    organisations: tuple[Organisation, ...]
    places: tuple[PlaceMention, ...]
    products: tuple[ProductMention, ...]
    fields: tuple[str, ...]
    areas: tuple[str, ...]
    lines: tuple[str, ...]


def read_facts(body: str, *, title: str, published_at: str | None, knowledge: Knowledge) -> Facts:
    """Every fact that a body states; nothing is added that it does not. A long body is read in pieces (`windows`).

    Parameters
    ----------
    body
        The paragraphs of an article joined by line breaks; rows of tables with ``|`` or tabs between cells.
    title
        The title, for context only: no fact is taken from it.
    published_at
        When it was published (ISO); relative dates are read against it.
    knowledge
        The lexicons of a workspace.
    """
    aliases: dict[str, Mention] = {}
    pieces: list[Facts] = []
    for start, end in windows(body):
        reading = Reading(body[start:end], title, published_at, knowledge, aliases)
        pieces.append(_moved(_of_piece(reading), start))
        aliases = reading.aliases
    return pieces[0] if len(pieces) == 1 else _joined(pieces)


def _of_piece(reading: Reading) -> Facts:
    agreements = read_agreements(reading)
    counted = tuple(
        (agreement.evidence[0].start, agreement.evidence[0].end)
        for agreement in agreements
        if not agreement.parties and agreement.status == "planned"
    )
    return Facts(
        agreements=tuple(agreements),
        figures=tuple(read_figures(reading, counted)),
        people=_people(reading),
        organisations=tuple(organisations_of(reading)),
        places=tuple(places_of(reading)),
        products=tuple(products_of(reading)),
        fields=fields_of(reading),
        areas=areas_of(reading),
        lines=lines_named(reading),
    )


def _moved(facts: Facts, by: int) -> Facts:
    """The facts of a piece that begins so many characters into the body."""
    return replace(
        facts,
        agreements=moved(facts.agreements, by),
        figures=moved(facts.figures, by),
        people=moved(facts.people, by),
        organisations=moved(facts.organisations, by),
        places=moved(facts.places, by),
        products=moved(facts.products, by),
    )


def _joined(pieces: Sequence[Facts]) -> Facts:
    """The facts of all pieces, each once with every place that tells it; no piece gives no fact."""
    return Facts(
        agreements=once([fact for piece in pieces for fact in piece.agreements], same_agreement),
        figures=once([fact for piece in pieces for fact in piece.figures], same_figure),
        people=once(
            [fact for piece in pieces for fact in piece.people],
            lambda person: (person.name, person.role, person.organisation),
        ),
        organisations=once(
            [fact for piece in pieces for fact in piece.organisations],
            lambda named: (name_key(named.name), named.kind == "park" and named.place),
        ),
        places=once(
            [fact for piece in pieces for fact in piece.places], lambda named: named.place or named.name
        ),
        products=once(
            [fact for piece in pieces for fact in piece.products], lambda named: named.product or named.name
        ),
        fields=tuple(dict.fromkeys(name for piece in pieces for name in piece.fields)),
        areas=tuple(dict.fromkeys(name for piece in pieces for name in piece.areas)),
        lines=tuple(line for line, _ in FIVE_LINES if any(line in piece.lines for piece in pieces)),
    )


def _people(reading: Reading) -> tuple[Person, ...]:
    found: dict[tuple[str, str, str], Person] = {}
    for named in reading.people:
        key = (named.name, named.role, named.organisation)
        spot = Evidence(named.start, named.end)
        found.setdefault(key, Person(*key, (spot,), 0.85 if named.organisation else 0.6))
    return tuple(found.values())
