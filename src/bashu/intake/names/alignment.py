"""Two names character by character: what one says that the other has in the same order."""

from __future__ import annotations

from typing import NamedTuple


class Alignment(NamedTuple):
    """Characters found again in order: pairs of positions."""

    written: tuple[int, ...]
    held: tuple[int, ...]


def align(written: str, held: str) -> Alignment:
    """The characters of ``written`` that ``held`` has in the same order: as many as possible, in few pieces.

    The longest common subsequence with a premium for neighbours, by dynamic programming over the part that
    differs; a common start and end are taken as they are.

    >>> align("苏交科", "交通科学研究院")
    Alignment(written=(1, 2), held=(0, 2))
    """
    start = 0
    least = min(len(written), len(held))
    while start < least and written[start] == held[start]:
        start += 1
    end = 0
    while end < least - start and written[-1 - end] == held[-1 - end]:
        end += 1
    left, right = written[start : len(written) - end], held[start : len(held) - end]
    middle = _middle(left, right, bool(start)) if left and right else []
    ours = [*range(start), *(start + i for i, _ in middle), *range(len(written) - end, len(written))]
    theirs = [*range(start), *(start + j for _, j in middle), *range(len(held) - end, len(held))]
    return Alignment(tuple(ours), tuple(theirs))


def _middle(left: str, right: str, follows: bool) -> list[tuple[int, int]]:
    """Matched positions of two texts that share neither start nor end."""
    chains: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {}
    best: tuple[float, tuple[int, int] | None] = (0.0, None)
    for i, char in enumerate(left):
        j = right.find(char)
        while j >= 0:
            score, before = (1.3 if follows and i == 0 and j == 0 else 1.0), None
            for (k, m), (value, _) in chains.items():
                if k < i and m < j:
                    joined = value + (1.3 if k == i - 1 and m == j - 1 else 1.0)
                    if joined > score:
                        score, before = joined, (k, m)
            chains[i, j] = (score, before)
            if score > best[0]:
                best = (score, (i, j))
            j = right.find(char, j + 1)
    found: list[tuple[int, int]] = []
    at = best[1]
    while at is not None:
        found.append(at)
        at = chains[at][1]
    return found[::-1]


def common_start(one: str, other: str) -> int:
    """How many characters two texts begin with together."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
