"""The checklist panel as a person meets it: clicks, keys, other people, print, light and dark."""

import json
import random
import re

import disk
import pytest
from wire import Wire

from portwidgets.project import Project, Workspace
from portwidgets.widgets.checklist_panel import ChecklistPanel

pytestmark = pytest.mark.browser

ITEM = "verify_signer"
LABEL = "Verify the authorized signer"
STEM = "checklist_panel"


@pytest.fixture
def project(tmp_path):
    return Workspace(tmp_path).create("Nordlys", region="DK", language="en", user="IT")


@pytest.fixture
def page(bare_page):
    return bare_page.page


@pytest.fixture
def shown(bare_page, project):
    return bare_page.show(ChecklistPanel(project), STEM)


def step(page, item=ITEM):
    return page.locator(f'[data-item="{item}"]')


def tick(page, item=ITEM):
    return step(page, item).get_by_role("checkbox").first


def open_details(page, item=ITEM):
    step(page, item).get_by_role("button", name=re.compile("^Details")).click()


def news(page):
    return page.get_by_role("status").text_content()


# --- order of messages ---------------------------------------------------------------------


def test_a_state_that_was_asked_for_before_a_click_does_not_overwrite_it(page, shown):
    shown.widget.send_state()  # the host asked; the answer is on its way
    tick(page).click()
    shown.deliver()
    assert tick(page).is_checked()
    shown.settle()
    assert tick(page).is_checked()
    tick(page).click()
    assert not tick(page).is_checked()


def test_an_older_state_that_arrives_after_the_answer_is_passed_over(page, shown):
    shown.widget.send_state()
    [(older, buffers)] = shown.outbox
    shown.outbox.clear()
    tick(page).click()
    shown.settle()
    shown.deliver_one(older, buffers)
    assert tick(page).is_checked()
    assert shown.get("_state")["noted"][ITEM]["state"] == "done"


def test_the_last_of_two_quick_clicks_stays_until_its_own_answer(page, shown, project):
    tick(page).click()
    tick(page).click()
    shown.take()
    while shown.outbox:
        shown.deliver_one(*shown.outbox.pop(0))
        assert not tick(page).is_checked()
    assert disk.step(project, ITEM)["state"] == "open"


def test_an_answer_to_another_window_changes_nothing(page, shown):
    tick(page).click()
    refusal = {"answer": 1, "ok": False, "code": "x", "text": "No"}
    shown.deliver_one({"method": "custom", "content": refusal}, [])
    assert tick(page).is_checked()


# --- clicks --------------------------------------------------------------------------------


def test_a_click_shows_at_once_and_is_then_confirmed(page, shown, project):
    tick(page).click()
    assert tick(page).is_checked()
    assert step(page).get_attribute("aria-busy") == "true"
    assert page.get_by_text("1 of 30 completed").is_visible()
    assert disk.step(project, ITEM)["state"] == "open"
    shown.settle()
    assert step(page).get_attribute("aria-busy") is None
    assert disk.step(project, ITEM)["state"] == "done"


def test_a_refused_change_is_put_back_and_the_reason_is_told(page, shown, project, monkeypatch):
    def refuse(*_, **__):
        raise OSError(28, "disk full")

    monkeypatch.setattr(project._folder, "commit", refuse)
    tick(page).click()
    shown.settle()
    assert not tick(page).is_checked()
    assert page.get_by_text("0 of 30 completed").is_visible()
    assert "disk full" in step(page).inner_text()
    assert f"{LABEL}: " in news(page)
    assert "disk full" in news(page)


def test_several_views_stay_equal_and_a_late_one_finds_the_whole(bare_page, page, project):
    shown = bare_page.show(ChecklistPanel(project), STEM, views=2)
    first, second = (page.locator(".view").nth(view) for view in range(2))
    tick(first).click()
    assert tick(second).is_checked()
    shown.settle()
    shown.add_view()
    assert tick(page.locator(".view").nth(2)).is_checked()
    assert shown.saves == 0


def test_the_page_hears_what_is_not_saved_yet(page, shown):
    page.evaluate(
        "window.addEventListener('portwidgets:saving', e => (window.heard ??= []).push(e.detail))"
    )
    tick(page).click()
    shown.settle()
    assert page.evaluate("heard") == [{"pending": 1, "failed": 0}, {"pending": 0, "failed": 0}]


