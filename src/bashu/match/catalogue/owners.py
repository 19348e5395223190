"""Which products are written how: distinct normal forms and the products that own each."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from bashu.match.catalogue.renumber import place_of, renumber
from bashu.match.catalogue.symbols import normal_form
from bashu.tables import as_frame, as_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from bashu.match.catalogue.renumber import Renumbered
    from bashu.tables import Frame

#: columns that hold names
WRITTEN = ("name_zh", "name_en", "aliases")
SCHEMA = pl.Schema(
    {
        "product": pl.String(),
        "name_zh": pl.String(),
        "name_en": pl.String(),
        "aliases": pl.List(pl.String()),
        "parent": pl.String(),
    }
)


class Owners(NamedTuple):
    """Distinct normal forms, sorted, and the rows of the products that are written so.

    Attributes
    ----------
    forms
        The forms.
    starts
        Where the rows of each form begin in ``rows``; one entry more than there are forms.
    rows
        Numbers of products, ascending for each form.
    """

    forms: Sequence[str]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]

    def of_form(self, form: int) -> list[int]:
        """The products that are written so."""
        rows: list[int] = self.rows[self.starts[form] : self.starts[form + 1]].tolist()
        return rows

    @property
    def most_forms(self) -> int:
        """How many forms the product with the most of them has, at least 1."""
        return max(int(np.bincount(self.rows).max(initial=0)), 1)

    @property
    def owning(self) -> NDArray[np.int64]:
        """For each entry of ``rows`` the number of its form."""
        return np.repeat(np.arange(len(self.forms)), np.diff(self.starts))


class OwnersChanged(NamedTuple):
    """Owners after a change, and what became of the forms."""

    owners: Owners
    numbers: Renumbered
    gone: set[str]


def named_products(products: Frame) -> pl.DataFrame:
    """Products with a name, each once, in the order of name and id: the caller's order decides nothing.

    Raises
    ------
    TableError
        When product or name_zh is not a column.
    """
    frame = as_text(as_frame(products, "products", ("product", "name_zh")), "product", "name_zh")
    named = frame.select(name for name in SCHEMA if name in frame.columns)
    named = named.filter(pl.col("product").is_not_null() & pl.col("name_zh").is_not_null())
    return named.sort("name_zh", "product").unique("product", keep="first", maintain_order=True)


def owners_of(frame: pl.DataFrame) -> Owners:
    """The forms of products and who owns each.

    >>> owners = owners_of(pl.DataFrame({"product": ["1", "2"], "name_zh": ["电机", "电 机"]}))
    >>> owners.forms, owners.of_form(0)
    (['电机'], [0, 1])
    """
    texts, rows = written(frame)
    return owners_by(texts, rows, frame.height)


def owners_by(texts: Sequence[str], rows: Sequence[int], height: int) -> Owners:
    """The owners of texts, given with the row that each belongs to, of so many rows."""
    forms = sorted(set(texts))
    numbers = {form: number for number, form in enumerate(forms)}
    found = np.fromiter((numbers[text] for text in texts), np.int64, len(texts))
    return _gathered(forms, found, np.array(rows, np.int64), height)


def written(frame: pl.DataFrame) -> tuple[list[str], list[int]]:
    """Every way that a product is written, with the row of the product."""
    texts: list[str] = []
    rows: list[int] = []
    for column in WRITTEN:
        if column not in frame.columns:
            continue
        for row, cell in enumerate(frame[column].to_list()):
            for name in cell if isinstance(cell, list) else (cell,):
                form = normal_form(name) if name else ""
                if form:
                    texts.append(form)
                    rows.append(row)
    return texts, rows


def owners_after(
    before: Owners,
    rows_now: NDArray[np.int64],
    height: int,
    texts: Sequence[str],
    rows: Collection[int],
) -> OwnersChanged:
    """The owners after some products left and others came.

    Parameters
    ----------
    before
        The owners before.
    rows_now
        For each old row the new one, or -1.
    height
        Rows now.
    texts, rows
        How the products that came are written, and their new rows.
    """
    forms, kept_rows = before.owning, rows_now[before.rows]
    stays = kept_rows >= 0
    held = np.bincount(forms[stays], minlength=len(before.forms))
    arriving = set(texts)
    gone = {before.forms[number] for number in np.flatnonzero(held == 0).tolist()} - arriving
    new = {text for text in arriving if place_of(before.forms, text) is None}
    numbers = renumber(before.forms, gone, new)
    at = {text: bisect_left(numbers.entries, text) for text in arriving}
    all_forms = np.concatenate([numbers.now[forms[stays]], [at[text] for text in texts]]).astype(np.int64)
    all_rows = np.concatenate([kept_rows[stays], list(rows)]).astype(np.int64)
    return OwnersChanged(_gathered(numbers.entries, all_forms, all_rows, height), numbers, gone)


def _gathered(forms: list[str], numbers: NDArray[np.int64], rows: NDArray[np.int64], height: int) -> Owners:
    """Pairs of form and row, each once, by form."""
    # those that stayed are in order already, which a stable sort makes use of
    pairs = np.sort(numbers * max(height, 1) + rows, kind="stable")
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])] if len(pairs) else pairs
    owning, owned = np.divmod(pairs, max(height, 1))
    starts = np.zeros(len(forms) + 1, np.int64)
    np.cumsum(np.bincount(owning, minlength=len(forms)), out=starts[1:])
    return Owners(forms, starts, owned.astype(np.int32))
