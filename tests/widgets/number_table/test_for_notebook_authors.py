"""The table in a notebook: what can be observed, composed and closed."""

import json

import ipywidgets
import pytest
import traitlets
from widgets.number_table.asking import enter
from wire import state_of

from portwidgets.domain.edit import Set
from portwidgets.project import Project
from portwidgets.widgets.number_table import NumberTable


def test_the_selection_is_observable_and_only_the_person_selects(table, wire):
    seen = []
    table.observe(lambda change: seen.append(change.new), "selection")
    wire.ask("select", rows=[["n0001", 2], "n9999"])
    assert seen == [("n0001", "n0002")]
    with pytest.raises(traitlets.TraitError):
        table.selection = ()


def test_the_counts_follow_every_edit(project, table, wire):
    assert table.counts == {"planned": 3}
    enter(wire, "status", "submitted", before="planned")
    project.numbers.add("70 99 88 77")
    project.numbers.delete(["n0002"])
    assert table.counts == {"planned": 2, "submitted": 1}


def test_it_composes_with_other_widgets_and_takes_their_layout(project):
    table = NumberTable(project, layout={"height": "400px"})
    assert ipywidgets.VBox([table]).children == (table,)
    assert table.layout.height == "400px"


def test_the_arrangement_of_columns_is_remembered_by_the_project(project, wire):
    layout = {
        "order": ["number", "site"],
        "hidden": ["note"],
        "pinned": ["number"],
        "widths": {"site": 210},
        "style": "international",
    }
    assert wire.ask("layout", layout=layout)["ok"]
    reopened = NumberTable(Project(project.path))
    assert json.loads(json.dumps(state_of(reopened)["layout"])) == layout


def test_a_layout_that_someone_broke_by_hand_is_passed_over(project):
    project.save_layout("numbers", {"order": 7})
    assert state_of(NumberTable(project))["layout"] == {}


def test_another_language_is_taken_at_any_time(table, wire):
    table.language = "da"
    state = wire.updates[-1]
    assert state["_texts"]["add_row"] == "Tilføj nummer"
    assert state["_state"]["columns"][1]["label"] == "Nummer"


def test_a_closed_table_follows_no_longer(project, table, wire):
    table.close()
    wire.sent.clear()
    project.apply([Set("numbers", "n0001", "site", "Aarhus", "Vejle")])
    assert not wire.sent
