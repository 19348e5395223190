"""Settings: migrations are complete, and production states what has no default."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from bashu.portal.settings.address import database

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.django_db
def test_the_migrations_are_complete() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def check_production(home: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BASHU_")}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "bashu.portal.settings.production",
        "BASHU_HOME": str(home),
        **settings,
    }
    command = [sys.executable, "-m", "bashu", "init"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_production_names_the_secret_that_is_missing(tmp_path: Path) -> None:
    refused = check_production(tmp_path)
    assert refused.returncode != 0
    assert "BASHU_SECRET_KEY" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert check_production(tmp_path, BASHU_SECRET_KEY="x" * 60, BASHU_HOSTS="example.org").returncode == 0


@pytest.mark.parametrize("address", ["", "bashu.db", "mysql://host/name", "postgresql://host"])
def test_an_address_of_no_database_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///PATH or postgresql://"):
        database(address)


def test_sqlite_lets_readers_read_while_one_writes() -> None:
    assert "journal_mode=WAL" in database("sqlite:///bashu.db")["OPTIONS"]["init_command"]
