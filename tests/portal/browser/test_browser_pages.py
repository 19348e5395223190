"""Every page in both languages at two widths: quiet, at home, no sideways scrolling, readable for everybody."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.portal.browser import visited

if TYPE_CHECKING:
    from playwright.sync_api import Page


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
    sizes = visited.received(visit.page)
    visit.open(("/en" if language == "en" else "") + PAGES[name])
    assert sum(sizes) <= visited.FIRST_VIEW, f"{sum(sizes) / 1024:.0f} KB"
    examine(visit, name, language, width)
    leads_to_the_other_language(visit.page, PAGES[name], language)
    assert not (found := findings_of_axe(visit.page)), found


def leads_to_the_other_language(page: Page, path: str, language: str) -> None:
    """The switch leads to the same page, and no name of a part of the portal stays in the other language."""
    switch = page.get_by_role("link", name={"zh": "English", "en": "中文"}[language], exact=True)
    target = switch.evaluate("(link) => link.pathname + link.search")
    assert target == {"zh": f"/en{path}", "en": path}[language]
    assert bool(page.locator("nav.nav").get_by_text("产业链").count()) == (language == "zh")


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
