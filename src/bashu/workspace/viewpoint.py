"""Who is looking: the one rule that decides which cells and rows of a table may be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import polars as pl

if TYPE_CHECKING:
    from bashu.tables import Table

#: standings whose numbers were published or invented for illustration: nothing in them is a secret
OPEN_STANDINGS = ("reported", "illustrative")


@dataclass(frozen=True)
class Viewpoint:
    """A way of looking at a workspace: the public, a region's office, one firm, or its owner.

    The public and a region see protected cells (capacity, quantity, money, customers) only where they were
    published; a firm sees its own besides; ``full`` is for the owner of the files and for computing.

    >>> Viewpoint.firm("yingchuangli").strictness > Viewpoint.public().strictness
    True
    """

    kind: Literal["public", "region", "firm", "full"]
    name: str | None = None

    @classmethod
    def public(cls) -> Viewpoint:
        """Anybody."""
        return cls("public")

    @classmethod
    def region(cls, place: str) -> Viewpoint:
        """An office of a region, which works with aggregates."""
        return cls("region", place)

    @classmethod
    def firm(cls, organisation: str) -> Viewpoint:
        """One organisation, which sees its own protected cells."""
        return cls("firm", organisation)

    @classmethod
    def full(cls) -> Viewpoint:
        """The owner of the data."""
        return cls("full")

    @property
    def strictness(self) -> int:
        """0 for the public, 3 for the owner: how few may see what was computed from this viewpoint."""
        return ("public", "region", "firm", "full").index(self.kind)

    def joined(self, other: Viewpoint) -> Viewpoint:
        """Who may see a result made of what two viewpoints saw: whoever may see both.

        What the public sees, everybody may see. What two different offices or firms see together, only the
        owner of the data may.

        >>> firm = Viewpoint.firm("yingchuangli")
        >>> firm.joined(Viewpoint.public()) == firm, firm.joined(Viewpoint.region("sichuan")).kind
        (True, 'full')
        """
        if self == other or other.kind == "public":
            return self
        return other if self.kind == "public" else Viewpoint.full()

    def apply(self, frame: pl.DataFrame, table: Table) -> pl.DataFrame:
        """The table as this viewpoint sees it: protected cells become null, protected rows are left out."""
        protected = [column.name for column in table if column.protected]
        if self.kind == "full" or not (protected or table.protected_rows):
            return frame
        visible = (
            pl.col("standing").is_in(OPEN_STANDINGS) if "standing" in table.schema else pl.lit(value=False)
        )
        if self.kind == "firm":
            visible = visible | pl.any_horizontal(pl.col(owner) == self.name for owner in table.owners)
        visible = visible.fill_null(value=False)
        if table.protected_rows:
            return frame.filter(visible)
        return frame.with_columns(pl.when(visible).then(pl.col(name)).alias(name) for name in protected)


@dataclass(frozen=True)
class Basis:
    """What a result rests on: the version of the data, the viewpoint, and whether example firms are in it."""

    version: str
    viewpoint: Viewpoint
    illustrative: bool = False

    def joined(self, other: Basis) -> Basis:
        """The basis of a result made of two: for those who may see both, illustrative if either is.

        >>> full, public = Basis("1", Viewpoint.full()), Basis("1", Viewpoint.public(), illustrative=True)
        >>> full.joined(public)
        Basis(version='1', viewpoint=Viewpoint(kind='full', name=None), illustrative=True)
        """
        version = self.version if self.version == other.version else f"{self.version}+{other.version}"
        viewpoint = self.viewpoint.joined(other.viewpoint)
        return Basis(version, viewpoint, self.illustrative or other.illustrative)
