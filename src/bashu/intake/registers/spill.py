"""Frames of a long register put aside in files, so that only one of them stands in memory."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bashu.intake.registers.limits import RegisterLimits


class Spill:
    """A row of frames in a folder of its own, read back one at a time and removed with the object.

    >>> spill = Spill()
    >>> spill.append(pl.DataFrame({"0": ["a"]}))
    >>> spill.append(pl.DataFrame({"0": ["b"]}))
    >>> len(spill), [frame["0"].item() for frame in spill.after(1)]
    (2, ['b'])
    """

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="bashu-register-"))
        # at the latest when the program ends
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[pl.DataFrame]:
        return self.after(0)

    def append(self, frame: pl.DataFrame) -> None:
        """Put one frame aside."""
        frame.write_ipc(self._file(self._count), compression="lz4")
        self._count += 1

    def after(self, first: int) -> Iterator[pl.DataFrame]:
        """The frames from one on, each read when it is asked for."""
        for number in range(first, self._count):
            yield pl.read_ipc(self._file(number))

    def scan(self) -> pl.LazyFrame:
        """All frames, one below the other, without reading them into memory."""
        return pl.scan_ipc([self._file(number) for number in range(self._count)])

    def _file(self, number: int) -> Path:
        return self._folder / f"{number}.arrow"


class RowParts:
    """Rows on their way in: a register of ordinary length stays whole, a longer one is cut and put aside.

    Parameters
    ----------
    limits
        ``whole`` rows stay together; ``part`` rows are what a longer register is cut into.
    """

    def __init__(self, limits: RegisterLimits) -> None:
        self._limits = limits
        self._held: list[pl.DataFrame] = []
        self._rows = 0
        self._spill: Spill | None = None

    def add(self, frame: pl.DataFrame) -> None:
        """Take the next rows; frames may differ in width."""
        self._held.append(frame)
        self._rows += frame.height
        if self._rows > (self._limits.whole if self._spill is None else self._limits.part):
            self._put_aside()

    def _put_aside(self) -> None:
        self._spill = self._spill or Spill()
        for part in pl.concat(self._held, how="diagonal").iter_slices(self._limits.part):
            self._spill.append(part)
        self._held, self._rows = [], 0

    def finish(self) -> tuple[pl.DataFrame, Spill | None]:
        """The first rows, and where all of them lie if these are not all."""
        if self._spill is None:
            return pl.concat(self._held, how="diagonal") if self._held else pl.DataFrame(), None
        if self._held:
            self._put_aside()
        return next(iter(self._spill)), self._spill
