"""One piece of a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Token:
    """One piece of a sentence.

    ``type`` is one letter: U organisation, P place, b perhaps a brand, R person with a role, c with-word,
    s list mark, E each-word, e and-others, N number of parties, D date, Q quoted title, T signing verb,
    t signing event, k count of agreements, n negation, a adverb, v place phrase, x other words, p comma,
    o colon.
    """

    type: str
    start: int
    end: int
    name: str = ""
    kind: str = ""
    organisation: str | None = None
    formal: bool = True