def test_a_fault_of_ours_counts_as_failed(page, shown, project, monkeypatch):
    monkeypatch.setattr(project._folder, "commit", lambda *_, **__: 1 / 0)
    page.evaluate("window.addEventListener('portwidgets:saving', e => (window.last = e.detail))")
    tick(page).click()
    shown.settle()
    assert page.evaluate("last") == {"pending": 0, "failed": 1}
    assert not tick(page).is_checked()


def test_an_intent_without_an_answer_is_told_after_ten_seconds(open_bare_page, project):
    bare = open_bare_page()
    bare.page.clock.install()
    shown = bare.show(ChecklistPanel(project), STEM)
    bare.page.evaluate(
        "window.addEventListener('portwidgets:saving', e => (window.last = e.detail))"
    )
    tick(bare.page).click()
    bare.page.clock.fast_forward(11_000)
    assert bare.page.evaluate("last") == {"pending": 1, "failed": 1}
    shown.settle()
    assert bare.page.evaluate("last") == {"pending": 0, "failed": 0}


def test_python_and_the_page_apply_patches_alike(shown):
    def value(depth):
        if depth and chance.random() < 0.6:
            return {chance.choice("abcd"): value(depth - 1) for _ in range(chance.randrange(4))}
        return chance.choice([None, 1, "x", True, [1, {"a": None}], []])

    chance = random.Random(7)
    for _ in range(60):
        patch = {"free": value(4)}
        if chance.random() < 0.2:
            patch["free"] = None
        shown.widget.publish(patch)
        shown.deliver()
        assert shown.get("_state") == shown.widget.get_state()["_state"]


# --- keyboard ------------------------------------------------------------------------------


def test_everything_goes_by_keyboard(page, shown, project):
    tick(page).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.ariaLabel") == f"Details: {LABEL}"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Salg Nord")
    page.keyboard.press("Tab")
    page.keyboard.type("05122026")
    for _ in range(3):  # out of the date's parts and its calendar
        if page.evaluate("document.activeElement.localName") != "textarea":
            page.keyboard.press("Tab")
    page.keyboard.type("Call first")
    page.keyboard.press("Tab")
    shown.settle()
    row = disk.step(project, ITEM)
    assert row["state"] == "done"
    assert row["assignee"] == "Salg Nord"
    assert row["due"] in {"2026-12-05", "2026-05-12"}  # the browser's own order of the parts
    assert row["note"] == "Call first"
    page.keyboard.press("Space")  # "does not apply"
    shown.settle()
    assert disk.step(project, ITEM)["state"] == "not_applicable"
    assert page.get_by_text("0 of 29 completed").is_visible()


def test_enter_saves_a_field_and_escape_takes_the_typing_back(page, shown, project):
    open_details(page)
    field = step(page).get_by_label("Assignee")
    field.fill("Bo")
    field.press("Enter")
    shown.settle()
    assert disk.step(project, ITEM)["assignee"] == "Bo"
    field.fill("Carl")
    field.press("Escape")
    assert field.input_value() == "Bo"
    assert shown.take() == []


def test_a_date_is_not_sent_before_its_year_is_complete(page, shown):
    open_details(page)
    step(page).get_by_label("Due date").focus()
    page.keyboard.type("12052")
    assert shown.take() == []


def test_what_a_person_wrote_into_the_file_as_a_date_is_shown_as_it_is(page, shown, project):
    rows = (project.path / "progress.csv").read_text(encoding="utf-8")
    written = re.sub(f"(?m)^({ITEM},open,[^,]*),[^,]*", r"\1,after Easter", rows)
    (project.path / "progress.csv").write_text(written, encoding="utf-8")
    project.refresh()
    shown.deliver()
    open_details(page)
    assert step(page).get_by_label("Due date").input_value() == "after Easter"


# --- other people --------------------------------------------------------------------------


def test_what_a_colleague_changes_appears_by_itself(page, shown, project):
    Project(project.path, user="bo").checklist.tick(ITEM)
    project.refresh()
    shown.deliver()
    assert tick(page).is_checked()


