"""The dashboard as plain HTML, as a server sends it before a kernel is there."""

from html.parser import HTMLParser

import pytest

from portwidgets import Workspace
from portwidgets.errors import Refused
from portwidgets.widgets.pages import PAGES
from portwidgets.widgets.readable import readable_page
from portwidgets.widgets.readable_history import CHANGES
from portwidgets.widgets.readable_orders import CHECKED
from portwidgets.widgets.readable_table import ROWS

EVIL = "<script>alert('1')</script>\"><img src=x onerror=alert(1)>"

KNOWN_ATTRIBUTES = {
    *("href", "scope", "class", "aria-current"),
    *("data-step", "data-state", "data-project", "data-row", "data-column", "data-stored"),
}


class Tags(HTMLParser):
    """Collects the tags and attributes of a text."""

    def __init__(self, text):
        super().__init__()
        self.found = set()
        self.attributes = set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.add(tag)
        self.attributes |= {name for name, _ in attributes}


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path)


@pytest.fixture
def ported(workspace):
    """A project with an account, an order for a day and a number in it."""
    project = workspace.create("Head office", region="DK", gaining_carrier="Nytel")
    account = project.accounts.add(carrier="Gammeltel", account_number="4512", name="Firma ApS")
    order = project.orders.add(account=account.id, requested_on="2030-05-15", reference="PO-7")
    project.numbers.add(
        "70 12 34 00", decision="port", account=account.id, order=order.id, usage="main"
    )
    return project


@pytest.mark.parametrize("page", ["", "projects", *PAGES])
def test_what_people_wrote_is_text_and_never_markup(workspace, page):
    project = workspace.create(EVIL, customer=EVIL)
    project.checklist.add_step("loa", EVIL, critical=True)
    project.checklist.set("sign_and_date_loa", "note", EVIL)
    project.checklist.set("sign_and_date_loa", "assignee", EVIL)
    account = project.accounts.add(carrier=EVIL, account_number=EVIL, note=EVIL)
    order = project.orders.add(account=account.id, gaining_carrier=EVIL, reference=EVIL)
    number = project.numbers.add(
        EVIL, account=account.id, order=order.id, decision="port", user=EVIL, site=EVIL
    )
    project.tests.comment(number.id, "inbound", EVIL)
    name = "" if page == "projects" else project.name
    tags = Tags(readable_page(workspace, "en", name, page))
    assert not tags.found & {"script", "img"}
    assert tags.attributes <= KNOWN_ATTRIBUTES


def test_a_checklist_shows_each_step_with_what_is_noted_about_it(workspace):
    project = workspace.create("Head office")
    project.checklist.tick("sign_and_date_loa")
    project.checklist.set("keep_loa_copy", "note", "ask the landlord")
    project.checklist.set("keep_loa_copy", "due", "2020-02-01")
    shown = readable_page(workspace, "en", project.name, "checklist")
    assert shown.count("☑") == 1
    assert shown.count("☐") == len(project.checklist) - 1
    assert "ask the landlord" in shown
    assert "Overdue: 2020-02-01" in shown


def test_what_another_wrote_to_disk_is_there_at_the_next_request(workspace):
    project = workspace.create("Head office")
    assert "☑" not in readable_page(workspace, "da", project.name, "checklist")
    project.checklist.tick("sign_and_date_loa")
    assert "☑" in readable_page(workspace, "da", project.name, "checklist")


def test_a_name_that_is_no_project_of_the_workspace_is_refused(workspace):
    for name in ("nowhere", "../outside", "/etc"):
        with pytest.raises(Refused):
            readable_page(workspace, "en", name, "checklist")


def test_the_list_links_to_each_project(workspace):
    workspace.create("A & B")
    shown = readable_page(workspace, "en", "", "")
    assert "A &amp; B" in shown
    assert 'href="?project=' in shown


def test_the_numbers_are_a_table_of_what_is_known_some_rows_at_a_time(workspace):
    project = workspace.create("Head office", region="DK")
    project.numbers.add_range(f"70 12 34 00-{ROWS - 1}", site="Aarhus", decision="port")
    project.numbers.add("70 12 35 00", note="the last")
    shown = readable_page(workspace, "en", project.name, "numbers")
    assert shown.count("<tr") == 1 + ROWS
    assert ">70 12 34 00</td>" in shown
    assert ">Port</td>" in shown
    assert "Fax" not in shown, "an empty column says nothing"
    assert f"Numbers 1–{ROWS} of {ROWS + 1}" in shown
    assert f"from={ROWS}" in shown
    rest = readable_page(workspace, "en", project.name, "numbers", start=ROWS)
    assert "the last" in rest
    assert rest.count("<tr") == 2
    assert "from=0" in rest


def test_cells_that_take_texts_say_where_they_are_and_what_is_stored(workspace):
    project = workspace.create("Head office", region="DK")
    project.numbers.add_range(f"70 12 34 00-{ROWS}", decision="port", note="now")
    shown = readable_page(workspace, "en", project.name, "numbers")
    assert '<th scope="col" data-column="note">Note</th>' in shown
    assert '<tr data-row="n0001"><td class="pw-phone" data-stored="+4570123400">70 12' in shown
    assert '<td class="pw-choice" data-stored="port">Port</td>' in shown
    assert '<td class="pw-text">now</td>' in shown, "what is shown as it is stored says no more"
    rest = readable_page(workspace, "en", project.name, "numbers", start=ROWS)
    assert "data-" not in rest, "rows that the page's widgets do not bring along take none"


