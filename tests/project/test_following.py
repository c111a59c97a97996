"""A status never stands alone: numbers follow their order, orders their numbers, both the tests."""

import pytest

from portwidgets import Refused, Workspace
from portwidgets.domain.edit import Add, Set


@pytest.fixture
def project(tmp_path):
    made = Workspace(tmp_path).create("Head office")
    account = made.accounts.add(carrier="Tele Eksempel A/S", account_number="4512")
    order = made.orders.add(account=account.id)
    for last in range(3):
        made.numbers.add(f"6712340{last}", order=order.id, account=account.id, decision="port")
    return made


def statuses(project):
    return project.numbers.column("status")


def order(project):
    return project.orders["o0001"].status


def ported(project):
    project.orders.set("o0001", status="completed")
    return project


def test_the_numbers_follow_their_order_in_one_step_that_is_undone_as_one(project):
    project.orders.set("o0001", status="submitted")
    assert statuses(project) == ["submitted"] * 3
    project.undo()
    assert (order(project), statuses(project)) == ("draft", ["planned"] * 3)


def test_the_order_follows_its_numbers(project):
    project.orders.set("o0001", status="foc_confirmed")
    project.numbers.set("n0001", status="ported")
    assert order(project) == "partial"
    project.numbers.set_many(["n0002", "n0003"], "status", "ported")
    assert order(project) == "completed"
    project.undo()
    assert order(project) == "partial"


def test_one_rejected_number_makes_its_order_an_exception_until_it_is_resubmitted(project):
    project.orders.set("o0001", status="submitted")
    project.numbers.set("n0002", status="exception")
    assert order(project) == "exception"
    project.orders.set("o0001", status="submitted")
    assert statuses(project) == ["submitted"] * 3


def test_a_number_cannot_be_submitted_while_its_order_is_a_draft(project):
    with pytest.raises(Refused) as refused:
        project.numbers.set("n0001", status="submitted")
    assert refused.value.code == "transition.against_number"
    assert "o0001" in refused.value.text("da")
    assert statuses(project) == ["planned"] * 3


def test_an_order_with_a_rejected_number_is_not_completed(project):
    project.orders.set("o0001", status="submitted")
    project.numbers.set("n0002", status="exception")
    with pytest.raises(Refused) as refused:
        project.orders.set("o0001", status="completed")
    assert "+4567123401" in refused.value.text("en")
    assert order(project) == "exception"


def test_an_order_that_was_submitted_is_no_draft_again(project):
    project.orders.set("o0001", status="submitted")
    with pytest.raises(Refused, match="cannot become"):
        project.orders.set("o0001", status="draft")


def test_a_cancelled_orders_numbers_are_free_for_another(project):
    project.orders.set("o0001", status="submitted")
    project.orders.set("o0001", status="cancelled")
    assert statuses(project) == ["planned"] * 3
    other = project.orders.add(account="a0001")
    project.numbers.set("n0001", order=other.id)
    assert project.contradictions == {}


def test_a_number_that_joins_a_submitted_order_is_submitted(project):
    project.orders.set("o0001", status="submitted")
    late = project.numbers.add("67123409")
    project.numbers.set(late.id, order="o0001")
    assert project.numbers[late.id].status == "submitted"
    assert project.numbers.add("67123410", order="o0001").status == "submitted"


def test_a_number_that_has_moved_cannot_join_a_draft(project):
    ported(project)
    other = project.orders.add(account="a0001")
    with pytest.raises(Refused):
        project.numbers.set("n0001", order=other.id)


def test_a_rejected_number_that_is_put_into_a_new_order_is_planned_again(project):
    project.orders.set("o0001", status="submitted")
    project.numbers.set("n0002", status="exception")
    project.apply(
        [
            Add("orders", "o0077", {"account": "a0001", "status": "draft"}),
            Set("numbers", "n0002", "order", "o0001", "o0077"),
        ]
    )
    assert statuses(project) == ["submitted", "planned", "submitted"]
    assert (order(project), project.contradictions) == ("submitted", {})


def test_an_order_that_loses_its_last_waiting_number_is_completed(project):
    project.orders.set("o0001", status="foc_confirmed")
    project.numbers.set_many(["n0001", "n0002"], "status", "ported")
    project.numbers.delete(["n0003"])
    assert order(project) == "completed"


def test_numbers_without_an_order_are_nobodys_business(project):
    alone = project.numbers.add("67123409")
    project.numbers.set(alone.id, status="ported")
    assert order(project) == "draft"


def test_what_a_spreadsheet_made_contradictory_is_found_and_can_be_mended(project):
    path = project.path / "numbers.csv"
    path.write_text(path.read_text("utf-8").replace(",planned,", ",ported,"), "utf-8")
    project.refresh()
    assert project.contradictions == {"o0001": ["n0001", "n0002", "n0003"]}
    project.numbers.set("n0001", usage="main")
    project.orders.set("o0001", status="completed")
    assert project.contradictions == {}


def test_a_new_number_cannot_contradict_the_order_that_it_is_entered_for(project):
    with pytest.raises(Refused) as refused:
        project.numbers.add("67123409", order="o0001", status="ported")
    assert "+4567123409" in refused.value.text("en")
    assert len(project.numbers) == 3


# --- tests ---------------------------------------------------------------------------------


def test_a_ported_number_is_verified_by_its_last_test_and_only_then(project):
    ported(project).numbers.set("n0001", usage="queue")
    project.tests.note("n0001", "inbound", "passed")
    assert statuses(project)[0] == "ported"
    project.tests.note("n0001", "outbound", "passed")
    row = project.numbers["n0001"]
    assert row.status == "verified"
    assert row.tested_at.endswith("Z")


def test_a_test_that_fails_later_takes_it_back(project):
    ported(project).numbers.set("n0001", usage="queue")
    for test in ("inbound", "outbound"):
        project.tests.note("n0001", test, "passed")
    project.tests.note("n0001", "inbound", "failed")
    row = project.numbers["n0001"]
    assert (row.status, row.tested_at) == ("ported", "")
    project.undo()
    assert project.numbers["n0001"].status == "verified"


def test_a_number_whose_use_changes_must_pass_the_tests_of_its_new_use(project):
    ported(project).numbers.set("n0001", usage="fax")
    project.tests.note("n0001", "fax", "passed")
    assert statuses(project)[0] == "verified"
    project.numbers.set("n0001", usage="queue")
    assert statuses(project)[0] == "ported"
    project.numbers.set("n0001", usage="fax")
    assert statuses(project)[0] == "verified"


def test_a_number_that_has_not_moved_is_not_verified_by_a_test_before_time(project):
    project.orders.set("o0001", status="foc_confirmed")
    for test in ("inbound", "outbound"):
        project.tests.note("n0001", test, "passed")
    assert statuses(project)[0] == "foc_confirmed"


def test_nobody_verifies_a_number_by_hand(project):
    ported(project)
    with pytest.raises(Refused):
        project.numbers.set("n0001", status="verified")


def test_a_test_has_one_row_and_says_who_noted_it(project):
    project.tests.note("n0001", "inbound", "failed")
    project.tests.note("n0001", "inbound", "passed")
    (row,) = project.tests
    assert (row.result, row.changed_by) == ("passed", project.user)
    project.tests.note("n0001", "inbound", "")
    assert project.tests[row.id].result == ""


def test_a_test_of_no_number_is_refused(project):
    with pytest.raises(Refused, match="n9999"):
        project.tests.note("n9999", "inbound", "passed")
