"""The comparison of all pairs at once against plain definitions, pair by pair."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.match.catalogue.comparison import compare
from bashu.match.catalogue.symbols import SymbolRows

WORDS = st.text(alphabet="甲乙丙丁", min_size=1, max_size=9)


def longest_common_subsequence(one: str, other: str) -> int:
    row = [0] * (len(other) + 1)
    for first in one:
        row = _next_row(row, first, other)
    return row[-1]


def _next_row(row: list[int], first: str, other: str) -> list[int]:
    fresh = [0]
    for at, second in enumerate(other):
        fresh.append(row[at] + 1 if first == second else max(row[at + 1], fresh[at]))
    return fresh


@settings(max_examples=150, deadline=None)
@given(pairs=st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
def test_bits_agree_with_the_definitions(pairs: list[tuple[str, str]]) -> None:
    rows = np.arange(len(pairs))
    queries, query_lengths = SymbolRows.of([query for query, _ in pairs]).matrix(rows, 64)
    names, name_lengths = SymbolRows.of([name for _, name in pairs]).matrix(rows, 64)
    weights = (queries > 0).astype(np.float32)
    found = compare(queries, query_lengths, weights, names, name_lengths)
    for at, (query, name) in enumerate(pairs):
        longer = max(len(query), len(name))
        assert found.in_order[at] * longer == longest_common_subsequence(query, name)
        assert np.isclose(found.query_held[at], sum(symbol in name for symbol in query) / len(query))
        assert np.isclose(found.name_held[at], sum(symbol in query for symbol in name) / len(name))
        assert found.name_at_end[at] == query.endswith(name)
        assert found.name_at_start[at] == query.startswith(name)
        together = {name[i : i + 2] for i in range(len(name) - 1)}
        kept = sum(query[i : i + 2] in together for i in range(len(query) - 1))
        assert np.isclose(found.neighbours[at], kept / max(longer - 1, 1))


def test_names_of_64_symbols_and_more_keep_to_one_word() -> None:
    long = "电" * 70 + "机"
    rows = np.array([0])
    queries, query_lengths = SymbolRows.of([long]).matrix(rows, 128)
    names, name_lengths = SymbolRows.of([long]).matrix(rows, 64)
    found = compare(queries, query_lengths, np.ones(queries.shape, np.float32), names, name_lengths)
    assert name_lengths.tolist() == [64]
    assert found.name_at_start.tolist() == [True]
    assert found.name_held.tolist() == [1.0]
