"""Suggested inputs of a product: learned from all known links, asked in milliseconds, always with reasons."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from bashu.chain.names import GROUP
from bashu.chain.suggest.evidence import gather
from bashu.chain.suggest.explanation import Explanation, Neighbour, Word
from bashu.chain.suggest.features import FEATURES, REASONS
from bashu.chain.suggest.known import KnownLinks
from bashu.chain.suggest.practice import practise
from bashu.chain.suggest.sources import Questions
from bashu.chain.suggest.trees import Trees
from bashu.chain.suggest.vocabulary import Vocabulary, compared_form
from bashu.tables import as_frame, as_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.chain.suggest.votes import Numbers
    from bashu.tables import Frame

_OF_REASON = np.array(
    [[reason == feature.reason for reason in REASONS] for feature in FEATURES.values()], np.float64
)


class Suggestion(NamedTuple):
    """An input that a product probably has and that no table states: a proposal, never a fact.

    Attributes
    ----------
    product, name
        Id and Chinese name of the suggested input.
    score
        The sum of the reasons; only differences between suggestions for one product mean anything.
    reasons
        Points for and against; ``REASONS`` says what each is called.
    neighbours
        The most similar products that use it, with their likeness.
    words
        Words of the product's name that bring it: how many of the products with that word use it.
    """

    product: str
    name: str
    score: float
    reasons: Mapping[str, float]
    neighbours: tuple[Neighbour, ...] = ()
    words: tuple[Word, ...] = ()


class InputSuggester:
    """Predicts the missing inputs of a product, or of a name never seen, from names and known links.

    The constructor hides part of the known links, looks for them again, and learns from what it finds
    how much each kind of evidence is worth; then it prepares all links. The method page on suggested
    inputs has the formulas.

    Parameters
    ----------
    products
        Columns product and name_zh.
    inputs
        Columns input and product; links of unknown products and self-links are left out.
    seed
        Decides which links are hidden for practice.

    Raises
    ------
    TableError
        When a column is absent.

    Examples
    --------
    >>> products = pl.DataFrame({"product": ["tube", "pipe", "copper", "steel", "bar"],
    ...                          "name_zh": ["铜管", "钢管", "铜", "钢", "铜棒"]})
    >>> inputs = pl.DataFrame({"input": ["copper", "steel"], "product": ["tube", "pipe"]})
    >>> [found.name for found in InputSuggester(products, inputs).suggest("bar", limit=1)]
    ['铜']
    """

    def __init__(self, products: Frame, inputs: Frame, *, seed: int = 0) -> None:
        frame = as_text(as_frame(products, "products", ("product", "name_zh")), "product", "name_zh")
        named = frame.filter(pl.col("product").is_not_null() & pl.col("name_zh").is_not_null())
        # the order of rows in the caller's table must not decide anything
        named = named.sort("name_zh", "product").unique("product", keep="first", maintain_order=True)
        named = named.filter(~pl.col("product").str.starts_with(GROUP))
        self._products: list[str] = named["product"].to_list()
        self._names: list[str] = named["name_zh"].to_list()
        self._number = {product: number for number, product in enumerate(self._products)}
        source, target = self._links(inputs)
        vocabulary = Vocabulary(self._names)
        self._trees = Trees(practise(vocabulary, source, target, seed))
        self._known = KnownLinks(vocabulary, source, target)

    def _links(self, inputs: Frame) -> tuple[Numbers, Numbers]:
        frame = as_text(as_frame(inputs, "inputs", ("input", "product")), "input", "product")
        source, target = (
            frame[column]
            .replace_strict(self._number, default=-1, return_dtype=pl.Int64)
            .fill_null(-1)
            .to_numpy()
            for column in ("input", "product")
        )
        usable = (source >= 0) & (target >= 0) & (source != target)
        pairs = np.unique(np.stack([target[usable], source[usable]], axis=1), axis=0)
        return pairs[:, 1], pairs[:, 0]

    def __len__(self) -> int:
        return len(self._products)

    def suggest(self, product_or_text: str, limit: int = 10) -> list[Suggestion]:
        """The most probable missing inputs, the best first.

        Never the product itself, what is known to go into it, or what is made from it.

        Parameters
        ----------
        product_or_text
            The id of a product, the name of exactly one, or any other name or description.
        limit
            At most so many.
        """
        if not self._products:
            return []
        question = self._question(product_or_text)
        evidence = gather(question, self._known)
        scores = self._trees.scores(evidence.features)
        best = np.lexsort((evidence.candidate, -scores))[: max(limit, 0)]
        chosen = evidence.candidate[best].tolist()
        points = self._trees.parts(evidence.features[best]) @ _OF_REASON
        explanation = Explanation(question, evidence.neighbours, self._known, chosen)
        return [
            Suggestion(
                self._products[number],
                self._names[number],
                float(points[place].sum()),
                {reason: part for reason, part in zip(REASONS, points[place].tolist(), strict=True) if part},
                tuple(
                    Neighbour(self._products[near], self._names[near], likeness)
                    for near, likeness in explanation.neighbours(number)
                ),
                explanation.words(number),
            )
            for place, number in enumerate(chosen)
        ]

    def _question(self, product_or_text: str) -> Questions:
        number = self._number.get(product_or_text)
        if number is None:
            number = self._by_form.get(compared_form(product_or_text), -1)
        if number >= 0:
            return Questions.about(np.array([number]), self._known)
        return Questions.unseen(product_or_text)

    @cached_property
    def _by_form(self) -> Mapping[str, int]:
        """The products by their names; -1 where several have one name."""
        alone: dict[str, int] = {}
        for number, form in enumerate(self._known.vocabulary.forms):
            alone[form] = -1 if form in alone else number
        return alone
