"""The portal from the command line: settings loaded, database made, data brought in."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import TYPE_CHECKING

import django

from bashu.errors import BashuError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.core.handlers.wsgi import WSGIHandler

    from bashu.portal.data.actions import Imported


def application(report: Callable[[Imported], None]) -> WSGIHandler:
    """The portal for a server; where there is no data yet, the bundled corridor is brought in first.

    Of several processes that start together one does it and the others wait.
    """
    load()
    from django.conf import settings

    home = Path(settings.BASHU_HOME)
    home.mkdir(parents=True, exist_ok=True)
    with (home / "starting").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_prepared():
            report(prepare())
    from bashu.portal.wsgi import application as portal

    return portal


def load() -> None:
    """Load Django with the settings of ``DJANGO_SETTINGS_MODULE``, embedded ones by default.

    Raises
    ------
    BashuError
        When production lacks a setting that has no default.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bashu.portal.settings.embedded")
    django.setup()
    from django.conf import settings

    absent = [name for name in settings.BASHU_REQUIRED if not os.environ.get(name)]
    if absent:
        raise BashuError(f"these settings have no default, set them: {', '.join(absent)}")


def prepare(workspace: Path | None = None) -> Imported:
    """Make or update the database and bring in a workspace; the same one twice changes nothing.

    Parameters
    ----------
    workspace
        A folder or a workbook; None is the bundled corridor.

    Raises
    ------
    InputError
        When the workspace breaks the vocabulary; the data in the database stays as it was.
    """
    from django.conf import settings
    from django.core.management import call_command

    from bashu.portal.data.actions import import_workspace
    from bashu.workspace import Workspace

    opened = Workspace.open(workspace)
    Path(settings.BASHU_HOME).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    return import_workspace(opened, operator=True)


def is_prepared() -> bool:
    """Whether the database has its present tables and holds data."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    from bashu.portal.data.source import NotPrepared, current_version

    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        current_version()
    except (DatabaseError, NotPrepared):
        return False
    return True
