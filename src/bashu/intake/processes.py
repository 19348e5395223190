"""Work spread over several processes: one that ends before its time is named, and the rest goes on."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Ended(Generic[Item]):
    """An item whose process ended before it answered: killed, out of memory, or by a fault below Python."""

    item: Item


@dataclass(frozen=True)
class Workers:
    """How many processes there are, how each is prepared, and how many items it takes at a time."""

    count: int
    prepare: Callable[..., None] | None = None
    arguments: tuple[Any, ...] = ()
    at_a_time: int = 8

    def pool(self, count: int) -> ProcessPoolExecutor:
        """Processes started afresh: a forked copy of one with threads may wait for a lock that nobody holds."""
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(count, context, initializer=self.prepare, initargs=self.arguments)


def answers(
    ask: Callable[[Item], Result], items: Sequence[Item], workers: Workers
) -> Iterator[Result | Ended[Item]]:
    """The answer to every item in its order; `Ended` for an item that takes its process with it.

    When a process ends, the items it may have held are asked again one at a time, each in a process that only
    they can end, and the others go on in new processes.

    >>> list(answers(abs, [-1, 2], Workers(1)))
    [1, 2]
    """
    pieces = [items[at : at + workers.at_a_time] for at in range(0, len(items), workers.at_a_time)]
    done = 0
    while done < len(pieces):
        with workers.pool(workers.count) as pool:
            waiting = [pool.submit(_ask_all, ask, piece) for piece in pieces[done:]]
            try:
                for future in waiting:
                    yield from future.result()
                    done += 1
            except BrokenProcessPool:
                pass  # the pool is gone; what it held is asked again below
            finally:
                for future in waiting:
                    future.cancel()
        if done < len(pieces):
            yield from _one_at_a_time(ask, pieces[done], workers)
            done += 1


def _ask_all(ask: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [ask(item) for item in items]


def _one_at_a_time(
    ask: Callable[[Item], Result], items: Sequence[Item], workers: Workers
) -> Iterator[Result | Ended[Item]]:
    """The answers of one process that is replaced whenever an item ends it."""
    position = 0
    while position < len(items):
        with workers.pool(1) as pool:
            try:
                while position < len(items):
                    yield pool.submit(ask, items[position]).result()
                    position += 1
            except BrokenProcessPool:
                yield Ended(items[position])
                position += 1
