"""Names as weighted runs of neighbouring characters, and the names nearest to a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from bashu.chain.suggest.votes import held, sparse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.chain.suggest.votes import Numbers, Sparse

#: signs that stand before and after a name, so that beginnings and ends are runs of their own
_BEGIN, _END = "\x02", "\x03"
#: room for any code point; a run of five would overflow 64 bits and wraps round, which still tells runs apart
_CODES = np.int64(0x110000)


def runs_of(texts: Sequence[str], longest: int) -> tuple[Numbers, Numbers]:
    """Every run of one to ``longest`` neighbouring characters, the ends of a text being characters too.

    Returns
    -------
    rows, runs
        The number of the text and a number that stands for the run, one entry an occurrence.

    >>> rows, runs = runs_of(["电机", "电"], 2)
    >>> len(set(runs[rows == 0].tolist())), len(set(runs[rows == 1].tolist()))
    (5, 3)
    """
    marked = [f"{_BEGIN}{text}{_END}" for text in texts]
    lengths = [len(text) for text in marked]
    # a lone surrogate may come out of a damaged file; it is a character like any other here
    codes = np.frombuffer("".join(marked).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    owner = np.repeat(np.arange(len(marked), dtype=np.int64), lengths)
    rows, runs = [], []
    for length in range(1, longest + 1):
        last = max(len(codes) - length + 1, 0)
        run = np.full(last, length, np.int64)
        for place in range(length):
            run = run * _CODES + codes[place : last + place]
        whole = owner[:last] == owner[length - 1 : length - 1 + last]
        if length == 1:
            whole &= codes > ord(_END)
        rows.append(owner[:last][whole])
        runs.append(run[whole])
    return np.concatenate(rows), np.concatenate(runs)


class Spelling:
    """Names as rows of weighted runs of characters (term frequency by inverse document frequency).

    Parameters
    ----------
    names
        The names, prepared once.
    longest
        The longest run.
    weigh
        Whether runs are weighed; without, every run a name has counts 1.

    Examples
    --------
    >>> spelling = Spelling(["铜管", "铜带", "纸箱"], longest=3)
    >>> (spelling.weighted @ spelling.rows(["铜管"]).T).toarray().astype(float).round(2).ravel().tolist()
    [1.0, 0.19, 0.0]
    """

    def __init__(self, names: Sequence[str], longest: int, *, weigh: bool = True) -> None:
        self._longest, self._weigh = longest, weigh
        rows, runs = runs_of(names, longest)
        self._runs, columns = np.unique(runs, return_inverse=True)
        counted = self._counted(rows, columns, len(names))
        held = np.bincount(counted.indices, minlength=len(self._runs))
        self.rarity = (np.log((1 + len(names)) / (1 + held)) + 1).astype(np.float32)
        self.weighted = self._weighed(counted)

    def _counted(self, rows: Numbers, columns: Numbers, size: int) -> Sparse:
        return sparse(np.ones(len(rows), np.float32), rows, columns, (size, len(self._runs)))

    def _weighed(self, counted: Sparse) -> Sparse:
        if not self._weigh:
            return held(counted)
        data = np.sqrt(counted.data) * self.rarity[counted.indices]
        owner = np.repeat(np.arange(counted.shape[0]), np.diff(counted.indptr))
        length = np.sqrt(np.bincount(owner, weights=data**2, minlength=counted.shape[0]))
        data /= np.maximum(length, 1e-9)[owner]
        return csr_array((data.astype(np.float32), counted.indices, counted.indptr), shape=counted.shape)

    def rows(self, texts: Sequence[str]) -> Sparse:
        """Any texts in the same columns, each row of length 1; runs that no name has are left out."""
        rows, runs = runs_of(texts, self._longest)
        columns = np.minimum(np.searchsorted(self._runs, runs), max(len(self._runs) - 1, 0))
        known = self._runs[columns] == runs if len(self._runs) else np.zeros(len(runs), bool)
        return self._weighed(self._counted(rows[known], columns[known], len(texts)))

    def pieces(self, text: str) -> list[tuple[int, str]]:
        """The runs of a text that some name has: their column and their characters, without the end signs."""
        marked = f"{_BEGIN}{text}{_END}"
        written = [
            marked[start : start + length]
            for length in range(1, self._longest + 1)
            for start in range(len(marked) - length + 1)
        ]
        # single end signs are no runs, see runs_of
        written = [piece for piece in written if piece not in {_BEGIN, _END}]
        _, runs = runs_of([text], self._longest)
        columns = np.minimum(np.searchsorted(self._runs, runs), max(len(self._runs) - 1, 0))
        return [
            (int(column), piece.strip(_BEGIN + _END))
            for column, run, piece in zip(columns, runs, written, strict=True)
            if len(self._runs) and self._runs[column] == run
        ]
