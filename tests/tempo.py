"""Processor time that means the same on a slow machine and on a busy one.

A bound in seconds says something about the program only together with a machine. Each measurement is therefore
held against a fixed piece of work, done just before and just after it, whose time is known on the machine that
``benchmarks/RESULTS.md`` names.
"""

from __future__ import annotations

import re
import resource
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: processor seconds of the fixed piece of work on that machine with nothing else running
KNOWN = 0.056
TEXT = "成都某光电科技有限公司与重庆某显示技术有限公司签署合作协议，" * 22


def processor_seconds(
    work: Callable[[], object], bound: float, clock: Callable[[], float] = time.process_time
) -> float:
    """The least processor time of a piece of work in a few tries, as on the known machine when it is quiet.

    The tries end with the first that is within the bound.
    """
    least = float("inf")
    for _ in range(4):
        before = slowness()
        started = clock()
        work()
        spent = clock() - started
        least = min(least, spent / max(before, slowness()))
        if least <= bound:
            break
    return least


def slowness() -> float:
    """How many times as long as on the known machine this one takes at the moment, at least 1."""
    started = time.process_time()
    counted: dict[str, int] = {}
    for _ in range(300):
        for position, character in enumerate(TEXT):
            counted[character] = counted.get(character, 0) + position
        re.sub("[光电科技]+", lambda found: found[0][::-1], TEXT)
    return max(1.0, (time.process_time() - started) / KNOWN)


def of_children() -> float:
    """Processor time of the processes that have been started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