@pytest.mark.parametrize("start", [-1, 10**9])
def test_a_start_that_no_row_has_is_the_nearest_one_that_has(workspace, start):
    project = workspace.create("Head office", region="DK")
    project.numbers.add("70 12 35 00")
    assert "70 12 35 00" in readable_page(workspace, "da", project.name, "numbers", start=start)


def test_without_numbers_it_says_what_to_do_next(workspace):
    project = workspace.create("Head office")
    assert "Add numbers" in readable_page(workspace, "en", project.name, "numbers")


def test_each_page_says_something_of_its_own_in_both_languages(workspace, ported):
    for language in ("da", "en"):
        pages = {readable_page(workspace, language, ported.name, page) for page in PAGES}
        assert len(pages) == len(PAGES)


def test_the_orders_are_told_with_their_account_days_numbers_and_whether_they_are_ready(
    workspace, ported
):
    shown = readable_page(workspace, "en", ported.name, "orders")
    for told in ("o0001", "a0001 · Gammeltel", "2030-05-15", "PO-7", "Draft", "<td>1</td>"):
        assert told in shown
    assert "0 of 1 orders can be submitted" in shown
    assert "Not ready · " in shown
    assert "Firma ApS" in shown, "the account"


def test_of_many_numbers_it_is_not_said_whether_their_orders_are_ready(workspace, ported):
    rows = [{"number": f"+45{70_200_000 + at}", "order": "o0001"} for at in range(CHECKED)]
    ported.numbers.add_rows(rows)
    shown = readable_page(workspace, "en", ported.name, "orders")
    assert "checked only there" in shown
    assert "Not ready" not in shown
    assert f"<td>{CHECKED + 1}</td>" in shown


def test_the_plan_tells_each_orders_day_and_the_last_day_of_its_steps(workspace, ported):
    shown = readable_page(workspace, "en", ported.name, "plan")
    assert "o0001 · PO-7" in shown
    assert "Gammeltel → Nytel" in shown
    assert "15 May 2030 (wanted)" in shown
    assert "<td>Letter of authorization signed</td>" in shown
    assert "<td>open</td>" in shown


def test_the_cutover_tells_what_may_end_and_what_is_tested(workspace, ported):
    [number] = ported.numbers.ids()
    ported.tests.note(number, "inbound", "failed")
    ported.tests.comment(number, "inbound", "rings next door")
    shown = readable_page(workspace, "en", ported.name, "cutover")
    assert "Gammeltel: Do not cancel" in shown
    assert "+45 70 12 34 00" in shown
    assert "Failed (rings next door)" in shown
    assert "0 of 1 numbers are tested and passed" in shown


def test_the_run_sheet_of_another_order_is_a_link_away(workspace, ported):
    other = ported.orders.add(account="a0001", requested_on="2030-06-12")
    ported.numbers.add("70 12 34 01", decision="port", account="a0001", order=other.id)
    first = readable_page(workspace, "da", ported.name, "cutover")
    assert f"order={other.id}" in first
    assert "70 12 34 01" not in first
    assert "70 12 34 01" in readable_page(workspace, "da", ported.name, "cutover", order=other.id)


def test_the_history_tells_who_changed_what_the_newest_first(workspace, ported):
    again = workspace.open(ported.name, user="IT <b>")
    again.numbers.set("n0001", site="Aarhus")
    shown = readable_page(workspace, "en", ported.name, "history")
    assert "IT &lt;b&gt;" in shown
    assert "70 12 34 00 · Site: (empty) → Aarhus" in shown
    assert shown.index("Aarhus") < shown.index("Gammeltel")


def test_of_a_long_history_the_last_changes_are_told(workspace):
    project = workspace.create("Head office")
    for at in range(CHANGES + 1):
        project.checklist.set("keep_loa_copy", "note", f"note {at}.")
    shown = readable_page(workspace, "en", project.name, "history")
    assert f"note {CHANGES}." in shown
    assert "The older changes" in shown
    assert shown.count("<li>") == CHANGES


@pytest.mark.parametrize("page", PAGES)
def test_a_project_with_nothing_in_it_has_every_page(workspace, page):
    project = workspace.create("Head office")
    assert "<article>" in readable_page(workspace, "en", project.name, page)


def test_the_history_tells_what_was_changed_outside_and_cannot_be_told_cell_by_cell(
    workspace, monkeypatch
):
    project = workspace.create("Nordlys", region="DK")
    project.numbers.add_range("70 12 34 00-09")
    monkeypatch.setattr("portwidgets.storage.catching_up._MOST_OPS", 4)
    path = project.path / "numbers.csv"
    path.write_text(path.read_text("utf-8").replace("+457012340", "+457012399"), "utf-8")
    shown = readable_page(workspace, "en", project.name, "history")
    assert "numbers.csv · changed outside the program, now has 10 rows" in shown
