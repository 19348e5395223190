"""Longest match of many names in a text, prepared once and asked often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from bashu.text.grams import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Meaning = TypeVar("Meaning")


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


class Lexicon(Generic[Meaning]):
    """Names with what they mean; finds the longest name at every position of a text.

    The text is folded first (half-width, simplified) and letters match without regard to case; a name in
    Latin letters matches whole words only.

    >>> lexicon = Lexicon([("印制电路板", "cm_pcb"), ("PCB", "cm_pcb"), ("电路", "circuit")])
    >>> [(start, end, meaning) for start, end, meaning in lexicon.find("印制电路板（pcb）与PCBA")]
    [(0, 5, 'cm_pcb'), (6, 9, 'cm_pcb')]
    """

    def __init__(self, names: Iterable[tuple[str, Meaning]]) -> None:
        self._meanings: dict[str, Meaning] = {}
        lengths: dict[str, set[int]] = {}
        for name, meaning in names:
            key = fold(name).lower()
            if not key:
                continue
            self._meanings.setdefault(key, meaning)
            lengths.setdefault(key[0], set()).add(len(key))
        self._lengths = {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}

    def __len__(self) -> int:
        return len(self._meanings)

    def get(self, name: str) -> Meaning | None:
        """What exactly this name means, or None."""
        return self._meanings.get(fold(name).lower())

    def find(self, text: str) -> Iterator[tuple[int, int, Meaning]]:
        """Start, end and meaning of every name, leftmost and longest first, without overlaps."""
        folded = fold(text).lower()
        if len(folded) != len(text):  # a few letters change their length in lower case
            folded = fold(text)
        position = 0
        while position < len(folded):
            for size in self._lengths.get(folded[position], ()):
                end = position + size
                if end > len(folded):
                    continue
                meaning = self._meanings.get(folded[position:end])
                if meaning is not None and self._is_whole(folded, position, end):
                    yield position, end, meaning
                    position = end
                    break
            else:
                position += 1

    @staticmethod
    def _is_whole(text: str, start: int, end: int) -> bool:
        before = start > 0 and _is_latin(text[start]) and _is_latin(text[start - 1])
        after = end < len(text) and _is_latin(text[end - 1]) and _is_latin(text[end])
        return not before and not after
