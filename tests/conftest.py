"""What every test may ask for: the shared check data, a browser, a database server."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# the same examples in every run: a change is judged by what it changes, and chance looks for new ones in
# `python -m pytest --hypothesis-profile=searching`
settings.register_profile("steady", derandomize=True)
settings.register_profile("searching", derandomize=False)
settings.load_profile("steady")

REPOSITORY = Path(__file__).resolve().parent.parent


def shared_folder() -> Path | None:
    """The folder of check data: $BASHU_SHARED, else `../shared` beside the repository."""
    stated = os.environ.get("BASHU_SHARED")
    folder = Path(stated) if stated else REPOSITORY.parent / "shared"
    return folder if folder.is_dir() else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with the reason, what this machine cannot run."""
    chromium = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
        None,
    )
    server = os.environ.get("BASHU_POSTGRESQL")
    absent = {
        "shared": (shared_folder() is None, "the check data is absent: set BASHU_SHARED to its folder"),
        "chromium": (chromium is None, "no Chromium on this machine: apt-get install chromium"),
        "postgresql": (not server, "no PostgreSQL: set BASHU_POSTGRESQL to a connection address"),
    }
    for item in items:
        for marker, (missing, reason) in absent.items():
            if missing and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The shared check data; use it with the marker `shared`."""
    folder = shared_folder()
    assert folder is not None
    return folder


@pytest.fixture
def untraced() -> Iterator[None]:
    """For tests that take the time: coverage counts lines at several times the price of running them."""
    tracer = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracer)
