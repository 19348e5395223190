"""Distinct written forms of names: candidates for a query and the reasons for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bashu.match.catalogue.comparison import compare, held_by_context
from bashu.match.catalogue.contained import ContainedNames
from bashu.match.catalogue.grams import GramIndex
from bashu.match.catalogue.symbols import SymbolRows
from bashu.match.catalogue.weights import REASONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bashu.match.catalogue.weights import SearchWeights

#: candidates from the index of grams, and names contained in the query
NEAREST, CONTAINED = 48, 48
#: pairs of query and name compared in one go: enough to pay for the call, small enough for the cache
PAIRS_AT_ONCE = 6_000
_COLUMN = {reason: column for column, reason in enumerate(REASONS)}


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidates of one query, the best first.

    Attributes
    ----------
    forms
        Numbers of the forms.
    contributions
        Shape (candidates, reasons) in the order of ``REASONS``; a row sums to the score.
    scores
        One per candidate.
    """

    forms: NDArray[np.int64]
    contributions: NDArray[np.float64]
    scores: NDArray[np.float64]


class Forms:
    """Written forms that can be asked for what resembles a text.

    Parameters
    ----------
    forms
        Distinct normal forms in a fixed order.
    context
        For each form the names of the parents of its products, empty where there are none.
    weights
        What each reason counts.
    """

    def __init__(self, forms: Sequence[str], context: Sequence[str] | None, weights: SearchWeights) -> None:
        self.forms = forms
        self._weights = weights
        self._rows = SymbolRows.of(forms)
        self._context = SymbolRows.of(context) if context is not None and any(context) else None
        self._index = GramIndex(self._rows)
        self._contained = ContainedNames(forms)
        ends, starts = self._contained.ends_and_starts()
        self._ends, self._starts = np.log1p(ends), np.log1p(starts)

    def score(self, queries: Sequence[str]) -> list[Scored]:
        """Candidates and reasons for normal forms of queries, in their order."""
        rows = SymbolRows.of(queries)
        found = [self._candidates(query, rows, at) for at, query in enumerate(queries)]
        answers: list[Scored | None] = [None] * len(queries)
        # queries of like length go together, so that little of the comparison is padding
        order = sorted(range(len(queries)), key=lambda at: len(queries[at]))
        group: list[int] = []
        pairs = 0
        for at in order:
            group.append(at)
            pairs += len(found[at])
            if pairs >= PAIRS_AT_ONCE:
                self._score_group(queries, rows, found, group, answers)
                group, pairs = [], 0
        self._score_group(queries, rows, found, group, answers)
        return [answer for answer in answers if answer is not None]

    def _candidates(self, query: str, rows: SymbolRows, at: int) -> NDArray[np.int64]:
        nearest = self._index.nearest(rows.flat[rows.starts[at] : rows.starts[at + 1]], NEAREST)
        known = dict.fromkeys(nearest.tolist())
        known.update(dict.fromkeys(self._contained.inside(query, CONTAINED)))
        itself = self._contained.number(query)
        if itself is not None:
            known[itself] = None
        return np.fromiter(known, np.int64, len(known))

    def _score_group(
        self,
        queries: Sequence[str],
        rows: SymbolRows,
        found: list[NDArray[np.int64]],
        group: list[int],
        answers: list[Scored | None],
    ) -> None:
        if not group:
            return
        members = np.array(group)
        sizes = np.array([len(found[at]) for at in group])
        forms = np.concatenate([found[at] for at in group])
        contributions = self._contributions(queries, rows, members, np.repeat(np.arange(len(group)), sizes), forms)
        scores = contributions.sum(axis=1)
        edges = np.append(0, np.cumsum(sizes))
        for position, at in enumerate(group):
            part = slice(edges[position], edges[position + 1])
            # equal scores: the alphabetical order of the forms
            best = np.lexsort((forms[part], -scores[part])) + edges[position]
            answers[at] = Scored(forms[best], contributions[best], scores[best])

    def _contributions(
        self,
        queries: Sequence[str],
        rows: SymbolRows,
        members: NDArray[np.int64],
        asked: NDArray[np.int64],
        forms: NDArray[np.int64],
    ) -> NDArray[np.float64]:
        """Reasons of each pair (query ``members[asked]``, form), weighted; shape (pairs, reasons)."""
        weights = self._weights
        symbols, lengths = rows.matrix(members)
        heaviness = np.where(symbols > 0, self._index.weight(symbols.ravel()).reshape(symbols.shape), 0)
        names, name_lengths = self._rows.matrix(forms)
        same = compare(symbols[asked], lengths[asked], heaviness[asked], names, name_lengths)
        itself = np.array([-1 if (at := self._contained.number(queries[m])) is None else at for m in members])
        is_name = (itself >= 0)[asked]
        word = name_lengths > 1
        head, start = word & same.name_at_end, word & same.name_at_start
        broad = np.maximum(np.where(head, self._ends[forms], 0), np.where(start, self._starts[forms], 0))
        table = np.zeros((len(forms), len(REASONS)))
        table[:, _COLUMN["query_covered"]] = weights.query_covered * same.query_held
        table[:, _COLUMN["name_covered"]] = weights.name_covered * same.name_held
        table[:, _COLUMN["order"]] = weights.order * same.in_order
        table[:, _COLUMN["neighbours"]] = weights.neighbours * same.neighbours
        table[:, _COLUMN["exact"]] = weights.exact * (itself[asked] == forms)
        table[:, _COLUMN["head"]] = head * np.where(is_name, weights.head, weights.head_of_text)
        table[:, _COLUMN["start"]] = weights.start * (start & is_name)
        table[:, _COLUMN["broad"]] = np.minimum(weights.broad * broad * is_name, weights.broad_at_most)
        if self._context is not None:
            context, _ = self._context.matrix(forms)
            explained = held_by_context(symbols[asked], heaviness[asked], names, context)
            table[:, _COLUMN["parent"]] = weights.parent * explained
        return table
