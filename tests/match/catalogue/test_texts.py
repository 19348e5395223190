"""Texts in one row of symbols, and finding them again by their sums."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bashu.match.catalogue.texts import Sorted, StoredTexts, TextNumbers

words = st.text("ab电路\udc80", min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, unique=True, max_size=12), st.text("ab电路\udc80", max_size=9), st.integers(1, 5))
def test_pieces_are_found_like_by_looking_at_each(texts: list[str], asked: str, limit: int) -> None:
    stored = StoredTexts.of(texts)
    numbers = TextNumbers(stored)
    pieces = [
        asked[start : start + size]
        for size in range(len(asked), 0, -1)
        for start in range(len(asked) - size, -1, -1)
    ]
    inside = list(dict.fromkeys(texts.index(piece) for piece in pieces if piece in texts))
    assert list(stored) == texts
    assert stored[-2:] == texts[-2:]
    assert numbers.inside(asked, limit) == inside[:limit]
    assert numbers.number(asked) == (texts.index(asked) if asked in texts else None)


def test_texts_with_the_same_sum_are_told_apart() -> None:
    texts = ["电机", "电路", "屏"]
    right = TextNumbers(texts)
    wanted = right.known.sums[0]
    every = Sorted(right.known.sums * 0 + wanted, right.known.numbers)
    found = [TextNumbers(texts, every).number(text) for text in texts]
    assert sum(number is not None for number in found) == 1
    assert all(number is None or texts[number] == text for number, text in zip(found, texts, strict=True))
