"""The chain map under the keyboard: enlarge it, move it, open a node, and hand the view on by its address."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.chromium, pytest.mark.xdist_group("chromium")]

ZOOM = "document.querySelector('.chain-tools output').textContent"
PLACE = "[document.querySelector('.chain-view').scrollLeft, document.querySelector('.chain-view').scrollTop]"


def test_a_view_is_made_with_the_keyboard_and_handed_on_by_its_address(windows) -> None:
    visit = windows.open()
    visit.open("/chain/?since=2019&mark=ic_cpu")
    page = visit.page
    page.locator(".chain-view").focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert page.evaluate(ZOOM) == "156 %"
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**zoom=156**")
    page.locator(".chain [data-product=cm_pcb]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**product=cm_pcb**zoom=156**")
    page.wait_for_selector("#selection")
    assert page.evaluate(ZOOM) == "156 %"
    # the filters keep what was chosen on the map
    kept = page.eval_on_selector_all(
        "#kept input", "inputs => inputs.map(each => `${each.name}=${each.value}`)"
    )
    assert set(kept) == {"product=cm_pcb", "mark=ic_cpu"}
    address = page.input_value("#share-address")
    assert address == page.url
    place = page.evaluate(PLACE)
    other = windows.open()
    other.open(address.removeprefix(other.portal))
    assert other.page.evaluate(ZOOM) == "156 %"
    assert other.page.evaluate(PLACE) == pytest.approx(place, abs=2)
    assert other.page.locator(".chain .chip.marked").count() == 1
    assert other.page.locator(".chain .chip.changed").count() > 3
    page.keyboard.press("0")
    assert visit.complaints == other.complaints == []


def test_an_enlarged_map_is_dragged_and_a_drag_chooses_nothing(windows) -> None:
    visit = windows.open()
    visit.open("/chain/?zoom=200&x=300&y=200")
    page = visit.page
    assert page.evaluate(PLACE) == [300, 200]
    page.locator(".chain-view").scroll_into_view_if_needed()
    chip = page.locator(".chain [data-product]").evaluate_all(
        "chips => { const box = document.querySelector('.chain-view').getBoundingClientRect();"
        "return chips.map(chip => chip.getBoundingClientRect()).filter(each => each.left > box.left + 250"
        "&& each.right < box.right && each.top > box.top + 120 && each.bottom < innerHeight)"
        ".map(each => [each.left + 5, each.top + 5])[0]; }"
    )
    page.mouse.move(*chip)
    page.mouse.down()
    page.mouse.move(chip[0] - 120, chip[1] - 60, steps=4)
    page.mouse.up()
    assert page.evaluate(PLACE) == pytest.approx([420, 260], abs=2)
    assert "product=" not in page.url
    assert visit.complaints == []
