"""The table for screen readers, and on a phone."""

import pytest
from browser.table_desk import TableDesk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 390])
def test_it_has_no_serious_accessibility_finding(open_bare_page, project, width):
    bare = open_bare_page(width=width)
    desk = TableDesk(bare, project)
    desk.until(lambda: desk.cell("n0001", "number").get_attribute("aria-invalid") == "true")
    desk.cell("n0005", "number").click()
    assert bare.axe() == []
    desk.press("Space")
    assert bare.axe() == []
    desk.press("ArrowRight", "Enter")
    assert desk.page.get_by_role("option").first.is_visible()
    assert bare.axe() == []
    desk.press("Escape")
    desk.button("Filter").click()
    assert bare.axe() == []


def test_on_a_phone_the_page_does_not_scroll_sideways_and_the_number_stays_in_sight(
    open_bare_page, project
):
    bare = open_bare_page(width=390, height=844, has_touch=True, is_mobile=True)
    desk = TableDesk(bare, project)
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 390
    grid = desk.page.locator(".ag-grid-viewport")
    grid.evaluate("viewport => viewport.scrollBy(500, 0)")
    desk.until(lambda: desk.cell("n0001", "status").is_visible())
    box = desk.cell("n0001", "number").bounding_box()
    assert 0 <= box["x"] < 100
    low = [
        button.inner_text() or button.get_attribute("aria-label")
        for button in desk.page.locator(".pw-table-always button").all()
        if button.bounding_box()["height"] < 44
    ]
    assert low == []


def test_the_grid_has_a_name_and_its_buttons_do(desk):
    assert desk.page.get_by_role("grid", name="Phone numbers").is_visible()
    unnamed = [
        button
        for button in desk.page.get_by_role("button").all()
        if not (button.get_attribute("aria-label") or button.inner_text().strip())
    ]
    assert unnamed == []
