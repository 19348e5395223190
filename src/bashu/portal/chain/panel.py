"""What a node of the chain map opens into: its makers, its published needs, its projects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bashu.portal.chain.makers import makers_of
from bashu.portal.data.rows import RowsBy
from bashu.portal.records import MakerRow, NeedRow, ProjectRow, maker_row, need_row, project_row

if TYPE_CHECKING:
    from bashu.portal.data.engines import Engines

#: rows of each kind; the page of the product has all of them
ROWS = 6


@dataclass(frozen=True)
class Panel:
    """The first makers, needs and projects of a product, and how many there are."""

    makers: tuple[MakerRow, ...]
    makers_total: int
    needs: tuple[NeedRow, ...]
    needs_total: int
    projects: tuple[ProjectRow, ...]


def needs_by_product(engines: Engines) -> RowsBy:
    """The table of needs, looked up by product."""
    return engines.kept(
        "needs by product", lambda: RowsBy(engines.workspace.table_or_empty("needs"), "product")
    )


def panel_of(engines: Engines, product: str) -> Panel:
    """What is known about one product, in brief."""
    makers = makers_of(engines, product)
    part, sheet = makers.part(1, ROWS)
    needs = needs_by_product(engines).of(product)
    projects = engines.graph.projects(product).head(ROWS)
    return Panel(
        makers=tuple(maker_row(row, engines) for row in part.iter_rows(named=True)),
        makers_total=sheet.total,
        needs=tuple(need_row(row, engines) for row in needs.head(ROWS).iter_rows(named=True)),
        needs_total=needs.height,
        projects=tuple(project_row(row, engines) for row in projects.iter_rows(named=True)),
    )
