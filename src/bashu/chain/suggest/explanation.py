"""Why an input is suggested, in words a person can check: similar products that use it, words that bring it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bashu.chain.suggest.votes import places_of_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bashu.chain.suggest.known import KnownLinks
    from bashu.chain.suggest.sources import Questions
    from bashu.chain.suggest.votes import Sparse

#: how many similar products and words are shown
_SHOWN = 3


class Neighbour(NamedTuple):
    """A similar product that uses the suggested input.

    Attributes
    ----------
    product, name
        Id and Chinese name.
    likeness
        Cosine of the two names as weighted runs of characters (0–1).
    """

    product: str
    name: str
    likeness: float


class Word(NamedTuple):
    """A run of characters of the product's name that brings the suggested input.

    Attributes
    ----------
    text
        The characters.
    using, products
        Of so many products with these characters so many use the input.
    """

    text: str
    using: int
    products: int


class Explanation:
    """The evidence for several candidates of one product.

    Parameters
    ----------
    question
        One product or name.
    neighbours
        Its nearest products that have inputs, as gathered.
    candidates
        Numbers of the suggested products.
    """

    def __init__(
        self, question: Questions, neighbours: Sparse, links: KnownLinks, candidates: Sequence[int]
    ) -> None:
        self._links = links
        numbers = links.number_of_used[np.array(candidates, np.int64)]
        self._used = dict(zip(candidates, numbers.tolist(), strict=True))
        wanted = np.zeros(len(links.used), bool)
        wanted[numbers[numbers >= 0]] = True
        self._similar = self._similar_users(neighbours, wanted)
        self._rules = self._rules_for(question, wanted)

    def _similar_users(self, found: Sparse, wanted: NDArray[np.bool_]) -> dict[int, list[tuple[float, int]]]:
        links = self._links
        places, owners = places_of_rows(links.of_made, found.indices)
        used = links.of_made.indices[places]
        kept = wanted[used]
        users: dict[int, list[tuple[float, int]]] = {}
        for one, owner in zip(used[kept].tolist(), owners[kept].tolist(), strict=True):
            number = int(links.made[found.indices[owner]])
            users.setdefault(one, []).append((-float(found.data[owner]), number))
        return users

    def _rules_for(
        self, question: Questions, wanted: NDArray[np.bool_]
    ) -> dict[int, list[tuple[float, int, str, int]]]:
        links = self._links
        pieces = links.vocabulary.words.pieces(question.forms[0])
        places, owners = places_of_rows(links.rules, np.array([column for column, _ in pieces], np.int64))
        used = links.rules.indices[places]
        kept = wanted[used]
        rules: dict[int, list[tuple[float, int, str, int]]] = {}
        strengths = links.rules.data[places[kept]].tolist()
        for one, owner, strength in zip(used[kept].tolist(), owners[kept].tolist(), strengths, strict=True):
            column, text = pieces[owner]
            # of equal ones a word of a usual length says more than a long piece cut anywhere
            rules.setdefault(one, []).append((-strength, abs(len(text) - 3), text, column))
        return rules

    def neighbours(self, candidate: int) -> list[tuple[int, float]]:
        """The most similar products that use a candidate and their likeness."""
        users = sorted(self._similar.get(self._used[candidate], ()))[:_SHOWN]
        return [(number, -likeness) for likeness, number in users]

    def words(self, candidate: int) -> tuple[Word, ...]:
        """The words that bring a candidate, the strongest first, each once."""
        best: dict[str, Word] = {}
        for strength, _, text, column in sorted(self._rules.get(self._used[candidate], ())):
            if len(best) < _SHOWN and not any(text in shown or shown in text for shown in best):
                holders = int(self._links.rule_products[column])
                # the share of a rule counts one product more, see KnownLinks.rules
                best[text] = Word(text, round(-float(np.expm1(strength)) * (holders + 1)), holders)
        return tuple(best.values())
