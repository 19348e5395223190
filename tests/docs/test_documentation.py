"""The documentation keeps up with the code: tables, commands, findings, both languages."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

REPOSITORY = Path(__file__).resolve().parents[2]
DOCS = REPOSITORY / "docs"


def test_the_pages_of_the_vocabulary_are_up_to_date() -> None:
    command = [sys.executable, str(REPOSITORY / "scripts" / "write_table_pages.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_page_stands_in_both_languages() -> None:
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    assert pages
    for page in pages:
        other = (
            page.replace(".zh.md", ".en.md") if page.endswith(".zh.md") else page.replace(".en.md", ".zh.md")
        )
        assert other != page
        assert other in pages, f"{page} has no counterpart {other}"


def commands() -> list[str]:
    from bashu.cli.app import app

    tree = typer.main.get_command(app)
    names = []
    for name, command in tree.commands.items():  # type: ignore[attr-defined]
        below = getattr(command, "commands", None)
        names += [f"{name} {child}" for child in below] if below else [name]
    return names


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_is_documented(language: str) -> None:
    text = (DOCS / f"commands.{language}.md").read_text(encoding="utf-8")
    missing = [name for name in commands() if f"bashu {name}" not in text]
    assert missing == []


@pytest.mark.parametrize(
    "page", sorted([*DOCS.rglob("*.md"), REPOSITORY / "README.md", REPOSITORY / "README.zh-CN.md"]), ids=str
)
def test_links_between_files_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name}: {target}"
