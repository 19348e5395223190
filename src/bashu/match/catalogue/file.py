"""A catalogue in one file: many processes read it while one writes, and a kill at any moment loses nothing."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing, contextmanager
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from bashu.errors import Finding, UnreadableFile
from bashu.match.catalogue.catalogue import Catalogue, Prepared
from bashu.match.catalogue.contained import Breadth
from bashu.match.catalogue.forms import Built
from bashu.match.catalogue.grams import Postings
from bashu.match.catalogue.owners import SCHEMA, Owners, named_products

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

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
create table if not exists built (name text primary key, content blob not null);
insert or ignore into state values ('version', '0'), ('built', '0'), ('made_by', '');
"""


class CatalogueFile:
    """Product names in a file, with what it took time to build for searching them.

    The file is a SQLite database in WAL mode. Every change is one transaction, so that whoever opens the file,
    also after a kill, finds it as it was before a change or after it. The products are what counts; the index
    is kept beside them and made again whenever it was written by another version of the package.

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
        with self._reading() as database:
            return self._current(database)

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
            if self._worth_building(database):
                _write_built(database, self._current(database), version)
        return version

    def _worth_building(self, database: sqlite3.Connection) -> bool:
        built = _state(database)["built"]
        [changed] = database.execute("select count(*) from products where changed > ?", (built,)).fetchone()
        [all_of_them] = database.execute("select count(*) from products").fetchone()
        return bool(changed > CHANGES and changed > SHARE * all_of_them)

    def _current(self, database: sqlite3.Connection) -> Catalogue:
        """The catalogue of a transaction, from what is known, what is built, or the products alone."""
        version, built = (_state(database)[name] for name in ("version", "built"))
        # what was taken out before the last building is no longer told apart from what never was
        if self._known is None or self._known[0] < built:
            self._known = _read_built(database, self._weights)
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
        except sqlite3.Error as error:
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


def _write_built(database: sqlite3.Connection, catalogue: Catalogue, version: int) -> None:
    owners, (postings, breadth) = catalogue.prepared
    arrays = {
        "owners.starts": owners.starts,
        "owners.rows": owners.rows,
        **{f"postings.{name}": array for name, array in postings._asdict().items()},
        **{f"breadth.{name}": array for name, array in breadth._asdict().items()},
    }
    parts = {name: _array_as_bytes(array) for name, array in arrays.items()}
    parts["products"] = _frame_as_bytes(catalogue.products)
    parts["forms"] = _frame_as_bytes(pl.DataFrame({"form": owners.forms}, {"form": pl.String}))
    database.executemany("insert or replace into built values (?, ?)", parts.items())
    database.execute("delete from products where written is null")
    database.executemany(
        "update state set value = ? where name = ?", [(str(version), "built"), (MADE_BY, "made_by")]
    )


def _read_built(database: sqlite3.Connection, weights: SearchWeights | None) -> tuple[int, Catalogue]:
    """What was built last and for which version; nothing when another version of the package wrote it."""
    [made_by] = database.execute("select value from state where name = 'made_by'").fetchone()
    parts: dict[str, bytes] = dict(database.execute("select name, content from built"))
    if made_by != MADE_BY or not parts:
        return 0, Catalogue(pl.DataFrame(schema=SCHEMA), weights)

    def array(name: str) -> NDArray[Any]:
        found: NDArray[Any] = np.load(io.BytesIO(parts[name]), allow_pickle=False)
        return found

    forms = pl.read_ipc(io.BytesIO(parts["forms"]))["form"].to_list()
    prepared = Prepared(
        Owners(forms, array("owners.starts"), array("owners.rows")),
        Built(
            Postings(*(array(f"postings.{name}") for name in Postings._fields)),
            Breadth(*(array(f"breadth.{name}") for name in Breadth._fields)),
        ),
    )
    products = pl.read_ipc(io.BytesIO(parts["products"]))
    return _state(database)["built"], Catalogue.of(products, prepared, weights)


def _array_as_bytes(array: NDArray[Any]) -> bytes:
    content = io.BytesIO()
    np.save(content, array, allow_pickle=False)
    return content.getvalue()


def _frame_as_bytes(frame: pl.DataFrame) -> bytes:
    content = io.BytesIO()
    frame.write_ipc(content, compression="lz4")
    return content.getvalue()
