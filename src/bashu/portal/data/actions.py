"""The changes of the data: each checks, changes and records in one transaction."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from bashu.errors import TableError
from bashu.portal.data.models import MODELS, Version
from bashu.portal.data.rules import may_import_workspace
from bashu.portal.data.snapshots import open_snapshot
from bashu.portal.data.writing import replace_rows

if TYPE_CHECKING:
    from bashu.workspace import Workspace

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Imported:
    """What an import did: the version that is current now, and the rows of each table; no rows if it was there."""

    version: Version
    changed: bool
    rows: dict[str, int]


def import_workspace(workspace: Workspace, *, operator: bool) -> Imported:
    """Put a whole workspace in place of all data, or change nothing.

    Parameters
    ----------
    workspace
        Tables of the vocabulary; every one is checked before the first row is written.
    operator
        Whether who asks works on the machine itself.

    Raises
    ------
    TableError
        With every finding, when any table breaks the vocabulary. Nothing is changed then.
    """
    if not may_import_workspace(operator=operator):
        raise PermissionDenied("only an operator may import a workspace")
    errors = [finding for finding in workspace.check() if finding.severity == "error"]
    if errors:
        raise TableError(errors)
    with transaction.atomic():
        current = Version.objects.order_by("-id").first()
        if current is not None and current.digest == workspace.version:
            return Imported(current, changed=False, rows={})
        frames = {name: workspace.table_or_empty(name) for name in MODELS}
        for name, frame in frames.items():
            replace_rows(name, frame)
        version = Version.objects.create(digest=workspace.version, action="import_workspace")
        transaction.on_commit(_take_snapshot)
    _log.info("imported version %s", version)
    return Imported(version, changed=True, rows={name: frame.height for name, frame in frames.items()})


def _take_snapshot() -> None:
    """The files of the new version; without them readers take the rows from the database."""
    try:
        open_snapshot()
    except OSError:
        _log.exception("the snapshot could not be written")
