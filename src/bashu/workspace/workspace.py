"""A workspace: the tables of one place, checked once at the door, seen from one viewpoint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from polars.exceptions import PanicException, PolarsError

from bashu.errors import Finding, InputError, TableError, UnreadableFile
from bashu.tables import TABLES, Table, check_table
from bashu.workspace.files import refusals
from bashu.workspace.folder import SUFFIXES as FILE_SUFFIXES
from bashu.workspace.folder import FolderSource
from bashu.workspace.references import check_references
from bashu.workspace.source import FramesSource, TableSource
from bashu.workspace.viewpoint import Basis, Viewpoint
from bashu.workspace.workbook import SUFFIXES as WORKBOOK_SUFFIXES
from bashu.workspace.workbook import WorkbookSource

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from bashu.tables import Frame, Origin
    from bashu.workspace.files import Limits

#: the data set that comes with the package
CORRIDOR = Path(__file__).resolve().parent.parent / "corridor"


class Workspace:
    """Tables of the vocabulary from one store, each checked once when it is first asked for.

    Parameters
    ----------
    source
        Where the tables come from.
    viewpoint
        Who is looking; the owner by default.

    Examples
    --------
    >>> workspace = Workspace.open()
    >>> workspace.table("products").filter(product="cm_pcb")["name_zh"].item()
    '印制电路板'
    """

    def __init__(self, source: TableSource, viewpoint: Viewpoint | None = None) -> None:
        self._source = source
        self._checked: dict[str, tuple[pl.DataFrame, list[Finding]]] = {}
        self._own: dict[str, tuple[pl.DataFrame, list[Finding], Origin]] = {}
        self._seen: dict[str, pl.DataFrame] = {}
        self.viewpoint = viewpoint or Viewpoint.full()

    @classmethod
    def open(
        cls, path: str | Path | None = None, viewpoint: Viewpoint | None = None, limits: Limits | None = None
    ) -> Workspace:
        """Open a folder of CSV or Parquet files, one such file, or a workbook; None is the bundled corridor.

        Raises
        ------
        InputError
            When nothing is there, or nothing of it is a table of the vocabulary.
        """
        given: object = path
        if given is not None and not isinstance(given, str | Path):
            raise InputError(Finding("not_a_string", value=str(path), details={"kind": type(path).__name__}))
        location = CORRIDOR if path is None else Path(path)
        with refusals(location):
            there, is_folder = location.exists(), location.is_dir()
        if not there:
            raise UnreadableFile(Finding("no_such_file", file=str(location)))
        suffix = location.suffix.lower()
        if is_folder or suffix in FILE_SUFFIXES:
            return cls(FolderSource(location, limits), viewpoint)
        if suffix in WORKBOOK_SUFFIXES:
            return cls(WorkbookSource(location, limits), viewpoint)
        accepted = ", ".join(f"*{kind}" for kind in (*FILE_SUFFIXES, *WORKBOOK_SUFFIXES))
        raise UnreadableFile(Finding("no_tables", file=str(location), details={"accepted": accepted}))

    @classmethod
    def from_frames(cls, frames: Mapping[str, Frame], viewpoint: Viewpoint | None = None) -> Workspace:
        """A workspace of tables that are already in memory."""
        return cls(FramesSource(frames), viewpoint)

    def seen_from(self, viewpoint: Viewpoint) -> Workspace:
        """The same tables seen by somebody else; what was checked stays checked."""
        other = Workspace(self._source, viewpoint)
        other._own, other._checked = self._own, self._checked
        return other

    @property
    def version(self) -> str:
        """A short text that changes whenever the data changes."""
        return self._source.version

    @property
    def basis(self) -> Basis:
        """What every result of this workspace rests on."""
        return Basis(self.version, self.viewpoint, self.has_illustrative())

    def names(self) -> list[str]:
        """The tables that are there, in the order of the vocabulary."""
        return [name for name in TABLES if name in self._source.names()]

    def has(self, name: str) -> bool:
        """Whether a table is there."""
        return name in self._source.names()

    def has_illustrative(self) -> bool:
        """Whether example firms with invented quantities are among what the viewpoint may see.

        A table that breaks the vocabulary is no hindrance here: it is refused when it is asked for.
        """
        return any(self._is_illustrative(name) for name in self.names())

    def _is_illustrative(self, name: str) -> bool:
        table = TABLES[name]
        if "standing" not in table.schema or "illustrative" not in table["standing"].choices:
            return False
        try:
            frame, _, _ = self._read(table)
        except UnreadableFile:
            return False
        return bool((frame["standing"] == "illustrative").any())

    def table(self, name: str) -> pl.DataFrame:
        """One table, checked, with every column of the vocabulary, as the viewpoint sees it.

        Raises
        ------
        TableError
            When the table is absent or breaks the vocabulary; every finding names its place.
        """
        if name not in self._seen:
            frame, findings = self._check(_known(name))
            errors = [finding for finding in findings if finding.severity == "error"]
            if errors:
                raise TableError(errors)
            self._seen[name] = self.viewpoint.apply(frame, TABLES[name])
        return self._seen[name]

    def table_or_empty(self, name: str) -> pl.DataFrame:
        """One table, or the table without rows where the workspace does not have it."""
        return self.table(name) if self.has(name) else _known(name).empty()

    def scan(
        self, name: str, columns: Sequence[str] | None = None, where: pl.Expr | None = None
    ) -> pl.LazyFrame:
        """A lazy look at one table; a store that guarantees the vocabulary reads only what is asked for."""
        table = _known(name)
        if self._source.checked and self.has(name) and self.viewpoint.kind == "full":
            frame, _ = self._source.scan(table, columns, where)
            return frame
        # a condition on a protected cell must not tell what the cell itself may not
        lazy = self.table(name).lazy()
        if where is not None:
            lazy = lazy.filter(where)
        return lazy if columns is None else lazy.select(columns)

    def check(self) -> list[Finding]:
        """Everything that is wrong or worth knowing in all tables, with its place."""
        return [finding for name in self.names() for finding in self._findings(TABLES[name])]

    def _findings(self, table: Table) -> list[Finding]:
        try:
            return self._check(table)[1]
        except (UnreadableFile, TableError) as error:
            return list(error.findings)

    def _check(self, table: Table) -> tuple[pl.DataFrame, list[Finding]]:
        if table.name not in self._checked:
            frame, findings, origin = self._read(table)
            references = [] if self._source.checked else check_references(frame, table, origin, self._ids)
            self._checked[table.name] = frame, [*findings, *references]
        return self._checked[table.name]

    def _read(self, table: Table) -> tuple[pl.DataFrame, list[Finding], Origin]:
        """A table checked by itself, before its references to others are followed."""
        if table.name not in self._own:
            if not self.has(table.name):
                raise TableError(Finding("no_table", details={"table": table.name}))
            lazy, origin = self._source.scan(table)
            cells = _collected(lazy, origin)
            # what a store guarantees is not checked again
            frame, findings = (cells, []) if self._source.checked else check_table(cells, table, origin)
            self._own[table.name] = frame, findings, origin
        return self._own[table.name]

    def _ids(self, name: str) -> pl.Series | None:
        """The ids of a table, or None where it is absent or cannot be read."""
        if not self.has(name):
            return None
        try:
            frame, _, _ = self._read(TABLES[name])
        except UnreadableFile:
            return None
        return frame[TABLES[name].key[0]].drop_nulls()


def as_workspace(given: object) -> Workspace:
    """The workspace that an engine is built from.

    Raises
    ------
    InputError
        When it is something else, such as the path of one that was not opened.

    >>> as_workspace(Workspace.open()).has("products")
    True
    """
    if not isinstance(given, Workspace):
        raise InputError(Finding("not_a_workspace", details={"kind": type(given).__qualname__}))
    return given


def _collected(lazy: pl.LazyFrame, origin: Origin) -> pl.DataFrame:
    """The cells of a lazy frame; a file whose head is sound may still be damaged further down."""
    try:
        return lazy.collect()
    except (PolarsError, PanicException) as error:
        reason = str(error).partition("\n")[0][:200]
        expected = "Parquet" if (origin.file or "").lower().endswith(".parquet") else "table"
        raise UnreadableFile(origin.finding("damaged_file", expected=expected, reason=reason)) from error


def _known(name: str) -> Table:
    if name not in TABLES:
        details = {"what": "table", "nearest": f" ({', '.join(TABLES)})"}
        raise TableError(Finding("unknown_name", value=str(name), details=details))
    return TABLES[name]
