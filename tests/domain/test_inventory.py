"""The state of all numbers: after any edits as from scratch, and only what changed is told."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets import catalog
from portwidgets.domain import schema
from portwidgets.domain.inventory import DUPLICATE, Finding, NumberChecks, count_by, findings
from portwidgets.domain.numbers import phone_number
from portwidgets.domain.schema import NumberType


def _checks(texts):
    checks = NumberChecks("DK")
    for row, text in texts.items():
        checks.set(row, text)
    return checks


def _state(checks, rows):
    return {
        row: (checks.verdict(row), checks.problem(row), set(checks.duplicates_of(row)))
        for row in rows
    }


def test_both_rows_of_a_duplicate_are_marked_also_when_written_differently():
    checks = _checks({"n1": "+4570123400", "n2": "70 12 34 01"})
    assert checks.set("n3", "70 12 34 00") == {"n1", "n3"}
    assert [checks.problem(row) for row in ("n1", "n2", "n3")] == [DUPLICATE, None, DUPLICATE]
    assert checks.duplicates_of("n3") == ["n1"]


def test_when_one_of_two_goes_the_other_is_unmarked():
    checks = _checks({"n1": "+4570123400", "n2": "70123400"})
    assert checks.remove("n1") == {"n2"}
    assert checks.problem("n2") is None
    assert checks.duplicates_of("n2") == []


def test_when_one_of_three_changes_the_other_two_stay_marked():
    checks = _checks({"n1": "70123400", "n2": "70123400", "n3": "70123400"})
    assert checks.set("n1", "70123401") == {"n1"}
    assert (checks.problem("n2"), checks.problem("n3")) == (DUPLICATE, DUPLICATE)


def test_an_edit_that_says_the_same_number_changes_nothing():
    checks = _checks({"n1": "70123400", "n2": "70123400"})
    assert checks.set("n1", "+45 70 12 34 00") == set()


def test_invalid_texts_are_no_duplicates_of_each_other():
    checks = _checks({"n1": "4,57E+09", "n2": "4,57E+09"})
    assert (checks.problem("n1"), checks.duplicates_of("n1")) == ("number.digits_lost", [])


def test_a_row_tells_its_suggested_type_and_how_it_is_shown():
    verdict = _checks({"n1": "+4570123400"}).verdict("n1")
    assert verdict.type is NumberType.FIXED_LINE_OR_MOBILE
    assert (verdict.national, verdict.international) == ("## ## ## ##", "+## ## ## ## ##")


@pytest.mark.parametrize("text", ["+4567123405", "67 12 34 05", "0045 67 12 34 05", "67123405"])
def test_a_valid_number_is_shown_alike_however_it_is_written(text):
    checks = NumberChecks("DK")
    checks.set("n0001", text)
    verdict = checks.verdict("n0001")
    assert phone_number.fill(verdict.national, text) == "67 12 34 05"
    assert phone_number.fill(verdict.international, text) == "+45 67 12 34 05"


def test_a_row_not_looked_at_has_no_problem_and_no_verdict():
    checks = NumberChecks("DK")
    assert (checks.problem("n1"), checks.verdict("n1"), checks.remove("n1")) == (None, None, set())


_TEXTS = st.sampled_from(
    [
        "70123400",
        "+4570123400",
        "70 12 34 00",
        "70123401",
        "+45 70123401",
        "7012",
        "",
        "70123400 x1",
    ]
)
_ROWS = st.sampled_from([f"n{number}" for number in range(6)])
_EDITS = st.lists(st.tuples(_ROWS, st.one_of(_TEXTS, st.none())), max_size=40)


@given(_EDITS)
def test_any_edits_end_in_the_state_from_scratch_and_tell_exactly_what_changed(edits):
    checks, texts = NumberChecks("DK"), {}
    for row, text in edits:
        before = _state(checks, texts)
        if text is None:
            told = checks.remove(row)
            texts.pop(row, None)
        else:
            told = checks.set(row, text)
            texts[row] = text
        after = _state(checks, texts)
        assert after == _state(_checks(texts), texts)
        looks = {one: (verdict, problem) for one, (verdict, problem, _) in after.items()}
        looked = {one: (verdict, problem) for one, (verdict, problem, _) in before.items()}
        assert told == {one for one in looks if looks[one] != looked.get(one)}
        assert len(checks) == len(texts)


@given(st.lists(_TEXTS, max_size=60), st.integers(1, 7))
def test_a_look_in_slices_ends_in_the_state_of_one_look_and_tells_every_row(texts, rows_a_slice):
    texts = {f"n{number}": text for number, text in enumerate(texts)}
    ticks = itertools.count()
    checks = NumberChecks("DK")
    told = {}
    for part in checks.run(texts, texts.get, seconds=rows_a_slice, clock=lambda: next(ticks)):
        assert 0 < len(part.done) <= rows_a_slice
        assert not part.remarked.intersection(part.done)
        told |= {row: checks.problem(row) for row in [*part.done, *part.remarked]}
    assert told == {row: _checks(texts).problem(row) for row in texts}


def test_edits_between_two_slices_are_kept():
    texts = {"n1": "70123400", "n2": "70123401", "n3": "70123402"}
    checks = NumberChecks("DK")
    ticks = itertools.count()
    slices = checks.run(list(texts), texts.get, seconds=1, clock=lambda: next(ticks))
    assert next(slices).done == ["n1"]
    texts["n3"] = "70 12 34 00"
    checks.set("n3", texts["n3"])
    del texts["n2"]
    assert [row for part in slices for row in part.done] == ["n3"]
    assert (checks.problem("n1"), checks.problem("n3")) == (DUPLICATE, DUPLICATE)
    assert len(checks) == 2


def test_counts_name_every_code_of_the_column_in_order():
    column = schema.NUMBERS.column("decision")
    assert list(count_by(column, ["keep", "", "port", "keep", "?"]).items()) == [
        ("port", 1),
        ("keep", 2),
        ("disconnect", 0),
        ("", 1),
        ("?", 1),
    ]


def test_findings_name_the_rows_and_leave_out_what_does_not_occur():
    checks = _checks({"n1": "70123400", "n2": "+4570123400", "n3": "7012", "n4": "70123402"})
    decisions = [("n1", "port"), ("n2", "port"), ("n3", "port"), ("n4", ""), ("n5", "port")]
    assert findings(checks, decisions) == [
        Finding("number.found_invalid", ["n3"]),
        Finding("number.found_duplicates", ["n1", "n2"]),
        Finding("number.found_undecided", ["n4"], "decision"),
    ]
    assert findings(NumberChecks("DK"), []) == []


def test_a_finding_is_told_in_both_languages_with_its_count():
    for code in ("missing", "invalid", "duplicates", "undecided"):
        for count in (1, 3):
            for language in ("da", "en"):
                assert str(count) in catalog.text(f"number.found_{code}", language, count=count)


def test_all_rows_alike_share_one_verdict():
    checks = _checks({f"n{last}": f"+45701234{last:02d}" for last in range(50)})
    assert len({id(checks.verdict(f"n{last}")) for last in range(50)}) == 1
    assert phone_number.fill(checks.verdict("n7").national, "+4570123407") == "70 12 34 07"
