"""One page at a time in each process: the first to ask is the first to be answered.

Pages are made in Python, of which one process runs one thread at a time anyway. Ten pages made side by side
are all ready only when the last one is, and each of the hundred short queries of a page waits for the
interpreter in between. One after the other, the first nine are ready sooner and the tenth no later.

A lock of the operating system goes to whoever grabs it first, which is often the one that has just let go:
a reader among forty others then waits for seconds now and then. Here the turn is handed to the one that has
waited longest. Answers that are ready, and refusals, take their turn too: a page that asks the database gives
the interpreter away with every row, and eleven threads that only copy answers kept such a page for seven
seconds from getting it back.

Whoever waits for something else (a computation in its lane, an answer that another request is computing)
steps aside, so that the turn is never held by somebody who does nothing and no two can wait for each other.
"""

from __future__ import annotations

import threading
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponse


class Turn:
    """A turn that goes round in the order in which it was asked for.

    Examples
    --------
    >>> turn = Turn()
    >>> turn.take()
    >>> turn.hand_on()
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._line: deque[threading.Lock] = deque()
        self._taken = False

    def take(self) -> None:
        """Wait for the turn, behind those who asked before."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return
            called = threading.Lock()
            called.acquire()
            self._line.append(called)
        called.acquire()

    def hand_on(self) -> None:
        """Give the turn to the one that has waited longest."""
        with self._lock:
            if self._line:
                # it stays taken: nobody who comes now gets in between
                self._line.popleft().release()
            else:
                self._taken = False


_turn = Turn()
_mine = threading.local()


@contextmanager
def page_turn() -> Iterator[None]:
    """Wait for the turn of this process and hold it; a thread that holds it already goes on.

    >>> with page_turn(), page_turn():
    ...     has_turn()
    True
    >>> has_turn()
    False
    """
    if has_turn():
        yield
        return
    _turn.take()
    _mine.held = True
    try:
        yield
    finally:
        _mine.held = False
        _turn.hand_on()


@contextmanager
def stepping_aside() -> Iterator[None]:
    """Let others have their turn meanwhile; afterwards this thread waits for its own again.

    >>> with page_turn():
    ...     with stepping_aside():
    ...         held = has_turn()
    ...     held, has_turn()
    (False, True)
    """
    if not has_turn():
        yield
        return
    _mine.held = False
    _turn.hand_on()
    try:
        yield
    finally:
        _turn.take()
        _mine.held = True


def has_turn() -> bool:
    """Whether this thread is the one whose page is being made."""
    return getattr(_mine, "held", False)


class OneAtATime:
    """Let a request in when it is its turn; files of the portal itself are served before it comes to that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on when all that came before have been answered."""
        with page_turn():
            return self.get_response(request)
