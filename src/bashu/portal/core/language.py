"""The language of the page that is being made, asked hundreds of times a page."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Iterator

#: None outside of a page: then the active translation decides
_english: ContextVar[bool | None] = ContextVar("english", default=None)


def reads_english() -> bool:
    """Whether the reader's page is the English one.

    >>> from django.utils import translation
    >>> with translation.override("en"):
    ...     reads_english()
    True
    """
    decided = _english.get()
    return _active() if decided is None else decided


@contextmanager
def one_language() -> Iterator[None]:
    """Ask for the active translation once for a whole page.

    Finding it costs ten times as much as remembering it.
    """
    token = _english.set(_active())
    try:
        yield
    finally:
        _english.reset(token)


def _active() -> bool:
    return (get_language() or "").startswith("en")
