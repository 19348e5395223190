"""All facts of one body."""

from __future__ import annotations

from dataclasses import dataclass
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
from bashu.intake.model import Evidence, Person

if TYPE_CHECKING:
    from bashu.intake.facts.knowledge import Knowledge
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
    """Every fact that a body states; nothing is added that it does not.

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
    reading = Reading(body, title, published_at, knowledge)
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


def _people(reading: Reading) -> tuple[Person, ...]:
    found: dict[tuple[str, str, str], Person] = {}
    for named in reading.people:
        key = (named.name, named.role, named.organisation)
        spot = Evidence(named.start, named.end)
        found.setdefault(key, Person(*key, (spot,), 0.85 if named.organisation else 0.6))
    return tuple(found.values())
