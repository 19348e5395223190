"""Where candidates come from: ten sources, each a sparse table of question × product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from bashu.chain.suggest.contained import contained
from bashu.chain.suggest.vocabulary import compared_form
from bashu.chain.suggest.votes import (
    Tally,
    Votes,
    nearest,
    nearest_among,
    places_of_rows,
    rows_of,
    sparse,
    strongest,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.chain.suggest.known import KnownLinks
    from bashu.chain.suggest.votes import Flags, Numbers, Sparse

#: similar products that are asked, and how many candidates each source may name
NEIGHBOURS = 40
_BY_NEIGHBOURS, _BY_RULES, _BY_SPELLING, _TOGETHER, _ALIKE_KNOWN, _ALIKE_NEIGHBOURS = 60, 60, 25, 40, 20, 30
#: inputs of similar products whose look-alikes are tried
_SEEDS = 10
#: the strongest inputs whose common wording is looked for, how a word counts beside a neighbour, and the runs of it
_IMAGINED_FROM, _WORD, _IMAGINED_RUNS, _BY_IMAGE = 25, 0.3, 24, 40


@dataclass(frozen=True)
class Questions:
    """Products, or names never seen, whose inputs are wanted.

    Attributes
    ----------
    forms
        The compared form of each name.
    numbers
        The number of each product; -1 for a name that is none.
    """

    forms: Sequence[str]
    numbers: Numbers

    @classmethod
    def about(cls, numbers: Numbers, links: KnownLinks) -> Questions:
        """Questions about products of the table."""
        return cls([links.vocabulary.forms[number] for number in numbers.tolist()], numbers)

    @classmethod
    def unseen(cls, text: str) -> Questions:
        """A question about a name that is no product of the table."""
        return cls([compared_form(text)], np.array([-1]))


class Sources:
    """What each source says about the candidates of some questions.

    Attributes
    ----------
    near, words
        Question × run of characters: weighted runs of up to three, and which runs of up to five there are.
    known
        Question × used: the inputs that are known; none for names never seen.
    neighbours
        Question × made: the likeness of the nearest products that have inputs.
    squares
        The squares of these likenesses added up, by question.
    """

    def __init__(self, questions: Questions, links: KnownLinks) -> None:
        self.questions, self.links = questions, links
        self.width = len(links.vocabulary)
        self.near = links.vocabulary.near.rows(questions.forms)
        self.words = links.vocabulary.words.rows(questions.forms)
        self.known = _known(questions, links)
        self.neighbours, self._spelled_used, self._spelled = self._spelled_like()
        squares = self.neighbours.copy()
        squares.data **= 2
        self.squares = np.maximum(np.asarray(squares.sum(axis=1), np.float64).ravel(), 1e-9)
        self.by_neighbours = self._through(squares, links.of_made)
        self.by_rules = self._through(self.words, links.rules)
        self.used_together = self._through(self.known, links.together).summed
        self.alike_known = self._through(self.known, links.alike).summed
        self.alike_neighbours = self._look_alikes()
        self.contained = contained(questions, links)
        supposed = self._supposed()
        self.image = self._image(supposed)
        self.beside_supposed = self._through(supposed, links.together).summed

    def _spelled_like(self) -> tuple[Sparse, Sparse, Sparse]:
        """Names nearest in spelling: products that have inputs (not the one asked about), known inputs, all."""
        links = self.links
        near, used, spelled = nearest_among(
            self.near,
            links.vocabulary.columns,
            [
                (links.made, NEIGHBOURS + 1),
                (links.used, _BY_SPELLING),
                (None, _BY_SPELLING),
            ],
        )
        near.data[links.made[near.indices] == self.questions.numbers[rows_of(near)]] = 0
        near.eliminate_zeros()
        return strongest(near, NEIGHBOURS), used, spelled

    def _through(self, rows: Sparse, table: Sparse) -> Tally:
        """What the rows of a table whose columns are known inputs say, each weighed by its entry."""
        places, owners = places_of_rows(table, rows.indices)
        keys = rows_of(rows)[owners] * self.width + self.links.used[table.indices[places]]
        return Tally(keys, rows.data[owners].astype(np.float64) * table.data[places], self.width)

    def _look_alikes(self) -> Votes:
        """Inputs that resemble the strongest inputs of similar products."""
        table, votes = self.links.alike, self.by_neighbours.summed
        best = votes.best(_SEEDS)
        places, owners = places_of_rows(table, self.links.number_of_used[best % self.width])
        keys = (best // self.width)[owners] * self.width + self.links.used[table.indices[places]]
        return Tally(keys, votes.at(best)[owners] * table.data[places], self.width).summed

    def _supposed(self) -> Sparse:
        """Question × used: the strongest inputs by neighbours and words together."""
        near, words = self.by_neighbours.summed, self.by_rules.summed
        keys = np.union1d(near.best(_IMAGINED_FROM), words.best(_IMAGINED_FROM))
        question = keys // self.width
        weights = near.at(keys) / self.squares[question] + _WORD * words.at(keys)
        columns = self.links.number_of_used[keys % self.width]
        shape = (len(self.questions.forms), len(self.links.used))
        return sparse(weights.astype(np.float32), question, columns, shape)

    def _image(self, supposed: Sparse) -> Sparse:
        """Question × run of characters: what the supposed inputs read like, rows of length 1."""
        image = strongest((supposed @ self.links.spelled_used).tocsr(), _IMAGINED_RUNS)
        owners = rows_of(image)
        length = np.sqrt(np.bincount(owners, weights=image.data**2, minlength=image.shape[0]))
        image.data /= np.maximum(length, 1e-9).astype(np.float32)[owners]
        return image

    def candidates(self) -> Numbers:
        """Pairs of question and candidate that any source names, rising.

        Left out: the product itself by name, what is known to go into it, and what is made from it.
        """
        links = self.links
        named = [
            self.by_neighbours.summed.best(_BY_NEIGHBOURS),
            self.by_rules.summed.best(_BY_RULES),
            self.contained["name_share"].keys,
            self.contained["variety"].keys,
            self.used_together.best(_TOGETHER),
            self.alike_known.best(_ALIKE_KNOWN),
            self.alike_neighbours.best(_ALIKE_NEIGHBOURS),
            Votes.of(self._spelled_used, links.used, self.width).keys,
            Votes.of(self._spelled, None, self.width).keys,
            Votes.of(nearest(self.image, links.vocabulary.columns, _BY_IMAGE), None, self.width).keys,
        ]
        keys = np.unique(np.concatenate(named))
        question, candidate = keys // self.width, keys % self.width
        number = self.questions.numbers[question]
        known = links.linked(number, candidate) | links.linked(candidate, number)
        return keys[~(known | self._itself(question, candidate))]

    def _itself(self, question: Numbers, candidate: Numbers) -> Flags:
        forms, asked = self.links.vocabulary.forms, self.questions.forms
        pairs = zip(question.tolist(), candidate.tolist(), strict=True)
        return np.array([forms[number] == asked[row] for row, number in pairs], bool)


def _known(questions: Questions, links: KnownLinks) -> Sparse:
    known = links.of[np.maximum(questions.numbers, 0)].tocsr()
    known.data[np.repeat(questions.numbers < 0, np.diff(known.indptr))] = 0
    known.eliminate_zeros()
    return csr_array(known)
