"""Names as they sound: what a query in pinyin or initials may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bashu.match.catalogue.forms import Forms, Scored
from bashu.match.catalogue.pinyin import initials, pronounce, split_pinyin
from bashu.match.catalogue.weights import REASONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bashu.match.catalogue.weights import SearchWeights

_COLUMN = {reason: column for column, reason in enumerate(REASONS)}


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
        sounds: dict[str, list[int]] = {}
        abbreviated: dict[str, list[int]] = {}
        for number, form in enumerate(forms):
            if form.isascii():
                continue
            spoken = pronounce(form)
            sounds.setdefault(spoken, []).append(number)
            abbreviated.setdefault(initials(spoken), []).append(number)
        ordered = sorted(sounds)
        self._written = [tuple(sounds[sound]) for sound in ordered]
        self._initials = {letters: tuple(numbers) for letters, numbers in abbreviated.items()}
        self._forms = Forms(ordered, None, weights)

    def find(self, query: str, keep: int) -> Scored:
        """The forms that a text in Latin letters may pronounce, with the reasons for each."""
        forms: list[int] = []
        parts = []
        syllables = split_pinyin(query)
        if syllables:
            [scored] = self._forms.score([syllables], keep)
            scored.contributions[:, _COLUMN["pinyin"]] = self._weights.pinyin
            for sound, spoken in zip(scored.forms.tolist(), scored.contributions, strict=True):
                written = self._written[sound][:keep]
                forms.extend(written)
                parts.extend([spoken] * len(written))
        abbreviated = self._initials.get(query, ())[:keep]
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
