"""A catalogue on the disk: many processes read it while one writes, and a kill at any moment loses nothing."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager, suppress
from glob import escape
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import polars as pl

from bashu.errors import Finding, UnreadableFile
from bashu.match.catalogue.catalogue import Catalogue
from bashu.match.catalogue.mapped import read_catalogue, write_catalogue
from bashu.match.catalogue.owners import SCHEMA, named_products

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bashu.match.catalogue.weights import SearchWeights
    from bashu.tables import Frame

#: what is built is written anew when more products than this changed since, and this share of them
CHANGES, SHARE = 1_000, 0.05
#: what is built by one version of the package is read by the same only
MADE_BY = version_of("bashu")
#: seconds that a writer waits for another one
PATIENCE = 60
TABLES = """
create table if not exists state (name text primary key, value text not null);
create table if not exists products (product text primary key, written text, changed integer not null);
create index if not exists products_by_change on products (changed);
insert or ignore into state values ('version', '0'), ('built', '0'), ('made_by', ''), ('index', '');
"""


class _Replaced(Exception):
    """A writer put another index in the place of the one that was about to be read."""


class CatalogueFile:
    """Product names in a file, and in another beside it what it took time to build for searching them.

    The file is a SQLite database in WAL mode. Every change is one transaction, so that whoever opens the file,
    also after a kill, finds it as it was before a change or after it. The products in it are what counts. The
    index (``NAME.built-…``) is mapped into memory, so that a reader opens it at once and holds what its questions
    touched; it is made again whenever it is missing or was written by another version of the package.

    Parameters
    ----------
    path
        The file; it is made when it is not there. Its folder has to be there, on a local disk.
    weights
        What each reason counts.

    Raises
    ------
    UnreadableFile
        When the file is something else.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = CatalogueFile(f"{folder.name}/names.catalogue")
    >>> file.change(pl.DataFrame({"product": ["pcb", "motor"], "name_zh": ["印制电路板", "电机"]}))
    1
    >>> file.catalogue().search("电路板")[0].product
    'pcb'
    >>> file.change(remove=["pcb"]), len(file.catalogue())
    (2, 1)
    >>> folder.cleanup()
    """

    def __init__(self, path: str | Path, weights: SearchWeights | None = None) -> None:
        self.path = Path(path)
        self._weights = weights
        self._known: tuple[int, Catalogue] | None = None
        with self._reported(), closing(self._connect()) as database:
            database.execute("pragma journal_mode = wal")
            database.executescript(TABLES)

    def version(self) -> int:
        """How many changes the file has seen."""
        with self._reading() as database:
            return _state(database)["version"]

    def catalogue(self) -> Catalogue:
        """The catalogue as the file has it now; what another process changed is taken in."""
        while True:
            with self._reading() as database:
                try:
                    return self._current(database)
                except _Replaced:
                    continue

    def change(self, put: Frame | None = None, remove: Iterable[str] = ()) -> int:
        """Add products, let them take the place of those with the same id, or take them out, all at once.

        Parameters
        ----------
        put
            product and name_zh; name_en, aliases and parent where there are any.
        remove
            Ids; unknown ones change nothing.

        Returns
        -------
        version
            How many changes the file has seen now. What is returned from here is on the disk.

        Raises
        ------
        TableError
            When product or name_zh is not a column of ``put``.
        UnreadableFile
            When another process writes for longer than a minute.
        """
        coming = _complete(named_products(put)) if put is not None else pl.DataFrame(schema=SCHEMA)
        leaving = set(remove) - set(coming["product"])
        with self._writing() as database:
            version = _state(database)["version"] + 1
            database.executemany(
                "update products set written = null, changed = ? where product = ? and written is not null",
                [(version, product) for product in sorted(leaving)],
            )
            database.executemany(
                "insert or replace into products values (?, ?, ?)",
                [
                    (row["product"], json.dumps(row, ensure_ascii=False), version)
                    for row in coming.iter_rows(named=True)
                ],
            )
            database.execute("update state set value = ? where name = 'version'", (str(version),))
            replaced = self._build(database, version) if self._worth_building(database) else None
        if replaced is not None:
            # whoever reads in it keeps its pages
            _removed(replaced)
        return version

    def _worth_building(self, database: sqlite3.Connection) -> bool:
        built = _state(database)["built"]
        [changed] = database.execute("select count(*) from products where changed > ?", (built,)).fetchone()
        [all_of_them] = database.execute("select count(*) from products").fetchone()
        return bool(changed > CHANGES and changed > SHARE * all_of_them)

    def _build(self, database: sqlite3.Connection, version: int) -> Path | None:
        """Write what was built for a version into a file of its own; the file that it replaces."""
        before = self._index(database)
        for left in self.path.parent.glob(f"{escape(self.path.name)}.built-*"):
            # of a writer that was killed; nobody else writes now
            if left != before:
                _removed(left)
        index = self.path.with_name(f"{self.path.name}.built-{uuid4().hex}")
        write_catalogue(self._current(database), index)
        database.execute("drop table if exists built")  # where the versions before kept it
        database.execute("delete from products where written is null")
        database.executemany(
            "update state set value = ? where name = ?",
            [(str(version), "built"), (MADE_BY, "made_by"), (index.name, "index")],
        )
        return before

    def _index(self, database: sqlite3.Connection) -> Path | None:
        [name] = database.execute("select value from state where name = 'index'").fetchone()
        return self.path.with_name(name) if name else None

    def _opened(self, database: sqlite3.Connection) -> tuple[int, Catalogue]:
        """What was built last and for which version; nothing where it cannot be used."""
        [made_by] = database.execute("select value from state where name = 'made_by'").fetchone()
        index = self._index(database)
        if made_by == MADE_BY and index is not None:
            try:
                return _state(database)["built"], read_catalogue(index, self._weights)
            except FileNotFoundError as error:
                with closing(self._connect()) as now:
                    if self._index(now) != index:
                        raise _Replaced from error
        return 0, Catalogue(pl.DataFrame(schema=SCHEMA), self._weights)

    def _current(self, database: sqlite3.Connection) -> Catalogue:
        """The catalogue of a transaction, from what is known, what is built, or the products alone."""
        version, built = (_state(database)[name] for name in ("version", "built"))
        # what was taken out before the last building is no longer told apart from what never was
        if self._known is None or self._known[0] < built:
            self._known = self._opened(database)
        known, catalogue = self._known
        if known < version:
            rows = database.execute("select product, written from products where changed > ?", (known,))
            found = rows.fetchall()
            put = [json.loads(written) for _, written in found if written is not None]
            catalogue = catalogue.changed(
                pl.DataFrame(put, SCHEMA), [product for product, written in found if written is None]
            )
        self._known = version, catalogue
        return catalogue

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._reported(), closing(self._connect()) as database:
            database.execute("begin")
            yield database

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reported(), closing(self._connect()) as database:
            database.execute("begin immediate")
            try:
                yield database
                database.execute("commit")
            except BaseException:
                # what was taken over from a change that did not come about must not stay
                self._known = None
                raise

    def _connect(self) -> sqlite3.Connection:
        # transactions are begun and ended in words here
        database = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        database.execute("pragma synchronous = full")
        return database

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise UnreadableFile(
                Finding("not_a_catalogue", file=str(self.path), details={"reason": str(error)})
            ) from error


def _state(database: sqlite3.Connection) -> dict[str, int]:
    rows = database.execute("select name, value from state where name in ('version', 'built')")
    return {name: int(value) for name, value in rows}


def _complete(named: pl.DataFrame) -> pl.DataFrame:
    """Every column of a product, empty where there is none."""
    return named.select(
        pl.col(name).cast(kind) if name in named.columns else pl.lit(None, kind).alias(name)
        for name, kind in SCHEMA.items()
    )


def _removed(path: Path) -> None:
    with suppress(OSError):  # where a mapped file cannot be taken away, the next writer tries again
        path.unlink()
