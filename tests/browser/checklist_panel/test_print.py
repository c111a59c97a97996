"""Printed, the checklist is alone on the paper, with every section unfolded."""

import re

import pytest
from browser.checklist_panel.steps import ITEM, STEM, tick

from portwidgets.widgets.checklist_panel import ChecklistPanel

pytestmark = pytest.mark.browser


PRINTER = """
window.print = () => parent.postMessage(document.body.innerText, "*");
if (window === top) addEventListener("message", (event) => (window.printed = event.data));
"""


def test_print_takes_the_checklist_alone_with_every_section_unfolded(open_bare_page, project):
    project.checklist.set(ITEM, "note", "Call first")
    bare = open_bare_page(script=PRINTER)
    page = bare.page
    bare.show(ChecklistPanel(project), STEM)
    page.get_by_role("button", name=re.compile("^Letter of authorization")).click()
    page.get_by_role("button", name="Print").click()
    page.wait_for_function("window.printed")
    printed = page.evaluate("printed")
    assert all(each.item.label.en in printed for each in project.checklist)
    assert printed.startswith("Nordlys · Checklist")
    assert "Call first" in printed
    box = page.locator(".pw-print-frame").evaluate(
        "frame => frame.contentWindow.getComputedStyle("
        "frame.contentDocument.querySelector('.box')).borderTopStyle"
    )
    assert box == "solid"


def test_a_printed_page_unfolds_the_sections(page, shown):
    page.get_by_role("button", name=re.compile("^Letter of authorization")).click()
    page.emulate_media(media="print")
    assert tick(page).is_visible()
    assert not page.get_by_role("group", name="Show").is_visible()
    assert shown.take() == []
