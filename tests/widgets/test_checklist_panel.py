"""The checklist panel's Python side: what is on disk is what it answers."""

import json

import disk
import ipywidgets
import pytest
import traitlets
from wire import Wire, state_of

from portwidgets.errors import Refused
from portwidgets.project import Project, Workspace
from portwidgets.widgets.checklist_panel import ChecklistPanel

ITEM = "verify_signer"


@pytest.fixture
def project(tmp_path):
    return Workspace(tmp_path).create("Nordlys", region="DK", language="en", user="IT")


@pytest.fixture
def panel(project):
    return ChecklistPanel(project)


@pytest.fixture
def wire(panel):
    return Wire(panel)


def change(wire, column, value, *, before="", item=ITEM):
    return wire.ask("set", item=item, column=column, before=before, value=value)


def patches(wire):
    return [message["patch"] for message in wire.customs if message.get("event") == "state"]


def test_it_shows_thirty_steps_in_five_sections_with_the_warning_and_the_problems(panel):
    state = state_of(panel)
    assert [len(section["items"]) for section in state["sections"]] == [6, 6, 5, 6, 7]
    assert len(state["items"]) == len(state["noted"]) == 30
    assert state["warning"]["title"]
    assert len(state["problems"]) == 4


def test_a_tick_is_on_disk_when_it_is_answered(project, wire):
    assert change(wire, "state", "done", before="open")["ok"]
    row = disk.step(project, ITEM)
    assert (row["state"], row["changed_by"]) == ("done", "IT")


def test_a_tick_comes_back_as_one_small_patch_and_an_answer(wire):
    change(wire, "state", "done", before="open")
    [patch, answer] = wire.customs
    assert patch["patch"]["noted"][ITEM]["state"] == "done"
    assert answer["ok"]
    assert len(json.dumps(wire.customs)) < 1000
    assert wire.updates == []


@pytest.mark.parametrize(
    ("column", "value"),
    [("assignee", "Salg Nord"), ("due", "2026-12-01"), ("note", "Ring først"), ("note", "a\nb")],
)
def test_what_is_noted_is_on_disk(project, wire, column, value):
    assert change(wire, column, value)["ok"]
    assert disk.step(project, ITEM)[column] == value


def test_a_date_that_is_none_is_refused_with_its_reason(project, wire):
    answer = change(wire, "due", "soon")
    assert not answer["ok"]
    assert "soon" in answer["text"]
    assert disk.step(project, ITEM)["due"] == ""


def test_a_state_that_does_not_exist_is_refused(project, wire):
    assert change(wire, "state", "half", before="open")["code"] == "cell.unknown_choice"
    assert disk.step(project, ITEM)["state"] == "open"


@pytest.mark.parametrize("column", ["changed_by", "title", "critical", "section", "item"])
def test_a_browser_can_change_no_other_column(wire, column):
    assert change(wire, column, "x")["code"] == "widget.bad_request"


def test_a_cell_that_changed_since_it_was_seen_is_left_and_both_values_are_told(project, wire):
    project.checklist.set(ITEM, "note", "theirs")
    answer = change(wire, "note", "mine")
    assert not answer["ok"]
    assert answer["conflict"] == {"mine": "mine", "theirs": "theirs", "by": "IT"}
    assert disk.step(project, ITEM)["note"] == "theirs"


def test_the_same_change_by_two_is_no_conflict(project, wire):
    project.checklist.set(ITEM, "note", "same")
    assert change(wire, "note", "same")["ok"]


def test_a_colleagues_unread_change_on_disk_is_a_conflict_and_is_shown(project, panel, wire):
    Project(project.path, user="bo").checklist.set(ITEM, "note", "theirs")
    answer = change(wire, "note", "mine")
    assert answer["conflict"]["theirs"] == "theirs"
    assert state_of(panel)["noted"][ITEM]["note"] == "theirs"
    assert disk.step(project, ITEM)["note"] == "theirs"


def test_a_colleagues_change_appears_by_itself(project, panel, wire):
    Project(project.path, user="bo").checklist.tick(ITEM)
    project.refresh()
    assert patches(wire)[-1]["noted"][ITEM]["state"] == "done"
    assert state_of(panel)["noted"][ITEM]["changed_by"] == "bo"


def test_an_undo_appears_in_every_panel(project, panel):
    other = ChecklistPanel(project, section="loa")
    project.checklist.tick(ITEM)
    assert [state_of(each)["noted"][ITEM]["state"] for each in (panel, other)] == ["done"] * 2
    project.undo()
    assert [state_of(each)["noted"][ITEM]["state"] for each in (panel, other)] == ["open"] * 2


