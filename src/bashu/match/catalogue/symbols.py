"""Names and queries as rows of symbols: one number per character that carries meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bashu.text import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: what is looked at of one name or query; a free description beyond it adds no further words
LONGEST = 128
#: how many symbols of a name take part in the comparison with a query: one bit each
COMPARED = 64

#: signs that tell products apart (C++, 5#) are kept
_NO_MEANING = re.compile(r"[^\w+#%]+|_+")


def normal_form(text: str) -> str:
    """Text as it is compared: half-width, simplified, lower case, without spaces, brackets and punctuation.

    A text of nothing but punctuation stays as it is, so that it can still be found.

    >>> normal_form("ＬＥＤ 燈（室内）"), normal_form("——")
    ('led灯室内', '——')
    """
    plain = normalise(text)
    return _NO_MEANING.sub("", plain) or plain


@dataclass(frozen=True, slots=True)
class SymbolRows:
    """Rows of symbols, one after the other in one array.

    Attributes
    ----------
    flat
        All symbols (uint32), row after row.
    starts
        Where each row begins in ``flat``; one entry more than there are rows.
    """

    flat: NDArray[np.uint32]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str], cut: int | None = LONGEST) -> SymbolRows:
        """The characters of normal forms, the first so many of each.

        >>> SymbolRows.of(["电机", "", "泵"]).lengths.tolist()
        [2, 0, 1]
        """
        kept = [text[:cut] for text in texts]
        starts = np.zeros(len(kept) + 1, np.int64)
        np.cumsum([len(text) for text in kept], out=starts[1:])
        # a lone surrogate may come out of a damaged file; it is a symbol like any other here
        raw = "".join(kept).encode("utf-32-le", "surrogatepass")
        return cls(np.frombuffer(raw, np.uint32), starts)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Symbols per row."""
        return np.diff(self.starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def matrix(self, rows: NDArray[np.int64], cut: int) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Some rows side by side, padded with 0 and cut to so many symbols, and their lengths.

        Returns
        -------
        matrix
            Symbols, shape (rows, longest of them).
        lengths
            Symbols per row after the cut.
        """
        starts = self.starts[rows]
        lengths = np.minimum(self.starts[rows + 1] - starts, cut)
        width = int(lengths.max(initial=0))
        offsets = np.arange(width)
        inside = offsets < lengths[:, None]
        at = np.where(inside, starts[:, None] + offsets, 0)
        matrix = self.flat[at] if len(self.flat) else np.zeros(at.shape, np.uint32)
        return np.where(inside, matrix, np.uint32(0)), lengths
