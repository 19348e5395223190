"""One version of the data as Parquet files: written after a commit, read by every process of a machine."""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import polars as pl
from django.conf import settings

from bashu import __version__
from bashu.portal.data.source import DatabaseSource, current_version
from bashu.tables import TABLES, Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bashu.portal.data.models import Version
    from bashu.tables import Table

J = TypeVar("J")

#: versions that stay on disk: the current one, and the one that old processes may still read
KEPT = 2
#: attempts to read all tables while others write
ATTEMPTS = 5

_log = logging.getLogger(__name__)


class SnapshotSource:
    """The tables of one version in a folder of Parquet files that never change."""

    checked = True

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # asked again and again, and true for good: the files may make room, the version stays what it is
        self._names = frozenset(path.stem for path in folder.glob("*.parquet") if path.stem in TABLES)

    @property
    def version(self) -> str:
        """The version whose rows these are."""
        return self.folder.name

    def names(self) -> frozenset[str]:
        """The tables that have a row."""
        return self._names

    def scan(
        self, table: Table, columns: Sequence[str] | None = None, where: pl.Expr | None = None
    ) -> tuple[pl.LazyFrame, Origin]:
        """A lazy look at one file; columns and filters are pushed down by polars."""
        path = self.folder / f"{table.name}.parquet"
        frame = pl.scan_parquet(path)
        if where is not None:
            frame = frame.filter(where)
        return (frame if columns is None else frame.select(columns)), Origin(file=path.name)


def snapshot_folder() -> Path:
    """Where the snapshots of this installation lie."""
    return Path(settings.BASHU_HOME) / "snapshots"


def public_folder() -> Path:
    """Where the files that readers download lie, a folder a version."""
    return Path(settings.BASHU_HOME) / "public"


def open_snapshot() -> SnapshotSource:
    """The snapshot of the current version, written first where this machine does not have it.

    A change that commits between the reading of two tables would mix versions: then all is read again.
    """
    for _ in range(ATTEMPTS):
        version = current_version()
        folder = snapshot_folder() / str(version)
        if folder.is_dir():
            return SnapshotSource(folder)
        if (written := _write(version, folder)) is not None:
            return written
    raise RuntimeError("the data changes faster than it can be read")


def _write(version: Version, folder: Path) -> SnapshotSource | None:
    """Write all tables of a version and give the folder its name, unless the version has passed meanwhile."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder.parent))
    try:
        source = DatabaseSource(version)
        for name in source.names():
            frame, _ = source.scan(TABLES[name])
            frame.collect().write_parquet(unfinished / f"{name}.parquet")
        if current_version().pk != version.pk:
            return None
        try:
            unfinished.rename(folder)
        except OSError:
            # another process was faster; its files are the same
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    forget_old(folder)
    _log.info("snapshot %s written", version)
    return SnapshotSource(folder)


def prepared(version: str, name: str, compute: Callable[[], J]) -> J:
    """What follows from the rows of a version alone: computed once on this machine, read by every later start.

    Parameters
    ----------
    version
        The version of the data; where its snapshot is gone, nothing is kept.
    name
        What is computed; another release of Bashu computes it anew.
    compute
        Makes it, of lists, numbers and texts.
    """
    path = snapshot_folder() / version / f"{name}-{__version__}.json"
    try:
        return cast("J", json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        answer = compute()
    if path.parent.is_dir():
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_text(json.dumps(answer), encoding="utf-8")
        unfinished.replace(path)
    return answer


def forget_old(newest: Path) -> None:
    """Keep the folder of a version and the newest beside it; the others make room."""
    finished = [path for path in newest.parent.iterdir() if path.is_dir() and not path.name.startswith(".")]
    finished.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in [path for path in finished if path != newest][KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
