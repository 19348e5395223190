"""Where tables come from: the small protocol every store speaks, and tables already in memory."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from bashu.tables import TABLES, Origin, as_frame

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from bashu.tables import Frame, Table


class TableSource(Protocol):
    """A store of tables under the names of the vocabulary.

    ``checked`` says that the store itself guarantees the vocabulary (a database with its constraints);
    otherwise a workspace checks every table once when it is first asked for. ``scan`` hands over the
    cells under the store's own headers; a checked store answers ``columns`` (vocabulary names) and ``where``
    in full, any other may hand over more than was asked for.
    """

    checked: bool

    @property
    def version(self) -> str:
        """A short text that changes whenever the data changes."""
        ...

    def names(self) -> frozenset[str]:
        """The tables that are there."""
        ...

    def scan(
        self, table: Table, columns: Sequence[str] | None = None, where: pl.Expr | None = None
    ) -> tuple[pl.LazyFrame, Origin]:
        """The cells of one table, and where they stand."""
        ...


class FramesSource:
    """Tables that are already in memory, from any Arrow-speaking library."""

    checked = False

    def __init__(self, frames: Mapping[str, Frame]) -> None:
        self._frames = {name: as_frame(frame, name) for name, frame in frames.items()}

    @cached_property
    def version(self) -> str:
        """A digest of the cells."""
        digest = hashlib.blake2b(digest_size=8)
        for name, frame in sorted(self._frames.items()):
            digest.update(repr((name, list(frame.schema.items()))).encode())
            digest.update(frame.hash_rows(seed=0).to_numpy().tobytes())
        return digest.hexdigest()

    def names(self) -> frozenset[str]:
        """The tables that are there."""
        return frozenset(name for name in self._frames if name in TABLES)

    def scan(
        self,
        table: Table,
        columns: Sequence[str] | None = None,
        where: pl.Expr | None = None,
    ) -> tuple[pl.LazyFrame, Origin]:
        """The frame of one table; records are counted from 1, without a header row."""
        return self._frames[table.name].lazy(), Origin(file=table.name, first_row=1)
