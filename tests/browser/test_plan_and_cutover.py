"""The plan and the cutover as a person meets them: days, papers, results, answers."""

from datetime import date, timedelta

import pytest
from accounts import STATED
from browser.desk import Desk
from papers import text_of
from playwright.sync_api import expect

from portwidgets import CutoverPanel, PlanPanel, Workspace

pytestmark = pytest.mark.browser

TODAY = date.today()  # noqa: DTZ011  the page's own day


@pytest.fixture
def project(tmp_path):
    made = Workspace(tmp_path).create("Nordlys", gaining_carrier="Ny", language="en", user="IT")
    made.accounts.add(**STATED, country="DK", internet="no")
    made.orders.add(account="a0001", requested_on=TODAY + timedelta(days=90))
    for last, usage in enumerate(("main", "fax")):
        made.numbers.add(
            f"6712340{last}", order="o0001", account="a0001", decision="port", usage=usage
        )
    return made


@pytest.fixture
def plan(bare_page, project):
    return Desk(bare_page, PlanPanel(project), "plan_panel")


@pytest.fixture
def cutover(bare_page, project):
    return Desk(bare_page, CutoverPanel(project), "cutover_panel")


# --- the plan ------------------------------------------------------------------------------


def test_the_picture_has_a_name_and_the_same_plan_stands_in_a_table(plan):
    picture = plan.page.get_by_role("img")
    expect(picture).to_be_visible()
    assert picture.get_attribute("aria-label").startswith("Timeline: 1 order from")
    table = plan.page.get_by_role("table")
    assert table.get_by_role("row").count() == 13
    expect(table.get_by_role("row", name="The port")).to_contain_text("open")


def test_where_it_is_narrow_the_picture_begins_at_today_and_stays_where_it_was_put(
    open_bare_page, project
):
    project.orders.set("o0001", requested_on=TODAY + timedelta(days=30))
    desk = Desk(open_bare_page(width=390), PlanPanel(project), "plan_panel")
    picture = desk.page.locator(".pw-picture")
    box, today = picture.bounding_box(), desk.page.locator("line.pw-today").bounding_box()
    assert box["x"] <= today["x"] <= box["x"] + box["width"]
    picture.evaluate("element => { element.scrollLeft = 7; }")
    project.orders.set("o0001", reference="EKS-1")
    desk.until(lambda: "EKS-1" in desk.page.locator("main.pw").inner_text())
    assert picture.evaluate("element => element.scrollLeft") == 7


def test_every_step_of_the_picture_says_what_it_is(plan):
    titles = plan.page.locator("svg title").all_text_contents()
    assert len(titles) == 11  # the tests are on the day of the port
    assert any(title.startswith("Letter of authorization signed: ") for title in titles)


def test_due_dates_are_filled_by_keyboard_and_taken_back(plan, project):
    fill = plan.page.get_by_role("button", name="Fill in the empty due dates")
    fill.focus()
    plan.page.keyboard.press("Enter")
    plan.until(lambda: project.checklist["keep_loa_copy"].due)
    expect(plan.page.get_by_role("status")).to_contain_text("due dates are entered")
    plan.page.get_by_role("button", name="Undo").click()
    plan.until(lambda: not project.checklist["keep_loa_copy"].due)
    expect(plan.page.get_by_role("status")).to_have_text("The due dates are taken back.")
    expect(plan.page.get_by_role("button", name="Undo")).to_be_hidden()


def test_a_letter_is_taken_in_the_language_that_is_chosen(plan):
    plan.page.get_by_label("Language of the papers").select_option("da")
    name, content = plan.download("Letter of authorization for o0001")
    assert name == "Nordlys-o0001.pdf"
    assert "Fuldmagt til nummerportering" in text_of(content)


def test_what_a_letter_lacks_stands_beside_its_button_until_it_is_filled(plan, project):
    button = plan.page.get_by_role("button", name="Letter of authorization for o0001")
    project.accounts.set("a0001", street="")
    plan.until(button.is_disabled)
    expect(button).to_have_accessible_description("Fill in first: Street (accounts.csv, a0001)")
    project.accounts.set("a0001", street="Vej 1")
    plan.until(button.is_enabled)


def test_report_and_calendar_are_files(plan):
    name, content = plan.download("Status report")
    assert name == "Nordlys-status.pdf"
    assert "Nordlys" in text_of(content)
    name, content = plan.download("Plan as a calendar file")
    assert (name, content[:15]) == ("Nordlys.ics", b"BEGIN:VCALENDAR")


def test_an_empty_plan_says_what_to_do_next(bare_page, tmp_path):
    pages = []
    panel = PlanPanel(Workspace(tmp_path).create("Empty", language="en"), pages.append)
    desk = Desk(bare_page, panel, "plan_panel")
    desk.page.get_by_role("button", name="To the numbers").click()
    desk.until(lambda: pages == ["numbers"])


