"""A list meets an inventory: what differs is shown, and nobody's cell is lost."""

import pytest
from project.import_list import LIST, numbers_of

from portwidgets.errors import Refused
from portwidgets.exchange.reading import Upload


def test_cells_that_differ_are_shown_side_by_side_and_only_empty_ones_are_filled(project):
    project.numbers.add("67123400", usage="queue")
    preview = project.import_file(Upload("liste.csv", LIST.encode()))
    changes = {change.column: change for change in preview.changes().items}
    assert (changes["usage"].old, changes["usage"].new) == ("queue", "main")
    assert not changes["usage"].accepted
    assert changes["type"].accepted
    preview.apply()
    assert (project.numbers["n0001"].usage, project.numbers["n0001"].type) == (
        "queue",
        "fixed_line",
    )


def test_a_change_is_written_when_it_is_accepted(project):
    project.numbers.add("67123400", usage="queue", type="mobile")
    preview = project.import_file(Upload("liste.csv", LIST.encode()))
    preview.accept(["n0001.usage"])
    preview.apply()
    assert (project.numbers["n0001"].usage, project.numbers["n0001"].type) == ("main", "mobile")


def test_what_the_file_lacks_is_named_and_stays(project):
    project.numbers.add("68 00 00 01", site="Vejle")
    preview = project.import_file(Upload("liste.csv", LIST.encode()))
    [missing] = preview.missing().items
    assert (missing.number, dict(missing.cells)["site"]) == ("+4568000001", "Vejle")
    preview.apply()
    assert "+4568000001" in numbers_of(project)


def test_the_same_file_again_changes_nothing(project, preview):
    preview.apply()
    again = project.import_file(Upload("liste.csv", LIST.encode()))
    assert (again.account.new, again.account.changed, again.account.missing) == (0, 0, 0)
    with pytest.raises(Refused, match="nothing to import"):
        again.apply()


def test_a_cell_that_somebody_changed_meanwhile_is_left_as_they_wrote_it(project):
    project.numbers.add("67123400")
    preview = project.import_file(Upload("liste.csv", LIST.encode()))
    project.numbers.set("n0001", usage="fax")
    result = preview.apply()
    assert project.numbers["n0001"].usage == "fax"
    assert [conflict.op.column for conflict in result.conflicts] == ["usage"]


def test_a_number_that_somebody_added_meanwhile_is_not_added_again(project, preview):
    project.numbers.add("67123400")
    preview.apply()
    assert numbers_of(project).count("+4567123400") == 1
