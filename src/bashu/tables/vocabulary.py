"""Every table of the vocabulary under its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bashu.tables.actors import ORGANISATIONS, SITES
from bashu.tables.chain import INPUTS, PRODUCTS, SUBSTITUTES
from bashu.tables.figures import COEFFICIENTS, REGIONAL, STATISTICS
from bashu.tables.geography import PLACES, TRAVEL
from bashu.tables.ledger import AGREEMENTS, PARTIES
from bashu.tables.market import CAPABILITIES, NEEDS, PROJECTS, SUPPLIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bashu.tables.column import Table

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        PLACES, TRAVEL, ORGANISATIONS, SITES, PRODUCTS, INPUTS, SUBSTITUTES, CAPABILITIES, NEEDS,
        SUPPLIES, PROJECTS, AGREEMENTS, PARTIES, STATISTICS, COEFFICIENTS, REGIONAL,
    )
}  # fmt: skip


def find_table(name: str, tables: Mapping[str, Table] = TABLES) -> Table | None:
    """The table a file or sheet name stands for among some tables, or None.

    >>> find_table("需求").name, find_table("Places").name, find_table("notes")
    ('needs', 'places', None)
    """
    wanted = name.strip().lower()
    for table in tables.values():
        if wanted in table.names:
            return table
    return None