# --- the cutover ---------------------------------------------------------------------------


def result(desk, test, number, name):
    group = desk.page.get_by_role("group", name=f"Result of “{test}” for {number}")
    return group.get_by_role("button", name=name)


def test_results_are_kept_as_they_are_pressed_and_the_last_one_verifies(cutover, project):
    project.orders.set("o0001", status="completed")
    passed = result(cutover, "Fax both ways", "+45 67 12 34 01", "Passed")
    passed.focus()
    cutover.page.keyboard.press("Enter")
    cutover.until(lambda: project.numbers["n0002"].status == "verified")
    expect(passed).to_have_attribute("aria-pressed", "true")
    expect(passed).to_be_focused()
    expect(cutover.page.get_by_role("status")).to_have_text("1 of 2 numbers are tested and passed")
    cutover.page.keyboard.press("Enter")
    cutover.until(lambda: project.numbers["n0002"].status == "ported")


def test_a_remark_that_is_being_written_survives_what_others_do(cutover, project):
    field = cutover.page.get_by_label("Note on “Fax both ways” for +45 67 12 34 01")
    field.fill("Page two is mis")
    project.tests.note("n0001", "inbound", "passed")
    other = result(cutover, "Inbound call", "+45 67 12 34 00", "Passed")
    cutover.until(lambda: other.get_attribute("aria-pressed") == "true")
    expect(field).to_be_focused()
    field.press_sequentially("sing")
    field.press("Enter")
    cutover.until(lambda: any(row.note for row in project.tests))
    assert [row.note for row in project.tests if row.test == "fax"] == ["Page two is missing"]


def test_a_result_that_somebody_else_noted_is_not_overwritten(cutover, project):
    project.tests.note("n0002", "fax", "failed")
    result(cutover, "Fax both ways", "+45 67 12 34 01", "Passed").click()
    alert = cutover.page.get_by_role("alert")
    cutover.until(lambda: "noted something else meanwhile" in alert.inner_text())
    assert [row.result for row in project.tests] == ["failed"]


def test_the_numbers_are_noted_as_moved(cutover, project):
    button = cutover.page.get_by_role("button", name="The numbers have moved now")
    expect(button).to_have_count(0)
    project.orders.set("o0001", status="foc_confirmed")
    cutover.until(button.count)
    button.click()
    cutover.until(lambda: project.orders["o0001"].status == "completed")
    assert all(row.ported_at for row in project.numbers)


def test_the_run_sheet_is_a_file(cutover):
    name, content = cutover.download("Run sheet as PDF")
    assert name == "Nordlys-o0001-run-sheet.pdf"
    assert "+45 67 12 34 00" in text_of(content)


def test_an_account_cancelled_too_early_turns_into_what_to_do_today(cutover):
    account = cutover.page.locator('[data-account="a0001"]')
    expect(account).to_contain_text("Do not cancel")
    account.get_by_label("Date as of which the account at Tele is cancelled").fill(
        TODAY.isoformat()
    )
    cutover.until(lambda: "Do this today" in account.inner_text())
    expect(account).to_contain_text("We withdraw the cancellation")


def test_an_empty_cutover_says_what_to_do_next(bare_page, tmp_path):
    panel = CutoverPanel(Workspace(tmp_path).create("Empty", language="en"))
    desk = Desk(bare_page, panel, "cutover_panel")
    expect(desk.page.get_by_role("heading", name="No orders to cut over yet")).to_be_visible()


# --- both ----------------------------------------------------------------------------------

BOTH = [(PlanPanel, "plan_panel"), (CutoverPanel, "cutover_panel")]


@pytest.mark.parametrize(("widget", "stem"), BOTH)
@pytest.mark.parametrize("width", [1280, 390])
def test_it_fits_is_accessible_and_speaks_danish(open_bare_page, project, widget, stem, width):
    desk = Desk(open_bare_page(width=width), widget(project, language="da"), stem)
    assert desk.bare.axe() == []
    page = desk.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    told = page.locator("main.pw").inner_text()
    assert "{" not in told
    assert ("Porteringsdag" if widget is PlanPanel else "Drejebog for porteringen") in told


@pytest.mark.parametrize(("widget", "stem"), BOTH)
def test_what_people_wrote_is_never_markup(bare_page, project, widget, stem):
    nasty = "<img src=x onerror=alert(1)>"
    project.accounts.set("a0001", carrier=nasty, name=nasty)
    project.orders.set("o0001", reference=nasty, gaining_carrier=nasty)
    project.numbers.set("n0001", user=nasty, site=nasty, destination=nasty)
    desk = Desk(bare_page, widget(project), stem)
    assert desk.page.locator("main.pw img").count() == 0
    expect(desk.page.locator("main.pw")).to_contain_text(nasty)
