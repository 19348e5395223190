"""Names as they sound: what a query in pinyin or initials may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bashu.match.catalogue.forms import Forms, Scored
from bashu.match.catalogue.owners import owners_after, owners_by
from bashu.match.catalogue.pinyin import initials, pronounce, split_pinyin
from bashu.match.catalogue.renumber import place_of
from bashu.match.catalogue.weights import REASONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bashu.match.catalogue.forms import Built
    from bashu.match.catalogue.owners import Owners
    from bashu.match.catalogue.renumber import Renumbered
    from bashu.match.catalogue.weights import SearchWeights

_COLUMN = {reason: column for column, reason in enumerate(REASONS)}


class BuiltSpoken(NamedTuple):
    """The parts of it that take time to build: which forms sound how, which have which initials, and an index."""

    sounds: Owners
    initials: Owners
    forms: Built


class SpokenNames:
    """Names by syllables and by initials.

    Parameters
    ----------
    forms
        Distinct normal forms; those without a Chinese character are left out.
    weights
        What each reason counts.
    """

    def __init__(self, forms: Sequence[str], weights: SearchWeights) -> None:
        self._weights = weights
        numbers = [number for number, form in enumerate(forms) if not form.isascii()]
        said = [pronounce(forms[number]) for number in numbers]
        self._sounds = owners_by(said, numbers, len(forms))
        self._initials = owners_by([initials(sound) for sound in said], numbers, len(forms))
        self._forms = Forms(self._sounds.forms, None, weights)

    @classmethod
    def of(cls, built: BuiltSpoken, weights: SearchWeights) -> SpokenNames:
        """The names whose sounds were made out before; nothing of it is copied."""
        made = cls.__new__(cls)
        made._weights = weights
        made._sounds, made._initials, index = built
        made._forms = Forms.of(built.sounds.forms, index, weights)
        return made

    @property
    def built(self) -> BuiltSpoken:
        """What took time to build."""
        return BuiltSpoken(self._sounds, self._initials, self._forms.built)

    def changed(self, numbers: Renumbered) -> SpokenNames:
        """The names after a change of the written forms."""
        arrived = [number for number in numbers.added.tolist() if not numbers.entries[number].isascii()]
        said = [pronounce(numbers.entries[number]) for number in arrived]
        height = len(numbers.entries)
        sounds = owners_after(self._sounds, numbers.now, height, said, arrived)
        letters = [initials(sound) for sound in said]
        made = SpokenNames.__new__(SpokenNames)
        made._weights = self._weights
        made._sounds = sounds.owners
        made._initials = owners_after(self._initials, numbers.now, height, letters, arrived).owners
        made._forms = self._forms.changed(sounds.gone, sounds.numbers, None)
        return made

    def find(self, query: str, keep: int) -> Scored:
        """The forms that a text in Latin letters may pronounce, with the reasons for each."""
        forms: list[int] = []
        parts = []
        syllables = split_pinyin(query)
        if syllables:
            [scored] = self._forms.score([syllables], keep)
            scored.contributions[:, _COLUMN["pinyin"]] = self._weights.pinyin
            for sound, spoken in zip(scored.forms.tolist(), scored.contributions, strict=True):
                written = self._sounds.of_form(sound)[:keep]
                forms.extend(written)
                parts.extend([spoken] * len(written))
        letters = place_of(self._initials.forms, query)
        abbreviated = [] if letters is None else self._initials.of_form(letters)[:keep]
        forms.extend(abbreviated)
        parts.extend([self._by_initials()] * len(abbreviated))
        table = np.array(parts).reshape(len(forms), len(REASONS))
        return Scored(np.array(forms, np.int64), table, table.sum(axis=1))

    def _by_initials(self) -> NDArray[np.float64]:
        """Initials say less than syllables: they give half of the likeness, and no more."""
        parts = np.zeros(len(REASONS))
        for reason in ("query_covered", "name_covered", "order", "neighbours"):
            parts[_COLUMN[reason]] = getattr(self._weights, reason) / 2
        parts[_COLUMN["pinyin"]] = self._weights.pinyin
        return parts
