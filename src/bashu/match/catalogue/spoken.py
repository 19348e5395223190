"""Names as they sound: what a query in pinyin or initials may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bashu.match.catalogue.forms import Forms
from bashu.match.catalogue.pinyin import initials, pronounce, split_pinyin
from bashu.match.catalogue.weights import REASONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
        self._initials: dict[str, list[int]] = {}
        for number, form in enumerate(forms):
            if form.isascii():
                continue
            spoken = pronounce(form)
            sounds.setdefault(spoken, []).append(number)
            self._initials.setdefault(initials(spoken), []).append(number)
        ordered: Mapping[str, list[int]] = dict(sorted(sounds.items()))
        self._written = list(ordered.values())
        self._forms = Forms(list(ordered), None, weights)

    def find(self, query: str, limit: int) -> list[tuple[int, NDArray[np.float64]]]:
        """Forms that a text in Latin letters may pronounce, with the contribution of each reason."""
        found: list[tuple[int, NDArray[np.float64]]] = []
        syllables = split_pinyin(query)
        if syllables:
            [scored] = self._forms.score([syllables])
            for sound, parts in zip(scored.forms[:limit].tolist(), scored.contributions[:limit], strict=True):
                spoken = parts.copy()
                spoken[_COLUMN["pinyin"]] = self._weights.pinyin
                found.extend((form, spoken) for form in self._written[sound][:limit])
        found.extend((form, self._by_initials()) for form in self._initials.get(query, ())[:limit])
        return found

    def _by_initials(self) -> NDArray[np.float64]:
        """Initials say less than syllables: they give half of the likeness, and no more."""
        parts = np.zeros(len(REASONS))
        for reason in ("query_covered", "name_covered", "order", "neighbours"):
            parts[_COLUMN[reason]] = getattr(self._weights, reason) / 2
        parts[_COLUMN["pinyin"]] = self._weights.pinyin
        return parts
