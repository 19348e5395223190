"""The same tests on PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.portal.served import start, stop

HERE = Path(__file__).resolve().parent


@pytest.mark.postgresql
def test_every_test_of_the_portal_holds_on_postgresql(tmp_path: Path) -> None:
    """Run them all again with the database of $BASHU_POSTGRESQL (postgresql://user@host:port/name)."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("COV_", "PYTEST_"))
    }
    environment = {**inherited, "BASHU_DATABASE": os.environ["BASHU_POSTGRESQL"], "BASHU_HOME": str(tmp_path)}
    command = [
        sys.executable, "-m", "pytest", "-n0", "--no-cov", "-q", "-p", "no:cacheprovider", "--create-db",
        "-m", "not postgresql and not chromium", f"--ignore={HERE / 'browser'}",
        # starts portals of its own, which the next test does on PostgreSQL
        f"--ignore={HERE / 'test_portal_serve.py'}", str(HERE),
    ]  # fmt: skip
    done = subprocess.run(
        command, env=environment, cwd=HERE.parent.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-2_000:]
    assert " passed" in done.stdout


@pytest.mark.postgresql
def test_a_portal_with_two_processes_serves_from_postgresql(tmp_path: Path) -> None:
    """From an empty database to the first page, and the same rows as on SQLite."""
    import psycopg

    server, name = os.environ["BASHU_POSTGRESQL"], "bashu_served"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    database = f"{server.rpartition('/')[0]}/{name}"
    portals = [
        start(tmp_path / "postgresql", "--workers", "2", BASHU_DATABASE=database),
        start(tmp_path / "sqlite"),
    ]
    try:
        for path in ("/", "/chain/", "/gaps/", "/plan/", "/agreements/", "/statistics/", "/travel/"):
            assert portals[0].get(path)[0] == 200
        for table in ("products", "organisations", "statistics", "agreements"):
            rows = [json.loads(portal.get(f"/api/tables/{table}?size=200")[1])["rows"] for portal in portals]
            assert rows[0] == rows[1]
            assert rows[0]
    finally:
        for portal in portals:
            stop(portal)
