"""The pronunciation of a catalogue, which waits for the first query in Latin letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.match.catalogue.spoken import SpokenNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.match.catalogue.renumber import Renumbered
    from bashu.match.catalogue.weights import SearchWeights


class Sounds:
    """Names by their pronunciation, made out when somebody asks: most catalogues are asked in Chinese only.

    Parameters
    ----------
    forms
        Distinct normal forms.
    weights
        What each reason counts.
    kept
        The pronunciation as it was made out before, and what changed since.
    asked
        Whether it has been asked for; then a change is taken over at once, otherwise by the first query.
    """

    def __init__(
        self,
        forms: Sequence[str],
        weights: SearchWeights,
        kept: tuple[SpokenNames, Renumbered | None] | None = None,
        *,
        asked: bool = False,
    ) -> None:
        self._forms, self._weights, self._kept, self._asked = forms, weights, kept, asked

    def names(self) -> SpokenNames:
        """The names by their pronunciation."""
        self._asked = True
        # read and written as one, so that two threads may ask at once
        kept = self._kept
        if kept is None:
            names = SpokenNames(self._forms, self._weights)
        elif kept[1] is None:
            return kept[0]
        else:
            names = kept[0].changed(kept[1])
        self._kept = names, None
        return names

    def changed(self, numbers: Renumbered) -> Sounds:
        """The pronunciation after a change of the written forms."""
        if self._asked:
            kept = self.names().changed(numbers), None
            return Sounds(numbers.entries, self._weights, kept, asked=True)
        if self._kept is None:
            return Sounds(numbers.entries, self._weights)
        names, before = self._kept
        return Sounds(
            numbers.entries, self._weights, (names, numbers if before is None else before.then(numbers))
        )
