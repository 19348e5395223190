"""Names that stand inside a query as they are: 印制电路板 in 高频印制电路板."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class ContainedNames:
    """Finds every name that a text contains by looking up its pieces.

    Parameters
    ----------
    forms
        Distinct normal forms of names; the number of a form is its place in the list.

    Examples
    --------
    >>> names = ContainedNames(["电路板", "印制电路板", "板", "电机"])
    >>> names.inside("高频印制电路板", limit=10)
    [1, 0, 2]
    """

    def __init__(self, forms: Sequence[str]) -> None:
        self._numbers = {form: number for number, form in enumerate(forms)}
        self._lengths = sorted({len(form) for form in forms} - {0}, reverse=True)

    def number(self, text: str) -> int | None:
        """The number of the name that is this text."""
        return self._numbers.get(text)

    def inside(self, text: str, limit: int) -> list[int]:
        """Numbers of the names that stand in the text, each once, the longest first, at most ``limit``."""
        found: dict[int, None] = {}
        get = self._numbers.get
        for length in self._lengths:
            for start in range(len(text) - length, -1, -1):
                number = get(text[start : start + length])
                if number is not None:
                    found[number] = None
            if len(found) >= limit:
                break
        return list(found)[:limit]

    def ends_and_starts(self) -> tuple[list[int], list[int]]:
        """For each name the number of other names that end with it, and that start with it.

        >>> ContainedNames(["电路板", "印制电路板", "板"]).ends_and_starts()
        ([1, 0, 2], [0, 0, 0])
        """
        ends, starts = [0] * len(self._numbers), [0] * len(self._numbers)
        get = self._numbers.get
        for form in self._numbers:
            for cut in range(1, len(form)):
                ending, beginning = get(form[cut:]), get(form[:cut])
                if ending is not None:
                    ends[ending] += 1
                if beginning is not None:
                    starts[beginning] += 1
        return ends, starts
