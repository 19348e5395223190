"""The same tests on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
        "-m", "not postgresql and not chromium", f"--ignore={HERE / 'browser'}", str(HERE),
    ]  # fmt: skip
    done = subprocess.run(
        command, env=environment, cwd=HERE.parent.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-2_000:]
    assert " passed" in done.stdout
