"""A body prepared for reading: folded text, sentences, dates, places, organisations and people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bashu.intake.facts.bodies import BodyFinder
from bashu.intake.facts.ordered import Ordered
from bashu.intake.facts.people import find_people
from bashu.intake.facts.sentences import sentences_of, split_cells
from bashu.text import find_dates, fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.intake.facts.knowledge import Knowledge
    from bashu.intake.facts.names import Mention
    from bashu.intake.facts.people import Named
    from bashu.intake.facts.sentences import Sentence
    from bashu.text import DateMention, PlaceHit

_QUOTE = re.compile(
    r"《([^《》\n]{2,80})》|[“\"「]([^“”\"「」\n]{2,60}?(?:协议书?|合同|备忘录|意向书|框架|宣言|倡议书?|责任书|公约))[”\"」]"
)
_HELD = re.compile(r"举行|召开|举办|开幕|集中签约|现场签约|签约项目|签约仪式")
#: a line of its own below a list: 2024年8月29日于重庆
_DATELINE = 18


@dataclass(frozen=True)
class Quote:
    """The title of an agreement in quotation marks, the marks included."""

    start: int
    end: int


class Reading:
    """Everything found in a body that facts are made of; offsets are those of the body.

    `aliases` are the short names that an earlier piece of the same body has defined.
    """

    def __init__(
        self,
        body: str,
        title: str,
        published: str | None,
        knowledge: Knowledge,
        aliases: Mapping[str, Mention] | None = None,
    ) -> None:
        self.body = body
        self.title = fold(title)
        self.published = published
        self.knowledge = knowledge
        self.text = fold(body)
        self.sentences = sentences_of(self.text)
        self._dates = Ordered(find_dates(self.text, published))
        self._quotes = Ordered(Quote(*match.span()) for match in _QUOTE.finditer(self.text))
        self.places = knowledge.gazetteer.find(self.text)
        self._places = Ordered(self.places)
        self.aliases = dict(aliases or {})
        self.mentions = BodyFinder(self.text, knowledge, self._places, self._dates).find(self.aliases)
        self._mentions = Ordered(self.mentions)
        self.people = find_people(self.text, self._mentions, self._places)
        self._people = Ordered(self.people)

    @cached_property
    def event_day(self) -> tuple[int, str | None] | None:
        """The first sentence that dates an event, or is a dateline, with its day; None for a vague day."""
        for number, sentence in enumerate(self.sentences):
            dateline = sentence.end - sentence.start <= _DATELINE
            if sentence.table or not (dateline or _HELD.search(self.text, sentence.start, sentence.end)):
                continue
            for found in self.dates_in(sentence.start, sentence.end):
                if found.kind in {"day", "vague"}:
                    return number, found.value if found.kind == "day" else None
        return None

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Organisations that begin inside a span."""
        return self._mentions.within(start, end)

    def mention_at(self, start: int, end: int) -> Mention | None:
        """The organisation of exactly this span."""
        return self._mentions.at(start, end)

    def dates_in(self, start: int, end: int) -> list[DateMention]:
        """Dates that begin inside a span."""
        return self._dates.within(start, end)

    def places_in(self, start: int, end: int) -> list[PlaceHit]:
        """Places that begin inside a span."""
        return self._places.within(start, end)

    def place_at(self, start: int, end: int) -> PlaceHit | None:
        """The place of exactly this span."""
        return self._places.at(start, end)

    def people_in(self, start: int, end: int) -> list[Named]:
        """People whose role begins inside a span."""
        return self._people.within(start, end)

    def quotes_in(self, start: int, end: int) -> list[Quote]:
        """Titles in quotation marks that begin inside a span."""
        return self._quotes.within(start, end)

    def cells(self, sentence: Sentence) -> list[tuple[int, int]]:
        """The spans of the cells of a row, without the space around them."""
        return split_cells(self.text, sentence.start, sentence.end)