def test_what_is_being_typed_survives_a_colleagues_change_and_both_are_shown(page, shown, project):
    open_details(page)
    note = step(page).get_by_label("Note")
    note.fill("mine")
    Project(project.path, user="bo").checklist.set(ITEM, "note", "theirs")
    project.refresh()
    shown.deliver()
    assert note.input_value() == "mine"
    note.blur()
    shown.settle()
    told = step(page).inner_text()
    assert "It now says: theirs (changed by bo)" in told
    assert "You entered: mine" in told
    assert note.input_value() == "theirs"
    assert disk.step(project, ITEM)["note"] == "theirs"


def test_a_conflict_is_settled_either_way(page, shown, project):
    def collide(mine):
        note.fill(mine)
        Project(project.path, user="bo").checklist.set(ITEM, "note", f"not {mine}")
        note.blur()
        shown.settle()

    open_details(page)
    note = step(page).get_by_label("Note")
    collide("first")
    step(page).get_by_role("button", name="Use what I entered").click()
    assert note.evaluate("field => field === document.activeElement")
    shown.settle()
    assert disk.step(project, ITEM)["note"] == "first"
    assert step(page).get_by_text("You entered").count() == 0
    collide("second")
    step(page).get_by_role("button", name="Keep what is there").click()
    assert step(page).get_by_text("You entered").count() == 0
    assert disk.step(project, ITEM)["note"] == "not second"


def test_nothing_that_a_person_wrote_becomes_markup(page, shown, project):
    hostile = "<img src=x onerror=\"document.title='hacked'\"><b>bold</b>"
    step_id = project.checklist.add_step("loa", hostile)
    project.checklist.set(step_id, "assignee", hostile)
    project.checklist.set(step_id, "note", hostile)
    shown.deliver()
    open_details(page, step_id)
    assert step(page, step_id).locator("img, b").count() == 0
    assert hostile in step(page, step_id).inner_text()
    assert page.title() == "A widget"


# --- finding one's way ---------------------------------------------------------------------


def test_progress_counts_all_each_section_and_the_critical_ones(page, shown, project):
    project.checklist.tick(ITEM)
    project.checklist.set("keep_loa_copy", "state", "not_applicable")
    shown.deliver()
    whole = page.get_by_role("progressbar", name="Progress: Checklist")
    assert whole.get_attribute("aria-valuenow") == "1"
    assert whole.get_attribute("aria-valuemax") == "29"
    assert whole.get_attribute("aria-valuetext") == "1 of 29 completed"
    assert page.get_by_text("1 of 11 critical steps").is_visible()
    section = page.get_by_role("progressbar", name="Progress: Letter of authorization (LOA)")
    assert section.get_attribute("aria-valuetext") == "1 of 5 completed"


@pytest.mark.parametrize(
    ("name", "items"),
    [
        ("Open", 29),
        ("Critical", 11),
        ("Overdue", 1),
        ("Mine", 1),
        ("All", 30),
    ],
)
def test_a_filter_shows_what_its_number_promises(page, shown, project, name, items):
    project.checklist.tick(ITEM)
    project.checklist.set("check_contract", "due", "2020-01-01")
    project.checklist.set("check_contract", "assignee", "IT ")
    shown.deliver()
    button = page.get_by_role("group", name="Show").get_by_role(
        "button", name=re.compile(f"^{name} ?{items}$")
    )
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.locator("[data-item]:visible").count() == items


def test_a_filter_without_a_match_says_so(page, shown):
    page.get_by_role("button", name=re.compile("^Overdue")).click()
    assert page.get_by_text("Nothing is overdue.").is_visible()
    assert page.locator("[data-item]:visible").count() == 0
    assert shown.take() == []


def test_a_step_that_leaves_the_filter_hands_the_keyboard_to_the_next(page, shown):
    page.get_by_role("button", name=re.compile("^Open")).click()
    tick(page).focus()
    page.keyboard.press("Space")
    shown.settle()
    focused = page.evaluate("document.activeElement.closest('[data-item]').dataset.item")
    assert focused == "complete_loa_fields"


