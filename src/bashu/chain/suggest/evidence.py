"""Candidates for the missing inputs of products, and what speaks for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from bashu.chain.suggest.features import COLUMN, NAMES
from bashu.chain.suggest.vocabulary import compared_form, held
from bashu.chain.suggest.votes import Votes, nearest, places_within, starts_of, strongest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.chain.suggest.known import KnownLinks
    from bashu.chain.suggest.votes import Flags, Numbers, Sparse, Values

#: similar products that are asked, and how many candidates each source may name
NEIGHBOURS = 40
_BY_NEIGHBOURS, _BY_RULES, _BY_SPELLING, _TOGETHER, _ALIKE_KNOWN, _ALIKE_NEIGHBOURS = 60, 60, 25, 40, 20, 30
#: inputs of similar products whose look-alikes are tried
_SEEDS = 10
#: where a contained name stands
_AT_START, _AT_END, _WITHIN = 1.0, 2.0, 3.0
_NO_PLACE = 999.0


@dataclass(frozen=True)
class Evidence:
    """Candidates of several questions, question by question.

    Attributes
    ----------
    question, candidate
        Number of the question and of the product, one entry a pair.
    features
        Pairs × features, see ``FEATURES``.
    """

    question: Numbers
    candidate: Numbers
    features: Values


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


def gather(questions: Questions, links: KnownLinks) -> Evidence:
    """Every candidate that any source names, with all features."""
    width = len(links.vocabulary)
    near = links.vocabulary.near.rows(questions.forms)
    neighbours = similar_products(questions, links, near)
    squares = neighbours.copy()
    squares.data **= 2
    by_neighbours = (squares @ links.of_made).tocsr()
    words = held(links.vocabulary.words.rows(questions.forms))
    known = _known(questions, links)
    contained = _contained(questions, links)
    votes = {
        "neighbours": Votes.of(by_neighbours, links.used, width),
        "rules": Votes.of((words @ links.rules).tocsr(), links.used, width),
        "contained": contained["name_share"],
        "used_together": Votes.of((known @ links.together).tocsr(), links.used, width),
        "alike_known": Votes.of((known @ links.alike).tocsr(), links.used, width),
        "alike_neighbours": Votes.of(
            (strongest(by_neighbours, _SEEDS) @ links.alike).tocsr(), links.used, width
        ),
    }
    keys = np.unique(
        np.concatenate(
            [
                votes["neighbours"].best(_BY_NEIGHBOURS),
                votes["rules"].best(_BY_RULES),
                votes["contained"].keys,
                votes["used_together"].best(_TOGETHER),
                votes["alike_known"].best(_ALIKE_KNOWN),
                votes["alike_neighbours"].best(_ALIKE_NEIGHBOURS),
                Votes.of(nearest(near, links.used_columns, _BY_SPELLING), links.used, width).keys,
                Votes.of(nearest(near, links.vocabulary.columns, _BY_SPELLING), None, width).keys,
            ]
        )
    )
    keys = keys[~_excluded(questions, links, keys, width)]
    question, candidate = keys // width, keys % width
    features = np.zeros((len(keys), len(NAMES)))

    def put(name: str, values: Values | Numbers) -> None:
        features[:, COLUMN[name]] = values

    share = votes["neighbours"].at(keys)
    all_squares = np.maximum(np.asarray(squares.sum(axis=1)).ravel(), 1e-9)[question]
    put("neighbour_share", share / all_squares)
    put("neighbour_place", _place(question, share))
    closest, using = _users_among(neighbours, links, width)
    put("nearest_user", closest.at(keys))
    put("neighbours_using", using.at(keys))
    rules = votes["rules"].at(keys)
    put("rules", rules)
    put("rules_beside_best", _beside_best(question, rules))
    put("rule_place", _place(question, rules))
    put("strongest_rule", _strongest_rule(words, links, width).at(keys))
    for name in ("name_share", "name_position", "inside_another"):
        put(name, contained[name].at(keys))
    candidates = links.vocabulary.near.weighted[candidate].tocsr()
    runs = np.maximum(np.diff(candidates.indptr), 1)
    put("likeness", _row_sums(near[question].multiply(candidates)))
    put("candidate_held", _row_sums(held(near)[question].multiply(held(candidates))) / runs)
    said = held((known @ held(links.vocabulary.near.weighted[links.used].tocsr())).tocsr())
    put("already_said", _row_sums(said[question].multiply(held(candidates))) / runs)
    put("candidate_length", links.vocabulary.lengths[candidate])
    put("product_length", np.array([len(form) for form in questions.forms], np.float64)[question])
    put("used_together", votes["used_together"].at(keys))
    put("alike_known", votes["alike_known"].at(keys))
    put("known_inputs", np.diff(known.indptr)[question])
    put("alike_neighbours", votes["alike_neighbours"].at(keys) / all_squares)
    used = links.number_of_used[candidate]
    put(
        "users", np.where(used >= 0, np.log1p(links.users[np.maximum(used, 0)]) if len(links.users) else 0, 0)
    )
    put("breadth", np.log1p(links.vocabulary.breadth[candidate]))
    put("own_inputs", np.log1p(links.parts[candidate]))
    return Evidence(question, candidate, features)


def similar_products(questions: Questions, links: KnownLinks, near: Sparse) -> Sparse:
    """The nearest products that have inputs, by cosine, without the product asked about; question × made."""
    found = nearest(near, links.made_columns, NEIGHBOURS + 1)
    rows = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    found.data[links.made[found.indices] == questions.numbers[rows]] = 0
    found.eliminate_zeros()
    return strongest(found, NEIGHBOURS)


def _known(questions: Questions, links: KnownLinks) -> Sparse:
    """Question × used: the inputs that are known already; none for names never seen."""
    known = links.of[np.maximum(questions.numbers, 0)].tocsr()
    known.data[np.repeat(questions.numbers < 0, np.diff(known.indptr))] = 0
    known.eliminate_zeros()
    return csr_array(known)


def _excluded(questions: Questions, links: KnownLinks, keys: Numbers, width: int) -> Flags:
    """Pairs that are no question: the product itself by name, what is known, what is made from the product."""
    question, candidate = keys // width, keys % width
    forms = links.vocabulary.forms
    itself = np.array(
        [
            forms[one] == questions.forms[row]
            for row, one in zip(question.tolist(), candidate.tolist(), strict=True)
        ],
        bool,
    )
    number = questions.numbers[question]
    used = links.number_of_used
    return (
        itself
        | _linked(links, np.maximum(number, 0), used[candidate], number >= 0)
        | _linked(links, candidate, used[np.maximum(number, 0)], number >= 0)
    )


def _linked(links: KnownLinks, product: Numbers, used: Numbers, asked: Flags) -> Flags:
    table = Votes.of(links.of, None, max(len(links.used), 1))
    known: Flags = table.at(product * table.width + np.maximum(used, 0)) > 0
    return asked & (used >= 0) & known


def _contained(questions: Questions, links: KnownLinks) -> dict[str, Votes]:
    """Names that stand inside the product's name: share of it, position, and whether in a longer such name."""
    width = len(links.vocabulary)
    keys: list[int] = []
    rows: list[tuple[float, float, float]] = []
    for row, form in enumerate(questions.forms):
        found = sorted(links.vocabulary.inside.of(form))
        for one in found:
            within = any(
                other.start <= one.start and one.end <= other.end and other is not one for other in found
            )
            position = _AT_START if one.start == 0 else _AT_END if one.end == len(form) else _WITHIN
            keys.append(row * width + one.number)
            rows.append(((one.end - one.start) / len(form), position, 1.0 + within))
    table = np.array(rows).reshape(-1, 3)
    pairs = np.array(keys, np.int64)
    columns = ("name_share", "name_position", "inside_another")
    return {name: Votes(pairs, table[:, column], width) for column, name in enumerate(columns)}


