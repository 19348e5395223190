"""What speaks for each candidate, as numbers that can be weighed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bashu.chain.suggest.features import FEATURES
from bashu.chain.suggest.sources import Sources
from bashu.chain.suggest.votes import Votes, places_of_rows, places_within, starts_of

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
    share = sources.by_neighbours.summed.at(keys)
    return {
        "neighbour_share": share / squares,
        "neighbour_place": _place(question, share),
        "nearest_user": np.sqrt(sources.by_neighbours.largest.at(keys)),
        "neighbours_using": sources.by_neighbours.counted.at(keys),
        "alike_neighbours": sources.alike_neighbours.at(keys) / squares,
        "beside_supposed": sources.beside_supposed.at(keys),
    }


def _words(sources: Sources, keys: Numbers) -> Columns:
    question = keys // sources.width
    rules = sources.by_rules.summed.at(keys)
    return {
        "rules": rules,
        "rules_beside_best": _beside_best(question, rules),
        "rule_place": _place(question, rules),
        "strongest_rule": sources.by_rules.largest.at(keys),
    }


def _names(sources: Sources, keys: Numbers) -> Columns:
    question, candidate = keys // sources.width, keys % sources.width
    vocabulary = sources.links.vocabulary
    spelled = vocabulary.near.weighted
    places, owners = places_of_rows(spelled, candidate)
    many = np.maximum(np.bincount(owners, minlength=len(keys)), 1)
    runs = question[owners] * spelled.shape[1] + spelled.indices[places]
    asked = Votes.of(sources.near, None, spelled.shape[1]).at(runs)
    said = Votes.of((sources.known @ sources.links.runs_of_used).tocsr(), None, spelled.shape[1]).at(runs)

    def added(values: Values) -> Values:
        sums: Values = np.bincount(owners, weights=values, minlength=len(keys)).astype(np.float64)
        return sums

    lengths = np.array([len(form) for form in sources.questions.forms], np.float64)
    return {
        **{name: votes.at(keys) for name, votes in sources.contained.items()},
        "likeness": added(asked * spelled.data[places]),
        "image": added(Votes.of(sources.image, None, spelled.shape[1]).at(runs) * spelled.data[places]),
        "kinship": sources.links.kinship.of_pairs(sources.near, question, candidate),
        "candidate_held": added(np.sign(asked)) / many,
        "already_said": added(np.sign(said)) / many,
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
        "wording": links.wording[candidate],
    }


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
