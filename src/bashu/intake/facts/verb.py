"""One signing verb in its sentence, with the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.intake.facts.reading import Reading
    from bashu.intake.facts.sentences import Sentence
    from bashu.intake.facts.token import Token


@dataclass(frozen=True)
class Verb:
    """The token at `index` of a sentence's tokens; `used_to` is where the words of the verb before it end."""

    reading: Reading
    number: int
    tokens: Sequence[Token]
    index: int
    used_to: int = 0

    @property
    def sentence(self) -> Sentence:
        """The sentence it stands in."""
        return self.reading.sentences[self.number]

    @property
    def token(self) -> Token:
        """The verb itself."""
        return self.tokens[self.index]

    @cached_property
    def text(self) -> str:
        """The verb as written."""
        return self.reading.text[self.token.start : self.token.end]

    @property
    def lead(self) -> Sequence[Token]:
        """The tokens before it that no earlier verb has used."""
        return self.tokens[self.used_to : self.index]

    @property
    def rest(self) -> Sequence[Token]:
        """The tokens behind it."""
        return self.tokens[self.index + 1 :]

    @cached_property
    def following(self) -> int:
        """Where the next verb begins, or the sentence ends."""
        return next((token.start for token in self.rest if token.type == "T"), self.sentence.end)

    @cached_property
    def behind(self) -> str:
        """The words behind it, up to the next verb."""
        return self.reading.text[self.token.end : self.following]

    @cached_property
    def clause(self) -> str:
        """The words of its clause before it, with a word or two such as 此前 that stand before its comma."""
        clauses = re.split(r"[,;:]", self.reading.text[self.sentence.start : self.token.start])
        lead = clauses[-2].strip() if len(clauses) > 1 else ""
        return f"{lead},{clauses[-1]}" if 0 < len(lead) <= 5 else clauses[-1]

    @cached_property
    def object_end(self) -> int:
        """Where the words of the agreement end: the clause with its name."""
        match = re.compile(r"[,。;!?]").search(self.reading.text, self.token.end, self.following)
        return match.start() if match else self.following

    def words(self, start: int, end: int) -> str:
        """A piece of the body."""
        return self.reading.text[start:end]
