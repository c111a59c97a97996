"""Progress over the checklist: what counts, what comes next, what is late."""

from datetime import date

import pytest

from portwidgets.domain.checklist import (
    Guide,
    Item,
    ItemProgress,
    Notice,
    Progress,
    Section,
    Text,
    next_critical,
    own_step,
    progress,
)
from portwidgets.domain.schema import ItemState

TODAY = date(2026, 11, 22)
NOTHING = Text("", "")
DONE = ItemProgress(state=ItemState.DONE)
NOT_APPLICABLE = ItemProgress(state=ItemState.NOT_APPLICABLE)


def step(key, section="first", *, critical=False):
    return Item(key, section, Text(key, key), NOTHING, critical)


A, B, C = step("a", critical=True), step("b"), step("c", "last", critical=True)
GUIDE = Guide(
    warning=Notice("warning", NOTHING, NOTHING),
    sections=(
        Section("first", NOTHING, NOTHING, (A, B)),
        Section("last", NOTHING, NOTHING, (C,)),
    ),
    problems=(),
)


def test_an_item_that_nobody_touched_is_open():
    assert progress(GUIDE.items, {}) == Progress(done=0, total=3)


def test_a_done_item_counts_and_one_that_does_not_apply_leaves_the_total():
    assert progress(GUIDE.items, {"a": DONE, "b": NOT_APPLICABLE}) == Progress(done=1, total=2)


def test_progress_can_be_told_of_a_section_and_of_the_critical_items():
    noted = {"a": DONE, "b": DONE}
    assert progress(GUIDE.sections[0].items, noted) == Progress(2, 2)
    assert progress(GUIDE.items, noted, critical_only=True) == Progress(1, 2)


def test_progress_is_complete_when_nothing_that_applies_is_left():
    assert progress(GUIDE.items, dict.fromkeys("abc", NOT_APPLICABLE)).complete
    assert progress(GUIDE.items, {"a": DONE, "b": DONE, "c": NOT_APPLICABLE}).complete
    assert not progress(GUIDE.items, {"a": DONE}).complete


def test_rows_of_items_that_the_checklist_does_not_have_count_for_nothing():
    assert progress(GUIDE.items, {"gone": DONE}) == Progress(0, 3)


def test_the_next_critical_step_is_the_first_open_one_in_the_order_of_the_list():
    assert next_critical(GUIDE.items, {}) == A
    assert next_critical(GUIDE.items, {"a": DONE}) == C
    assert next_critical(GUIDE.items, {"a": NOT_APPLICABLE, "c": DONE}) is None


def test_an_items_row_is_read_and_an_unknown_state_leaves_it_open():
    cells = {"item": "a", "state": "done", "assignee": "Kim", "due": "2026-12-01", "note": "x"}
    assert ItemProgress.of(cells) == ItemProgress(ItemState.DONE, "Kim", "2026-12-01", "x")
    assert ItemProgress.of({"state": "færdig"}).state is ItemState.OPEN


@pytest.mark.parametrize(
    ("state", "due", "late"),
    [
        (ItemState.OPEN, "2026-11-21", True),
        (ItemState.OPEN, "2026-11-22", False),
        (ItemState.OPEN, "2026-11-23", False),
        (ItemState.OPEN, "", False),
        (ItemState.OPEN, "i går", False),
        (ItemState.DONE, "2026-11-21", False),
        (ItemState.NOT_APPLICABLE, "2026-11-21", False),
    ],
)
def test_an_open_item_is_overdue_from_the_day_after_its_date(state, due, late):
    assert ItemProgress(state, due=due).overdue(TODAY) is late


def test_own_steps_stand_at_the_end_of_their_section_and_count():
    cells = {"section": "first", "title": "Ring til vagten", "critical": "yes"}
    guide = GUIDE.with_own([own_step("own0001", cells)])
    assert [item.id for item in guide.items] == ["a", "b", "own0001", "c"]
    own = guide.items[2]
    assert own.own
    assert own.label.of("da") == own.label.of("en") == "Ring til vagten"
    assert progress(guide.items, {}, critical_only=True) == Progress(0, 3)


def test_an_own_step_of_an_unknown_section_stands_in_the_last_one():
    guide = GUIDE.with_own([own_step("own0001", {"section": "gone", "title": "x"})])
    assert [item.id for item in guide.sections[-1].items] == ["c", "own0001"]
    assert guide.items[-1].section == "last"


def test_a_text_in_an_unknown_language_is_english():
    assert Text("da", "en").of("fi") == "en"
