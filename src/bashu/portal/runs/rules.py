"""Who may do what with long work."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bashu.portal.runs.models import Run


def digest_of(token: str) -> str:
    """What is kept of a token: enough to know it again, too little to use it.

    >>> digest_of("a") == digest_of("a"), digest_of("")
    (True, '')
    """
    return hashlib.sha256(token.encode()).hexdigest()[:32] if token else ""


def may_take_back(run: Run, token: str) -> bool:
    """Whether who holds this token asked for the run."""
    return bool(token) and digest_of(token) in run.askers
