"""All product names of a table in one canonical order, prepared for comparison."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bashu.chain.suggest.inside import Inner, NamesInside
from bashu.chain.suggest.kinship import Plane
from bashu.chain.suggest.spelling import Spelling
from bashu.text import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bashu.chain.suggest.votes import Numbers, Sparse

#: what is looked at of a name; a free description beyond it adds no further words
LONGEST = 64


def compared_form(name: str) -> str:
    """A name as it is compared: one spelling, no spaces, its first 64 characters.

    >>> compared_form("ＬＥＤ　顯示屏")
    'led显示屏'
    """
    return normalise(name).replace(" ", "")[:LONGEST]


class Vocabulary:
    """Product names as runs of characters, with what each name says by itself.

    Parameters
    ----------
    names
        One name a product, in an order that does not depend on the caller's table.

    Attributes
    ----------
    forms
        The names as compared.
    near
        Runs of up to three characters, weighted: likeness of spelling.
    words
        Runs of up to five: what a rule can be about.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.forms = [compared_form(name) for name in names]
        self.near = Spelling(self.forms, longest=3)
        self.words = Spelling(self.forms, longest=5, weigh=False)
        self.inside = NamesInside(self.forms)
        self.lengths = np.array([len(form) for form in self.forms], np.int64)
        self.columns: Sparse = self.near.weighted.T.tocsr()

    def __len__(self) -> int:
        return len(self.forms)

    @cached_property
    def inner(self) -> Inner:
        """Which names stand inside which."""
        return self.inside.among(self.forms)

    @cached_property
    def breadth(self) -> Numbers:
        """For each name how many names it stands inside."""
        return np.bincount(self.inner.number, minlength=len(self))

    @cached_property
    def plane(self) -> Plane:
        """Names as points."""
        return Plane(self.near.weighted)
