"""Build the bundled corridor: `python scripts/corridor/build.py` writes `src/bashu/corridor/*.csv`.

The gathered files come from $BASHU_SHARED or `../shared`; what a person decided stands in `tables/` beside
this script. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import accounts
import actors
import evidence
import figures
import geography
import graph
import illustrative
import ledger
from raw import CORRIDOR, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def build(folder: Path) -> dict[str, int]:
    """Write every table of the corridor into a folder; the number of rows by table."""
    places = geography.places()
    firms = actors.firms()
    lines = evidence.evidence(firms)
    example = illustrative.market()
    tables: dict[str, Iterable[Mapping[str, object]]] = {
        "places": places,
        "travel": geography.travel(places),
        "organisations": [*actors.organisations(firms), *example["organisations"]],
        "sites": [*actors.sites(firms), *example["sites"]],
        "products": graph.products(),
        "inputs": graph.inputs(),
        "substitutes": graph.substitutes(),
        "capabilities": [*evidence.capabilities(lines), *example["capabilities"]],
        "projects": evidence.projects(lines),
        "needs": [*ledger.needs(), *example["needs"]],
        "supplies": ledger.supplies(),
        "agreements": ledger.agreements(),
        "parties": ledger.parties(),
        "statistics": [*figures.statistics(), *accounts.outputs()],
        "coefficients": accounts.coefficients(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    return {name: write_table(name, rows, folder) for name, rows in tables.items()}


def main() -> int:
    """Build, and say how many rows each table has."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=CORRIDOR)
    for name, rows in build(parser.parse_args().output).items():
        print(f"{name}: {rows}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
