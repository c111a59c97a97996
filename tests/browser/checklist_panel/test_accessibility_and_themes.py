"""The checklist for screen readers, in each theme, beside another and on a phone."""

import re

import pytest
from browser.checklist_panel.steps import ITEM, STEM, open_details, step

from portwidgets.project import Project
from portwidgets.widgets.checklist_panel import ChecklistPanel

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_serious(open_bare_page, project, width):
    bare = open_bare_page(width=width)
    page = bare.page
    project.checklist.tick("gather_account_information")
    project.checklist.set("list_numbers", "state", "not_applicable")
    project.checklist.set(ITEM, "due", "2020-01-01")
    project.checklist.set(ITEM, "note", "Call first")
    shown = bare.show(ChecklistPanel(project), STEM)
    open_details(page)
    note = step(page).get_by_label("Note")
    note.fill("mine")
    Project(project.path, user="bo").checklist.set(ITEM, "note", "theirs")
    note.blur()
    shown.settle()
    page.get_by_role("button", name=re.compile("^Add a step of your own: Letter")).click()
    page.locator("summary").click()
    assert step(page).get_by_text("You entered: mine").is_visible()
    assert bare.axe() == []


JUPYTERLAB = {
    "light": {"brand-color1": "#1976d2", "layout-color0": "white", "layout-color1": "white",
              "ui-font-color1": "rgba(0, 0, 0, 0.87)", "border-color2": "#e0e0e0"},
    "dark": {"brand-color1": "#2196f3", "layout-color0": "#111", "layout-color1": "#212121",
             "ui-font-color1": "rgba(255, 255, 255, 0.87)", "border-color2": "#424242"},
}  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("system_dark", [False, True])
def test_jupyterlabs_theme_wins_over_the_systems(open_bare_page, project, theme, system_dark):
    bare = open_bare_page(dark=system_dark)
    bare.page.evaluate(
        """([theme, colours]) => {
            document.body.dataset.jpThemeLight = String(theme === "light");
            document.body.style.background = colours["layout-color0"];
            for (const [name, value] of Object.entries(colours))
                document.body.style.setProperty(`--jp-${name}`, value);
        }""",
        [theme, JUPYTERLAB[theme]],
    )
    shown = bare.show(ChecklistPanel(project), STEM)
    open_details(bare.page)
    scheme = bare.page.locator(".pw").evaluate("root => getComputedStyle(root).colorScheme")
    assert scheme == theme
    assert bare.axe() == []
    assert shown.take() == []


@pytest.mark.parametrize(("width", "least"), [(1280, 600), (390, 150)])
def test_two_panels_in_a_row_share_the_width(open_bare_page, project, width, least):
    bare = open_bare_page(width=width)
    bare.page.add_style_tag(content="body { display: flex }")
    bare.show(ChecklistPanel(project), STEM, views=2)
    widths = bare.page.evaluate(
        "[...document.querySelectorAll('.pw')].map(root => root.getBoundingClientRect().width)"
    )
    assert min(widths) > least
    assert sum(widths) <= width


def test_a_phone_needs_no_sideways_scrolling_and_no_thin_fingers(open_bare_page, project):
    bare = open_bare_page(width=390, height=800, has_touch=True)
    page = bare.page
    project.checklist.set(ITEM, "note", "a" * 300)
    project.checklist.set(ITEM, "assignee", "b" * 100)
    bare.show(ChecklistPanel(project), STEM)
    open_details(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    heights = page.evaluate(
        """targets => [...document.querySelectorAll(targets)]
            .filter(e => e.checkVisibility())
            .map(e => [e.outerHTML, e.getBoundingClientRect().height])""",
        "button, input:not([type=checkbox]), textarea, summary, .pw-step-tick, .pw-step-dismiss",
    )
    assert [html for html, height in heights if height < 44] == []
