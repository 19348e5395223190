"""A narrow lane for what the public lets the portal compute: few at a time, few waiting, the rest turned away."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.conf import settings

from bashu.portal.core.turn import stepping_aside

if TYPE_CHECKING:
    from collections.abc import Iterator


class Busy(Exception):
    """The lane is full: come back in a moment."""

    seconds = 5


class Lane:
    """Computations one after the other, so that reading keeps its share of the machine.

    Parameters
    ----------
    lanes
        Computations at a time.
    waiting
        Requests that may wait in line.
    patience
        Seconds that one waits at most.

    Examples
    --------
    >>> lane = Lane(lanes=1, waiting=0, patience=0)
    >>> with lane.turn():
    ...     try:
    ...         with lane.turn():
    ...             pass
    ...     except Busy:
    ...         print("full")
    full
    """

    def __init__(self, lanes: int, waiting: int, patience: float) -> None:
        self._running = threading.BoundedSemaphore(lanes)
        self._line = threading.BoundedSemaphore(lanes + waiting)
        self._patience = patience

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it.

        Raises
        ------
        Busy
            When too many wait already, or the turn does not come in time.
        """
        if not self._line.acquire(blocking=False):
            raise Busy
        with stepping_aside(), self._place():
            yield

    @contextmanager
    def _place(self) -> Iterator[None]:
        try:
            if not self._running.acquire(timeout=self._patience):
                raise Busy
            try:
                yield
            finally:
                self._running.release()
        finally:
            self._line.release()


_lanes: dict[tuple[int, int, float], Lane] = {}


def lane() -> Lane:
    """The lane of this process."""
    limits = settings.BASHU_LIMITS
    key = (int(limits["lanes"]), int(limits["waiting"]), float(limits["patience"]))
    return _lanes.setdefault(key, Lane(*key))
