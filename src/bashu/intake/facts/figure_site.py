"""The words around one quantity, prepared once for everything that is asked about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.intake.facts.figure_words import comparison_before

if TYPE_CHECKING:
    from bashu.intake.facts.quantities import Quantity
    from bashu.intake.facts.reading import Reading
    from bashu.intake.facts.sentences import Sentence
    from bashu.intake.model import Figure


#: no clause that says what a number measures is longer than this
_LONGEST_CLAUSE = 80


@dataclass(frozen=True)
class Site:
    """A quantity in its clause: `lead` is what stands before the word that compares, `after` what follows."""

    reading: Reading
    number: int
    sentence: Sentence
    quantity: Quantity
    left: int
    right: int
    lead: str
    after: str
    comparison: str
    previous: Figure | None

    @property
    def before(self) -> str:
        """The words of the clause before the number."""
        return self.reading.text[self.left : self.quantity.start]

    @property
    def earlier_subject(self) -> str:
        """Whom the figure before in this sentence was about."""
        return self.previous.subject if self.previous else ""


def site_of(reading: Reading, number: int, quantity: Quantity, previous: Figure | None) -> Site:
    """The clause of a quantity in the sentence of this number."""
    sentence, text = reading.sentences[number], reading.text
    marks = (text.rfind(mark, sentence.start, quantity.start) for mark in ",;:")
    left = max(sentence.start, max(marks) + 1, quantity.start - _LONGEST_CLAUSE)
    ends = (text.find(mark, quantity.end, sentence.end) for mark in ",;:。!?、")
    right = min((found for found in ends if found >= 0), default=sentence.end)
    right = min(right, quantity.end + _LONGEST_CLAUSE)
    before, after = text[left : quantity.start], text[quantity.end : right]
    comparison, cut = comparison_before(before)
    behind = re.match(r"(?:左右|以上|以下|上下|以内|之多)", after)
    comparison = comparison or quantity.more or (behind[0] if behind else "")
    return Site(reading, number, sentence, quantity, left, right, before[:cut], after, comparison, previous)
