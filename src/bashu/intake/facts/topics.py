"""Organisations, parks, places, products, fields, areas and lines that a body names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bashu.intake.facts.kinds import has_ending
from bashu.intake.facts.ordered import Ordered
from bashu.intake.facts.people import parent_name
from bashu.intake.facts.wording import FIVE_LINES
from bashu.intake.model import Evidence, Organisation, PlaceMention, ProductMention
from bashu.text import name_key

if TYPE_CHECKING:
    from bashu.intake.facts.names import Mention
    from bashu.intake.facts.reading import Reading
    from bashu.text import PlaceHit

#: 包括宜宾的某某产业园: a park by its place
_PARK = re.compile(
    r"的(?P<name>[\u4e00-\u9fffA-Za-z0-9]{2,20}?(?:产业园|产业基地|科技园|工业园|软件园|园区|生产基地|研发中心|研究院|工厂|总部))"
)
_OWNS = re.compile(r"(?:设有|建有|布局|拥有|建成|投资建设|打造)[^。]{0,12}(?:产业园|基地|园区|工厂|研发中心)")


def organisations_of(reading: Reading) -> list[Organisation]:
    """Organisations in order of first mention, each once, with place and parent where the page tells them."""
    parks = _parks(reading)
    inside = Ordered(park.evidence[0] for park in parks)
    named: dict[str, list[Mention]] = {}
    for mention in reading.mentions:
        around = inside.last_before(mention.end)
        if around is None or around.end <= mention.start:
            named.setdefault(name_key(mention.name), []).append(mention)
    found = {
        key: Organisation(
            mentions[0].name,
            mentions[0].kind,
            _place_of(reading, mentions[0].name, mentions[0].organisation),
            parent_name(mentions[0].name),
            mentions[0].organisation,
            tuple(Evidence(mention.start, mention.end) for mention in mentions),
            _sure_of(mentions[0]),
        )
        for key, mentions in named.items()
    }
    for park in parks:
        found.setdefault(f"{park.place}{name_key(park.name)}", park)
    return sorted(found.values(), key=lambda item: item.evidence[0].start)


def _sure_of(mention: Mention) -> float:
    """An organisation of the workspace is sure, a name with a telling ending nearly; a brand made longer is a guess."""
    if mention.organisation is not None:
        return 0.95
    if not has_ending(mention.name):
        return 0.55
    return 0.7 if mention.kind == "other" else 0.85


def _place_of(reading: Reading, name: str, organisation: str | None) -> str | None:
    """The region of an organisation: where the workspace has it, else the place in its name."""
    place_id = reading.knowledge.organisation_place(organisation)
    if place_id is not None and (known := reading.knowledge.gazetteer.by_id(place_id)) is not None:
        return known.region
    hits = reading.knowledge.gazetteer.find(name)
    return hits[0].place.region if hits else None


def _parks(reading: Reading) -> list[Organisation]:
    """Parks and plants that a group has in several places: 宜宾的…产业园, 成都的…产业园."""
    found: list[Organisation] = []
    for sentence in reading.sentences:
        owns = _OWNS.search(reading.text, sentence.start, sentence.end)
        if owns is None:
            continue
        owners = [m for m in reading.mentions_in(sentence.start, owns.start()) if m.kind == "enterprise"]
        for hit in reading.places_in(sentence.start, sentence.end):
            match = _PARK.match(reading.text, hit.end, sentence.end)
            if match is not None:
                found.append(
                    Organisation(
                        match["name"],
                        "park",
                        hit.place.region,
                        owners[-1].name if owners else None,
                        None,
                        (Evidence(hit.start, match.end()),),
                        0.7,
                    )
                )
    return found


def places_of(reading: Reading) -> list[PlaceMention]:
    """Places in order of first mention, each once, linked to the workspace."""
    found: dict[tuple[str, ...], list[PlaceHit]] = {}
    for hit in reading.places:
        found.setdefault(hit.place.path, []).append(hit)
    return [
        PlaceMention(
            hits[0].name,
            hits[0].place.place,
            tuple(Evidence(hit.start, hit.end) for hit in hits),
            max(0.95 if hit.formal else 0.85 if hit.meanings == 1 else 0.5 for hit in hits),
        )
        for hits in found.values()
    ]


def products_of(reading: Reading) -> list[ProductMention]:
    """Products of the catalogue that the body names, each once."""
    found: dict[str, list[tuple[int, int]]] = {}
    for start, end, product in reading.knowledge.products.find(reading.text):
        found.setdefault(product, []).append((start, end))
    return [
        ProductMention(
            reading.body[spans[0][0] : spans[0][1]],
            product,
            tuple(Evidence(start, end) for start, end in spans),
            0.9 if max(end - start for start, end in spans) > 2 else 0.75,
        )
        for product, spans in found.items()
    ]


def fields_of(reading: Reading) -> tuple[str, ...]:
    """The priority fields that the body names, in the order it names them."""
    return tuple(dict.fromkeys(name for _, _, name in reading.knowledge.fields.find(reading.text)))


def areas_of(reading: Reading) -> tuple[str, ...]:
    """The areas of deep cooperation that the body names, in the order it names them."""
    return tuple(dict.fromkeys(name for _, _, name in reading.knowledge.areas.find(reading.text)))


def lines_named(reading: Reading) -> tuple[str, ...]:
    """The five lines of work that the body speaks of, in their own order."""
    return tuple(line for line, pattern in FIVE_LINES if pattern.search(reading.text))
