"""The main tasks with the keyboard alone; switches that last; tables that sort, filter and export; weight; print."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from tests.portal.browser import visited

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.chromium, pytest.mark.xdist_group("chromium")]


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until the focus is on a thing."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement?.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_the_first_tab_skips_to_the_content(windows) -> None:
    visit = windows.open()
    visit.open("/chain/")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.className") == "skip"
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.id") == "content"


def test_a_supplier_is_found_with_the_keyboard_alone(windows) -> None:
    visit = windows.open()
    visit.open("/")
    tab_to(visit.page, ".entrances a")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/suppliers/")
    tab_to(visit.page, ".ask input[name=q]")
    visit.page.keyboard.type("印制电路板")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector("#suppliers tbody tr")
    tab_to(visit.page, "#suppliers tbody th a")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/firms/**")


def test_a_project_is_weighed_with_the_keyboard_alone(windows) -> None:
    visit = windows.open()
    visit.open("/weigh/")
    tab_to(visit.page, "input[name=product]")
    visit.page.keyboard.type("印制电路板")
    tab_to(visit.page, "input[name=place]")
    visit.page.keyboard.type("遂宁")
    tab_to(visit.page, ".ask button")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector(".document .light")
    assert "遂宁" in visit.page.locator(".document h1").inner_text()


def test_the_chain_is_walked_with_the_keyboard_alone(windows) -> None:
    visit = windows.open()
    visit.open("/chain/")
    tab_to(visit.page, ".chip[data-product=cm_pcb]", 140)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector(".selection")
    assert "product=cm_pcb" in visit.page.url
    visit.page.wait_for_selector(".wires path", state="attached")
    visit.page.go_back()
    visit.page.wait_for_selector(".selection", state="detached")


def test_a_phone_gets_the_chain_as_a_list(windows) -> None:
    visit = windows.open(360, 740)
    visit.open("/chain/")
    assert visit.page.locator("#chain-list").is_visible()
    assert not visit.page.locator(".chain").is_visible()


def test_a_filter_changes_the_list_and_the_address_and_back_undoes_it(windows) -> None:
    visit = windows.open()
    visit.open("/firms/")
    before = visit.page.locator("#firms tbody tr").count()
    visit.page.select_option("select[name=region]", "chongqing")
    visit.page.wait_for_url("**region=chongqing**")
    visit.page.wait_for_selector("#firms:not(:has(.region-sichuan))")
    assert (
        visit.page.locator("#firms .region-chongqing").count()
        == visit.page.locator("#firms tbody tr").count()
    )
    visit.page.go_back()
    visit.page.wait_for_selector("#firms:has(.region-sichuan)")
    assert visit.page.locator("#firms tbody tr").count() == before
    assert not visit.complaints


def test_columns_sort_filter_and_export_what_is_seen(windows) -> None:
    visit = windows.open()
    visit.open("/products/fg_laptop/")
    makers = "#coverage-parts tbody tr > td:nth-child(5)"
    visit.page.locator("#coverage-parts thead button.sort", has_text="生产者").click()
    counts = [int(text.split()[0]) for text in visit.page.locator(makers).all_inner_texts()]
    assert counts == sorted(counts)
    tools = visit.page.locator("[data-tools=coverage-parts]")
    tools.get_by_role("button", name="按列筛选").click()
    visit.page.locator("#coverage-parts .column-filters input").first.fill("连接")
    shown = visit.page.locator("#coverage-parts tbody tr:visible").count()
    assert 0 < shown < len(counts)
    tools.locator("summary", has_text="导出").click()
    assert f"所见 {shown} 行" in tools.locator(".export").inner_text()
    with visit.page.expect_download() as download:
        tools.get_by_role("button", name="CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert len(text.strip().splitlines()) == shown + 1
    with visit.page.expect_download() as download:
        tools.get_by_role("button", name="XLSX").click()
    seen, where = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).worksheets
    rows = list(seen.values)
    assert len(rows) == shown + 1
    assert isinstance(rows[1][4], int)
    assert any("/products/fg_laptop/" in str(cell) for row in where.values for cell in row)
    visit.page.locator("#coverage-parts .column-filters input").first.fill("没有这样的零部件")
    assert visit.page.locator("#coverage-parts .no-rows").is_visible()
    assert not visit.complaints


def test_rows_are_chosen_and_copied_with_the_keyboard_alone(windows) -> None:
    visit = windows.open(permissions=["clipboard-read", "clipboard-write"])
    visit.open("/gaps/")
    tab_to(visit.page, ".table-tools .right > button:nth-of-type(2)")
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.matches('#gaps thead .row-box')")
    tab_to(visit.page, "#gaps tbody .row-box")
    visit.page.keyboard.press("Space")
    assert visit.page.locator(".batch [role=status]").inner_text() == "已选 1 行"
    visit.page.locator(".batch button", has_text="复制").click()
    visit.page.wait_for_selector(".batch button:has-text('已复制')")
    copied = visit.page.evaluate("navigator.clipboard.readText()").splitlines()
    assert len(copied) == 2
    assert copied[0].split("\t")[0] == "产品"
    first = visit.page.locator("#gaps tbody th a").first.inner_text()
    assert copied[1].startswith(first)


def test_a_wide_table_keeps_its_head_and_its_names_in_sight(windows) -> None:
    visit = windows.open(800, 700)
    visit.open(visited.PAGES["suppliers-ranked"])
    visit.page.wait_for_selector(".table-frame.pinned")
    frame = visit.page.locator(".table-frame.pinned")
    frame.evaluate("(frame) => frame.scrollTo(150, 200)")
    head = visit.page.locator("#suppliers thead th").first.bounding_box()
    name = visit.page.locator("#suppliers tbody tr:nth-child(6) th").bounding_box()
    inside = frame.bounding_box()
    assert abs(head["y"] - inside["y"]) < 4
    assert abs(name["x"] - inside["x"]) < 4
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 800


def test_an_answer_that_fails_says_so_and_the_way_on(windows) -> None:
    visit = windows.open()
    visit.open("/firms/")
    visit.page.route("**/firms/?*", lambda route: route.fulfill(status=503, headers={"Retry-After": "5"}))
    visit.page.select_option("select[name=region]", "chongqing")
    visit.page.wait_for_selector("[data-failed] a")
    assert "5 秒后再试" in visit.page.locator("[data-failed]").inner_text()
    assert visit.page.locator("#firms tbody tr").count()
    visit.page.unroute("**/firms/?*")
    visit.page.locator("[data-failed] a").click()
    visit.page.wait_for_url("**region=chongqing**")


def test_a_slow_answer_shows_that_work_goes_on(windows) -> None:
    visit = windows.open()
    visit.open("/firms/")
    held = []
    visit.page.route("**/firms/?*", lambda route: held.append(route))  # noqa: PLW0108
    visit.page.select_option("select[name=region]", "chongqing")
    visit.page.wait_for_selector("#results.htmx-request")
    veil = "getComputedStyle(document.getElementById('results'), '::before').visibility"
    for _ in range(300):
        if visit.page.evaluate(veil) == "visible":
            break
        visit.page.wait_for_timeout(100)
    assert visit.page.evaluate(veil) == "visible"
    held[0].continue_()
    visit.page.wait_for_selector("#results:not(.htmx-request) #firms:not(:has(.region-sichuan))")


def test_dark_mode_and_large_text_last(windows) -> None:
    visit = windows.open()
    visit.open("/")
    usual = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
    visit.page.click("[data-switch=theme]")
    visit.page.click("[data-switch=text]")
    visit.open("/gaps/")
    assert visit.page.evaluate("getComputedStyle(document.body).backgroundColor") != usual
    assert visit.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    assert visit.page.get_attribute("[data-switch=theme]", "aria-pressed") == "true"
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize("name", ["home", "chain", "suppliers-ranked", "plan"])
def test_large_text_fits_a_phone(windows, name: str) -> None:
    visit = windows.open(360, 740)
    visit.open("/about/")
    visit.page.click("[data-switch=text]")
    visit.open(visited.PAGES[name])
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360
    if name == "plan":
        rows = visit.page.locator("#assignments tbody tr")
        assert rows.locator("visible=true").count() == 12, "a long table begins with its first rows"
        assert not visit.page.locator("dialog").is_visible()
        visit.page.locator("#assignments ~ .unfold, .table-frame:has(#assignments) + .unfold").click()
        assert rows.locator("visible=true").count() == rows.count() > 12


def test_later_views_are_light(windows) -> None:
    visit = windows.open()
    visit.open("/")
    sizes = visited.received(visit.page)
    for name, path in visited.PAGES.items():
        sizes.clear()
        visit.open(path)
        assert sum(sizes) <= visited.AFTER, f"{name}: {sum(sizes) / 1024:.0f} KB"


def test_the_verdict_prints_as_a_document(windows) -> None:
    visit = windows.open()
    visit.open(visited.PAGES["weigh-verdict"])
    visit.page.emulate_media(media="print")
    assert not visit.page.locator(".ask").is_visible()
    assert not visit.page.locator("nav.nav").is_visible()
    assert visit.page.locator(".document .signature").is_visible()
    assert visit.page.pdf(format="A4").startswith(b"%PDF")
