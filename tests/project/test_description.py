"""What project.toml says is checked before it is written."""

import pytest

from portwidgets import ChecklistPanel, Project, Refused


@pytest.mark.parametrize(
    "fields",
    [
        {"title": " "},
        {"region": "XX"},
        {"region": "Danmark"},
        {"language": "fr"},
        {"colour": "red"},
    ],
)
def test_what_no_project_can_be_is_refused_and_nothing_is_written(project, fields):
    before = (project.path / "project.toml").read_bytes()
    with pytest.raises(Refused):
        project.describe(**fields)
    assert (project.path / "project.toml").read_bytes() == before


def test_a_new_region_words_the_checklist_for_it(project):
    project.describe(region="GB", title="London")
    again = Project(project.path)
    assert (again.region, again.title) == ("GB", "London")
    assert "999" in again.checklist["set_emergency_address"].item.label.en


def test_a_language_that_somebody_wrote_by_hand_and_we_do_not_speak_is_english(project):
    path = project.path / "project.toml"
    path.write_text(path.read_text("utf-8").replace('language = "en"', 'language = "fr"'), "utf-8")
    assert ChecklistPanel(Project(project.path)).language == "en"
