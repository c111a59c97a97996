"""Numbers of a list that would contradict others are left out, and the others come."""

from contextlib import suppress
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from project.import_list import numbers_of

from portwidgets import Workspace
from portwidgets.errors import Refused
from portwidgets.exchange.reading import Pasted


@pytest.fixture
def submitted(project):
    return with_orders(project)


def with_orders(project):
    """Give a project a draft and a submitted order with a number each."""
    for status in ("draft", "submitted"):
        order = project.orders.add(account="a0001")
        project.numbers.add(f"671234{order.id[-2:]}", order=order.id)
        project.orders.set(order.id, status=status)
    return project


def listed(*rows):
    return Pasted("\n".join(("Telefon;Ordre;Status;Bruger", *rows)))


def test_a_number_that_would_contradict_its_order_is_left_out_and_the_others_come(submitted):
    preview = submitted.import_file(
        listed(
            "67 12 35 00;o0001;Porteret;Per",
            "67 12 35 01;o0001;Planlagt;Pia",
            "67 12 35 02;o0002;Indsendt;Bo",
        )
    )
    preview.apply()
    assert numbers_of(submitted)[2:] == ["+4567123501", "+4567123502"]
    assert submitted.contradictions == {}
    [(number, why)] = preview.refused.items()
    assert (number, why.code) == ("+4567123500", "transition.against_number")
    [row] = [row for row in preview.rows().items if "+4567123500" in row.numbers]
    told = " ".join(remark.text("da") for remark in row.remarks)
    assert "ikke importeret" in told
    assert "“Porteret”" in told
    submitted.undo()
    assert len(submitted.numbers) == 2


def test_of_a_number_that_is_there_nothing_is_changed_where_its_status_would_contradict(submitted):
    preview = submitted.import_file(
        listed("67 12 34 01;;Porteret;Per", "67 12 34 02;;Dato bekræftet (FOC);Pia")
    )
    preview.accept()
    preview.apply()
    assert [row.user for row in submitted.numbers] == ["", "Pia"]
    assert [row.status for row in submitted.numbers] == ["planned", "foc_confirmed"]
    assert set(preview.refused) == {"+4567123401"}


def test_where_every_number_would_contradict_nothing_is_imported_and_the_reason_told(submitted):
    preview = submitted.import_file(listed("67 12 35 00;o0001;Porteret;Per"))
    with pytest.raises(Refused) as refused:
        preview.apply()
    assert refused.value.code == "import.all_refused"
    assert "o0001" in refused.value.text("en")
    assert len(submitted.numbers) == 2


STATUSES = ["", "Planlagt", "Indsendt", "Afvist", "Porteret", "Annulleret"]


@given(
    st.lists(
        st.tuples(
            st.integers(1, 9), st.sampled_from(["", "o0001", "o0002"]), st.sampled_from(STATUSES)
        ),
        min_size=1,
        unique_by=lambda row: row[0],
    )
)
@settings(max_examples=40, deadline=None)
def test_whatever_a_list_says_of_statuses_no_order_contradicts_its_numbers_after_it(rows):
    with TemporaryDirectory() as folder:
        project = with_orders(Workspace(folder).create("Job", region="DK"))
        told = (f"671234{last:02};{order};{status};" for last, order, status in rows)
        preview = project.import_file(listed(*told))
        preview.accept()
        before = len(project.numbers)
        with suppress(Refused):
            preview.apply()
        assert project.contradictions == {}
        new = sum(last > 2 for last, *_ in rows)
        left_out = sum(number not in ("+4567123401", "+4567123402") for number in preview.refused)
        assert len(project.numbers) == before + new - left_out