def test_what_is_folded_is_out_of_reach_and_stays_folded(page, shown, project):
    toggle = page.get_by_role("button", name=re.compile("^Letter of authorization"))
    toggle.click()
    assert toggle.get_attribute("aria-expanded") == "false"
    assert not tick(page).is_visible()
    project.checklist.tick("check_contract")
    shown.widget.language = "da"
    shown.deliver()
    assert not tick(page).is_visible()
    hidden = step(page).locator("input").first
    hidden.evaluate("tick => tick.focus()")
    assert not hidden.evaluate("tick => tick === document.activeElement")


def test_the_next_critical_step_stands_out_and_is_one_key_away(page, shown, project):
    for item in ("gather_account_information", "obtain_recent_bill", "verify_service_address"):
        project.checklist.tick(item)
    project.checklist.tick("get_loa_form")
    shown.deliver()
    page.get_by_role("button", name=re.compile("^Letter of authorization")).click()
    page.get_by_role("button", name=re.compile("^Overdue")).click()
    page.get_by_role("button", name="Next critical step").focus()
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.closest('[data-item]').dataset.item")
    assert focused == ITEM
    assert page.locator("[data-next]").get_attribute("data-item") == ITEM
    assert tick(page).is_visible()


def test_when_no_critical_step_is_open_it_says_so(page, shown, project):
    for each in project.checklist:
        if each.item.critical:
            project.checklist.tick(each.id)
    shown.deliver()
    assert page.get_by_text("All critical steps are done").is_visible()
    assert page.locator("[data-next]").count() == 0


def test_an_own_step_is_added_used_and_removed(page, shown, project):
    page.get_by_role("button", name=re.compile("^Add a step of your own: Letter")).click()
    page.keyboard.type("Ask the caretaker")
    page.keyboard.press("Enter")
    shown.settle()
    assert news(page) == "“Ask the caretaker” was added."
    page.keyboard.press("Escape")
    own = next(each.id for each in project.checklist if each.item.own)
    tick(page, own).click()
    shown.settle()
    assert disk.step(project, own)["state"] == "done"
    open_details(page, own)
    step(page, own).get_by_role("button", name="Remove the step").click()
    assert step(page, own).get_by_text("Remove the step and what is noted").is_visible()
    step(page, own).get_by_role("button", name="Remove the step").click()
    shown.settle()
    assert disk.step(project, own) is None
    assert step(page, own).count() == 0
    assert page.evaluate("document.activeElement.ariaLabel").startswith("Add a step of your own")


def test_an_own_step_without_a_text_is_refused_where_it_is_typed(page, shown):
    page.get_by_role("button", name=re.compile("^Add a step of your own: Letter")).click()
    page.keyboard.press("Enter")
    shown.settle()
    field = page.get_by_label("What has to be done?").nth(1)
    assert field.get_attribute("aria-invalid") == "true"
    assert page.get_by_role("alert").filter(visible=True).inner_text()


def test_the_language_changes_in_place_and_keeps_what_is_being_typed(page, shown):
    open_details(page)
    step(page).get_by_label("Note").fill("half a sent")
    shown.widget.language = "da"
    shown.deliver()
    assert page.get_by_text("0 af 30 gennemført").is_visible()
    assert page.locator(".pw-checklist").get_attribute("lang") == "da"
    note = step(page).get_by_label("Bemærkning")
    assert note.input_value() == "half a sent"
    assert note.evaluate("field => field === document.activeElement")


def test_the_warning_and_the_four_problems_are_told(page, shown):
    assert page.get_by_role("note").get_by_text("do not cancel").is_visible()
    problems = page.get_by_role("group").filter(has=page.locator("summary")).last
    assert problems.locator("dt:visible").count() == 0
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    assert problems.locator("dt:visible").count() == 4
    assert shown.take() == []


def test_a_section_alone_shows_its_own_progress(bare_page, page, project):
    bare_page.show(ChecklistPanel(project, section="timing"), STEM)
    assert page.locator("[data-item]").count() == 5
    assert page.get_by_text("0 of 5 completed").first.is_visible()
    assert page.get_by_role("note").count() == 0
    assert page.locator("summary:visible").count() == 0


# --- print and looks -----------------------------------------------------------------------


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


def test_a_change_costs_little_on_the_wire(page, shown, project):
    wire = Wire(ChecklistPanel(project))
    tick(page).click()
    [sent] = shown.take()
    assert len(json.dumps(sent)) < 300
    assert len(json.dumps(wire.customs)) < 500
