"""The package itself: quick to import, one command, locks without any address."""

import re
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from tests.tempo import of_children, processor_seconds

import bashu

REPOSITORY = Path(__file__).resolve().parent.parent
HEAVY = ("polars", "numpy", "scipy", "trafilatura", "openpyxl", "lxml", "rich")


def test_importing_loads_nothing_heavy() -> None:
    code = f"import sys, bashu; sys.exit(', '.join(name for name in {HEAVY} if name in sys.modules) or 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_asking_for_help_loads_nothing_heavy() -> None:
    code = f"""
import sys
sys.argv = ["bashu", "--help"]
from bashu.cli import main
try:
    main()
except SystemExit:
    pass
sys.exit(" ".join(name for name in {HEAVY[:-1]} if name in sys.modules) or 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_import_and_help_are_quick() -> None:
    for command, bound in ((["-c", "import bashu"], 0.3), (["-m", "bashu", "--help"], 0.5)):
        run = partial(subprocess.run, [sys.executable, *command], check=True, capture_output=True)
        assert processor_seconds(run, bound, of_children) <= bound


@pytest.mark.parametrize("name", [name for name in bashu.__all__ if not name.startswith("_")])
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(bashu, name) is not None
    assert name in dir(bashu)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        bashu.nothing_of_this_name  # noqa: B018


@pytest.mark.parametrize("lock", sorted(REPOSITORY.glob("requirements*.lock")), ids=lambda path: path.name)
def test_a_lock_pins_by_version_and_hash_alone(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    pins = re.findall(r"^[a-z0-9].*", text, re.MULTILINE)
    assert pins
    assert all(re.match(r"[a-z0-9._-]+(\[[a-z,-]+\])?==\S+( ;.*)? \\$", pin) for pin in pins)
    assert text.count("--hash=sha256:") >= len(pins)


def test_no_module_outgrows_its_idea() -> None:
    long = {
        str(path.relative_to(REPOSITORY)): lines
        for path in (REPOSITORY / "src").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert long == {}