def _users_among(neighbours: Sparse, links: KnownLinks, width: int) -> tuple[Votes, Votes]:
    """The likeness of the nearest neighbour that uses each candidate, and how many use it."""
    rows = np.repeat(np.arange(neighbours.shape[0], dtype=np.int64), np.diff(neighbours.indptr))
    places, owners = places_of_rows(links.of_made, neighbours.indices)
    keys = rows[owners] * width + links.used[links.of_made.indices[places]]
    closest = Votes.strongest_of(keys, neighbours.data[owners].astype(np.float64), width)
    using = Votes.of(csr_array(held(neighbours) @ links.of_made), links.used, width)
    return closest, using


def _strongest_rule(words: Sparse, links: KnownLinks, width: int) -> Votes:
    """The strongest single rule for each candidate."""
    rows = np.repeat(np.arange(words.shape[0], dtype=np.int64), np.diff(words.indptr))
    places, owners = places_of_rows(links.rules, words.indices)
    keys = rows[owners] * width + links.used[links.rules.indices[places]]
    return Votes.strongest_of(keys, links.rules.data[places].astype(np.float64), width)


def places_of_rows(matrix: Sparse, rows: Numbers) -> tuple[Numbers, Numbers]:
    """Places of all entries of some rows, row after row, and which of the rows each belongs to."""
    counts = np.diff(matrix.indptr)[rows]
    owners = np.repeat(np.arange(len(rows)), counts)
    begins = matrix.indptr[rows] - (np.cumsum(counts) - counts)
    return begins[owners] + np.arange(len(owners)), owners


def _row_sums(matrix: Sparse) -> Values:
    return np.asarray(matrix.sum(axis=1), np.float64).ravel()


def _beside_best(groups: Numbers, values: Values) -> Values:
    """Values over the largest of their group (0–1)."""
    starts = starts_of(groups)
    if not len(starts):
        return values
    best = np.repeat(np.maximum.reduceat(values, starts), np.diff(np.append(starts, len(groups))))
    beside: Values = values / np.maximum(best, 1e-9)
    return beside


def _place(groups: Numbers, values: Values) -> Values:
    """The place of each value among its group's, the largest first; 999 where there is nothing."""
    order = np.lexsort((-values, groups))
    places = np.empty(len(values))
    places[order] = places_within(groups[order])
    return np.where(values > 0, places, _NO_PLACE)
