"""`bashu plan` on tables of one's own, and beside other circumstances."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl
import pytest
from typer.testing import CliRunner

from bashu.cli.app import app
from bashu.errors import BashuError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pl.DataFrame(
        {"need": ["a", "b"], "quantity": [5, 6], "penalty": [30, 20], "all_or_nothing": [False, True]}
    ).write_csv(tmp_path / "needs.csv")
    pl.DataFrame(
        {"capability": ["x", "y"], "capacity": [8, 4], "organisation": ["X", "Y"], "value": [10, 7]}
    ).write_parquet(tmp_path / "capabilities.parquet")
    pl.DataFrame({"need": ["a", "b", "b"], "capability": ["x", "x", "y"], "cost": [1, 1, 9]}).write_csv(
        tmp_path / "offers.csv"
    )
    return tmp_path


def planned(folder: Path) -> dict[str, object]:
    done = CliRunner().invoke(app, ["plan", "--tables", str(folder), "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def test_own_tables_with_a_limit_of_a_firm(folder: Path) -> None:
    free = planned(folder)
    assert free["total_cost"] == 5 + 3 + 3 * 9
    pl.DataFrame({"organisation": ["X"], "limit": [79]}).write_csv(folder / "firms.csv")
    bound = planned(folder)
    # seven units of x: five for a and two for b, four of y; all six of b or none
    assert bound["total_cost"] == 5 + 2 + 4 * 9
    assert bound["gap"] == 0


def test_a_table_that_is_not_there_is_named(folder: Path) -> None:
    (folder / "offers.csv").unlink()
    done = CliRunner().invoke(app, ["plan", "--tables", str(folder)])
    assert isinstance(done.exception, BashuError)
    assert "offers.csv" in str(done.exception)


def test_the_plan_beside_each_region_alone_and_without_a_firm() -> None:
    everything = CliRunner().invoke(app, ["plan", "--json"], catch_exceptions=False)
    capability = json.loads(everything.stdout)["assignments"][0]["capability"]
    from bashu.workspace import Workspace

    firm = dict(Workspace.open().table("capabilities").select("capability", "organisation").iter_rows())[
        capability
    ]
    done = CliRunner().invoke(app, ["plan", "--without", firm, "--json"], catch_exceptions=False)
    rows = json.loads(done.stdout)
    found = {row["scenario"]: row for row in (rows["rows"] if isinstance(rows, dict) else rows)}
    assert set(found) == {"plan", "each region alone", f"without {firm}"}
    assert found["each region alone"]["dearer_than_plan"] >= 0
    assert found[f"without {firm}"]["dearer_than_plan"] >= 0
