"""What the line hands to its process."""

from __future__ import annotations

from django_tasks import task

from bashu.portal.runs import apart


@task()
def execute(key: str) -> str:
    """Do one run; returns the state that it ended in."""
    return apart.execute(key)
