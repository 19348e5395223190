"""Distinct written forms of names: candidates for a query and the reasons for each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bashu.match.catalogue.breadth import breadth_after, breadth_of
from bashu.match.catalogue.comparison import compare, held_by_context
from bashu.match.catalogue.grams import GramIndex
from bashu.match.catalogue.symbols import COMPARED, LONGEST, SymbolRows
from bashu.match.catalogue.texts import TextNumbers
from bashu.match.catalogue.weights import REASONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from bashu.match.catalogue.breadth import Breadth
    from bashu.match.catalogue.postings import Postings
    from bashu.match.catalogue.renumber import Renumbered
    from bashu.match.catalogue.texts import Sorted
    from bashu.match.catalogue.weights import SearchWeights

#: candidates from the index of grams, and names contained in the query
NEAREST, CONTAINED = 32, 48
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

    def or_better(self, other: Scored) -> Scored:
        """Both, the best first; of a form that is in both the better one."""
        forms = np.concatenate([self.forms, other.forms])
        scores = np.concatenate([self.scores, other.scores])
        order = np.lexsort((forms, -scores))
        _, first = np.unique(forms[order], return_index=True)
        kept = order[np.sort(first)]
        return Scored(
            forms[kept], np.concatenate([self.contributions, other.contributions])[kept], scores[kept]
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """Queries as symbols, the candidates of each, and the form that is the query; -1 where there is none."""

    rows: SymbolRows
    found: list[NDArray[np.int64]]
    itself: NDArray[np.int64]

    def groups(self) -> Iterator[NDArray[np.int64]]:
        """Queries of like length together, so that little of the comparison is padding."""
        order = np.argsort(self.rows.lengths, kind="stable")
        pairs = np.cumsum([len(self.found[at]) for at in order.tolist()])
        for part in np.split(order, np.flatnonzero(np.diff(pairs // PAIRS_AT_ONCE)) + 1):
            if len(part):
                yield part


class Built(NamedTuple):
    """The parts of an index that take time to build, and the context of the forms, where there is any."""

    rows: SymbolRows
    postings: Postings
    held: NDArray[np.float32]
    breadth: Breadth
    known: Sorted
    context: SymbolRows | None


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
        rows = SymbolRows.of(forms)
        self._take(forms, rows, GramIndex(rows), TextNumbers(forms), breadth_of(forms))
        self._weigh(_rows_of(context), weights)

    def _take(
        self,
        forms: Sequence[str],
        rows: SymbolRows,
        index: GramIndex,
        numbers: TextNumbers,
        breadth: Breadth,
    ) -> None:
        self.forms = forms
        self._rows, self._index, self._numbers = rows, index, numbers
        self._breadth = breadth

    def _weigh(self, context: SymbolRows | None, weights: SearchWeights) -> None:
        self._context, self._weights = context, weights

    @classmethod
    def of(cls, forms: Sequence[str], built: Built, weights: SearchWeights) -> Forms:
        """Forms whose index was built before; nothing of it is copied."""
        made = cls.__new__(cls)
        index = GramIndex.of(len(forms), built.postings, built.held)
        made._take(forms, built.rows, index, TextNumbers(forms, built.known), built.breadth)
        made._weigh(built.context, weights)
        return made

    @property
    def built(self) -> Built:
        """What took time to build."""
        index = self._index
        known = self._numbers.known
        return Built(self._rows, index.postings, index.held, self._breadth, known, self._context)

    def changed(self, gone: Collection[str], numbers: Renumbered, context: Sequence[str] | None) -> Forms:
        """The forms after a change, equal in every number to what is built anew."""
        made = Forms.__new__(Forms)
        entries = numbers.entries
        added = SymbolRows.of([entries[number] for number in numbers.added.tolist()])
        known = TextNumbers(entries)
        made._take(
            entries,
            SymbolRows.of(entries),
            self._index.changed(numbers, added),
            known,
            breadth_after(self._breadth, numbers, gone, known.number),
        )
        made._weigh(_rows_of(context), self._weights)
        return made

    def score(self, queries: Sequence[str], keep: int) -> list[Scored]:
        """The best ``keep`` forms and their reasons for normal forms of queries, in their order."""
        rows = SymbolRows.of(queries)
        nearest = self._index.nearest(rows, NEAREST)
        inside = [self._numbers.inside(query, CONTAINED) for query in queries]
        found = [
            np.array(list(dict.fromkeys([*names.tolist(), *pieces])), np.int64)
            for names, pieces in zip(nearest, inside, strict=True)
        ]
        asked = _Asked(rows, found, self._themselves(queries, inside))
        answers: dict[int, Scored] = {}
        for group in asked.groups():
            answers.update(zip(group.tolist(), self._score_group(asked, group, keep), strict=True))
        return [answers[at] for at in range(len(queries))]

    def _themselves(self, queries: Sequence[str], inside: Sequence[Sequence[int]]) -> NDArray[np.int64]:
        """The form that is the query: of those inside it the longest, when it is as long as the query."""
        longest = np.array([pieces[0] if pieces else -1 for pieces in inside], np.int64)
        sizes = self._rows.starts[longest + 1] - self._rows.starts[longest] if len(self._rows) else -1
        asked = np.array([len(query) for query in queries])
        return np.where((longest >= 0) & (sizes == asked), longest, -1)

    def _score_group(self, asked: _Asked, group: NDArray[np.int64], keep: int) -> list[Scored]:
        found = [asked.found[at] for at in group.tolist()]
        sizes = np.array([len(forms) for forms in found])
        forms = np.concatenate(found)
        contributions = self._contributions(asked, group, np.repeat(np.arange(len(group)), sizes), forms)
        scores = contributions.sum(axis=1)
        answers = []
        edges = np.append(0, np.cumsum(sizes)).tolist()
        for start, end in pairwise(edges):
            # equal scores: the alphabetical order of the forms
            best = np.lexsort((forms[start:end], -scores[start:end]))[:keep] + start
            answers.append(Scored(forms[best], contributions[best], scores[best]))
        return answers

    def _contributions(
        self, asked: _Asked, group: NDArray[np.int64], member: NDArray[np.int64], forms: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Reasons of each pair (query ``group[member]``, form), weighted; shape (pairs, reasons)."""
        weights = self._weights
        symbols, lengths = asked.rows.matrix(group, LONGEST)
        heaviness = np.where(symbols > 0, self._index.weight(symbols.ravel()).reshape(symbols.shape), 0)
        names, name_lengths = self._rows.matrix(forms, COMPARED)
        same = compare(symbols[member], lengths[member], heaviness[member], names, name_lengths)
        itself = asked.itself[group][member]
        is_name, itself = itself >= 0, itself == forms
        # a single character is no head noun, and a name is not broader than itself
        word = (name_lengths > 1) & ~itself
        head, start = word & same.name_at_end, word & same.name_at_start
        ending, beginning = self._breadth.ends[forms], self._breadth.starts[forms]
        broad = np.maximum(np.where(head, np.log1p(ending), 0), np.where(start, np.log1p(beginning), 0))
        table = np.zeros((len(forms), len(REASONS)))
        table[:, _COLUMN["query_covered"]] = weights.query_covered * same.query_held
        table[:, _COLUMN["name_covered"]] = weights.name_covered * same.name_held
        table[:, _COLUMN["order"]] = weights.order * same.in_order
        table[:, _COLUMN["neighbours"]] = weights.neighbours * same.neighbours
        table[:, _COLUMN["exact"]] = weights.exact * itself
        table[:, _COLUMN["head"]] = head * np.where(is_name, weights.head, weights.head_of_text)
        table[:, _COLUMN["start"]] = weights.start * (start & is_name)
        table[:, _COLUMN["broad"]] = np.minimum(weights.broad * broad * is_name, weights.broad_at_most)
        if self._context is not None:
            context, _ = self._context.matrix(forms, COMPARED)
            explained = held_by_context(symbols[member], heaviness[member], names, context)
            table[:, _COLUMN["parent"]] = weights.parent * explained
        return table


def _rows_of(context: Sequence[str] | None) -> SymbolRows | None:
    return SymbolRows.of(context) if context is not None and any(context) else None
