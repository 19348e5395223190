"""Where organisations work: at a site, else at their seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from bashu.workspace import Workspace


class Workplaces:
    """The places of the organisations and sites of a workspace.

    Examples
    --------
    >>> from bashu.workspace import Workspace
    >>> at = Workplaces(Workspace.open())
    >>> at.of("hkc-jinyu"), at.of("boe-chengdu", "site-boe-chengdu"), at.of(None)
    ('cq-banan', 'chengdu', None)
    """

    def __init__(self, workspace: Workspace) -> None:
        self._seat: dict[str | None, str | None] = dict(
            workspace.table_or_empty("organisations").select("organisation", "place").iter_rows()
        )
        self._site: dict[str | None, str | None] = dict(
            workspace.table_or_empty("sites").select("site", "place").iter_rows()
        )

    def of(self, organisation: str | None, site: str | None = None) -> str | None:
        """The place of a site, or the seat of the organisation where no site is known; else None."""
        return self._site.get(site) or self._seat.get(organisation)

    def beside(self, rows: pl.DataFrame) -> pl.Series:
        """The place of every row that names an organisation and a site, as a column ``place``.

        Parameters
        ----------
        rows
            organisation, site; either may be null.
        """
        places = [self.of(*row) for row in rows.select("organisation", "site").iter_rows()]
        return pl.Series("place", places, pl.String)
