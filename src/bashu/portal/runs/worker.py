"""The process that does what stands in the line."""

from __future__ import annotations

from django.core.management import call_command

from bashu.portal.runs.actions import rescue

#: seconds between two looks at an empty line
INTERVAL = 0.5


def work(*, until_empty: bool = False) -> None:
    """Do long work, the oldest question first, until this process is told to stop."""
    rescue()
    call_command(
        "db_worker", interval=INTERVAL, batch=until_empty, startup_delay=False, reload=False, verbosity=0
    )
