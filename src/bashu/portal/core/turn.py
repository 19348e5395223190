"""One page at a time in each process: the first to ask is the first to be answered.

Pages are made in Python, of which one process runs one thread at a time anyway. Ten pages made side by side
are all ready only when the last one is, and each of the hundred short queries of a page waits for the
interpreter in between. One after the other, the first nine are ready sooner and the tenth no later.

Whoever waits for something else (a computation in its lane, an answer that another request is computing)
steps aside, so that the turn is never held by somebody who does nothing and no two can wait for each other.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_turn = threading.Lock()
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
    with _turn:
        _mine.held = True
        try:
            yield
        finally:
            _mine.held = False


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
    _turn.release()
    try:
        yield
    finally:
        _turn.acquire()
        _mine.held = True


def has_turn() -> bool:
    """Whether this thread is the one whose page is being made."""
    return getattr(_mine, "held", False)