def test_a_change_of_numbers_sends_nothing(project, wire):
    project.numbers.add("+4570123400")
    assert wire.sent == []


def test_an_own_step_is_added_at_the_end_of_its_section(project, panel, wire):
    answer = wire.ask("add_step", section="loa", title="Ask the caretaker", critical=True)
    step = answer["item"]
    state = state_of(panel)
    assert state["sections"][1]["items"][-1] == step
    assert state["items"][step] == {
        "label": "Ask the caretaker",
        "hint": "",
        "critical": True,
        "own": True,
    }
    assert disk.step(project, step)["title"] == "Ask the caretaker"


def test_a_step_without_a_text_is_refused(wire):
    answer = wire.ask("add_step", section="loa", title=" ", critical=False)
    assert answer["code"] == "project.step_without_title"


def test_an_own_step_goes_with_what_was_noted_about_it(project, panel, wire):
    step = wire.ask("add_step", section="loa", title="Ask", critical=False)["item"]
    change(wire, "note", "soon", item=step)
    assert wire.ask("remove_step", item=step)["ok"]
    assert step not in state_of(panel)["items"] | state_of(panel)["noted"]
    assert disk.step(project, step) is None
    project.undo()
    assert state_of(panel)["noted"][step]["note"] == "soon"


def test_a_step_of_the_checklist_is_not_removed(project, wire):
    assert wire.ask("remove_step", item=ITEM)["code"] == "project.not_own_step"
    assert disk.step(project, ITEM)


def test_a_section_shows_its_steps_only(project):
    state = state_of(ChecklistPanel(project, section="timing"))
    assert [section["id"] for section in state["sections"]] == ["timing"]
    assert len(state["items"]) == len(state["noted"]) == 5
    assert (state["warning"], state["problems"]) == (None, [])


def test_a_section_hears_nothing_of_the_others(project):
    wire = Wire(ChecklistPanel(project, section="timing"))
    project.checklist.tick(ITEM)
    assert wire.sent == []


def test_an_unknown_section_is_refused(project):
    with pytest.raises(Refused, match="nowhere"):
        ChecklistPanel(project, section="nowhere")


def test_value_tells_what_is_done_in_the_checklists_order(project, panel):
    heard = []
    panel.observe(lambda change: heard.append(change.new), "value")
    project.checklist.tick("verify_signer")
    project.checklist.tick("obtain_recent_bill")
    assert panel.value == ("obtain_recent_bill", "verify_signer")
    assert heard == [("verify_signer",), ("obtain_recent_bill", "verify_signer")]


def test_value_cannot_be_written(panel):
    with pytest.raises(traitlets.TraitError, match="read-only"):
        panel.value = ("verify_signer",)


def test_a_browsers_write_to_the_state_changes_no_file(project, panel, wire):
    before = (project.path / "progress.csv").read_bytes()
    forged = json.loads(json.dumps(state_of(panel)))
    forged["noted"][ITEM]["state"] = "done"
    wire.write(_state=forged, value=[ITEM])
    assert state_of(panel)["noted"][ITEM]["state"] == "open"
    assert panel.value == ()
    assert (project.path / "progress.csv").read_bytes() == before


def test_its_language_is_the_projects_unless_said(project):
    assert ChecklistPanel(project).language == "en"
    assert ChecklistPanel(project, language="da").language == "da"


def test_the_language_can_change_at_any_time(panel):
    english = state_of(panel)["items"][ITEM]["label"]
    panel.language = "da"
    assert state_of(panel)["items"][ITEM]["label"] != english
    assert panel.get_state()["_texts"]["progress"] == "{done} af {total} gennemført"


def test_its_words_follow_the_projects_region(tmp_path):
    hints = {
        region: json.dumps(
            state_of(ChecklistPanel(Workspace(tmp_path).create(f"In {region}", region=region)))[
                "items"
            ]
        )
        for region in ("DK", "US")
    }
    assert "112" in hints["DK"]
    assert "112" not in hints["US"]


def test_a_closed_panel_no_longer_follows(project, panel):
    panel.close()
    project.checklist.tick(ITEM)
    assert state_of(panel)["noted"][ITEM]["state"] == "open"


def test_it_composes_with_other_widgets(project):
    panel = ChecklistPanel(project, layout=ipywidgets.Layout(width="60%"))
    box = ipywidgets.VBox([panel])
    assert box.children == (panel,)
    assert panel.layout.width == "60%"


def test_an_unknown_keyword_raises(project):
    with pytest.raises(TypeError, match="sections"):
        ChecklistPanel(project, sections="loa")
