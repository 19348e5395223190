"""The portal from the command line: settings loaded, database made, data brought in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from pathlib import Path

    from bashu.portal.data.actions import Imported


def load() -> None:
    """Load Django with the settings of ``DJANGO_SETTINGS_MODULE``, embedded ones by default."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bashu.portal.settings.embedded")
    django.setup()


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
    from pathlib import Path

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
