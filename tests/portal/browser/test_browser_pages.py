"""Every page in both languages at two widths: quiet, at home, no sideways scrolling, readable for everybody."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

    from playwright.sync_api import Page


def beside(name: str) -> ModuleType:
    """A module of this folder (the tests are no package)."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


visited = beside("visited")
PAGES = visited.PAGES
pytestmark = [pytest.mark.chromium, pytest.mark.xdist_group("chromium")]
GRAVE = {"serious", "critical"}
OVERHANGING = """() => [...document.querySelectorAll('body *')]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('.table-frame, .as-map, .hidden'))
  .slice(0, 5).map((each) => `${each.tagName}.${each.getAttribute('class')}`)"""


def findings_of_axe(page: Page) -> list[str]:
    """What axe-core finds that keeps people out."""
    page.evaluate(visited.AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['id']} ({each['impact']}): {json.dumps([node['target'] for node in each['nodes'][:3]], ensure_ascii=False)}"
        for each in found["violations"]
        if each["impact"] in GRAVE
    ]


def examine(visit: object, name: str, language: str, width: int) -> None:
    page: Page = visit.page  # type: ignore[attr-defined]
    assert not visit.complaints, visit.complaints  # type: ignore[attr-defined]
    assert not visit.strangers, visit.strangers  # type: ignore[attr-defined]
    assert page.evaluate("document.documentElement.lang") == {"zh": "zh-Hans", "en": "en"}[language]
    visited.SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=visited.SCREENSHOTS / f"{name}-{language}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(OVERHANGING)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_quiet_fits_and_is_open_to_everybody(windows, name: str, language: str, width: int) -> None:
    if not visited.AXE.is_file():
        pytest.skip("axe-core is absent: npm ci --ignore-scripts in assets/")
    visit = windows.open(width)
    visit.open(("/en" if language == "en" else "") + PAGES[name])
    examine(visit, name, language, width)
    assert not (found := findings_of_axe(visit.page)), found


@pytest.mark.parametrize("name", ["home", "chain", "plan", "statistics"])
def test_a_page_fits_a_wide_screen(windows, name: str) -> None:
    visit = windows.open(1920, 1080)
    visit.open(PAGES[name])
    examine(visit, name, "zh", 1920)


@pytest.mark.parametrize("name", ["home", "chain", "suppliers-ranked", "plan", "travel", "statistics"])
def test_dark_mode_is_open_to_everybody(windows, name: str) -> None:
    if not visited.AXE.is_file():
        pytest.skip("axe-core is absent: npm ci --ignore-scripts in assets/")
    visit = windows.open(color_scheme="dark")
    visit.open(PAGES[name])
    examine(visit, f"{name}-dark", "zh", 1280)
    assert not (found := findings_of_axe(visit.page)), found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_it_says_without_scripts(windows, name: str) -> None:
    visit = windows.open(java_script_enabled=False)
    visit.open(PAGES[name])
    assert visit.page.locator("main h1").inner_text().strip()
    assert not visit.strangers


@pytest.mark.parametrize("name", PAGES)
def test_the_other_language_is_the_same_page(windows, name: str) -> None:
    visit = windows.open()
    visit.open(PAGES[name])
    visit.page.get_by_role("link", name="English", exact=True).click()
    visit.page.wait_for_url(f"**/en{PAGES[name]}" if "?" not in PAGES[name] else "**/en/**")
    assert visit.page.evaluate("location.pathname + location.search") == f"/en{PAGES[name]}"
    assert not visit.page.locator("nav.nav").get_by_text("产业链").count()
