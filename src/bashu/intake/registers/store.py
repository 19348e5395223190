"""A reviewed register into a folder of tables: every file whole, all of them or none."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.errors import Finding, InputError
from bashu.intake.registers.csv_table import write_csv_table
from bashu.intake.registers.limits import megabytes
from bashu.intake.registers.review import Review, review_register
from bashu.tables import find_table
from bashu.workspace import Limits, Workspace
from bashu.workspace.folder import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bashu.intake.registers.limits import RegisterLimits
    from bashu.intake.registers.outcome import Outcome


@dataclass(frozen=True)
class _Exchange:
    """A finished file beside the one it takes the place of."""

    unfinished: Path
    target: Path


def import_register(
    path: Path, folder: Path, kind: str | None = None, limits: RegisterLimits | None = None
) -> Review:
    r"""Read a register and put it into a folder of CSV or Parquet tables; the same file again changes nothing.

    Columns of a CSV that the vocabulary does not know, its headers and its untouched cells stay as they are.

    Parameters
    ----------
    path
        The register.
    folder
        A folder of tables, or a new one.
    kind
        The table, by any of its names; None decides by the headers.

    Raises
    ------
    InputError
        When the register or the folder has an error, or somebody changed the folder meanwhile. Nothing is
        written then.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> home = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (home / "产品.csv").write_text("产品编号,名称\npcb,印制电路板\n", encoding="gbk")
    >>> [import_register(home / "产品.csv", home / "tables").counts["added"] for _ in range(2)]
    [1, 0]
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(Finding("no_folder", file=str(folder)))
    review = review_register(path, open_folder(folder), kind, limits)
    review.require_sound()
    write_review(review, folder)
    return review


def open_folder(folder: Path) -> Workspace | None:
    """The workspace of a folder; None where there is no folder or no table in it yet."""
    if not folder.is_dir():
        return None
    names = (file.stem for file in folder.iterdir() if file.suffix.lower() in SUFFIXES)
    return Workspace.open(folder) if any(find_table(name) for name in names) else None


def write_review(review: Review, folder: Path) -> None:
    """Write every changed table of a review; the files change places at the end, all of them or none.

    Raises
    ------
    InputError
        When the folder is no longer what the review was made from.
    """
    outcomes = review.outcomes
    if not outcomes:
        return
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        now = open_folder(folder)
        if (now.version if now else None) != review.version:
            raise InputError(Finding("changed_meanwhile", file=str(folder)))
        exchanges: list[_Exchange] = []
        try:
            for name, parts in outcomes.items():
                exchanges.append(_unfinished(name, parts, folder))
            _exchange(exchanges)
        finally:
            for exchange in exchanges:
                exchange.unfinished.unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder against other imports on this machine."""
    try:
        import fcntl
    except ImportError:  # Windows: the check of the version stands alone
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _exchange(exchanges: list[_Exchange]) -> None:
    """Put finished files in place; when one cannot be, those before it go back."""
    done: list[tuple[_Exchange, bytes | None]] = []
    try:
        for exchange in exchanges:
            before = exchange.target.read_bytes() if exchange.target.exists() else None
            os.replace(exchange.unfinished, exchange.target)  # noqa: PTH105 - the name says what happens
            done.append((exchange, before))
    except OSError:
        for exchange, before in reversed(done):
            if before is None:
                exchange.target.unlink(missing_ok=True)
            else:
                exchange.target.write_bytes(before)
        raise


def _unfinished(name: str, outcomes: Sequence[Outcome], folder: Path) -> _Exchange:
    """A finished file of one table beside its place; a long register begins a Parquet file, others a CSV."""
    present = [file for file in sorted(folder.iterdir()) if _holds(file, name)]
    last = outcomes[-1]
    target = present[0] if present else folder / f"{name}{'.parquet' if last.long else '.csv'}"
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    exchange = _Exchange(unfinished, target)
    try:
        if target.suffix.lower() == ".parquet":
            last.write_parquet(unfinished)
        else:
            with unfinished.open("wb") as file:
                write_csv_table(file, outcomes, target if present else None)
            _refuse_length(unfinished, target)
        with unfinished.open("rb+") as finished:
            os.fsync(finished.fileno())
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return exchange


def _refuse_length(unfinished: Path, target: Path) -> None:
    """Nothing is written that could not be opened again."""
    size, limit = unfinished.stat().st_size, Limits().text
    if size > limit:
        details = {"size": megabytes(size), "limit": megabytes(limit)}
        raise InputError(Finding("too_large", file=str(target), details=details))


def _holds(file: Path, name: str) -> bool:
    table = find_table(file.stem) if file.suffix.lower() in SUFFIXES else None
    return table is not None and table.name == name
