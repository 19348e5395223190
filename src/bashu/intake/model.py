"""What is read from a page: the article and its facts, each with the place it stands at."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: a fact below this confidence is shown for review before anybody builds on it
REVIEW_BELOW = 0.6


def _plain(value: object) -> Any:
    """Dataclasses and tuples as the dictionaries and lists that JSON knows."""
    if isinstance(value, Evidence):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Fact):
        return value.to_dict()
    return value


class Fact:
    """Anything read from a page that can be written as JSON."""

    def to_dict(self) -> dict[str, Any]:
        """The fact as a dictionary in the order of its columns; what is not stated is None."""
        return {
            column.name: _plain(getattr(self, column.name))
            for column in fields(self)  # type: ignore[arg-type]
        }


@dataclass(frozen=True)
class Evidence:
    """Where a fact stands: characters ``start`` to ``end`` of the body, or of the whole page text.

    >>> Evidence(3, 9).to_dict()
    {'start': 3, 'end': 9}
    >>> Evidence(3, 9, "page").to_dict()
    {'start': 3, 'end': 9, 'in': 'page'}
    """

    start: int
    end: int
    in_: str = "body"

    def to_dict(self) -> dict[str, int | str]:
        """Offsets, with `in` only where it is not the body."""
        place: dict[str, int | str] = {"start": self.start, "end": self.end}
        return place if self.in_ == "body" else place | {"in": self.in_}


@dataclass(frozen=True)
class Party(Fact):
    """Who takes part in an agreement, by the name on the page.

    ``region`` is province and city as short names (四川成都); ``organisation`` is an id of the workspace.
    """

    name: str
    kind: str
    region: str | None = None
    organisation: str | None = None


@dataclass(frozen=True)
class Agreement(Fact):
    """One agreement: who, about what, when, where, and how firm.

    ``level`` is the kind all parties share, research if a university or institute takes part, else mixed.
    ``count`` is how many agreements (or, where only firms are counted, firms) the entry stands for;
    ``parties_at_least`` says that the page leaves parties unnamed.
    """

    level: str
    parties: tuple[Party, ...] = ()
    parties_at_least: bool = False
    count: int = 1
    agreement_name: str | None = None
    subject: str = ""
    line: str = "general"
    lines: tuple[str, ...] = ()
    signed_on: str | None = None
    place: str | None = None
    status: str = "signed"
    amount: str | None = None
    unit: str | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True)
class Figure(Fact):
    """One number with everything that keeps it from being misread.

    ``value`` is the exact decimal in ``unit``; ``comparison`` is the word that bounds it (突破, 近, 同比增长);
    ``scope`` the words that say what it covers (规上, 全口径, 含软件).
    """

    subject: str
    measure: str
    value: str
    unit: str
    period: str | None = None
    comparison: str | None = None
    scope: str = ""
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True)
class Person(Fact):
    """A person in one role; who holds three roles is listed three times."""

    name: str
    role: str
    organisation: str
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True)
class Organisation(Fact):
    """A firm, department, association, park, university or institute that the page names."""

    name: str
    kind: str
    place: str | None = None
    parent: str | None = None
    organisation: str | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True)
class PlaceMention(Fact):
    """A place the page names, with its id where the workspace knows it."""

    name: str
    place: str | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True)
class ProductMention(Fact):
    """A product the page names, with its id where the workspace knows it."""

    name: str
    product: str | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0


#: every kind of fact that carries a confidence
Doubted: TypeAlias = Agreement | Figure | Person | Organisation | PlaceMention | ProductMention


@dataclass(frozen=True)
class Article(Fact):
    """A page as read: its fields, its body and the facts in it.

    ``fields``, ``areas`` and ``lines`` are the priority fields, the areas of deep cooperation and the lines
    of work of the corridor that the body names. ``confidence`` is per field of the page, 0 to 1.
    """

    title: str
    body: str
    published_at: str | None = None
    source: str = ""
    authors: tuple[str, ...] = ()
    editor: str = ""
    channel: tuple[str, ...] = ()
    url: str | None = None
    confidence: Mapping[str, float] = field(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()
    figures: tuple[Figure, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    products: tuple[ProductMention, ...] = ()
    fields: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The article as the JSON that `bashu read --json` prints."""
        review = [
            {"kind": kind, "number": number, "quotes": [self.quote(spot) for spot in fact.evidence]}
            for kind, number, fact in self._doubtful()
        ]
        return super().to_dict() | {"confidence": dict(self.confidence), "review": review}

    @property
    def review(self) -> tuple[Doubted, ...]:
        """The facts of every kind whose confidence is below the threshold: a person looks at them first."""
        return tuple(fact for _, _, fact in self._doubtful())

    def _doubtful(self) -> Iterator[tuple[str, int, Doubted]]:
        """Kind, number in its list, and fact, for every fact below the threshold."""
        kinds: tuple[tuple[str, tuple[Doubted, ...]], ...] = (
            ("agreement", self.agreements),
            ("figure", self.figures),
            ("person", self.people),
            ("organisation", self.organisations),
            ("place", self.places),
            ("product", self.products),
        )
        for kind, facts in kinds:
            for number, fact in enumerate(facts):
                if fact.confidence < REVIEW_BELOW:
                    yield kind, number, fact

    def quote(self, evidence: Evidence) -> str:
        """The words of the body that a piece of evidence points at.

        >>> Article("签约", "四川与重庆签约。").quote(Evidence(0, 5))
        '四川与重庆'
        """
        return self.body[evidence.start : evidence.end]
