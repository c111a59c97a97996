"""The dashboard as plain HTML, as a server sends it before a kernel is there."""

from html.parser import HTMLParser

import pytest

from portwidgets import Workspace
from portwidgets.errors import Refused
from portwidgets.widgets.readable import readable_page
from portwidgets.widgets.readable_numbers import ROWS

EVIL = "<script>alert('1')</script>\"><img src=x onerror=alert(1)>"


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


@pytest.mark.parametrize("page", ["", "overview", "checklist", "numbers", "projects"])
def test_what_people_wrote_is_text_and_never_markup(workspace, page):
    project = workspace.create(EVIL, customer=EVIL)
    project.checklist.add_step("loa", EVIL, critical=True)
    project.checklist.set("sign_and_date_loa", "note", EVIL)
    project.checklist.set("sign_and_date_loa", "assignee", EVIL)
    name = "" if page == "projects" else project.name
    tags = Tags(readable_page(workspace, "en", name, page))
    assert not tags.found & {"script", "img"}
    assert tags.attributes <= {"href", "scope", "class"}


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


def test_the_numbers_are_a_table_of_what_is_known_a_hundred_rows_at_a_time(workspace):
    project = workspace.create("Head office", region="DK")
    project.numbers.add_range("70 12 34 00-99", site="Aarhus", decision="port")
    project.numbers.add("70 12 35 00", note="the last")
    shown = readable_page(workspace, "en", project.name, "numbers")
    assert shown.count("<tr>") == 1 + ROWS
    assert "<td>70 12 34 00</td>" in shown
    assert "<td>Port</td>" in shown
    assert "Fax" not in shown, "an empty column says nothing"
    assert "Numbers 1–100 of 101" in shown
    assert "from=100" in shown
    rest = readable_page(workspace, "en", project.name, "numbers", 100)
    assert "the last" in rest
    assert rest.count("<tr>") == 2
    assert "from=0" in rest


@pytest.mark.parametrize("start", [-1, 10**9])
def test_a_start_that_no_row_has_is_the_nearest_one_that_has(workspace, start):
    project = workspace.create("Head office", region="DK")
    project.numbers.add("70 12 35 00")
    assert "70 12 35 00" in readable_page(workspace, "da", project.name, "numbers", start)


def test_without_numbers_it_says_what_to_do_next(workspace):
    project = workspace.create("Head office")
    assert "Add numbers" in readable_page(workspace, "en", project.name, "numbers")
