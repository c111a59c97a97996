"""What a person wrote in project.toml survives; what cannot be read is named and left."""

import pytest

from portwidgets.errors import DamagedFile, Refused
from portwidgets.storage.project_folder import ProjectFolder


def test_what_a_person_wrote_in_project_toml_survives(folder):
    path = folder.path / "project.toml"
    path.write_text("# ours\n" + path.read_text() + '\n[carrier_portal]\nuser = "x" # theirs\n')
    other = ProjectFolder(folder.path)
    folder.save_meta(title="Nyt", layouts={"numbers": {"hidden": ["note"], "width": None}})
    assert folder.meta.title == "Nyt"
    assert folder.meta.layouts == {"numbers": {"hidden": ["note"]}}
    text = path.read_text()
    assert text.startswith("# ours\n")
    assert 'user = "x" # theirs' in text
    other.refresh()
    assert other.meta == folder.meta


@pytest.mark.parametrize(
    ("toml", "code"),
    [
        ("schema = 99\n", "storage.newer_schema"),
        ("title = \n", "storage.bad_toml"),
        ("title = 5\n", "storage.bad_toml_value"),
        (b"title = '\xff'\n", "storage.bad_encoding"),
    ],
)
def test_a_project_toml_that_cannot_be_read_is_named_and_left(folder, toml, code):
    path = folder.path / "project.toml"
    path.write_bytes(toml if isinstance(toml, bytes) else toml.encode())
    for attempt in (lambda: ProjectFolder(folder.path), lambda: folder.save_meta(title="x")):
        with pytest.raises(DamagedFile) as raised:
            attempt()
        assert raised.value.code == code
        assert "project.toml" in raised.value.text("da")
    assert path.read_bytes() == (toml if isinstance(toml, bytes) else toml.encode())


def test_a_value_that_a_project_has_not_is_refused(folder):
    for name in ("colour", "schema"):
        with pytest.raises(Refused):
            folder.save_meta(**{name: 2})
