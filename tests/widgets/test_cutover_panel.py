"""The cutover's widget: results kept, states that follow, and the answers about old accounts."""

import pytest
from papers import text_of
from wire import Wire, state_of

from portwidgets import CutoverPanel, Workspace


@pytest.fixture
def project(tmp_path):
    made = Workspace(tmp_path).create("Kontoret", gaining_carrier="Ny", language="en")
    made.accounts.add(carrier="Tele", country="DK", internet="no")
    made.orders.add(account="a0001", requested_on="2030-05-15")
    for last, usage in enumerate(("queue", "main", "fax")):
        made.numbers.add(
            f"6712340{last}", order="o0001", account="a0001", decision="port", usage=usage
        )
    return made


@pytest.fixture
def shown(project):
    return Wire(CutoverPanel(project))


def note(shown, number, test, result, before=""):
    return shown.ask("note", number=number, test=test, before=before, result=result)


def test_the_main_number_comes_first(shown):
    assert [each["row"] for each in shown.state["sheet"]["numbers"]] == ["n0002", "n0001", "n0003"]


def test_numbers_are_noted_as_moved_only_once_the_order_is_submitted(project, shown):
    assert not shown.state["sheet"]["can_port"]
    project.orders.set("o0001", status="foc_confirmed")
    assert shown.state["sheet"]["can_port"]
    assert shown.ask("ported", order="o0001")["ok"]
    assert project.orders["o0001"].status == "completed"
    assert not shown.state["sheet"]["can_port"]


def test_the_last_passed_test_verifies_a_number(project, shown):
    project.orders.set("o0001", status="completed")
    assert note(shown, "n0003", "fax", "passed")["ok"]
    assert project.numbers["n0003"].status == "verified"
    told = shown.state["sheet"]
    assert (told["done"], told["total"]) == (1, 3)
    assert next(each for each in told["numbers"] if each["row"] == "n0003")["verified"]


def test_a_result_is_taken_back_by_an_empty_one(project, shown):
    note(shown, "n0003", "fax", "failed")
    note(shown, "n0003", "fax", "", before="failed")
    assert [row.result for row in project.tests] == [""]


def test_what_somebody_else_noted_meanwhile_is_not_overwritten(project, shown):
    project.tests.note("n0003", "fax", "failed")
    answer = note(shown, "n0003", "fax", "passed")
    assert (answer["ok"], answer["code"]) == (False, "cutover.conflict")
    assert [row.result for row in project.tests] == ["failed"]


def test_a_remark_is_kept_beside_the_result(project, shown):
    note(shown, "n0003", "fax", "failed")
    shown.ask("comment", number="n0003", test="fax", before="", note="Side 2 mangler")
    (row,) = project.tests
    assert (row.result, row.note) == ("failed", "Side 2 mangler")


@pytest.mark.parametrize(
    "fields",
    [
        {"test": "call_112", "result": "passed"},
        {"test": "fax", "result": "verified"},
    ],
)
def test_a_test_or_a_result_that_there_is_not_is_refused(shown, fields):
    assert shown.refused("note", number="n0003", before="", **fields) == "widget.bad_request"


def test_only_what_is_open_can_be_shown(project, shown):
    project.orders.set("o0001", status="completed")
    note(shown, "n0003", "fax", "passed")
    shown.ask("only_open", on=True)
    assert [each["row"] for each in shown.state["sheet"]["numbers"]] == ["n0002", "n0001"]


def test_the_way_back_names_the_law_where_one_was_read(project, shown):
    assert "Teleloven § 27, stk. 3" in " ".join(shown.state["sheet"]["rollback"])
    project.accounts.set("a0001", country="US")
    assert "law" not in " ".join(shown.state["sheet"]["rollback"])


def test_who_makes_a_test_is_whoever_the_checklists_step_is_assigned_to(project, shown):
    project.checklist.set("test_fax", "assignee", "Reception")
    trial = shown.state["sheet"]["numbers"][2]["trials"][0]
    assert (trial["test"], trial["who"]) == ("fax", "Reception")


def test_what_a_spreadsheet_made_contradictory_is_told_with_its_remedy(project, shown):
    path = project.path / "numbers.csv"
    path.write_text(path.read_text("utf-8").replace(",planned,", ",ported,"), "utf-8")
    project.refresh()
    assert "does not fit its 3 numbers" in shown.state["sheet"]["contradiction"]
    project.orders.set("o0001", status="completed")
    assert shown.state["sheet"]["contradiction"] == ""


def test_many_numbers_come_in_parts(project, shown):
    project.numbers.add_range("68 10 00 00-99", order="o0001", decision="port")
    sheet = shown.state["sheet"]
    assert (len(sheet["numbers"]), sheet["more"]) == (50, 53)
    shown.ask("more")
    assert (len(shown.state["sheet"]["numbers"]), shown.state["sheet"]["more"]) == (100, 3)


def test_the_order_with_something_left_to_test_is_shown_first(project, shown):
    project.orders.set("o0001", status="completed")
    project.orders.add(account="a0001", requested_on="2030-06-15")
    project.numbers.add("68100000", order="o0002", decision="port")
    assert shown.state["sheet"]["order"] == "o0001"
    shown.ask("choose", order="o0002")
    assert shown.state["sheet"]["order"] == "o0002"


def test_the_run_sheet_is_handed_out_as_pdf(shown):
    answer, (content,) = shown.fetch("print", order="o0001", offset=0)
    assert answer["filename"] == "Kontoret-o0001-run-sheet.pdf"
    assert "Run sheet of the port" in text_of(content)


def test_an_account_cancelled_too_early_says_what_to_do(shown):
    shown.ask("cancelled", account="a0001", day="2030-01-01")
    (guard,) = shown.state["guards"]
    assert guard["verdict"] == "rescue"
    assert len(guard["say"]) == 2
    shown.ask("cancelled", account="a0001", day="")
    assert shown.state["guards"][0]["verdict"] == "do_not_cancel"


def test_the_warning_of_checklist_and_overview_is_the_same_answer(project):
    from portwidgets import ChecklistPanel, Overview

    panel, overview = ChecklistPanel(project), Overview(project)
    for widget in (panel, overview):
        assert "3 numbers not ported yet" in state_of(widget)["warning"]["text"]
    project.orders.set("o0001", status="completed")
    for widget in (panel, overview):
        assert "3 numbers moved, but not tested" in state_of(widget)["warning"]["text"]


def test_without_numbers_the_checklists_own_warning_stands(tmp_path):
    from portwidgets import ChecklistPanel

    project = Workspace(tmp_path).create("Empty")
    warning = state_of(ChecklistPanel(project))["warning"]
    assert warning["text"] == project.checklist.guide.warning.text.of("en")


def test_an_empty_project_has_no_sheet(tmp_path):
    panel = CutoverPanel(Workspace(tmp_path).create("Tom"))
    assert state_of(panel)["sheet"] is None
    panel.close()
