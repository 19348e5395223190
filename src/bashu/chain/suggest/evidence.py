"""What speaks for each candidate, as numbers that can be weighed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from bashu.chain.suggest.features import FEATURES
from bashu.chain.suggest.sources import Sources
from bashu.chain.suggest.votes import Votes, held, places_of_rows, places_within, starts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.chain.suggest.known import KnownLinks
    from bashu.chain.suggest.sources import Questions
    from bashu.chain.suggest.votes import Numbers, Sparse, Values

    Columns = Mapping[str, Values]

#: the place of a candidate that a source does not name
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
    neighbours
        Question × products that have inputs: the likeness of the nearest.
    """

    question: Numbers
    candidate: Numbers
    features: Values
    neighbours: Sparse


def gather(questions: Questions, links: KnownLinks) -> Evidence:
    """Every candidate that any source names, with all features."""
    sources = Sources(questions, links)
    keys = sources.candidates()
    found: dict[str, Values] = {}
    for part in (_neighbours, _words, _names, _known, _in_general):
        found.update(part(sources, keys))
    features = np.stack([found[name].astype(np.float64) for name in FEATURES], axis=1)
    return Evidence(keys // sources.width, keys % sources.width, features, sources.neighbours)


def _neighbours(sources: Sources, keys: Numbers) -> Columns:
    question = keys // sources.width
    squares = sources.squares[question]
    share = sources.by_neighbours.at(keys)
    return {
        "neighbour_share": share / squares,
        "neighbour_place": _place(question, share),
        "nearest_user": _nearest_user(sources).at(keys),
        "neighbours_using": _using(sources).at(keys),
        "alike_neighbours": sources.alike_neighbours.at(keys) / squares,
    }


def _words(sources: Sources, keys: Numbers) -> Columns:
    question = keys // sources.width
    rules = sources.by_rules.at(keys)
    return {
        "rules": rules,
        "rules_beside_best": _beside_best(question, rules),
        "rule_place": _place(question, rules),
        "strongest_rule": _strongest_rule(sources).at(keys),
    }


def _names(sources: Sources, keys: Numbers) -> Columns:
    question, candidate = keys // sources.width, keys % sources.width
    vocabulary = sources.links.vocabulary
    theirs = vocabulary.near.weighted[candidate].tocsr()
    runs, many = held(theirs), np.maximum(np.diff(theirs.indptr), 1)
    said = held((sources.known @ sources.links.runs_of_used).tocsr())
    lengths = np.array([len(form) for form in sources.questions.forms], np.float64)
    return {
        **{name: votes.at(keys) for name, votes in sources.contained.items()},
        "likeness": _row_sums(sources.near[question].multiply(theirs)),
        "candidate_held": _row_sums(held(sources.near)[question].multiply(runs)) / many,
        "already_said": _row_sums(said[question].multiply(runs)) / many,
        "candidate_length": vocabulary.lengths[candidate].astype(np.float64),
        "product_length": lengths[question],
    }


def _known(sources: Sources, keys: Numbers) -> Columns:
    return {
        "used_together": sources.used_together.at(keys),
        "alike_known": sources.alike_known.at(keys),
        "known_inputs": np.diff(sources.known.indptr)[keys // sources.width].astype(np.float64),
    }


def _in_general(sources: Sources, keys: Numbers) -> Columns:
    candidate, links = keys % sources.width, sources.links
    used = links.number_of_used[candidate]
    users = np.zeros(len(keys))
    users[used >= 0] = links.users[used[used >= 0]]
    return {
        "users": np.log1p(users),
        "breadth": np.log1p(links.vocabulary.breadth[candidate]),
        "own_inputs": np.log1p(links.parts[candidate]),
    }


def _nearest_user(sources: Sources) -> Votes:
    """The likeness of the nearest neighbour that uses each candidate."""
    neighbours, links = sources.neighbours, sources.links
    rows = np.repeat(np.arange(neighbours.shape[0], dtype=np.int64), np.diff(neighbours.indptr))
    places, owners = places_of_rows(links.of_made, neighbours.indices)
    keys = rows[owners] * sources.width + links.used[links.of_made.indices[places]]
    return Votes.strongest_of(keys, neighbours.data[owners].astype(np.float64), sources.width)


def _using(sources: Sources) -> Votes:
    """How many neighbours use each candidate."""
    links = sources.links
    return Votes.of(csr_array(held(sources.neighbours) @ links.of_made), links.used, sources.width)


def _strongest_rule(sources: Sources) -> Votes:
    """The strongest single rule for each candidate."""
    words, links = sources.words, sources.links
    rows = np.repeat(np.arange(words.shape[0], dtype=np.int64), np.diff(words.indptr))
    places, owners = places_of_rows(links.rules, words.indices)
    keys = rows[owners] * sources.width + links.used[links.rules.indices[places]]
    return Votes.strongest_of(keys, links.rules.data[places].astype(np.float64), sources.width)


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
